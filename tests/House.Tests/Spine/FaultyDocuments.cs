using WinLossAgency.Storage;

namespace WinLossAgency.House.Tests.Spine;

/// <summary>A real store that fails when it is told to: before the write, or after it so that nobody knows.</summary>
internal sealed class FaultyDocuments(IDocumentStore inner) : IDocumentStore
{
    public Func<string, bool> FailsBefore { get; set; } = static _ => false;
    public Func<string, bool> FailsAfter { get; set; } = static _ => false;
    public int Writes { get; private set; }

    public ValueTask<StoredDocument?> ReadAsync(string key, CancellationToken cancel = default) => inner.ReadAsync(key, cancel);

    public async ValueTask<string> WriteAsync(string key, ReadOnlyMemory<byte> bytes, string? ifMatch, CancellationToken cancel = default)
    {
        if (FailsBefore(key)) throw new IOException("The disk is full.");
        Writes++;
        var etag = await inner.WriteAsync(key, bytes, ifMatch, cancel);
        return FailsAfter(key) ? throw new IOException("The answer was lost.") : etag;
    }

    public ValueTask DeleteAsync(string key, string? ifMatch = null, CancellationToken cancel = default) => inner.DeleteAsync(key, ifMatch, cancel);

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancel = default) => inner.ListAsync(prefix, cancel);
}
