using System.Globalization;
using WinLossAgency.Disclosure.Leaks;
using WinLossAgency.Evaluate.Training;

namespace WinLossAgency.Evaluate.Verbs;

/// <summary>
/// train-leaks FOLDER: fits the detectors of the leak check on the files of a folder and prints them as LeakModel holds them, with what
/// they and the house's own reach, and what weights reach on conversations that they never saw (five folds).
/// </summary>
internal static class TrainLeaks
{
    public static int Run(string[] args)
    {
        if (!JsonLines.Arguments(args, 1, "train-leaks FOLDER")) return 2;
        var examples = LeakTraining.Read(args[0]);
        Console.WriteLine($"{examples.Count(e => e.Leaks)} leaks and {examples.Count(e => !e.Leaks)} clean sentences of {examples.Select(e => e.Group).Distinct().Count()} conversations");
        var fitted = LeakTraining.Fit(examples);
        Tell("the house's", examples, examples.ConvertAll(e => LeakTraining.Score(LeakModel.Detectors, e)));
        Tell("fitted on all", examples, examples.ConvertAll(e => LeakTraining.Score(fitted, e)));
        var unseen = new double[examples.Count];
        foreach (var fold in LeakTraining.Folds)
        {
            var detectors = LeakTraining.Fit(examples.FindAll(e => LeakTraining.FoldOf(e) != fold));
            for (var n = 0; n < unseen.Length; n++)
                if (LeakTraining.FoldOf(examples[n]) == fold) unseen[n] = LeakTraining.Score(detectors, examples[n]);
        }
        Tell("never seen", examples, unseen);
        foreach (var detector in fitted)
            Console.WriteLine($"{Number(detector.Offset)}: {string.Join(", ", detector.Weights.Select(w => $"(LeakTerm.{w.Term}, {Number(w.Weight)})"))}");
        return 0;
    }

    private static void Tell(string weights, List<LeakExample> examples, IReadOnlyList<double> scores)
    {
        var judged = examples.Zip(scores, (e, s) => (Class: e.Leaks ? e.Class : $"clean {e.Set}", Held: s >= LeakIndex.BlockThreshold)).ToArray();
        var ways = judged.GroupBy(j => j.Class).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key} {g.Count(j => j.Held)}/{g.Count()}");
        Console.WriteLine($"{weights}: recall {Percent(judged.Where(j => !j.Class.StartsWith("clean ", StringComparison.Ordinal)))}, false {Percent(judged.Where(j => j.Class.StartsWith("clean ", StringComparison.Ordinal)))}; held {string.Join(", ", ways)}");
    }

    private static string Percent(IEnumerable<(string Class, bool Held)> judged) => judged.Average(j => j.Held ? 100d : 0).ToString("0.00", CultureInfo.InvariantCulture) + " %";

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
