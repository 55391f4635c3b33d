using System.Collections.Immutable;

namespace WinLossAgency.Domain.Reports;

/// <summary>
/// Where the lines and bars of a reason list stand, in the units of its drawing (360 wide). The page and the printed
/// report draw the same figure from it; no figure is computed, a bar's length is the finished one.
/// </summary>
public sealed record ReasonChart(ImmutableArray<ReasonChartRow> Rows, ImmutableArray<ChartLine> Rest, int Height, string Title)
{
    public const int Width = 360;
    private const int LettersPerLabelLine = 34;
    private const int LettersPerRestLine = 52;
    private const int LineHeight = 18;
    private const int BarHeight = 10;
    private const int RowGap = 16;

    public static ReasonChart Of(ReasonList list)
    {
        var rows = ImmutableArray.CreateBuilder<ReasonChartRow>();
        var y = 0;
        foreach (var bar in list.Bars)
        {
            // Never measured from the figures: a bar that is too few has words only.
            var lines = Lines(bar.Reason, LettersPerLabelLine, y);
            y += lines.Length * LineHeight;
            rows.Add(new(lines, bar.Share, lines[0].Y, bar.TooFew ? null : y + 4, Math.Clamp(bar.Length, 0, ReasonBar.LengthMax) * Width / ReasonBar.LengthMax));
            y += (bar.TooFew ? 0 : 4 + BarHeight) + RowGap;
        }
        var rest = list.Rest.Length == 0 ? [] : Lines(list.Rest, LettersPerRestLine, y);
        y += rest.Length * LineHeight;
        return new(rows.ToImmutable(), rest, y + 4, $"{list.Title}: {string.Join("; ", list.Bars.Select(bar => $"{bar.Reason}, {bar.Share}"))}.");
    }

    /// <summary>Drawings do not wrap their words, so they are wrapped here; a word longer than a line stands alone.</summary>
    private static ImmutableArray<ChartLine> Lines(string text, int letters, int top)
    {
        var lines = ImmutableArray.CreateBuilder<ChartLine>();
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > letters)
            {
                lines.Add(new(line, top + 14 + lines.Count * LineHeight));
                line = word;
            }
            else line = line.Length == 0 ? word : $"{line} {word}";
        }
        lines.Add(new(line, top + 14 + lines.Count * LineHeight));
        return lines.ToImmutable();
    }
}

/// <summary><c>Bar</c> is the top of the bar, null where there is none.</summary>
public sealed record ReasonChartRow(ImmutableArray<ChartLine> Label, string Share, int ShareY, int? Bar, int Length);

public sealed record ChartLine(string Words, int Y);
