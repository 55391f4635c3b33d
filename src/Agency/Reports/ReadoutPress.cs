using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using NodaTime;
using Orleans;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Reports;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.Reports;

/// <summary>The PDF is asked for and not there yet; the outbox asks again until it is.</summary>
internal sealed class PrintOwedException() : Exception("The PDF is being printed, or no Chromium is here to print it.");

/// <summary>
/// Prints readouts away from any grain's turn, one at a time, and tells the report when its PDF lies on the shelf. What is
/// lost with the process is asked for again by the report's outbox.
/// </summary>
internal sealed class ReadoutPress(AgencyStores stores, ShelfWriter shelf, ChromiumPrinter printer, ILogger<ReadoutPress> logger)
{
    private readonly ConcurrentDictionary<string, bool> asked = new();
    private readonly SemaphoreSlim one = new(1);

    /// <summary>Whether anything can be printed here at all.</summary>
    public bool CanPrint => printer.Executable is not null;

    public void Ask(IGrainFactory grains, string report, string effectId, string client, string engagement, int number)
    {
        if (CanPrint && asked.TryAdd(report, true)) _ = Task.Run(() => PrintAsync(grains, report, effectId, client, engagement, number));
    }

    private async Task PrintAsync(IGrainFactory grains, string report, string effectId, string client, string engagement, int number)
    {
        await one.WaitAsync();
        try
        {
            var release = ReleaseJson.Read(await stores.Shelf.ReadAllAsync(ShelfPaths.File(client, engagement, number, ShelfPaths.ReleaseJson)) ?? []);
            var html = await stores.Shelf.ReadAllAsync(ShelfPaths.File(client, engagement, number, ShelfPaths.ReadoutHtml));
            if (release is null || html is null) return;
            var pdf = await printer.PrintAsync(html, release.Date, $"{client}.{engagement}.{number}");
            if (pdf is null) return;
            await shelf.AddFormAsync(client, engagement, release, ShelfPaths.ReadoutPdf, pdf);
            Caller.House.Enter();
            await grains.GetGrain<IReport>(report).Printed(effectId);
        }
        catch (Exception error)
        {
            PressLog.PrintFailed(logger, number, error.GetType().Name);
        }
        finally
        {
            asked.TryRemove(report, out _);
            one.Release();
        }
    }
}

internal static partial class PressLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The PDF of report {Number} was not printed: {Error}")]
    public static partial void PrintFailed(ILogger logger, int number, string error);
}
