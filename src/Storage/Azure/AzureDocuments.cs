using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace WinLossAgency.Storage;

/// <summary>
/// Documents as blobs under <c>d/</c>, changed by the service's own compare-and-swap. Destroyed keys are gone only where the account keeps
/// no soft-deleted, snapshot or earlier versions of its blobs: the container of a key store must have these off.
/// </summary>
internal sealed class AzureDocuments(string store, BlobContainerClient container) : IDocumentStore
{
    private const string Root = "d/";

    public async ValueTask<StoredDocument?> ReadAsync(string key, CancellationToken cancel)
    {
        var blob = BlobOf(key);
        try
        {
            var read = await AzureFaults.Telling(store, () => blob.DownloadContentAsync(cancel), failed => failed.Missing());
            return new StoredDocument(read.Value.Content.ToMemory(), read.Value.Details.ETag.ToString());
        }
        catch (RequestFailedException)
        {
            return null;
        }
    }

    public async ValueTask<string> WriteAsync(string key, ReadOnlyMemory<byte> bytes, string? ifMatch, CancellationToken cancel)
    {
        var blob = BlobOf(key);
        DocumentKey.CheckSize(bytes);
        var options = new BlobUploadOptions
        {
            Conditions = ifMatch is null ? new BlobRequestConditions { IfNoneMatch = ETag.All } : new BlobRequestConditions { IfMatch = new ETag(ifMatch) },
            // One request whatever the size, so that no half-staged blocks of two writers can meet.
            TransferOptions = new StorageTransferOptions { InitialTransferSize = DocumentKey.DocumentBytesMax, MaximumTransferSize = DocumentKey.DocumentBytesMax },
        };
        try
        {
            var written = await AzureFaults.Telling(
                store,
                () => blob.UploadAsync(BinaryData.FromBytes(bytes), options, cancel),
                failed => failed.LostRace() || failed.Missing());
            return written.Value.ETag.ToString();
        }
        catch (RequestFailedException)
        {
            throw new EtagMismatchException(store, key, ifMatch);
        }
    }

    public async ValueTask DeleteAsync(string key, string? ifMatch, CancellationToken cancel)
    {
        var blob = BlobOf(key);
        var conditions = ifMatch is null ? null : new BlobRequestConditions { IfMatch = new ETag(ifMatch) };
        try
        {
            await AzureFaults.Telling(
                store,
                () => blob.DeleteAsync(conditions: conditions, cancellationToken: cancel),
                failed => failed.LostRace() || failed.Missing());
        }
        catch (RequestFailedException) when (ifMatch is null)
        {
            // Nothing stood there.
        }
        catch (RequestFailedException)
        {
            throw new EtagMismatchException(store, key, ifMatch);
        }
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        DocumentKey.CheckPrefix(prefix);
        await foreach (var name in AzureListing.Names(store, container, Root + prefix, cancel))
            yield return name[Root.Length..];
    }

    private BlobClient BlobOf(string key)
    {
        DocumentKey.Check(key);
        return container.GetBlobClient(Root + key);
    }
}
