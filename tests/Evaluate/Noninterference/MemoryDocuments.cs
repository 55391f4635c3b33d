using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using WinLossAgency.Storage;

namespace WinLossAgency.Evaluate.Noninterference;

/// <summary>Documents in memory by the rules of the real store, so that thousands of engagements need no disk.</summary>
internal sealed class MemoryDocuments : IDocumentStore
{
    private readonly Lock turn = new();
    private readonly Dictionary<string, StoredDocument> documents = new(StringComparer.Ordinal);
    private readonly SortedSet<string> keys = new(StringComparer.Ordinal);
    private long writes;

    public ValueTask<StoredDocument?> ReadAsync(string key, CancellationToken cancel = default)
    {
        lock (turn) return ValueTask.FromResult(documents.GetValueOrDefault(key));
    }

    public ValueTask<string> WriteAsync(string key, ReadOnlyMemory<byte> bytes, string? ifMatch, CancellationToken cancel = default)
    {
        lock (turn)
        {
            if (documents.GetValueOrDefault(key)?.ETag != ifMatch) throw new EtagMismatchException("memory", key, ifMatch);
            var tag = $"{++writes}";
            documents[key] = new StoredDocument(bytes.ToArray(), tag);
            keys.Add(key);
            return ValueTask.FromResult(tag);
        }
    }

    public ValueTask DeleteAsync(string key, string? ifMatch = null, CancellationToken cancel = default)
    {
        lock (turn)
        {
            if (ifMatch is not null && documents.GetValueOrDefault(key)?.ETag != ifMatch) throw new EtagMismatchException("memory", key, ifMatch);
            documents.Remove(key);
            keys.Remove(key);
            return ValueTask.CompletedTask;
        }
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        string[] found;
        lock (turn) found = Under(keys, prefix);
        foreach (var key in found) yield return key;
        await Task.CompletedTask;
    }

    /// <summary>What begins with the prefix, without a walk over all that does not.</summary>
    internal static string[] Under(SortedSet<string> keys, string prefix) =>
        [.. prefix.Length == 0 ? keys : keys.GetViewBetween(prefix, prefix + char.MaxValue)];
}

/// <summary>Blobs in memory by the rules of the real store; the time of writing is the clock's unless a stamp is given.</summary>
internal sealed class MemoryBlobs(TimeProvider time) : IBlobStore
{
    private readonly Lock turn = new();
    private readonly Dictionary<string, (byte[] Bytes, DateTimeOffset Stamp)> blobs = new(StringComparer.Ordinal);
    private readonly SortedSet<string> names = new(StringComparer.Ordinal);

    public async ValueTask CreateAsync(string name, Func<Stream, CancellationToken, ValueTask> write, DateTimeOffset? stamp = null, CancellationToken cancel = default)
    {
        if (await ExistsAsync(name, cancel)) throw new BlobExistsException("memory", name);
        using var whole = new MemoryStream();
        await write(whole, cancel);
        lock (turn)
        {
            if (!blobs.TryAdd(name, (whole.ToArray(), stamp ?? time.GetUtcNow()))) throw new BlobExistsException("memory", name);
            names.Add(name);
        }
    }

    public ValueTask<Stream?> OpenReadAsync(string name, CancellationToken cancel = default)
    {
        lock (turn) return ValueTask.FromResult<Stream?>(blobs.TryGetValue(name, out var found) ? new MemoryStream(found.Bytes, writable: false) : null);
    }

    public ValueTask<bool> ExistsAsync(string name, CancellationToken cancel = default)
    {
        lock (turn) return ValueTask.FromResult(blobs.ContainsKey(name));
    }

    public ValueTask<BlobFacts?> FactsAsync(string name, CancellationToken cancel = default)
    {
        lock (turn) return ValueTask.FromResult(blobs.TryGetValue(name, out var found) ? new BlobFacts(found.Bytes.Length, found.Stamp) : null);
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        string[] found;
        lock (turn) found = MemoryDocuments.Under(names, prefix);
        foreach (var name in found) yield return name;
        await Task.CompletedTask;
    }

    public ValueTask DeleteAsync(string name, CancellationToken cancel = default)
    {
        lock (turn)
        {
            blobs.Remove(name);
            names.Remove(name);
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>A master key that lives as long as its world; the same for every run, so that nothing waits for a file.</summary>
internal sealed class MemoryMasterKey : IMasterKey
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    public string Id => "memory";

    public ValueTask<byte[]> WrapAsync(ReadOnlyMemory<byte> plain, CancellationToken cancel = default)
    {
        var closed = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(closed.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(closed.AsSpan(0, NonceBytes), plain.Span, closed.AsSpan(NonceBytes + TagBytes), closed.AsSpan(NonceBytes, TagBytes));
        return ValueTask.FromResult(closed);
    }

    public ValueTask<byte[]> UnwrapAsync(string by, ReadOnlyMemory<byte> wrapped, CancellationToken cancel = default)
    {
        var plain = new byte[wrapped.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(wrapped.Span[..NonceBytes], wrapped.Span[(NonceBytes + TagBytes)..], wrapped.Span.Slice(NonceBytes, TagBytes), plain);
        return ValueTask.FromResult(plain);
    }

    public ValueTask RotateAsync(CancellationToken cancel = default) => throw new NotSupportedException("A world in memory keeps its one master key.");

    public ValueTask RetireAsync(CancellationToken cancel = default) => throw new NotSupportedException("A world in memory keeps its one master key.");
}
