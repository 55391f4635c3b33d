using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace WinLossAgency.Storage;

/// <summary>
/// Blobs under <c>b/</c>: staged in blocks of 4 MiB and committed at once on the condition that none stands there. Whoever may only
/// create has no right to look or to stage, so all of theirs go in one request.
/// </summary>
internal sealed class AzureBlobs(string store, BlobContainerClient container, bool createOnly = false) : IBlobStore
{
    private const string Root = "b/";
    private const string StampName = "stamp";
    private const int BlockBytes = 4 * 1024 * 1024;
    private const int OneRequestBytesMax = 32 * 1024 * 1024;

    public async ValueTask CreateAsync(string name, Func<Stream, CancellationToken, ValueTask> write, DateTimeOffset? stamp, CancellationToken cancel)
    {
        var blob = BlobOf(name);
        if (!createOnly && await ExistsAsync(name, cancel))
            throw new BlobExistsException(store, name);
        var metadata = stamp is { } time
            ? new Dictionary<string, string> { [StampName] = time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) }
            : null;
        await using var target = new AzureBlockStream(store, blob, createOnly ? OneRequestBytesMax : BlockBytes, mayStage: !createOnly, new BlobRequestConditions { IfNoneMatch = ETag.All }, metadata);
        await write(target, cancel);
        try
        {
            await AzureFaults.Telling(store, async () => await CommitAsync(target, cancel), failed => failed.LostRace() || failed.ErrorCode == "InvalidBlockList");
        }
        catch (RequestFailedException failed)
        {
            // A winner's commit throws away the blocks that others had staged; theirs are then an invalid list.
            throw failed.LostRace() || (!createOnly && await ExistsAsync(name, cancel))
                ? new BlobExistsException(store, name)
                : new StoreUnavailableException(store, "staged blocks of a blob were lost; nothing of it stays.", failed);
        }
    }

    public async ValueTask<Stream?> OpenReadAsync(string name, CancellationToken cancel)
    {
        var blob = BlobOf(name);
        try
        {
            return await AzureFaults.Telling(
                store, () => blob.OpenReadAsync(new BlobOpenReadOptions(allowModifications: false), cancel), failed => failed.Missing());
        }
        catch (RequestFailedException)
        {
            return null;
        }
    }

    public async ValueTask<bool> ExistsAsync(string name, CancellationToken cancel) => await FactsAsync(name, cancel) is not null;

    public async ValueTask<BlobFacts?> FactsAsync(string name, CancellationToken cancel)
    {
        var blob = BlobOf(name);
        try
        {
            var found = (await AzureFaults.Telling(store, () => blob.GetPropertiesAsync(cancellationToken: cancel), failed => failed.Missing())).Value;
            var stamp = found.Metadata.TryGetValue(StampName, out var text)
                ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)
                : found.LastModified;
            return new BlobFacts(found.ContentLength, stamp);
        }
        catch (RequestFailedException)
        {
            return null;
        }
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        BlobName.CheckPrefix(prefix);
        await foreach (var name in AzureListing.Names(store, container, Root + prefix, cancel))
            yield return name[Root.Length..];
    }

    public async ValueTask DeleteAsync(string name, CancellationToken cancel)
    {
        var blob = BlobOf(name);
        await AzureFaults.Telling(store, () => blob.DeleteIfExistsAsync(cancellationToken: cancel));
    }

    private static async Task<bool> CommitAsync(AzureBlockStream target, CancellationToken cancel)
    {
        await target.CommitAsync(cancel);
        return true;
    }

    private BlockBlobClient BlobOf(string name)
    {
        BlobName.Check(name);
        return container.GetBlockBlobClient(Root + name);
    }
}
