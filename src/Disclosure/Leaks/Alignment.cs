namespace WinLossAgency.Disclosure.Leaks;

/// <summary>What two lists of roots have in common word for word. Weights: a rare word weighs 1, "the" about a tenth.</summary>
/// <param name="Aligned">Weight of the best alignment in order, skipped words costing a little.</param>
/// <param name="OfSentence">Aligned as a share of the sentence.</param>
/// <param name="Run">Words in the longest run without a gap.</param>
/// <param name="RunWeight">Weight of the weightiest run.</param>
/// <param name="OrderOfSentence">Share of the sentence's words, each counted as one, that stand in the aside in this order.</param>
/// <param name="OrderOfAside">The same as a share of the aside's words.</param>
/// <param name="RunBits">What the most surprising run tells.</param>
/// <param name="RunEnd">One past the last word of the sentence that the longest run takes.</param>
internal readonly record struct Overlap(float Aligned, float OfSentence, int Run, float RunWeight, float OrderOfSentence, float OrderOfAside, float RunBits, int RunEnd);

/// <summary>Compares two lists of word roots in one pass over their table.</summary>
internal static class Alignment
{
    private const float SkipCost = 0.1f;

    // A sentence of a few small words proves nothing by being in an aside as a whole.
    private const float TellingMin = 2;

    /// <summary>Roots below zero match nothing. Both lists are at most a part long, see <see cref="LeakIndex"/>.</summary>
    public static Overlap Compare(ReadOnlySpan<int> sentence, ReadOnlySpan<float> sentenceWeights, AsideWords whole)
    {
        ReadOnlySpan<int> aside = whole.Roots;
        ReadOnlySpan<float> asideWeights = whole.Weights;
        var totalSentence = Sum(sentenceWeights);
        if (totalSentence == 0 || aside.Length == 0) return default;
        Span<Cell> before = stackalloc Cell[aside.Length + 1], row = stackalloc Cell[aside.Length + 1];
        before.Clear();
        row[0] = default;
        float best = 0, bestRun = 0, bestBits = 0;
        var (longest, end) = (0, 0);
        for (var i = 1; i <= sentence.Length; i++)
        {
            var root = sentence[i - 1];
            var skip = SkipCost * sentenceWeights[i - 1];
            for (var j = 1; j < row.Length; j++)
            {
                ref var cell = ref row[j];
                var skipped = Math.Max(before[j].Aligned - skip, row[j - 1].Aligned - (SkipCost * asideWeights[j - 1]));
                if (root < 0 || root != aside[j - 1])
                {
                    cell = new Cell(Math.Max(0, skipped), 0, 0, Math.Max(before[j].Order, row[j - 1].Order), 0);
                    continue;
                }
                var weight = Math.Min(sentenceWeights[i - 1], asideWeights[j - 1]);
                ref readonly var corner = ref before[j - 1];
                cell = new Cell(Math.Max(skipped, corner.Aligned + weight), corner.Run + 1, corner.RunWeight + weight, corner.Order + 1, corner.Run > 0 ? corner.RunBits + whole.After[j - 1] : whole.Bits[j - 1]);
                best = Math.Max(best, cell.Aligned);
                bestRun = Math.Max(bestRun, cell.RunWeight);
                bestBits = Math.Max(bestBits, cell.RunBits);
                if (cell.Run > longest) (longest, end) = (cell.Run, i);
            }
            var spare = before;
            before = row;
            row = spare;
        }
        var order = (float)before[^1].Order;
        return new Overlap(best, best / Math.Max(totalSentence, TellingMin), longest, bestRun, order / Math.Max(sentence.Length, LeakIndex.RunAlways), order / aside.Length, bestBits, end);
    }

    private static float Sum(ReadOnlySpan<float> weights)
    {
        float sum = 0;
        foreach (var weight in weights) sum += weight;
        return sum;
    }

    /// <summary>The best alignment that ends here, the run that ends here, and the most words in order up to here.</summary>
    private readonly record struct Cell(float Aligned, int Run, float RunWeight, int Order, float RunBits);
}
