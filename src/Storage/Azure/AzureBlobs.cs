using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace WinLossAgency.Storage;

/// <summary>Blobs under <c>b/</c>: staged in blocks of 4 MiB and committed at once on the condition that none stands there.</summary>
internal sealed class AzureBlobs(string store, BlobContainerClient container) : IBlobStore
{
    private const string Root = "b/";
    private const string StampName = "stamp";
    private const int BlockBytes = 4 * 1024 * 1024;

    public async ValueTask CreateAsync(string name, Func<Stream, CancellationToken, ValueTask> write, DateTimeOffset? stamp, CancellationToken cancel)
    {
        var blob = BlobOf(name);
        if (await ExistsAsync(name, cancel))
            throw new BlobExistsException(store, name);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: BlockBytes, resumeWriterThreshold: BlockBytes / 2));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var upload = UploadAsync(blob, name, pipe.Reader, stamp, stop.Token);
        try
        {
            await write(pipe.Writer.AsStream(leaveOpen: true), stop.Token);
            await pipe.Writer.CompleteAsync();
        }
        catch (Exception error)
        {
            // The upload must not see an end: only a whole blob is committed.
            await stop.CancelAsync();
            await pipe.Writer.CompleteAsync(error);
            await ((Task)upload).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await upload;
    }

    public async ValueTask<Stream?> OpenReadAsync(string name, CancellationToken cancel)
    {
        var blob = BlobOf(name);
        try
        {
            return await blob.OpenReadAsync(new BlobOpenReadOptions(allowModifications: false), cancel);
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

    public async ValueTask<bool> ExistsAsync(string name, CancellationToken cancel) => await FactsAsync(name, cancel) is not null;

    public async ValueTask<BlobFacts?> FactsAsync(string name, CancellationToken cancel)
    {
        var blob = BlobOf(name);
        try
        {
            var found = (await blob.GetPropertiesAsync(cancellationToken: cancel)).Value;
            var stamp = found.Metadata.TryGetValue(StampName, out var text)
                ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)
                : found.LastModified;
            return new BlobFacts(found.ContentLength, stamp);
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

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        BlobName.CheckPrefix(prefix);
        await foreach (var name in AzureListing.Names(store, container, Root + prefix, cancel))
            yield return name[Root.Length..];
    }

    public async ValueTask DeleteAsync(string name, CancellationToken cancel)
    {
        var blob = BlobOf(name);
        try
        {
            await blob.DeleteIfExistsAsync(cancellationToken: cancel);
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

    private async Task UploadAsync(BlobClient blob, string name, PipeReader reader, DateTimeOffset? stamp, CancellationToken cancel)
    {
        var options = new BlobUploadOptions
        {
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            TransferOptions = new StorageTransferOptions { InitialTransferSize = BlockBytes, MaximumTransferSize = BlockBytes, MaximumConcurrency = 1 },
        };
        if (stamp is { } time)
            options.Metadata = new Dictionary<string, string> { [StampName] = time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) };
        Exception? outcome = null;
        try
        {
            await blob.UploadAsync(reader.AsStream(), options, cancel);
        }
        catch (RequestFailedException failed) when (failed.LostRace())
        {
            outcome = new BlobExistsException(store, name);
        }
        catch (RequestFailedException failed)
        {
            outcome = failed.For(store);
        }
        catch (AggregateException failed)
        {
            outcome = failed.Unreachable(store);
        }
        finally
        {
            // A writer that waits for room learns that nobody reads any more.
            await reader.CompleteAsync(outcome);
        }

        if (outcome is not null)
            throw outcome;
    }

    private BlobClient BlobOf(string name)
    {
        BlobName.Check(name);
        return container.GetBlobClient(Root + name);
    }
}
