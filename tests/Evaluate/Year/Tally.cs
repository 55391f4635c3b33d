namespace WinLossAgency.Evaluate.Year;

/// <summary>What was checked how often, and what did not hold.</summary>
internal sealed class Tally
{
    private const int Kept = 200;

    public SortedDictionary<string, long> Checks { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, long> Broken { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, long> Counts { get; } = new(StringComparer.Ordinal);

    public List<string> Said { get; } = [];

    public long Violations => Broken.Values.Sum();

    /// <summary>One check of one invariant; why tells what is wrong, or null.</summary>
    public void Check(string invariant, string? why)
    {
        Checks[invariant] = Checks.GetValueOrDefault(invariant) + 1;
        if (why is null) return;
        Broken[invariant] = Broken.GetValueOrDefault(invariant) + 1;
        if (Said.Count < Kept) Said.Add($"{invariant}: {why}");
    }

    public void Count(string what, long by = 1) => Counts[what] = Counts.GetValueOrDefault(what) + by;
}
