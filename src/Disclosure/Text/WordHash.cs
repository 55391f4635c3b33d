namespace WinLossAgency.Disclosure.Text;

/// <summary>One hash for a folded word, the same in every process (FNV-1a, 64 bits, mixed once more so that both ends may be used).</summary>
internal static class WordHash
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;
    private const ulong Mixer = 0xFF51AFD7ED558CCD;

    public static ulong Of(ReadOnlySpan<char> folded)
    {
        var hash = Offset;
        foreach (var unit in folded) hash = (hash ^ unit) * Prime;
        hash = (hash ^ (hash >> 33)) * Mixer;
        return hash ^ (hash >> 33);
    }
}
