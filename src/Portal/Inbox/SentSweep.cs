using NodaTime;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Portal.Shelf;
using WinLossAgency.Storage;

namespace WinLossAgency.Portal.Inbox;

/// <summary>
/// Portal's own copies of what a client sent are kept for the contract too. Once its people are told that it is over, what was sent
/// until then goes; where no project is left on the shelf, all of it.
/// </summary>
internal sealed class SentSweep(PortalStores stores, ShelfReader shelf, TimeProvider time, ILogger<SentSweep> logger) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        // Stopping ends the waiting instead of breaking it off, so that the host sees an end and no failure.
        await using var end = stoppingToken.Register(timer.Dispose);
        do
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception error)
            {
                if (stoppingToken.IsCancellationRequested) return;
                SweepLog.Failed(logger, error.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(CancellationToken.None));
    }

    public async Task SweepAsync(CancellationToken stop)
    {
        foreach (var client in await shelf.ClientsAsync(stop))
        {
            var found = await shelf.ForAsync(client, stop);
            if ((await found.AccessAsync(stop))?.Ended is not { } ended) continue;
            var copies = new List<string>();
            await foreach (var name in stores.Own.Blobs.ListAsync(InboxWriter.Copies(client), stop)) copies.Add(name);
            foreach (var name in copies)
                if (found.Engagements.Count == 0 || await IsBeforeAsync(name, ended, stop)) await stores.Own.Blobs.DeleteAsync(name, stop);
        }
    }

    private async Task<bool> IsBeforeAsync(string name, LocalDate ended, CancellationToken stop) =>
        await stores.Own.Blobs.ReadAllAsync(name, cancel: stop) is not { } bytes || HouseJson.ReadShelf<InboxItem>(bytes) is not { } item || item.At.InUtc().Date <= ended;
}

internal static partial class SweepLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Copies of requests could not be swept: {Error}")]
    public static partial void Failed(ILogger logger, string error);
}
