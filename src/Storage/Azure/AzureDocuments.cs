using System.Runtime.CompilerServices;
using Azure;
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
            var read = await blob.DownloadContentAsync(cancel);
            return new StoredDocument(read.Value.Content.ToMemory(), read.Value.Details.ETag.ToString());
        }
        catch (RequestFailedException failed) when (failed.Missing())
        {
            return null;
        }
        catch (RequestFailedException failed)
        {
            throw failed.For(store);
        }
        catch (AggregateException failed)
        {
            throw failed.Unreachable(store);
        }
    }

    public async ValueTask<string> WriteAsync(string key, ReadOnlyMemory<byte> bytes, string? ifMatch, CancellationToken cancel)
    {
        var blob = BlobOf(key);
        DocumentKey.CheckSize(bytes);
        var conditions = ifMatch is null
            ? new BlobRequestConditions { IfNoneMatch = ETag.All }
            : new BlobRequestConditions { IfMatch = new ETag(ifMatch) };
        try
        {
            var written = await blob.UploadAsync(BinaryData.FromBytes(bytes), new BlobUploadOptions { Conditions = conditions }, cancel);
            return written.Value.ETag.ToString();
        }
        catch (RequestFailedException failed) when (failed.LostRace() || (ifMatch is not null && failed.Missing()))
        {
            throw new EtagMismatchException(store, key, ifMatch);
        }
        catch (RequestFailedException failed)
        {
            throw failed.For(store);
        }
        catch (AggregateException failed)
        {
            throw failed.Unreachable(store);
        }
    }

    public async ValueTask DeleteAsync(string key, string? ifMatch, CancellationToken cancel)
    {
        var blob = BlobOf(key);
        try
        {
            await blob.DeleteAsync(conditions: ifMatch is null ? null : new BlobRequestConditions { IfMatch = new ETag(ifMatch) }, cancellationToken: cancel);
        }
        catch (RequestFailedException failed) when (failed.Missing() && ifMatch is null)
        {
            // Nothing stood there.
        }
        catch (RequestFailedException failed) when (failed.LostRace() || failed.Missing())
        {
            throw new EtagMismatchException(store, key, ifMatch);
        }
        catch (RequestFailedException failed)
        {
            throw failed.For(store);
        }
        catch (AggregateException failed)
        {
            throw failed.Unreachable(store);
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
