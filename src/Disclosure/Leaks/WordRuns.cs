namespace WinLossAgency.Disclosure.Leaks;

/// <summary>Every run of so many words of the asides: what is repeated as it stands is found at once, however long the rest.</summary>
internal sealed class WordRuns(int length)
{
    private readonly Dictionary<ulong, int> runs = [];

    public void Add(List<string> words, int aside)
    {
        for (var i = 0; i + length <= words.Count; i++) runs.TryAdd(Hash(words, i), aside);
    }

    /// <summary>The aside that holds the first run found, or null.</summary>
    public int? Find(List<string> words)
    {
        for (var i = 0; i + length <= words.Count; i++)
            if (runs.TryGetValue(Hash(words, i), out var aside)) return aside;
        return null;
    }

    private ulong Hash(List<string> words, int from)
    {
        var hash = 14695981039346656037UL;
        for (var i = from; i < from + length; i++)
        {
            foreach (var unit in words[i]) hash = (hash ^ unit) * 1099511628211UL;
            hash = (hash ^ ' ') * 1099511628211UL;
        }
        return hash;
    }
}
