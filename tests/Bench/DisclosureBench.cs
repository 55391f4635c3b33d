using System.Diagnostics;
using WinLossAgency.Disclosure.Leaks;
using WinLossAgency.Disclosure.Masking;

namespace WinLossAgency.Bench;

/// <summary>Masking in words a second of one core, and the leak check of one report against the asides of a large engagement.</summary>
internal static class DisclosureBench
{
    private const int Texts = 2_000;
    private const int Sentences = 200;
    private const int Asides = 2_000;
    private const int ColdRounds = 5;
    private const int Rounds = 5;
    private static readonly string[] Subjects = ["The pilot", "Our depot in Porto", "Maria Keller", "The finance team", "Their onboarding", "Jens from logistics", "The second quote", "Nobody at Haulwise"];
    private static readonly string[] Verbs = ["took longer than", "was cheaper than", "never answered about", "was signed before", "depended on", "changed our mind on", "was louder than"];
    private static readonly string[] Objects = ["the route planning we asked for on 3 May", "the offer of 48,000 euros", "a call to +351 912 555 018", "what Transora had shown in March", "the two depots near Leiria", "the audit our board wanted", "a mail to ana@vale.example"];
    private static readonly string[] Ends = ["and that settled it.", "so we waited another quarter.", "which surprised the whole room.", "and the drivers noticed first.", "because price was never the reason."];

    public static void Run()
    {
        Masking();
        Leaks();
    }

    private static void Masking()
    {
        var texts = Enumerable.Range(0, Texts).Select(n => string.Join(' ', Enumerable.Range(0, 8).Select(k => Sentence(n * 8 + k)))).ToArray();
        var words = texts.Sum(t => t.Count(c => c == ' ') + 1);
        List<double> rates = [];
        for (var round = 0; round < ColdRounds + Rounds; round++)
        {
            var used = Environment.CpuUsage.TotalTime;
            foreach (var text in texts) Masker.Find(text);
            rates.Add(words / (Environment.CpuUsage.TotalTime - used).TotalSeconds);
        }
        // The first rounds also pay for reading the lists and for compiling; a program pays that once.
        Line.Print("masking", new { texts = Texts, words, wordsPerCoreSecond = Math.Round(Line.Median(rates[ColdRounds..])), inTheFirstRound = Math.Round(rates[0]) });
    }

    private static void Leaks()
    {
        Aside[] asides = [.. Enumerable.Range(0, Asides).Select(n => new Aside($"a-{n}", Sentence(n * 31 + 7)))];
        var building = Stopwatch.StartNew();
        var index = new LeakIndex(asides);
        var built = building.Elapsed.TotalMilliseconds;
        List<double> each = [];
        for (var round = 0; round < ColdRounds + Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            for (var n = 0; n < Sentences; n++) index.Check(Sentence(n * 17 + 3));
            each.Add(clock.Elapsed.TotalMilliseconds);
        }
        Line.Print("leak-check", new { sentences = Sentences, asides = Asides, milliseconds = Line.Median(each[ColdRounds..]), inTheFirstRound = each[0], indexing = built });
    }

    /// <summary>One of many sentences, always the same for the same number.</summary>
    private static string Sentence(int n) => $"{Subjects[n % Subjects.Length]} {Verbs[n / 3 % Verbs.Length]} {Objects[n / 11 % Objects.Length]} in week {n % 53}, {Ends[n / 7 % Ends.Length]}";
}
