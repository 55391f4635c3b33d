namespace WinLossAgency.Disclosure.Leaks;

/// <summary>What a sentence and an aside have in common, in weights of words (a rare word weighs 1, "the" about a tenth).</summary>
/// <param name="Aligned">Weight of the best alignment in order, skipped words costing a little.</param>
/// <param name="OfAside">Aligned as a share of the aside.</param>
/// <param name="OfSentence">Aligned as a share of the sentence.</param>
/// <param name="Run">Words in the longest run without a gap.</param>
/// <param name="RunWeight">Weight of the weightiest run.</param>
/// <param name="Bag">Weight of the words in common in any order.</param>
/// <param name="BagShare">Bag as a share of the lighter side.</param>
internal readonly record struct LeakFeatures(float Aligned, float OfAside, float OfSentence, int Run, float RunWeight, float Bag, float BagShare)
{
    // A logistic model of few terms; its coefficients were fitted on the development pairs only (ADR on the leak check).
    public double Score()
    {
        var z = -6.2 + (1.1 * Math.Min(Aligned, 8)) + (3.0 * OfAside) + (2.0 * OfSentence) + (0.25 * Math.Min(Run, 8)) + (0.5 * Math.Min(RunWeight, 4)) + (2.0 * BagShare);
        return 1 / (1 + Math.Exp(-z));
    }
}

internal static class Alignment
{
    private const float SkipCost = 0.1f;

    public static LeakFeatures Compare(ReadOnlySpan<int> sentence, ReadOnlySpan<float> sentenceWeights, ReadOnlySpan<int> aside, ReadOnlySpan<float> asideWeights)
    {
        float totalS = Sum(sentenceWeights), totalA = Sum(asideWeights);
        if (totalS == 0 || totalA == 0) return default;
        var columns = aside.Length + 1;
        Span<float> before = stackalloc float[columns], row = stackalloc float[columns], runBefore = stackalloc float[columns], run = stackalloc float[columns];
        Span<int> countBefore = stackalloc int[columns], count = stackalloc int[columns];
        before.Clear();
        runBefore.Clear();
        countBefore.Clear();
        row[0] = 0;
        run[0] = 0;
        count[0] = 0;
        float best = 0, bestRun = 0;
        var longest = 0;
        for (var i = 1; i <= sentence.Length; i++)
        {
            var skip = SkipCost * sentenceWeights[i - 1];
            for (var j = 1; j < columns; j++)
            {
                var same = sentence[i - 1] >= 0 && sentence[i - 1] == aside[j - 1];
                var weight = same ? Math.Min(sentenceWeights[i - 1], asideWeights[j - 1]) : 0;
                row[j] = Math.Max(Math.Max(before[j] - skip, row[j - 1] - (SkipCost * asideWeights[j - 1])), Math.Max(0, same ? before[j - 1] + weight : 0));
                run[j] = same ? runBefore[j - 1] + weight : 0;
                count[j] = same ? countBefore[j - 1] + 1 : 0;
                best = Math.Max(best, row[j]);
                bestRun = Math.Max(bestRun, run[j]);
                longest = Math.Max(longest, count[j]);
            }
            var spare = before;
            before = row;
            row = spare;
            spare = runBefore;
            runBefore = run;
            run = spare;
            var spareCount = countBefore;
            countBefore = count;
            count = spareCount;
        }
        var bag = Bag(sentence, sentenceWeights, aside);
        return new LeakFeatures(best, best / totalA, best / totalS, longest, bestRun, bag, bag / Math.Min(totalS, totalA));
    }

    private static float Bag(ReadOnlySpan<int> sentence, ReadOnlySpan<float> weights, ReadOnlySpan<int> aside)
    {
        float bag = 0;
        for (var i = 0; i < sentence.Length; i++)
            if (sentence[i] >= 0 && aside.IndexOf(sentence[i]) >= 0 && sentence[..i].IndexOf(sentence[i]) < 0) bag += weights[i];
        return bag;
    }

    private static float Sum(ReadOnlySpan<float> weights)
    {
        float sum = 0;
        foreach (var weight in weights) sum += weight;
        return sum;
    }
}
