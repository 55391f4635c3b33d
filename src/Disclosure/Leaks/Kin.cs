using System.Runtime.InteropServices;

namespace WinLossAgency.Disclosure.Leaks;

/// <summary>What the kin of one aside says of the aside's own words: how many of them, each by how near it is, hold each root, pair and three in a row.</summary>
internal sealed class Kin
{
    private readonly Dictionary<int, float> numbers = [];
    private readonly Dictionary<int, float> roots = [];
    private readonly Dictionary<long, float> pairs = [];
    private readonly Dictionary<ulong, float> threes = [];

    public Kin(AsideWords aside, IEnumerable<(AsideWords Other, float Near)> kin)
    {
        var own = aside.Roots;
        for (var i = 0; i < own.Length; i++)
        {
            roots[own[i]] = 0;
            if (i > 0) pairs[Surprise.Pair(own[i - 1], own[i])] = 0;
            if (i > 1) threes[Trigrams.Key(own, i - 2)] = 0;
        }
        foreach (var (other, near) in kin)
        {
            numbers[other.Number] = near;
            Add(roots, other.Roots, near);
            Add(pairs, other.Roots.Skip(1).Select((root, i) => Surprise.Pair(other.Roots[i], root)), near);
            Add(threes, Enumerable.Range(0, Math.Max(0, other.Roots.Length - 2)).Select(i => Trigrams.Key(other.Roots, i)), near);
        }
    }

    /// <summary>How near another aside is: 0 it says something else, 1 it says the same.</summary>
    public float Near(int number) => numbers.GetValueOrDefault(number);

    public float Holding(int root) => roots.GetValueOrDefault(root);

    public float Holding(int before, int root) => pairs.GetValueOrDefault(Surprise.Pair(before, root));

    public float Holding(ulong three) => threes.GetValueOrDefault(three);

    private static void Add<T>(Dictionary<T, float> counts, IEnumerable<T> said, float near) where T : notnull
    {
        foreach (var one in said.Distinct())
        {
            ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(counts, one);
            if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref count)) count += near;
        }
    }
}
