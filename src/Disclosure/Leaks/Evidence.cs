namespace WinLossAgency.Disclosure.Leaks;

/// <summary>Gathers what speaks for one sentence having come out of one aside.</summary>
internal sealed class Evidence(AsideBook book, SentenceWords sentence)
{
    private const int SecondFrom = 6;

    /// <summary>Shorter runs are not looked at letter by letter.</summary>
    private const int RunRead = 4;

    private readonly float[] weights = WeightsOf(book, sentence);
    private readonly float[] stamp = new float[book.Roots];

    /// <summary>The features of every aside worth a look, each with its lead over the best of the others.</summary>
    public List<(int Aside, LeakFeatures Features)> Look()
    {
        var looked = book.Candidates(sentence).ConvertAll(a => (a.Aside, Features: Compare(book.Asides[a.Aside], a.Scraps)));
        return looked.ConvertAll(one => (one.Aside, one.Features with
        {
            Lead = one.Features.Bits - looked.Where(o => book.Asides[o.Aside].Number != book.Asides[one.Aside].Number).Select(o => o.Features.Bits).DefaultIfEmpty(0).Max(),
        }));
    }

    private LeakFeatures Compare(AsideWords aside, float scraps)
    {
        var plain = Alignment.Compare(sentence.Roots, weights, aside);
        var first = Copying.Best(sentence, aside, stamp, default);
        var second = first.Bits > SecondFrom ? Copying.Best(sentence, aside, stamp, first) : default;
        var bits = first.Bits + second.Bits;
        return new LeakFeatures(plain, first, second, bits / (sentence.TotalBits + Few), bits / (aside.TotalBits + Few), Covered(aside), CoversAside(aside),
            sentence.CountPersons(first.From, first.Length), sentence.CountSmall(plain.RunEnd - plain.Run, plain.Run), scraps, plain.Run < RunRead ? plain.Run : LongestSame(aside), aside.Roots.Length, 0);
    }

    // So much is added below, or a sentence of two words would be a copy by nature.
    private const float Few = 20;

    // The longest run of words spelt alike.
    private int LongestSame(AsideWords aside)
    {
        Span<int> before = stackalloc int[aside.Spellings.Length + 1], row = stackalloc int[aside.Spellings.Length + 1];
        before.Clear();
        var longest = 0;
        for (var i = 0; i < sentence.Count; i++)
        {
            var spelling = sentence[i].Spelling;
            row[0] = 0;
            for (var j = 1; j < row.Length; j++)
            {
                row[j] = spelling >= 0 && spelling == aside.Spellings[j - 1] ? before[j - 1] + 1 : 0;
                longest = Math.Max(longest, row[j]);
            }
            var spare = before;
            before = row;
            row = spare;
        }
        return longest;
    }

    private float Covered(AsideWords aside)
    {
        float held = 0, all = Few;
        for (var i = 0; i < sentence.Count; i++)
        {
            if (!sentence[i].Tells) continue;
            all += sentence[i].Bits;
            foreach (var (root, strength) in sentence[i].Means)
            {
                if (!aside.Holds(root)) continue;
                // The word itself comes first, and no synonym is stronger.
                held += sentence[i].Bits * strength;
                break;
            }
        }
        return held / all;
    }

    private float CoversAside(AsideWords aside)
    {
        for (var i = 0; i < sentence.Count; i++)
            foreach (var (root, strength) in sentence[i].Means) stamp[root] = Math.Max(stamp[root], strength);
        float held = 0, all = Few;
        for (var j = 0; j < aside.Roots.Length; j++)
        {
            if (!aside.Telling[j]) continue;
            all += aside.Bits[j];
            held += aside.Bits[j] * stamp[aside.Roots[j]];
        }
        for (var i = 0; i < sentence.Count; i++)
            foreach (var (root, _) in sentence[i].Means) stamp[root] = 0;
        return held / all;
    }

    private static float[] WeightsOf(AsideBook book, SentenceWords sentence)
    {
        var weights = new float[sentence.Count];
        for (var i = 0; i < weights.Length; i++) weights[i] = sentence[i].Root is >= 0 and var root ? sentence[i].Weight * book.Rarity(root) : sentence[i].Weight;
        return weights;
    }
}
