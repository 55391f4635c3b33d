using System.Text.Json.Nodes;
using WinLossAgency.Disclosure.Leaks;

namespace WinLossAgency.Evaluate.Verbs;

/// <summary>
/// What many said in confidence. leak-shared SECRETS: each secret of the file among its ambient asides, said by one, by all in their own words, and by as many in the same words.
/// leak-shared ASIDES REPORT OUT: as leak, but every aside that a line of the report carries over is said by twelve, each leaving out other words.
/// </summary>
internal static class LeakShared
{
    private const int Voices = 12;
    private static readonly string[] Openings = ["", "between us, ", "you know, ", "off the record, ", "so, uh, ", "honestly, ", "and ", "well, ", "I mean, ", "please keep it here, ", "look, ", "what can I say, "];

    public static int Run(string[] args)
    {
        if (args.Length == 1) return Secrets(args[0]);
        if (!JsonLines.Arguments(args, 3, "leak-shared SECRETS | leak-shared ASIDES REPORT OUT")) return 2;
        var report = JsonLines.Read(args[1]).ToList();
        var carried = report.Select(l => (string?)l["aside"]).ToHashSet();
        var asides = JsonLines.Read(args[0]).SelectMany(l => Enumerable.Range(0, carried.Contains(l.Text("id")) ? Voices : 1).Select(voice => new Aside(l.Text("id"), Left(l.Text("text"), voice))));
        var index = new LeakIndex(asides);
        JsonLines.Write(args[2], report.Select(l => new JsonObject { ["id"] = l.Text("id"), ["score"] = index.Check(l.Text("text")).Score }));
        return 0;
    }

    private static int Secrets(string path)
    {
        var lines = JsonLines.Read(path).ToList();
        var ambient = Texts(lines[0]["ambient"]);
        foreach (var split in lines.Skip(1).GroupBy(l => l.Text("split")))
        {
            var sums = new Dictionary<string, (int Told, int Blocked, int Held, int Clean, int False)>();
            foreach (var secret in split)
            {
                var said = Texts(secret["said"]);
                Count("said by one", of => [said[of]]);
                Count("each in their own words", _ => said);
                Count("by twelve of twelve", _ => said, []);
                Count("by seventy-two of a hundred", _ => [.. Enumerable.Range(0, 6).SelectMany(_ => said)]);
                Count("all in the same words", of => [.. Openings.Select(o => o + said[of])]);

                void Count(string how, Func<int, string[]> voices, string[]? others = null)
                {
                    var sum = sums.GetValueOrDefault(how);
                    foreach (var told in ((JsonArray)secret["told"]!).OfType<JsonObject>())
                    {
                        var index = Index(others ?? ambient, voices((int)told["of"]!));
                        var verdict = index.Check(told.Text("text"));
                        sum = sum with { Told = sum.Told + 1, Blocked = sum.Blocked + (verdict.Blocks ? 1 : 0), Held = sum.Held + (verdict.Held ? 1 : 0) };
                        if (!verdict.Blocks) Console.WriteLine($"  {how}: {verdict.Score:F2} {told.Text("text")}");
                        foreach (var clean in Texts(secret["clean"]))
                        {
                            var held = index.Check(clean);
                            sum = sum with { Clean = sum.Clean + 1, False = sum.False + (held.Held ? 1 : 0) };
                            if (held.Held) Console.WriteLine($"  {how}: {held.Score:F2} for nothing: {clean}");
                        }
                    }
                    sums[how] = sum;
                }
            }
            foreach (var (how, sum) in sums) Console.WriteLine($"{split.Key}, {how}: of {sum.Told} told again {sum.Blocked} block and {sum.Held} are held; of {sum.Clean} clean ones {sum.False} are held");
        }
        return 0;
    }

    private static LeakIndex Index(string[] ambient, string[] said) => new(ambient.Concat(said).Select((text, n) => new Aside($"{n}", text)));

    // The same words are left out in every run.
    private static string Left(string text, int voice) => voice == 0 ? text : string.Join(' ', text.Split(' ').Where((_, at) => ((at * 7) + (voice * 5)) % 13 > 1));

    private static string[] Texts(JsonNode? list) => [.. ((JsonArray)list!).Select(t => t!.GetValue<string>())];
}
