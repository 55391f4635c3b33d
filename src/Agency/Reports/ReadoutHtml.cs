using System.Text;
using NodaTime.Text;
using WinLossAgency.Domain.Reports;

namespace WinLossAgency.Agency.Reports;

/// <summary>A release as one HTML file that needs nothing else: no script, no address, the same bytes every time.</summary>
public static class ReadoutHtml
{
    private static readonly LocalDatePattern LongDate = LocalDatePattern.CreateWithInvariantCulture("d MMMM uuuu");

    public static byte[] Write(Release release)
    {
        ArgumentNullException.ThrowIfNull(release);
        var sheets = Lay(release);
        var document = Html.Of($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>{release.Title}, report {release.Number}, {release.Client}</title>
            <style>
            {new Html(ReadoutCss.Text)}
            </style>
            </head>
            <body>
            <main>
            {Html.Each(sheets.Select((sheet, at) => (sheet, at)), item => Sheet(release, item.sheet, item.at + 1, sheets.Count))}</main>
            </body>
            </html>

            """);
        return Encoding.UTF8.GetBytes(document.Markup.ReplaceLineEndings("\n"));
    }

    /// <summary>How many sheets the report fills, as printed on them.</summary>
    public static int Pages(Release release) => Lay(release).Count;

    private static List<Sheet> Lay(Release release)
    {
        // How long the cover is does not hang on the page numbers it names, so it is laid twice.
        var before = Sheets.Lay([.. ReadoutCover.Blocks(release, _ => 0)]).Count;
        var body = Sheets.Lay([.. ReadoutEvidence.Decided(release)]).ToList();
        var pages = new Dictionary<int, int>();
        foreach (var finding in release.Findings)
        {
            pages[finding.Rank] = before + body.Count + 1;
            body.AddRange(Sheets.Lay([.. ReadoutFindings.Blocks(finding)]));
        }
        body.AddRange(Sheets.Lay([.. ReadoutEvidence.Beliefs(release)]));
        body.AddRange(Sheets.Lay([.. ReadoutEvidence.DecidedAsTable(release), .. release.Tables.SelectMany(ReadoutEvidence.Table)]));
        body.AddRange(Sheets.Lay([.. ReadoutEvidence.Sure(release), .. ReadoutEvidence.Method(release)]));
        return [.. Sheets.Lay([.. ReadoutCover.Blocks(release, finding => pages[finding.Rank])]), .. body];
    }

    private static Html Sheet(Release release, Sheet sheet, int page, int pages)
    {
        var left = page == 1 ? Html.Of($"<b>{release.Client}</b>") : Html.Of($"{release.Title}");
        return Html.Of($"""
            <article class="sheet" aria-label="Page {page}">
            <p class="running"><span>{left}</span><span>Report {release.Number} · {LongDate.Format(release.Date)}</span></p>
            <div class="body">
            {sheet.Markup}</div>
            <p class="running foot"><span>{release.Agency}, independent interviews</span><span>{page} of {pages}</span></p>
            </article>

            """);
    }
}
