using System.Security.Cryptography;
using NodaTime.Extensions;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Portal.People;
using WinLossAgency.Storage;

namespace WinLossAgency.Portal.Inbox;

/// <summary>A file that cannot be taken; the message is for the person who sent it.</summary>
internal sealed class UploadRefusedException(string message) : Exception(message);

/// <summary>
/// Lays a client's requests in the inbox, each under a name of its own that is its command's id. Portal may lay down there and
/// not look, so what it has sent it reads from a copy in its own store.
/// </summary>
internal sealed class InboxWriter(PortalStores stores, IdStream ids, TimeProvider time)
{
    private const int BufferBytes = 64 * 1024;
    private const string Sent = "sent/";

    /// <summary>Where a client's copies lie in Portal's own store.</summary>
    public static string Copies(string client) => Sent + ShelfPaths.Client(client);

    public async Task<string> WriteAsync(Visit visit, string engagement, InboxKind kind, Func<InboxItem, InboxItem> fill, CancellationToken stop)
    {
        var id = ids.Next("in");
        await LayAsync(fill(Item(visit, engagement, kind, id)), stop);
        return id;
    }

    /// <summary>Streams a file beside the request that names it; the request comes last, so a file that broke off is never taken.</summary>
    public async Task<string> UploadAsync(Visit visit, string engagement, string fileName, Stream file, long bytesMax, CancellationToken stop)
    {
        var id = ids.Next("in");
        var (bytes, hash) = (0L, "");
        await stores.Inbox.CreateAsync(ShelfPaths.InboxPayload(visit.Client, id), async (target, cancel) => (bytes, hash) = await CopyAsync(file, target, bytesMax, cancel), null, stop);
        await LayAsync(Item(visit, engagement, InboxKind.DealList, id) with { DealList = new(fileName, bytes, hash) }, stop);
        return id;
    }

    public async Task<InboxItem?> ReadAsync(string client, string id, CancellationToken stop) =>
        ShelfPaths.IsSegment(id) && await stores.Own.Blobs.ReadAllAsync(Sent + ShelfPaths.InboxItem(client, id), cancel: stop) is { } bytes ? HouseJson.ReadShelf<InboxItem>(bytes) : null;

    /// <summary>How many requests of the client have no receipt yet.</summary>
    public async Task<int> WaitingAsync(Visit visit, CancellationToken stop)
    {
        var sent = 0;
        await foreach (var name in stores.Own.Blobs.ListAsync(Copies(visit.Client), stop))
            if (name.EndsWith(".json", StringComparison.Ordinal)) sent++;
        return Math.Max(0, sent - visit.Shelf.ReceiptCount);
    }

    private InboxItem Item(Visit visit, string engagement, InboxKind kind, string id) =>
        new(id, kind, visit.Client, engagement, visit.Person with { Name = visit.Line.Name }, time.GetUtcNow().ToInstant());

    /// <summary>The copy comes first: a request that is under way has a page, and one that could not be laid down leaves nothing.</summary>
    private async Task LayAsync(InboxItem item, CancellationToken stop)
    {
        var copy = Sent + ShelfPaths.InboxItem(item.Client, item.Id);
        var bytes = HouseJson.ShelfBytes(item);
        await stores.Own.Blobs.CreateAsync(copy, bytes, null, stop);
        try
        {
            await stores.Inbox.CreateAsync(ShelfPaths.InboxItem(item.Client, item.Id), bytes, null, stop);
        }
        catch
        {
            await stores.Own.Blobs.DeleteAsync(copy, CancellationToken.None);
            throw;
        }
    }

    private static async Task<(long Bytes, string Hash)> CopyAsync(Stream file, Stream target, long bytesMax, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        var bytes = 0L;
        for (int read; (read = await file.ReadAsync(buffer, stop)) > 0;)
        {
            bytes += read;
            if (bytes > bytesMax) throw new UploadRefusedException($"The file is larger than {bytesMax / (1024 * 1024)} MB. Split it and send the parts one by one.");
            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), stop);
        }
        if (bytes == 0) throw new UploadRefusedException("The file is empty. Nothing was taken; choose the file with your deals.");
        return (bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
