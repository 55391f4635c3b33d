using System.Text;

namespace WinLossAgency.Agency.Reports;

/// <summary>
/// A piece of a report that stays on one sheet, with a cautious guess of its height. A table's rows are pieces of
/// their own that share a frame, so that a long table goes on overleaf under its own head.
/// </summary>
internal sealed record Block(Html Markup, double Height)
{
    public Html? FrameHead { get; init; }

    public double FrameHeight { get; init; }

    /// <summary>A heading never stands alone at the foot of a sheet.</summary>
    public bool KeepsWithNext { get; init; }
}

internal sealed record Sheet(Html Markup);

/// <summary>
/// Lays pieces on A4 sheets. The guess decides where a sheet ends and so which page numbers are printed; where it was
/// too low the sheet grows in the browser and runs over in print, and nothing is ever cut off.
/// </summary>
internal static class Sheets
{
    /// <summary>297 mm less the margins, the running head and the running foot.</summary>
    public const double RoomMax = 245;

    public static IReadOnlyList<Sheet> Lay(IReadOnlyList<Block> blocks)
    {
        var sheets = new List<Sheet>();
        var sheet = new List<Block>();
        var used = 0.0;
        for (var at = 0; at < blocks.Count; at++)
        {
            if (sheet.Count > 0 && used + Needed(blocks, at, sheet) > RoomMax)
            {
                sheets.Add(new(Write(sheet)));
                sheet.Clear();
                used = 0;
            }
            used += Own(blocks[at], sheet);
            sheet.Add(blocks[at]);
        }
        if (sheet.Count > 0) sheets.Add(new(Write(sheet)));
        return sheets;
    }

    private static double Needed(IReadOnlyList<Block> blocks, int at, List<Block> sheet)
    {
        var needed = Own(blocks[at], sheet);
        for (; blocks[at].KeepsWithNext && at + 1 < blocks.Count; at++) needed += blocks[at + 1].Height + blocks[at + 1].FrameHeight;
        return needed;
    }

    private static double Own(Block block, List<Block> sheet) =>
        block.Height + (block.FrameHead is not null && (sheet.Count == 0 || sheet[^1].FrameHead != block.FrameHead) ? block.FrameHeight : 0);

    private static Html Write(List<Block> sheet)
    {
        var markup = new StringBuilder();
        Html? open = null;
        foreach (var block in sheet)
        {
            if (open is not null && open != block.FrameHead) markup.Append("</tbody></table>\n");
            if (block.FrameHead is { } head && open != head) markup.Append("<table>").Append(head.Markup).Append("<tbody>\n");
            open = block.FrameHead;
            markup.Append(block.Markup.Markup).Append('\n');
        }
        if (open is not null) markup.Append("</tbody></table>\n");
        return new(markup.ToString());
    }
}

/// <summary>
/// Guesses in millimetres, a little cautious: words are wrapped by the widths of a sans serif's letters, which are near
/// enough the same in every font that a report is read in.
/// </summary>
internal static class Guess
{
    public const double TextWidth = 170;
    private const double MillimetresPerPoint = 0.3528;
    /// <summary>From this size on letters are drawn, and set, closer together.</summary>
    private const double LargeFrom = 13;
    private const double Large = 0.95;
    private const double Running = 1.02;

    public static double Lines(string text, double width, double points, double lineHeight) =>
        Count(text, width / (points * MillimetresPerPoint) / (points < LargeFrom ? Running : Large)) * points * MillimetresPerPoint * lineHeight;

    public static double Text(string text, double width = TextWidth) => Lines(text, width, points: 10.5, lineHeight: 1.5);

    public static double Small(string text, double width = TextWidth) => Lines(text, width, points: 9.5, lineHeight: 1.5);

    public static double Caption(string text, double width = TextWidth) => Lines(text, width, points: 8.5, lineHeight: 1.5);

    /// <summary>Lines that the text fills in so many ems, wrapped at spaces; a longer word is broken.</summary>
    private static int Count(string text, double ems)
    {
        var (lines, at) = (1, 0.0);
        foreach (var word in text.Split(' '))
        {
            var width = word.Sum(Em);
            if (at > 0 && at + width > ems) (lines, at) = (lines + 1, 0);
            for (; width > ems; width -= ems) lines++;
            at += width + Em(' ');
        }
        return lines;
    }

    private static double Em(char letter) => letter switch
    {
        'i' or 'j' or 'l' or 'I' or '.' or ',' or ':' or ';' or '\'' or '’' or '‘' or '!' or '|' or ' ' => 0.28,
        'f' or 't' or 'r' or '(' or ')' or '-' or '“' or '”' or '/' => 0.38,
        'm' or 'w' or 'M' or 'W' or '@' or '%' => 0.88,
        _ when char.IsUpper(letter) || char.IsAsciiDigit(letter) => 0.67,
        _ => 0.58,
    };
}
