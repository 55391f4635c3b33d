using System.Runtime.InteropServices;

namespace WinLossAgency.Disclosure.Leaks;

/// <summary>Which asides hold three roots in a row. Finds a copied scrap of small words, which no single word would find.</summary>
internal sealed class Trigrams
{
    /// <summary>What so many asides say is nobody's own.</summary>
    private const int HoldersMax = 12;

    private readonly Dictionary<ulong, Holders> holders = [];

    public void Add(int[] roots, int aside)
    {
        for (var i = 0; i + 3 <= roots.Length; i++)
        {
            ref var held = ref CollectionsMarshal.GetValueRefOrAddDefault(holders, Key(roots, i), out _);
            held ??= new();
            if (held.Last == aside) continue;
            held.Last = aside;
            held.Count++;
            if (held.Some.Count < HoldersMax) held.Some.Add(aside);
        }
    }

    /// <summary>Adds to each aside one for each three roots in a row that it shares, less where others hold them too.</summary>
    public void Count(int[] roots, Dictionary<int, float> shared)
    {
        for (var i = 0; i + 3 <= roots.Length; i++)
        {
            if (!Found(roots, i, out var held) || held.Count > HoldersMax) continue;
            foreach (var aside in held.Some) shared[aside] = shared.GetValueOrDefault(aside) + (1f / held.Count);
        }
    }

    /// <summary>The same for one aside, those that say what it says left out.</summary>
    public float Count(int[] roots, AsideWords aside, Kin kin)
    {
        float shared = 0;
        for (var i = 0; i + 3 <= roots.Length; i++)
        {
            if (!Found(roots, i, out var held) || !aside.HoldsInARow(roots.AsSpan(i, 3))) continue;
            var count = Math.Max(1, held.Count - kin.Holding(Key(roots, i)));
            if (count <= HoldersMax) shared += 1 / count;
        }
        return shared;
    }

    public static ulong Key(int[] roots, int at) => ((ulong)roots[at] << 42) | ((ulong)roots[at + 1] << 21) | (uint)roots[at + 2];

    private bool Found(int[] roots, int at, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Holders? held)
    {
        held = null;
        return roots[at] >= 0 && roots[at + 1] >= 0 && roots[at + 2] >= 0 && holders.TryGetValue(Key(roots, at), out held);
    }

    private sealed class Holders
    {
        public List<int> Some { get; } = [];

        public int Count { get; set; }

        public int Last { get; set; } = -1;
    }
}
