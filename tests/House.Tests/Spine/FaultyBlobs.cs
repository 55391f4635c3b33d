using WinLossAgency.Storage;

namespace WinLossAgency.House.Tests.Spine;

/// <summary>A real blob store in which only so many blobs can be deleted, once it is told.</summary>
internal sealed class FaultyBlobs(IBlobStore inner) : IBlobStore
{
    private int left = int.MaxValue;

    public void FailAfter(int deletions) => left = deletions;

    public bool Failed { get; private set; }

    public ValueTask CreateAsync(string name, Func<Stream, CancellationToken, ValueTask> write, DateTimeOffset? stamp = null, CancellationToken cancel = default) => inner.CreateAsync(name, write, stamp, cancel);

    public ValueTask<Stream?> OpenReadAsync(string name, CancellationToken cancel = default) => inner.OpenReadAsync(name, cancel);

    public ValueTask<bool> ExistsAsync(string name, CancellationToken cancel = default) => inner.ExistsAsync(name, cancel);

    public ValueTask<BlobFacts?> FactsAsync(string name, CancellationToken cancel = default) => inner.FactsAsync(name, cancel);

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancel = default) => inner.ListAsync(prefix, cancel);

    public ValueTask DeleteAsync(string name, CancellationToken cancel = default)
    {
        if (Interlocked.Decrement(ref left) >= 0) return inner.DeleteAsync(name, cancel);
        Failed = true;
        throw new IOException("The share is gone.");
    }
}
