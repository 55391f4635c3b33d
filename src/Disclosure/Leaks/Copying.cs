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
    public static Stretch Best(SentenceWords sentence, AsideWords aside, float[] stamp, Stretch taken)
    {
        var length = aside.Roots.Length;
        Span<Cell> before = stackalloc Cell[length + 1], row = stackalloc Cell[length + 1];
        before.Clear();
        row[0] = default;
        var best = default(Stretch);
        for (var i = 1; i <= sentence.Count; i++)
        {
            if (i - 1 >= taken.From && i - 1 < taken.To)
            {
                before.Clear();
                continue;
            }
            foreach (var (root, strength) in sentence[i - 1].Means) stamp[root] = Math.Max(stamp[root], strength);
            for (var j = 1; j <= length; j++)
            {
                var strength = j - 1 >= taken.AsideFrom && j - 1 < taken.AsideTo ? 0 : stamp[aside.Roots[j - 1]];
                ref var cell = ref row[j];
                cell = Longest(in before[j], in row[j - 1], in before[j - 1]);
                if (strength > 0)
                {
                    ref readonly var corner = ref before[j - 1];
                    var gain = (strength * (corner.InRun ? aside.After[j - 1] - TollInRun : aside.Bits[j - 1] - Toll));
                    var start = corner.Score > 0;
                    var score = (start ? corner.Score : 0) + gain;
                    if (score > cell.Score) cell = new Cell(score, (start ? corner.Words : 0) + strength, start ? corner.From : i - 1, start ? corner.AsideFrom : j - 1, true);
                    if (cell.Score > best.Bits) best = new Stretch(cell.Score, cell.Words, cell.From, i, cell.AsideFrom, j);
                }
            }
            foreach (var (root, _) in sentence[i - 1].Means) stamp[root] = 0;
            var spare = before;
            before = row;
            row = spare;
        }
        return best;
    }

    private static Cell Longest(ref readonly Cell up, ref readonly Cell left, ref readonly Cell corner)
    {
        var (skipped, passed, exchanged) = (up.Score - SkipSentence, left.Score - SkipAside, corner.Score - Exchange);
        if (skipped <= 0 && passed <= 0 && exchanged <= 0) return default;
        if (exchanged >= skipped && exchanged >= passed) return corner with { Score = exchanged, InRun = false };
        return skipped >= passed ? up with { Score = skipped, InRun = false } : left with { Score = passed, InRun = false };
    }

    private readonly record struct Cell(float Score, float Words, int From, int AsideFrom, bool InRun);
}
