using System.Globalization;
using WinLossAgency.Domain.Reports;

namespace WinLossAgency.Agency.Reports;

/// <summary>Drawings as inline SVG with a title for those who cannot see them; every one has its table behind.</summary>
internal static class ReadoutCharts
{
    public static Html Reasons(ReasonList list)
    {
        var chart = ReasonChart.Of(list);
        var fill = list.Side == Side.ChoseYou ? "a" : "b";
        return Html.Of($"""
            <figure><figcaption class="label">{list.Title}</figcaption>
            <svg class="chart" viewBox="0 0 {ReasonChart.Width} {chart.Height}" role="img" aria-label="{chart.Title}"><title>{chart.Title}</title>
            {Html.Each(chart.Rows, row => Row(row, fill))}{Html.Each(chart.Rest, line => Html.Of($"""<text class="sub" x="0" y="{line.Y}">{line.Words}</text>"""))}
            </svg></figure>
            """);
    }

    public static double Height(ReasonList list, double width) => 9 + ReasonChart.Of(list).Height * width / ReasonChart.Width;

    public static Html SideBySide(SideBySide chart)
    {
        var height = ScaleTop + chart.Rows.Length * RowHeight;
        return Html.Of($"""
            <figure class="part"><figcaption class="label">{chart.Title}</figcaption>
            <svg class="chart" viewBox="0 0 {Wide} {height}" role="img" aria-label="{Words(chart)}"><title>{Words(chart)}</title>
            {Html.Each(chart.Scale.Select((_, place) => X(chart, place)), x => Html.Of($"""<path class="grid" d="M{x} 28V{height - 6}"/>"""))}
            <circle class="a" cx="7" cy="11" r="6"/><text class="sub" x="19" y="16">chose you</text><rect class="b" x="98" y="5" width="12" height="12"/><text class="sub" x="116" y="16">elsewhere</text>
            {Html.Each(chart.Scale.Select((word, place) => (word, place)), tick => Html.Of($"""<text class="sub" x="{X(chart, tick.place)}" y="16" text-anchor="middle">{tick.word}</text>"""))}
            {Html.Each(chart.Rows.Select((row, at) => (row, at)), item => Pair(chart, item.row, ScaleTop + 18 + item.at * RowHeight))}
            </svg><p class="cap">{chart.Note}</p></figure>
            """);
    }

    public static double Height(SideBySide chart) => 22 + (ScaleTop + chart.Rows.Length * RowHeight) * Guess.TextWidth / Wide;

    private const int Wide = 640;
    private const int FirstPlace = 244;
    private const int LastPlace = 604;
    private const int ScaleTop = 30;
    private const int RowHeight = 38;

    private static Html Row(ReasonChartRow row, string fill) => Html.Of(
        $"""
        <g>{Html.Each(row.Label, line => Html.Of($"""<text x="0" y="{line.Y}">{line.Words}</text>"""))}<text class="sub" x="{ReasonChart.Width}" y="{row.ShareY}" text-anchor="end">{row.Share}</text>{Bar(row, fill)}</g>

        """);

    private static Html Bar(ReasonChartRow row, string fill) => row.Bar is not { } y ? Html.None : Html.Of(
        $"""<rect class="track" y="{y}" width="{ReasonChart.Width}" height="10" rx="2"/><rect class="{fill}" y="{y}" width="{row.Length}" height="10" rx="2"/>""");

    private static int X(SideBySide chart, int place) => chart.Scale.Length < 2 ? FirstPlace : FirstPlace + (LastPlace - FirstPlace) * place / (chart.Scale.Length - 1);

    private static Html Pair(SideBySide chart, SidePair pair, int y)
    {
        var link = pair is { ChoseYou: > 0, WentElsewhere: > 0 } && pair.ChoseYou != pair.WentElsewhere
            ? Html.Of($"""<path class="link" d="M{X(chart, pair.ChoseYou.Value)} {y}H{X(chart, pair.WentElsewhere.Value)}"/>""") : Html.None;
        // Where both stand on one place, the square goes under and the circle beside it stays seen.
        var circle = pair.ChoseYou is { } chose ? Html.Of($"""<circle class="{Fill(chose, "a")}" cx="{X(chart, chose)}" cy="{y}" r="{Radius(pair)}"/>""") : Html.None;
        var square = pair.WentElsewhere is { } went ? Html.Of($"""<rect class="{Fill(went, "b")}" x="{X(chart, went) - 7}" y="{y - 7}" width="14" height="14"/>""") : Html.None;
        return Html.Of($"""<g><text x="0" y="{y + 5}">{pair.Reason}</text>{link}{square}{circle}</g>""");
    }

    private static int Radius(SidePair pair) => pair.ChoseYou == pair.WentElsewhere ? 4 : 7;

    private static string Fill(int place, string series) => place == 0 ? "open" : series;

    private static string Words(SideBySide chart) => string.Join(" ", chart.Rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Reason}: {Said(chart, row)}.")));

    private static string Said(SideBySide chart, SidePair row) => string.Join(", ", new[]
    {
        row.WentElsewhere is { } went ? $"{chart.Scale[went]} who went elsewhere" : null,
        row.ChoseYou is { } chose ? $"{chart.Scale[chose]} who chose you" : null,
    }.OfType<string>());
}
