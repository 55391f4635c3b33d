namespace WinLossAgency.Disclosure.Leaks;

/// <summary>
/// How surprising a word is in one aside to somebody who has heard all the others, in bits: what everybody of an engagement talks
/// about betrays nobody. Counts are of asides that hold a word or a pair of words, the one at hand left out; where those are few,
/// what the word tells in general stands.
/// </summary>
internal sealed class Surprise
{
    /// <summary>General knowledge weighs as much as so many words heard.</summary>
    private const double General = 2_000;
    private const double GeneralPair = 6;

    /// <summary>A pair that nobody else said tells at most so much more than its word.</summary>
    private const double UnseenMax = 3;

    private readonly double[] bits;
    private readonly double[] chance;
    private readonly double[] general;
    private readonly int[] holders;
    private readonly long heard;
    private readonly Dictionary<long, int> pairs = [];

    /// <param name="asides">Roots of each aside in full.</param>
    /// <param name="plain">What each root tells in general, in bits.</param>
    public Surprise(List<int[]> asides, List<float> plain)
    {
        holders = new int[plain.Count];
        var seen = new HashSet<long>();
        foreach (var aside in asides)
        {
            seen.Clear();
            for (var i = 0; i < aside.Length; i++)
            {
                if (seen.Add(aside[i])) holders[aside[i]]++;
                if (i > 0 && seen.Add(Pair(aside[i - 1], aside[i]))) pairs[Pair(aside[i - 1], aside[i])] = pairs.GetValueOrDefault(Pair(aside[i - 1], aside[i])) + 1;
            }
            heard += aside.Length;
        }
        chance = new double[plain.Count];
        general = [.. plain.Select(p => Math.Pow(2, -p))];
        bits = new double[plain.Count];
        for (var root = 0; root < plain.Count; root++)
        {
            chance[root] = (Math.Max(0, holders[root] - 1) + (General * general[root])) / (heard + General);
            bits[root] = -Math.Log2(chance[root]);
        }
    }

    public float Of(int root) => (float)bits[root];

    /// <summary>The same to somebody who has heard none of the kin of the aside at hand.</summary>
    public float Of(int root, Kin? kin) => kin is null ? Of(root) : (float)-Math.Log2(Chance(root, kin.Holding(root)));

    public float After(int before, int root, Kin? kin)
    {
        var (first, second, both) = kin is null ? (0, 0, 0) : (kin.Holding(before), kin.Holding(root), kin.Holding(before, root));
        var others = Math.Max(0, pairs.GetValueOrDefault(Pair(before, root)) - 1 - both);
        var surprise = -Math.Log2((others + (GeneralPair * Chance(root, second))) / (Math.Max(0, holders[before] - 1 - first) + GeneralPair));
        return (float)Math.Min(surprise, Of(root, kin) + UnseenMax);
    }

    /// <summary>Beyond the range of single roots, so that both kinds live in one set.</summary>
    public static long Pair(int before, int root) => ((long)(before + 1) << 32) | (uint)root;

    private double Chance(int root, float kin) => kin == 0 ? chance[root] : (Math.Max(0, holders[root] - 1 - kin) + (General * general[root])) / (heard + General);
}
