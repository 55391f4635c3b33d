using System.Collections.Immutable;

namespace WinLossAgency.Disclosure.SmallCells;

/// <summary>A figure as a client was told it: how many of a cut said something, as closely as the words let a reader measure it.</summary>
/// <param name="Cut">The conditions of the cut, see <see cref="Published.ParseCut"/>.</param>
/// <param name="Name">What was said; figures of one name are compared.</param>
/// <param name="Base">How many the cut held when the figure was taken.</param>
/// <param name="Text">What was printed.</param>
/// <param name="Low">The smallest count that prints so.</param>
/// <param name="High">The largest.</param>
public sealed record ToldFigure(string Cut, string Name, int Base, string Text, int Low, int High)
{
    /// <summary>Whether two figures say the same of the same people at the same time, so that their difference says nothing.</summary>
    internal bool Repeats(ToldFigure other) => Cut == other.Cut && Base == other.Base && Low == other.Low && High == other.High;
}

/// <summary>
/// Chooses how a share may be told after everything told before (DOMAIN 9.7): a number, else words, else what was told last time,
/// else nothing, whichever comes first that lets no difference to any earlier figure close in on fewer than k people.
/// </summary>
public static class Telling
{
    public const string TooFew = "too few to show";

    /// <param name="earlier">Everything told before, oldest first: earlier releases, then what this one has told already.</param>
    public static ToldFigure Choose(IReadOnlyList<ToldFigure> earlier, string cut, string name, int count, int size, int k = SmallCell.KDefault)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        SmallCell.Checked(k);
        var comparable = earlier.Where(e => e.Name == name && Nested(e.Cut, cut)).ToArray();
        var last = comparable.LastOrDefault(e => e.Cut == cut);
        // What was told last stands on only while it is not far off.
        if (last is not null && (Math.Abs(size - last.Base) >= k || Math.Abs(count - Math.Clamp(count, last.Low, last.High)) >= k)) last = null;
        return Ways(cut, name, count, size, k).Append(last).OfType<ToldFigure>().FirstOrDefault(way => !IsTooSharp(way, k) && comparable.All(e => Allows(e, way, k)))
            ?? new ToldFigure(cut, name, size, TooFew, 0, size);
    }

    /// <summary>Whether two figures of nested cuts, or of one cut at two times, leave every difference between them wide enough.</summary>
    public static bool Allows(ToldFigure one, ToldFigure other, int k)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        if (one.Repeats(other)) return true;
        var (wide, narrow) = one.Base >= other.Base ? (one, other) : (other, one);
        var size = wide.Base - narrow.Base;
        var (low, high) = (Math.Max(wide.Low - narrow.High, 0), Math.Min(wide.High - narrow.Low, size));
        // Of a few people nothing at all may be learnt, not even that one of them said it or none.
        if (SmallCell.IsSmall(size, k)) return low == 0 && high == size;
        if (size == 0) return !IsSmallStep(wide.Low - narrow.High, wide.High - narrow.Low, k);
        var (few, allButFew) = (low >= 1 && high < k, low > size - k && high < size);
        return !few && !allButFew && !(low == size && high == size);
    }

    // The same people told anew: a step of a few says that a few took something back or added it.
    private static bool IsSmallStep(int low, int high, int k) => (low >= 1 && high < k) || (low > -k && high <= -1);

    private static ToldFigure[] Ways(string cut, string name, int count, int size, int k)
    {
        if (size < k || count < k) return [new ToldFigure(cut, name, size, TooFew, 0, Math.Min(k - 1, size))];
        return Array.ConvertAll([ShareWords.Of(count, size, k), ShareWords.InWords(count, size, k)], share => new ToldFigure(cut, name, size, share.Text, share.Low, share.High));
    }

    // Words that fit only one count, and that everybody, would tell what each of them said.
    private static bool IsTooSharp(ToldFigure figure, int k) => figure.Low == figure.High && figure.High > figure.Base - k;

    private static bool Nested(string one, string other)
    {
        var (first, second) = (Published.ParseCut(one), Published.ParseCut(other));
        return first.IsSubsetOf(second) || second.IsSubsetOf(first);
    }
}
