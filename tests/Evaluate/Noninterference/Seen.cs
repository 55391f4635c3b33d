using System.Text;

namespace WinLossAgency.Evaluate.Noninterference;

/// <summary>Everything of one run that reaches the client's side, by where it was seen, and what entered that must not.</summary>
internal sealed class Seen
{
    private readonly SortedDictionary<string, byte[]> pieces = new(StringComparer.Ordinal);

    public int AsidesEntered { get; set; }

    public int QuotesMasked { get; set; }

    // What of the course after coding really happened in this run; the totals are printed.
    public int Asked, AskedBeside, Silent, SealedLate, Supporters, PointsByCount, PointsByRelease, PointsRefused, WithdrawnBefore, WithdrawnAtOnce, WithdrawnLater, QuotesTakenOut, QuotesSealed, Corrections;

    public IEnumerable<(string What, int Times)> Happened =>
    [
        ("approval asked", Asked), ("approval asked beside the report", AskedBeside), ("approval silent", Silent), ("late seals that nothing used", SealedLate), ("points by count", PointsByCount),
        ("points by release", PointsByRelease), ("points refused or declined", PointsRefused), ("voices behind points", Supporters), ("withdrawn before release", WithdrawnBefore),
        ("withdrawn at once", WithdrawnAtOnce), ("withdrawn for the next report", WithdrawnLater), ("quotes taken out", QuotesTakenOut), ("quotes sealed late", QuotesSealed), ("corrections", Corrections),
    ];

    public long Bytes => pieces.Values.Sum(p => (long)p.Length);

    public int Pieces => pieces.Count;

    public void Add(string where, byte[] what) => pieces.Add(where, what);

    public void Add(string where, string what) => Add(where, Encoding.UTF8.GetBytes(what));

    /// <summary>Each place where the two differ, with what stands around the first byte that does.</summary>
    public IEnumerable<string> DifferencesFrom(Seen other)
    {
        foreach (var where in pieces.Keys.Union(other.pieces.Keys).Order(StringComparer.Ordinal))
        {
            if (!pieces.TryGetValue(where, out var mine)) yield return $"{where}: only in the second run";
            else if (!other.pieces.TryGetValue(where, out var theirs)) yield return $"{where}: only in the first run";
            else if (!mine.AsSpan().SequenceEqual(theirs))
            {
                var at = mine.AsSpan().CommonPrefixLength(theirs);
                yield return $"{where}: differs at byte {at} of {mine.Length} and {theirs.Length}: “{Around(mine, at)}” and “{Around(theirs, at)}”";
            }
        }
    }

    private static string Around(byte[] bytes, int at)
    {
        var from = Math.Max(0, at - 40);
        return Encoding.UTF8.GetString(bytes, from, Math.Min(bytes.Length - from, 100)).Replace('\n', ' ');
    }
}
