using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace WinLossAgency.Storage;

/// <summary>
/// One process's hold on a container: a lease on one blob of it, renewed while the process lives. A process that dies loses it
/// within <see cref="Length"/>; one that cannot renew it says so a little earlier, while nobody else can have taken it yet.
/// </summary>
internal sealed class BlobHold : IStoreHold
{
    private const string Name = "lease";

    public static readonly TimeSpan Length = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RenewWaitMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SureFor = TimeSpan.FromSeconds(25);

    private readonly BlobLeaseClient lease;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task keeping;

    private BlobHold(BlobLeaseClient lease, TimeProvider time, long since)
    {
        (this.lease, this.time) = (lease, time);
        keeping = KeepAsync(since);
    }

    public Task Lost => lost.Task;

    public static async ValueTask<BlobHold> TakeAsync(string store, BlobContainerClient container, TimeProvider time, CancellationToken cancel)
    {
        var blob = container.GetBlockBlobClient(Name);
        await AzureFaults.Telling(store, () => MakeAsync(blob, cancel));
        var lease = blob.GetBlobLeaseClient();
        var since = time.GetTimestamp();
        try
        {
            await AzureFaults.Telling(store, () => lease.AcquireAsync(Length, cancellationToken: cancel), failed => failed.Status == 409);
        }
        catch (RequestFailedException taken)
        {
            throw new StoreInUseException(
                $"Store {store} at {container.Uri} is in use by another process; only one may run on it. Stop the other one; if it has just died, its hold ends within {Length.TotalSeconds:0} seconds.", taken);
        }
        return new BlobHold(lease, time, since);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await keeping;
        try
        {
            if (!Lost.IsCompleted) await lease.ReleaseAsync();
        }
        catch (Exception gone) when (gone is RequestFailedException or AggregateException)
        {
            // It ends by itself.
        }
        stop.Dispose();
    }

    /// <summary>An empty blob; one that stands there, leased or not, is as good.</summary>
    private static async Task<bool> MakeAsync(BlockBlobClient blob, CancellationToken cancel)
    {
        try
        {
            using var nothing = new MemoryStream();
            await blob.UploadAsync(nothing, new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }, cancel);
            return true;
        }
        catch (RequestFailedException stands) when (stands.Status is 409 or 412)
        {
            return false;
        }
    }

    private async Task KeepAsync(long since)
    {
        using var timer = new PeriodicTimer(RenewEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                var asked = time.GetTimestamp();
                if (await RenewAsync() is not { } renewed) break;
                if (renewed) since = asked;
                else if (time.GetElapsedTime(since) >= SureFor) break;
            }
            lost.TrySetResult();
        }
        catch (OperationCanceledException)
        {
            // Given back, not lost.
        }
    }

    /// <summary>Whether the lease is renewed; null where it is another's or nobody's now.</summary>
    private async Task<bool?> RenewAsync()
    {
        using var patience = new CancellationTokenSource(RenewWaitMax, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop.Token);
        try
        {
            await lease.RenewAsync(cancellationToken: either.Token);
            return true;
        }
        catch (RequestFailedException failed) when (failed.Status is 404 or 409 or 412)
        {
            return null;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failed) when (failed is RequestFailedException or AggregateException or OperationCanceledException or Azure.Identity.AuthenticationFailedException)
        {
            return false;
        }
    }
}
