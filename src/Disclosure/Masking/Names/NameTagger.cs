using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Disclosure.Masking.Names;

/// <summary>
/// Decides by trained weights which words are people, organisations, places, addresses and traits. Each word is scored by itself, all
/// mentions of one word share what they know, and the classes are then chosen from left to right.
/// </summary>
internal sealed class NameTagger(NameWeights weights)
{
    /// <summary>In sixteenths of the logarithm of odds: a name left open costs more than a word hidden.</summary>
    private static readonly Vector128<short> Lean = Vector128.Create(0, 56, 48, 46, 46, 16, 8, short.MinValue / 2);

    /// <summary>The same in a long record of a case, where details together point at one person.</summary>
    private static readonly Vector128<short> RecordLean = Vector128.Create(0, 68, 68, 68, 66, 98, 98, short.MinValue / 2);

    public static NameTagger House { get; } = new(NameWeights.House);

    public void Tag(TextView view, List<Candidate> guesses, List<Candidate> found)
    {
        var evidence = new Evidence(view, found, guesses);
        var asked = new bool[view.Tokens.Length];
        for (var i = 0; i < asked.Length; i++) asked[i] = evidence.IsAsked(i);
        var scores = Score(evidence, asked);
        var classes = new NameClass[view.Tokens.Length];
        var before = NameClass.None;
        var lean = evidence.IsRecord ? RecordLean : Lean;
        for (var i = 0; i < classes.Length; i++)
        {
            if (!asked[i])
            {
                before = NameClass.None;
                continue;
            }
            var total = scores[i] + weights.Row(NameFeatures.Follows(evidence, i, before)) + weights.Row(NameFeatures.FollowsInForm(evidence, i, before)) + lean;
            before = classes[i] = Best(total);
        }
        NameSpans.Collect(evidence, classes, found);
    }

    private Vector128<short>[] Score(Evidence evidence, bool[] asked)
    {
        var scores = new Vector128<short>[evidence.Facts.Length];
        Span<int> rows = stackalloc int[NameFeatures.CountMax];
        Dictionary<ulong, (Vector128<short> Sum, int Count)>? mentions = null;
        for (var i = 0; i < scores.Length; i++)
        {
            if (!asked[i]) continue;
            scores[i] = weights.Sum(rows[..NameFeatures.Write(evidence, i, rows)]);
            if (!Shares(evidence, i)) continue;
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(mentions ??= [], evidence.View.Hashes[i], out _);
            if (known.Count < SharedMax) known = (known.Sum + scores[i], known.Count + 1);
        }
        if (mentions is null) return scores;
        for (var i = 0; i < scores.Length; i++)
            if (Shares(evidence, i) && mentions.TryGetValue(evidence.View.Hashes[i], out var known) && known.Count > 1) scores[i] = (scores[i] + Mean(known.Sum, known.Count)) / 2;
        return scores;
    }

    private const int SharedMax = 16;

    // A word with a capital that the grammar did not give it means the same thing all through a text.
    private static bool Shares(Evidence evidence, int i) =>
        evidence.Sure[i] == 0 && evidence.View.Tokens[i].IsName && evidence.View.Tokens[i].Length > 1 && ((evidence.Facts[i] & (Facts.Ordinary | Facts.Common)) == 0 || !evidence.View.Tokens[i].OpensSentence);

    private static Vector128<short> Mean(Vector128<short> sum, int count) => sum / (short)count;

    // A word is masked for what it may be of all the classes together, and named after the likeliest.
    private static NameClass Best(Vector128<short> total)
    {
        var best = 1;
        for (var c = 2; c <= (int)NameClass.Detail; c++)
            if (total[c] > total[best]) best = c;
        if (total[best] > total[0]) return (NameClass)best;
        if (total[best] + Together < total[0]) return NameClass.None;
        var odds = 0f;
        for (var c = 1; c <= (int)NameClass.Detail; c++) odds += MathF.Exp((total[c] - total[0]) / (float)NameWeights.Unit);
        return odds > 1 ? (NameClass)best : NameClass.None;
    }

    // Six classes as likely as each other weigh as much as one that is better by the logarithm of six.
    private const int Together = 29;
}
