using System.Buffers;

namespace WinLossAgency.Storage;

/// <summary>What a blob may be called, so that a name can never leave its folder.</summary>
internal static class BlobName
{
    public const int LengthMax = 512;
    public const int SegmentMax = 200;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");

    public static void Check(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > LengthMax)
            throw new ArgumentException($"A blob name holds 1 to {LengthMax} characters; this one holds {name.Length}.", nameof(name));
        foreach (var segment in name.Split('/'))
        {
            if (segment.Length is 0 or > SegmentMax || segment.AsSpan().ContainsAnyExcept(Allowed))
                throw new ArgumentException($"A blob name is segments of 1 to {SegmentMax} characters of a-z 0-9 . _ - joined by slashes.", nameof(name));
            // A leading dot would hide the file or climb out; Azure and Windows drop a trailing one.
            if (segment[0] == '.' || segment[^1] == '.')
                throw new ArgumentException("A segment of a blob name neither begins nor ends with a dot.", nameof(name));
        }
    }

    public static void CheckPrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        if (prefix.Length == 0)
            return;
        // A prefix may stop anywhere in a name; completing it with one letter makes it a name to check.
        Check(prefix + "x");
    }
}
