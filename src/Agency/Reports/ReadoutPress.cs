using WinLossAgency.Agency.Work;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.Reports;

/// <summary>Prints a readout that lies on the shelf and lays the PDF beside it. A worker's job; no grain's turn waits for it.</summary>
internal sealed class ReadoutPress(AgencyStores stores, ShelfWriter shelf, ChromiumPrinter printer)
{
    /// <summary>Later where no Chromium is here: the PDF stays owed and the page says so.</summary>
    public async Task<JobEnd> PrintAsync(string client, string engagement, int number, CancellationToken stop)
    {
        // Taken back while it waited, or its contract is over: there is nothing to print any more.
        if (await GoneAsync(client, engagement, number, stop)) return JobEnd.Done;
        var release = ReleaseJson.Read(await stores.Shelf.ReadAllAsync(ShelfPaths.File(client, engagement, number, ShelfPaths.ReleaseJson), cancel: stop) ?? [])
            ?? throw new InvalidOperationException($"Report {number} is not on the shelf.");
        var html = await stores.Shelf.ReadAllAsync(ShelfPaths.File(client, engagement, number, ShelfPaths.ReadoutHtml), cancel: stop) ?? [];
        if (await printer.PrintAsync(html, release.Date, $"{client}.{engagement}.{number}", stop) is not { } pdf) return JobEnd.Later;
        await shelf.AddFormAsync(client, engagement, release, ShelfPaths.ReadoutPdf, pdf, stop);
        // Gone while it was printed: what has just been laid goes too.
        if (await GoneAsync(client, engagement, number, stop))
            foreach (var file in new[] { ShelfPaths.File(client, engagement, number, ShelfPaths.ReadoutPdf), ShelfPaths.LateManifest(client, engagement, number, ShelfPaths.ReadoutPdf) })
                await stores.Shelf.DeleteAsync(file, stop);
        return JobEnd.Done;
    }

    private async Task<bool> GoneAsync(string client, string engagement, int number, CancellationToken stop) =>
        await stores.Shelf.ExistsAsync(ShelfPaths.File(client, engagement, number, ShelfPaths.Replaced), stop)
        || !await stores.Shelf.ExistsAsync(ShelfPaths.File(client, engagement, number, ShelfPaths.ReleaseJson), stop);
}
