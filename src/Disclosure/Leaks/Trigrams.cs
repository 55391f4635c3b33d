namespace WinLossAgency.Disclosure.Leaks;

/// <summary>Which asides hold three roots in a row. Finds a copied scrap of small words, which no single word would find.</summary>
internal sealed class Trigrams
{
    /// <summary>What so many asides say is nobody's own.</summary>
    private const int HoldersMax = 12;

    private readonly Dictionary<ulong, List<int>> holders = [];

    public void Add(int[] roots, int aside)
    {
        for (var i = 0; i + 3 <= roots.Length; i++)
        {
            var key = Key(roots, i);
            if (!holders.TryGetValue(key, out var list)) holders[key] = list = [];
            if (list.Count <= HoldersMax && (list.Count == 0 || list[^1] != aside)) list.Add(aside);
        }
    }

    /// <summary>Adds to each aside one for each three roots in a row that it shares, less where others hold them too.</summary>
    public void Count(int[] roots, Dictionary<int, float> shared)
    {
        for (var i = 0; i + 3 <= roots.Length; i++)
        {
            if (roots[i] < 0 || roots[i + 1] < 0 || roots[i + 2] < 0 || !holders.TryGetValue(Key(roots, i), out var list) || list.Count > HoldersMax) continue;
            foreach (var aside in list) shared[aside] = shared.GetValueOrDefault(aside) + (1f / list.Count);
        }
    }

    private static ulong Key(int[] roots, int at) => ((ulong)roots[at] << 42) | ((ulong)roots[at + 1] << 21) | (uint)roots[at + 2];
}
