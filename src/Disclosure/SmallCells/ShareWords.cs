namespace WinLossAgency.Disclosure.SmallCells;

/// <summary>How a share may be told.</summary>
/// <param name="Text">"most", "62%", "we also heard": what the report prints.</param>
/// <param name="Low">The smallest count that would print the same words.</param>
/// <param name="High">The largest count that would print the same words.</param>
/// <param name="Directional">Whether the base is under 50, which the report says.</param>
public sealed record Share(string Text, int Low, int High, bool Directional);

/// <summary>
/// Words for shares (DOMAIN 9.7). Every word stands for a band of counts, and no band is narrower than the floor of k, so a reader
/// who knows the base cannot measure the count back. Percentages begin at 30 interviews.
/// </summary>
public static class ShareWords
{
    public const string AlsoHeard = "we also heard";

    /// <summary>How to tell that a number of respondents out of all said something.</summary>
    public static Share Of(int count, int interviews, int k = SmallCell.KDefault)
    {
        SmallCell.Checked(k);
        if (count < 0 || count > interviews) throw new ArgumentOutOfRangeException(nameof(count), count, $"{count} of {interviews} cannot have said it.");
        var directional = interviews < SmallCell.DirectionalBelow;
        if (interviews >= SmallCell.PercentFrom && count >= k && count <= interviews - k)
            return new Share($"{Math.Round(100.0 * count / interviews, MidpointRounding.AwayFromZero):F0}%", count, count, directional);
        return InWords(count, interviews, k);
    }

    /// <summary>The same in words, also where a percentage might be told.</summary>
    public static Share InWords(int count, int interviews, int k = SmallCell.KDefault)
    {
        SmallCell.Checked(k);
        var directional = interviews < SmallCell.DirectionalBelow;
        var (text, low, high) = Bands(interviews, k).First(b => count >= b.Low && count <= b.High);
        return new Share(text, low, high, directional);
    }

    /// <summary>The bands of a base, from the bottom; together they cover every count once.</summary>
    internal static List<(string Text, int Low, int High)> Bands(int interviews, int k)
    {
        var bands = new List<(string, int, int)> { (AlsoHeard, 0, Math.Min(k - 1, interviews)) };
        if (interviews < k) return bands;
        var middle = interviews - (2 * k) + 1;
        // Up to here k respondents are half or more, and the rest is too narrow a band to split.
        if (middle < SmallCell.KFloor)
        {
            bands.Add(("most", k, interviews));
            return bands;
        }
        var (low, high) = (k, interviews - k);
        if (middle >= 3 * SmallCell.KFloor)
        {
            var from = Math.Clamp((int)Math.Ceiling(0.4 * interviews), k + SmallCell.KFloor, high - (2 * SmallCell.KFloor) + 1);
            var to = Math.Clamp((int)Math.Floor(0.6 * interviews), from + SmallCell.KFloor - 1, high - SmallCell.KFloor);
            bands.Add(("some", low, from - 1));
            bands.Add(("about half", from, to));
            bands.Add(("most", to + 1, high));
        }
        else
        {
            bands.Add(("about half", low, high));
        }
        bands.Add(("nearly all", high + 1, interviews));
        return bands;
    }
}
