using System.Runtime.CompilerServices;

namespace WinLossAgency.Disclosure.Leaks;

/// <summary>Gathers what speaks for one sentence having come out of one aside.</summary>
internal sealed class Evidence(AsideBook book, SentenceWords sentence)
{
    private const int SecondFrom = 6;

    /// <summary>Shorter runs are not looked at letter by letter.</summary>
    private const int RunRead = 4;

    private readonly float[] plainWeights = WeightsOf(book, sentence, null);
    private readonly float[] stamp = new float[book.Roots];

    /// <summary>The features of every aside worth a look, each with its lead over the best of those that say something else.</summary>
    public List<(int Aside, LeakFeatures Features)> Look()
    {
        var looked = book.Candidates(sentence).ConvertAll(a => (Aside: book.Apart(a.Aside), Features: Compare(book.Apart(a.Aside), a.Scraps)));
        return looked.ConvertAll(one => (one.Aside.Number, one.Features with
        {
            Lead = one.Features.Bits - looked.Where(o => o.Aside.Number != one.Aside.Number).Select(o => o.Features.Bits * (1 - Near(one.Aside, o.Aside))).DefaultIfEmpty(0).Max(),
        }));
    }

    private static float Near(AsideWords aside, AsideWords other) => aside.Kin?.Near(other.Number) ?? 0;

    private LeakFeatures Compare(AsideWords aside, float scraps)
    {
        var said = aside.Kin is { } kin ? sentence.Without(kin, book.Surprise) : sentence;
        var plain = Alignment.Compare(said.Roots, aside.Kin is null ? plainWeights : WeightsOf(book, said, aside.Kin), aside);
        var first = Copying.Best(sentence, aside, stamp, default);
        var second = first.Bits > SecondFrom ? Copying.Best(sentence, aside, stamp, first) : default;
        var bits = first.Bits + second.Bits;
        return new LeakFeatures(plain, first, second, bits / (said.TotalBits + Few), bits / (aside.TotalBits + Few), Covered(said, aside), CoversAside(aside),
            sentence.CountPersons(first.From, first.Length), sentence.CountSmall(plain.RunEnd - plain.Run, plain.Run), book.Scraps(said, aside, scraps), plain.Run < RunRead ? plain.Run : LongestSame(aside), aside.Roots.Length, 0);
    }

    // So much is added below, or a sentence of two words would be a copy by nature.
    private const float Few = 20;

    // The longest run of words spelt alike.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Covered(SentenceWords said, AsideWords aside)
    {
        float held = 0, all = Few;
        for (var i = 0; i < said.Count; i++)
        {
            if (!said[i].Tells) continue;
            all += said[i].Bits;
            foreach (var (root, strength) in said[i].Means)
            {
                if (!aside.Holds(root)) continue;
                // The word itself comes first, and no synonym is stronger.
                held += said[i].Bits * strength;
                break;
            }
        }
        return held / all;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    private static float[] WeightsOf(AsideBook book, SentenceWords said, Kin? kin)
    {
        var weights = new float[said.Count];
        for (var i = 0; i < weights.Length; i++) weights[i] = said[i].Root is >= 0 and var root ? said[i].Weight * book.Rarity.Of(root, kin) : said[i].Weight;
        return weights;
    }
}
