using System.Text.Json.Nodes;
using WinLossAgency.Disclosure.Leaks;
using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Evaluate.Training;

/// <summary>One sentence with the terms of every aside it was compared with, or of the one it was made from.</summary>
internal sealed record LeakExample(string Set, string Group, string Class, double[][] Looks, bool Copied)
{
    public bool Leaks => Class.Length > 0;
}

/// <summary>
/// Fits the detectors of <see cref="LeakModel"/>: each is a logistic regression of its own ways of carrying an aside over against
/// clean sentences, by Newton's steps with a ridge. A clean sentence is judged by the aside it comes nearest to, which the weights
/// decide, so the fit is repeated with the nearest of the round before.
/// </summary>
internal static class LeakTraining
{
    private const int Rounds = 6, Steps = 25;
    private const double Ridge = 0.1;
    private const int AlsoAgainst = 4, Stride = 31;

    /// <summary>Sentences compared with all asides of many conversations: what chance makes alike is found there first.</summary>
    private const string Many = "among many";

    /// <summary>Each detector alone may hold one clean sentence in two hundred of those compared with many asides.</summary>
    private const double FalseAlarms = 0.005;

    /// <summary>Which ways of carrying over each detector learns, in the order of <see cref="LeakModel.Detectors"/>.</summary>
    private static readonly string[][] Ways =
    [
        ["fragment", "fragment5", "fragment8", "verbatim", "obfuscated"],
        ["light", "medium", "human_light", "cleaned", "verbatim"],
        ["interleaved"],
    ];

    public static LeakDetector[] Fit(IReadOnlyList<LeakExample> examples) => [.. LeakModel.Detectors.Zip(Ways, (d, ways) => Fit(d, ways, examples))];

    public static double Score(IEnumerable<LeakDetector> detectors, LeakExample example) =>
        example.Copied ? 1 : example.Looks.Length == 0 ? 0 : example.Looks.Max(terms => LeakModel.Score(detectors, terms));

    /// <summary>The offset is set on clean sentences that the weights did not learn from, or it would flatter them.</summary>
    private static LeakDetector Fit(LeakDetector start, string[] ways, IReadOnlyList<LeakExample> examples)
    {
        double[] clean = [.. Folds.SelectMany(fold =>
        {
            var learnt = Learn(start, ways, [.. examples.Where(e => FoldOf(e) != fold)]);
            return examples.Where(e => e is { Leaks: false, Looks.Length: > 0, Set: Many } && FoldOf(e) == fold).Select(e => e.Looks.Max(learnt.Of));
        })];
        var detector = Learn(start, ways, examples);
        return detector with { Offset = detector.Offset - clean.OrderDescending().ElementAt((int)(clean.Length * FalseAlarms)) };
    }

    public static IEnumerable<uint> Folds => [0, 1, 2, 3, 4];

    public static uint FoldOf(LeakExample example) => example.Group.Aggregate(2166136261u, (hash, unit) => (hash ^ unit) * 16777619) % 5;

    private static LeakDetector Learn(LeakDetector start, string[] ways, IReadOnlyList<LeakExample> examples)
    {
        // A copied run needs no model: it is held before any weight is asked.
        var leaks = examples.Where(e => e is { Copied: false, Looks.Length: > 0 } && ways.Contains(e.Class)).ToArray();
        var clean = examples.Where(e => e is { Leaks: false, Looks.Length: > 0 }).ToArray();
        var terms = start.Weights.Select(w => w.Term).ToArray();
        var now = start;
        for (var round = 0; round < Rounds; round++)
        {
            var judge = now;
            double[][] rows = [.. leaks.Concat(clean).Select(e => Row(terms, e.Looks.MaxBy(judge.Of)!))];
            now = Detector(terms, Newton(rows, leaks.Length));
        }
        return now;
    }

    private static LeakDetector Detector(LeakTerm[] terms, double[] weights) => new(weights[^1], [.. terms.Select((t, i) => (t, weights[i]))]);

    private static double[] Row(LeakTerm[] terms, double[] look) => [.. terms.Select(t => look[(int)t]), 1];

    /// <summary>The first rows are leaks, the rest is clean; both sides weigh the same.</summary>
    private static double[] Newton(double[][] rows, int leaks)
    {
        var width = rows[0].Length;
        var weights = new double[width];
        for (var step = 0; step < Steps; step++)
        {
            var slope = new double[width];
            var curve = new double[width, width];
            for (var n = 0; n < rows.Length; n++)
            {
                var row = rows[n];
                var share = n < leaks ? rows.Length / (2d * leaks) : rows.Length / (2d * (rows.Length - leaks));
                var guess = 1 / (1 + Math.Exp(-row.Select((x, i) => x * weights[i]).Sum()));
                for (var i = 0; i < width; i++)
                {
                    slope[i] += share * (guess - (n < leaks ? 1 : 0)) * row[i];
                    for (var j = 0; j < width; j++) curve[i, j] += share * guess * (1 - guess) * row[i] * row[j];
                }
            }
            for (var i = 0; i < width; i++)
            {
                // The last is the offset, which is free.
                slope[i] += i == width - 1 ? 0 : Ridge * weights[i];
                curve[i, i] += i == width - 1 ? 1e-9 : Ridge;
            }
            var move = Solve(curve, slope);
            for (var i = 0; i < width; i++) weights[i] -= move[i];
        }
        return weights;
    }

