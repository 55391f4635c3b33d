using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Orleans;
using WinLossAgency.Agency.Reports;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.Engagements.Inbox;

/// <summary>
/// Takes what clients lay in the inbox, each request once, and answers every one of them with a receipt on the shelf. What
/// lies in the inbox came from outside: its place, its shape and its sender's rights are checked before anything is done.
/// </summary>
internal sealed class InboxWorker(AgencyStores stores, IGrainFactory grains, ShelfWriter shelf, InboxDesk desk, IClock clock, TimeProvider time, ILogger<InboxWorker> logger) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <summary>After so many tries a request that fails for a reason of ours is answered all the same.</summary>
    public const int TriesMax = 10;

    private const string Item = ".json";
    private const string File = ".payload";
    private const int ItemBytesMax = 64 * 1024;
    private readonly HashSet<string> answered = [];
    private readonly HashSet<string> clientsRead = [];
    private readonly Dictionary<string, int> tries = [];
    private readonly HashSet<string> keptFiles = [];
    private readonly SemaphoreSlim oneRound = new(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        // The grains come up beside this worker; the first round waits for them.
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await TakeAllAsync(stoppingToken);
            }
            // A store that lost its own patience cancels too; only our own stop ends the rounds.
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                InboxLog.RoundFailed(logger, error.GetType().Name);
            }
        }
    }

    /// <summary>One round: everything that has no receipt yet, oldest first.</summary>
    public async Task TakeAllAsync(CancellationToken stop)
    {
        await oneRound.WaitAsync(stop);
        try
        {
            Caller.House.Enter();
            await RoundAsync(stop);
        }
        finally
        {
            oneRound.Release();
        }
    }

    public override void Dispose()
    {
        oneRound.Dispose();
        base.Dispose();
    }

    private async Task RoundAsync(CancellationToken stop)
    {
        var files = new List<string>();
        var waiting = new List<(string Path, string Client, string Id, InboxItem? Item)>();
        await foreach (var path in stores.Inbox.ListAsync("", stop))
        {
            if (path.EndsWith(File, StringComparison.Ordinal)) files.Add(path);
            if (answered.Contains(path) || path.Split('/') is not [var client, var file] || !file.EndsWith(Item, StringComparison.Ordinal)) continue;
            var id = file[..^Item.Length];
            if (!ShelfPaths.IsSegment(id) || !ShelfPaths.IsSegment(client) || await IsAnsweredAsync(client, path, stop)) continue;
            waiting.Add((path, client, id, await ReadAsync(path, stop)));
        }
        foreach (var (path, client, id, item) in waiting.OrderBy(w => w.Item?.At ?? Instant.MinValue).ThenBy(w => w.Path, StringComparer.Ordinal))
            await TakeAsync(path, client, id, item, stop);
        foreach (var file in files) await ClearAsync(file, stop);
    }

    /// <summary>A file goes once its request was taken, also where the process ended in between. One that was refused is kept.</summary>
    private async Task ClearAsync(string file, CancellationToken stop)
    {
        var item = file[..^File.Length] + Item;
        if (!answered.Contains(item) || keptFiles.Contains(file) || item.Split('/') is not [var client, var name]) return;
        var receipt = await stores.Shelf.ReadAllAsync(ShelfPaths.Receipt(client, name[..^Item.Length]), cancel: stop) is { } bytes ? HouseJson.ReadShelf<Receipt>(bytes) : null;
        if (receipt is { Taken: true }) await stores.Inbox.DeleteAsync(file, stop);
        else keptFiles.Add(file);
    }

    private async Task TakeAsync(string path, string client, string id, InboxItem? item, CancellationToken stop)
    {
        Receipt receipt;
        try
        {
            receipt = await RefusalAsync(client, id, item, stop) is { } why ? Refused(id, item, why) : await desk.DoAsync(item!, stop);
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            var tried = tries[path] = tries.GetValueOrDefault(path) + 1;
            InboxLog.ItemFailed(logger, id, tried, error.GetType().Name);
            if (tried < TriesMax) return;
            receipt = Refused(id, item, "This could not be taken for a reason on our side. We have been told; nothing of yours is lost.");
        }
        await shelf.ReceiptAsync(client, receipt, stop);
        answered.Add(path);
        tries.Remove(path);
        InboxLog.Answered(logger, id, receipt.Kind, receipt.Taken);
    }

    private async Task<string?> RefusalAsync(string client, string id, InboxItem? item, CancellationToken stop)
    {
        if (item is null) return "This request could not be read. Nothing was changed; send it again.";
        if (item.Client != client || item.Id != id || !ShelfPaths.IsSegment(item.Engagement)) return "This request does not belong here. Nothing was changed.";
        if (await AccessAsync(client, stop) is not { } access || access.For(item.By, clock.GetCurrentInstant()) is not { } line)
            return "Whoever sent this is not on your list of people any more. Nothing was changed.";
        if (item.Kind == InboxKind.Colleague && line.Rights != Rights.Admin) return "Only an admin of your company adds colleagues. Nothing was changed.";
        return await grains.GetGrain<IEngagement>($"{client}/{item.Engagement}").View() is null ? "This request names no programme of yours. Nothing was changed." : null;
    }

    /// <summary>The newest list on the shelf: the same by which the Portal lets people in.</summary>
    private async Task<AccessList?> AccessAsync(string client, CancellationToken stop)
    {
        string? newest = null;
        await foreach (var path in stores.Shelf.ListAsync(ShelfPaths.AccessFolder(client), stop))
            if (newest is null || (ShelfPaths.NumberOf(path) ?? 0) > (ShelfPaths.NumberOf(newest) ?? 0)) newest = path;
        return newest is not null && await stores.Shelf.ReadAllAsync(newest, cancel: stop) is { } bytes ? HouseJson.ReadShelf<AccessList>(bytes) : null;
    }

    private async Task<InboxItem?> ReadAsync(string path, CancellationToken stop)
    {
        try
        {
            return await stores.Inbox.ReadAllAsync(path, ItemBytesMax, stop) is { } bytes ? HouseJson.ReadShelf<InboxItem>(bytes) : null;
        }
        catch (InvalidDataException)
        {
            return null; // Longer than any request of ours.
        }
    }

    /// <summary>What was answered before this process began stands on the shelf; it is listed once for each client.</summary>
    private async Task<bool> IsAnsweredAsync(string client, string path, CancellationToken stop)
    {
        if (clientsRead.Add(client))
            await foreach (var receipt in stores.Shelf.ListAsync(ShelfPaths.Receipts(client), stop)) answered.Add($"{client}/{receipt[(receipt.LastIndexOf('/') + 1)..]}");
        return answered.Contains(path);
    }

    private Receipt Refused(string id, InboxItem? item, string why) => new(id, item?.Kind is { } kind && Enum.IsDefined(kind) ? kind : InboxKind.Question, clock.GetCurrentInstant(), false, why, []);
}

internal static partial class InboxLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Inbox item {Item} of kind {Kind} answered, taken: {Taken}")]
    public static partial void Answered(ILogger logger, string item, InboxKind kind, bool taken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Inbox item {Item} failed, try {Tries}: {Error}")]
    public static partial void ItemFailed(ILogger logger, string item, int tries, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A round of the inbox failed: {Error}")]
    public static partial void RoundFailed(ILogger logger, string error);
}
