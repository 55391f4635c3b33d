using WinLossAgency.Evaluate.Verbs;

// One line a verb. Each reads and writes files of JSON lines and returns the exit code.
var verbs = new SortedDictionary<string, Func<string[], int>>(StringComparer.Ordinal)
{
    ["mask"] = Mask.Run,
    ["noninterference"] = WinLossAgency.Evaluate.Verbs.Noninterference.Run,
    ["invite"] = Invite.Run,
    ["leak"] = Leak.Run,
    ["leak-pairs"] = LeakPairs.Run,
    ["bugs"] = Bugs.Run,
    ["disclose"] = Disclose.Run,
    ["leak-reports"] = LeakReports.Run,
    ["leak-shared"] = LeakShared.Run,
    ["queue"] = WinLossAgency.Evaluate.Verbs.Queue.Run,
    ["rates"] = Rates.Run,
    ["train-leaks"] = TrainLeaks.Run,
    ["train-names"] = TrainNames.Run,
    ["vtt"] = Vtt.Run,
    ["year"] = WinLossAgency.Evaluate.Verbs.Year.Run,
    ["zone"] = Zone.Run,
};

if (args.Length > 0 && verbs.TryGetValue(args[0], out var verb)) return verb(args[1..]);
Console.Error.WriteLine($"usage: Evaluate VERB …   verbs: {string.Join(", ", verbs.Keys)}");
return 2;
