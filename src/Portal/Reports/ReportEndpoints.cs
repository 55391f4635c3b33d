using WinLossAgency.Domain.Reports;
using WinLossAgency.Portal.People;
using WinLossAgency.Ui.Web;

namespace WinLossAgency.Portal.Reports;

/// <summary>The files of a release as they lie on the shelf, byte for byte.</summary>
internal static class ReportEndpoints
{
    public static void MapReports(this WebApplication app)
    {
        var release = app.MapGroup("/{client}/{engagement}/releases/{number:int:min(1)}");
        release.MapGet("/readout.html", (string engagement, int number, Visit visit, HttpContext context) =>
        {
            context.Response.Sandbox();
            return ServeAsync(context, visit, engagement, number, ShelfPaths.ReadoutHtml, "text/html; charset=utf-8", download: null);
        });
        release.MapGet("/readout.pdf", (string engagement, int number, Visit visit, HttpContext context) =>
            ServeAsync(context, visit, engagement, number, ShelfPaths.ReadoutPdf, "application/pdf", $"report-{number}.pdf"));
        release.MapGet("/report.html", (string engagement, int number, Visit visit, HttpContext context) =>
            ServeAsync(context, visit, engagement, number, ShelfPaths.ReadoutHtml, "text/html; charset=utf-8", $"report-{number}.html"));
        release.MapGet("/data.json", (string engagement, int number, Visit visit, HttpContext context) =>
            ServeAsync(context, visit, engagement, number, ShelfPaths.ReleaseJson, "application/json", $"report-{number}.json"));
        release.MapGet("/manifest.json", (string engagement, int number, Visit visit, HttpContext context) =>
            ServeAsync(context, visit, engagement, number, ShelfPaths.Manifest, "application/json", $"report-{number}-fingerprints.json"));
    }

    private static async Task ServeAsync(HttpContext context, Visit visit, string engagement, int number, string file, string type, string? download)
    {
        if (await visit.Shelf.FileAsync(engagement, number, file, context.RequestAborted) is not { } stream)
        {
            await NotFoundHere.AnswerAsync(context);
            return;
        }
        await TypedResults.Stream(stream, type, download).ExecuteAsync(context);
    }
}
