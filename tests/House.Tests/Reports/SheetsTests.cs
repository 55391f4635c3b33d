using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using WinLossAgency.Agency.Reports;
using Xunit;

namespace WinLossAgency.House.Tests.Reports;

public sealed class SheetsTests
{
    [Fact]
    public void No_piece_is_lost_or_moved_and_no_sheet_is_fuller_than_its_room() => Prop.ForAll(Pieces, pieces =>
    {
        var blocks = pieces.Select((piece, at) => Piece(at, piece)).ToArray();
        var sheets = Sheets.Lay(blocks);
        var order = sheets.SelectMany(sheet => Numbers(sheet)).ToArray();
        Assert.Equal(Enumerable.Range(0, blocks.Length), order);
        foreach (var sheet in sheets)
        {
            var on = Numbers(sheet).Select(at => blocks[at]).ToArray();
            Assert.True(on.Length == 1 || on.Sum(block => block.Height) <= Sheets.RoomMax);
            Assert.Equal(Regex.Count(sheet.Markup.Markup, "<table>"), Regex.Count(sheet.Markup.Markup, "</table>"));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_heading_goes_overleaf_with_what_it_heads()
    {
        var sheets = Sheets.Lay([new(new("a"), Sheets.RoomMax - 20), new(new("heading"), 10) { KeepsWithNext = true }, new(new("text"), 15)]);
        Assert.Equal(2, sheets.Count);
        Assert.StartsWith("heading", sheets[1].Markup.Markup);
    }

    [Fact]
    public void A_cover_of_six_findings_stays_one_sheet()
    {
        var release = SampleRelease.Make();
        release = release with { Findings = [.. Enumerable.Range(1, 6).Select(rank => release.Findings[0] with { Rank = rank })] };
        Assert.Single(Sheets.Lay([.. ReadoutCover.Blocks(release, _ => 4)]));
    }

    [Fact]
    public void Whatever_is_written_can_never_open_an_element() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        !Html.Of($"{text}").Markup.AsSpan().ContainsAny("<>\"'")).QuickCheckThrowOnFailure();

    private static Arbitrary<(int Height, bool Row)[]> Pieces => Gen.ArrayOf(
        from height in Gen.Choose(1, 300)
        from row in Gen.Elements(true, false)
        select (height, row)).ToArbitrary();

    private static Block Piece(int at, (int Height, bool Row) piece) => piece.Row
        ? new(Html.Of($"[{at}]"), piece.Height) { FrameHead = new("<thead>"), FrameHeight = 10 }
        : new(Html.Of($"[{at}]"), piece.Height);

    private static IEnumerable<int> Numbers(Sheet sheet) =>
        Regex.Matches(sheet.Markup.Markup, "\\[(\\d+)\\]").Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
}
