using System.Runtime.CompilerServices;

namespace WinLossAgency.Disclosure.Leaks;

/// <summary>A stretch of a sentence that reads like a stretch of an aside.</summary>
/// <param name="Bits">How much likelier it is to be copied than to fall out so by chance, in bits.</param>
/// <param name="Words">Words that match.</param>
/// <param name="From">First word in the sentence.</param>
/// <param name="To">One past the last.</param>
internal readonly record struct Stretch(float Bits, float Words, int From, int To, int AsideFrom, int AsideTo)
{
    public int Length => To - From;
}

/// <summary>
/// Finds the stretches of a sentence that were copied out of an aside with words left out, slipped in or exchanged: a local alignment
/// (Smith and Waterman 1981) whose gains are what each word tells, less where the word before already foretold it.
/// </summary>
internal static class Copying
{
    // What a match must tell before it counts for anything, so that small words strewn about add up to nothing.
    private const float Toll = 4;
    private const float TollInRun = 1.5f;
    private const float SkipSentence = 1.5f;
    private const float SkipAside = 1;
    private const float Exchange = 1.5f;

    /// <summary>The best stretch outside the words that are taken already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Stretch Best(SentenceWords sentence, AsideWords aside, float[] stamp, Stretch taken)
    {
        var (roots, bits, after) = (aside.Roots, aside.Bits, aside.After);
        var length = roots.Length;
        Span<Cell> before = stackalloc Cell[length + 1], row = stackalloc Cell[length + 1];
        before.Clear();
        row[0] = default;
        var best = default(Stretch);
        // Whether any cell of the row before holds something; where none does and the word is not in the aside, the row stays empty.
        var live = false;
        for (var i = 1; i <= sentence.Count; i++)
        {
            if (i - 1 >= taken.From && i - 1 < taken.To)
            {
                before.Clear();
                live = false;
                continue;
            }
            var means = sentence[i - 1].Means;
            if (!live && means.Length == 0) continue;
            foreach (var (root, strength) in means) stamp[root] = Math.Max(stamp[root], strength);
            if (!live && !AnyStamped(roots, stamp))
            {
                foreach (var (root, _) in means) stamp[root] = 0;
                continue;
            }
            live = false;
            for (var j = 1; j <= length; j++)
            {
                var strength = j - 1 >= taken.AsideFrom && j - 1 < taken.AsideTo ? 0 : stamp[roots[j - 1]];
                ref var cell = ref row[j];
                ref readonly var corner = ref before[j - 1];
                Longest(in before[j], in row[j - 1], in corner, out cell);
                if (strength > 0)
                {
                    var gain = strength * (corner.InRun ? after[j - 1] - TollInRun : bits[j - 1] - Toll);
                    var start = corner.Score > 0;
                    var score = (start ? corner.Score : 0) + gain;
                    if (score > cell.Score) cell = new Cell(score, (start ? corner.Words : 0) + strength, start ? corner.From : i - 1, start ? corner.AsideFrom : j - 1, true);
                    if (cell.Score > best.Bits) best = new Stretch(cell.Score, cell.Words, cell.From, i, cell.AsideFrom, j);
                }
                live |= cell.Score > 0;
            }
            foreach (var (root, _) in means) stamp[root] = 0;
            var spare = before;
            before = row;
            row = spare;
        }
        return best;
    }

    private static bool AnyStamped(int[] roots, float[] stamp)
    {
        foreach (var root in roots)
            if (stamp[root] > 0) return true;
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Longest(ref readonly Cell up, ref readonly Cell left, ref readonly Cell corner, out Cell cell)
    {
        var (skipped, passed, exchanged) = (up.Score - SkipSentence, left.Score - SkipAside, corner.Score - Exchange);
        if (skipped <= 0 && passed <= 0 && exchanged <= 0) cell = default;
        else if (exchanged >= skipped && exchanged >= passed) cell = new Cell(exchanged, corner.Words, corner.From, corner.AsideFrom, false);
        else if (skipped >= passed) cell = new Cell(skipped, up.Words, up.From, up.AsideFrom, false);
        else cell = new Cell(passed, left.Words, left.From, left.AsideFrom, false);
    }

    private readonly record struct Cell(float Score, float Words, int From, int AsideFrom, bool InRun);
}
