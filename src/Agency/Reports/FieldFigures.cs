using System.Collections.Immutable;
using System.Globalization;
using WinLossAgency.Disclosure.SmallCells;
using WinLossAgency.Domain.Reports;

namespace WinLossAgency.Agency.Reports;

/// <summary>The few figures of the fieldwork, finished: withheld where small, stepped where a withheld one could be worked out from them or from the last report.</summary>
internal sealed record FieldFigures(string Interviews, ImmutableArray<Figure> Figures)
{
    public static FieldFigures Of(ReportMaterial material, ReportFigures figures)
    {
        var (field, k) = (material.Field, material.K);
        var interviews = Told(figures.Interviews, material.Earlier, k);
        var rest = Math.Max(0, field.Reached - field.Interviewed - field.Declined);
        var small = SmallCell.IsSmall(field.Declined, k) || SmallCell.IsSmall(rest, k) || SmallCell.IsSmall(Math.Abs(field.Interviewed - figures.Interviews), k);
        return new FieldFigures(interviews,
        [
            new("deals on your list", Number(field.Listed)),
            new("you asked us to leave out", Number(field.LeftOut.Length)),
            // Where one part is withheld the sum is stepped, or the part would be its difference.
            new("buyers we reached", small ? Stepped(field.Reached, k) : Count(field.Reached, k)),
            new("interviewed", interviews),
            new("declined", Count(field.Declined, k)),
        ]);
    }

    /// <summary>The number of interviews under which a report is remembered, if it was told as it was.</summary>
    public const string Name = "interviews";

    /// <summary>What is remembered of the number of interviews; nothing where it was told in steps.</summary>
    public ToldFigure? Remembered(int interviews) => Interviews == Number(interviews) ? new ToldFigure("all", Name, interviews, Interviews, interviews, interviews) : null;

    /// <summary>A count that moved by fewer than k since any earlier report is told in steps: the difference would be a few people.</summary>
    private static string Told(int interviews, ImmutableArray<ToldFigure> earlier, int k)
    {
        var none = ImmutableSortedDictionary<string, double>.Empty;
        var now = new Published([], interviews, none);
        return earlier.Where(e => e.Name == Name).Any(e => Differencing.Find([new Published([], e.Base, none), now], k) is not null) ? Stepped(interviews, k) : Number(interviews);
    }

    private static string Count(int n, int k) => n == 0 || SmallCell.IsSmall(n, k) ? ReportFigures.TooFew : Number(n);

    private static string Stepped(int n, int k) => SmallCell.Step(n, k) is > 0 and var step ? $"at least {Number(step)}" : ReportFigures.TooFew;

    private static string Number(int n) => n.ToString(CultureInfo.InvariantCulture);
}
