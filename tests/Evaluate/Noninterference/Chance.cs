namespace WinLossAgency.Evaluate.Noninterference;

/// <summary>Repeatable chance: the same seed and the same questions give the same answers on every machine.</summary>
internal sealed class Chance(ulong seed)
{
    private ulong state = seed;

    public ulong Word()
    {
        // SplitMix64, from its public description: a counter with a strong finish.
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    public int Below(int limit) => (int)(Word() % (ulong)limit);

    public int Between(int low, int high) => low + Below(high - low + 1);

    public bool Often(int percent) => Below(100) < percent;

    public T One<T>(IReadOnlyList<T> of) => of[Below(of.Count)];

    public T[] Shuffled<T>(IEnumerable<T> of)
    {
        T[] all = [.. of];
        for (var i = all.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (all[i], all[j]) = (all[j], all[i]);
        }
        return all;
    }
}