    /// <summary>Gauss with the largest pivot.</summary>
    private static double[] Solve(double[,] left, double[] right)
    {
        var n = right.Length;
        for (var at = 0; at < n; at++)
        {
            var pivot = Enumerable.Range(at, n - at).MaxBy(r => Math.Abs(left[r, at]));
            for (var c = 0; c < n; c++) (left[at, c], left[pivot, c]) = (left[pivot, c], left[at, c]);
            (right[at], right[pivot]) = (right[pivot], right[at]);
            for (var r = at + 1; r < n; r++)
            {
                var times = left[r, at] / left[at, at];
                for (var c = at; c < n; c++) left[r, c] -= times * left[at, c];
                right[r] -= times * right[at];
            }
        }
        for (var at = n - 1; at >= 0; at--)
        {
            for (var c = at + 1; c < n; c++) right[at] -= left[at, c] * right[c];
            right[at] /= left[at, at];
        }
        return right;
    }

    /// <summary>All development files of shared/data/anonymization, each conversation a group.</summary>
    public static List<LeakExample> Read(string folder)
    {
        var corpus = new LeakIndex(JsonLines.Read(Path.Combine(folder, "leak_corpus_asides.jsonl")).Select(l => new Aside(l.Text("id"), l.Text("text"))));
        return
        [
            .. JsonLines.Read(Path.Combine(folder, "leak_corpus_report.jsonl")).Where(IsAsked).Select(l => Of(l, corpus, l["aside"]?.GetValue<string>())),
            .. new[] { "leak_qmsum_pairs.jsonl", "leak_winloss_asides.jsonl" }.SelectMany(f => JsonLines.Read(Path.Combine(folder, f))).Where(IsAsked).Select(l => Of(l, new LeakIndex([new Aside("a", l.Text("aside"))]), "a")),
            .. CleanOf([.. JsonLines.Read(Path.Combine(folder, "leak_qmsum_reports.jsonl"))]),
        ];
    }

    /// <summary>Paraphrase that shares no words is no matter for this check, and nothing may be learnt from it either way.</summary>
    private static bool IsAsked(JsonObject line) => line.Text("label") is "leak" or "clean";

    private static LeakExample Of(JsonObject line, LeakIndex index, string? from)
    {
        var sentence = line["text"]?.GetValue<string>() ?? line.Text("report");
        var leaks = line.Text("label") == "leak";
        // Leaks among the many asides are of the conversation their aside names; whose the clean sentences are is not told. A pair's is in its id.
        var among = line["text"] is not null;
        var group = !among ? string.Join('-', line.Text("id").Split('-').Take(2)) : from?.Split('-')[0] ?? line.Text("id");
        return new LeakExample(among ? Many : "pairs", group, leaks ? line.Text("class") : "", [.. index.Looks(sentence).Where(l => !leaks || l.Id == from).Select(l => l.Features.Terms())], index.Copied(sentence));
    }

    /// <summary>What reports say that is no leak, beside the asides of their own conversation and of the next reports' ones.</summary>
    private static IEnumerable<LeakExample> CleanOf(JsonObject[] reports)
    {
        LeakIndex[] indices = [.. reports.Select(r => new LeakIndex(((JsonArray)r["asides"]!).OfType<JsonObject>().Select(a => new Aside(a.Text("id"), a.Text("text")))))];
        for (var n = 0; n < reports.Length; n++)
        {
            var (report, group) = (reports[n].Text("report"), string.Join('-', reports[n].Text("id").Split('-').Take(2)));
            var leaks = ((JsonArray)reports[n]["leaks"]!).OfType<JsonObject>().Select(l => (Start: l["start"]!.GetValue<int>(), End: l["end"]!.GetValue<int>())).ToArray();
            foreach (var sentence in Sentences.Of(report).Where(s => !leaks.Any(l => l.Start < s.End && s.Start < l.End)).Select(s => report[s.Start..s.End]))
                for (var next = 0; next < AlsoAgainst; next++)
                    if (indices[(n + next * Stride) % indices.Length] is var index)
                        yield return new LeakExample("reports", group, "", [.. index.Looks(sentence).Select(l => l.Features.Terms())], index.Copied(sentence));
        }
    }
}
