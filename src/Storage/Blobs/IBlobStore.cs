namespace WinLossAgency.Storage;

/// <summary>
/// Large bytes under a name, written once and streamed. A name is segments of a–z 0–9 <c>. _ -</c> joined by <c>/</c>, up to 512 characters.
/// A blob is either wholly there or not there; several processes may share one store.
/// </summary>
public interface IBlobStore
{
    /// <summary>
    /// Creates a blob from what <paramref name="write"/> puts into the stream. Throws <see cref="BlobExistsException"/> where one stands;
    /// where <paramref name="write"/> throws nothing is kept. <paramref name="stamp"/> becomes the blob's time instead of the time of writing.
    /// </summary>
    ValueTask CreateAsync(string name, Func<Stream, CancellationToken, ValueTask> write, DateTimeOffset? stamp = null, CancellationToken cancel = default);

    /// <summary>The bytes from the start, or null where none stands. The caller disposes the stream.</summary>
    ValueTask<Stream?> OpenReadAsync(string name, CancellationToken cancel = default);

    ValueTask<bool> ExistsAsync(string name, CancellationToken cancel = default);

    /// <summary>Length in bytes and time, or null where none stands.</summary>
    ValueTask<BlobFacts?> FactsAsync(string name, CancellationToken cancel = default);

    /// <summary>The names that begin with the prefix, in ordinal order.</summary>
    IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancel = default);

    /// <summary>Deletes; a blob that is not there is no error.</summary>
    ValueTask DeleteAsync(string name, CancellationToken cancel = default);
}

/// <summary>What is known of a blob without reading it.</summary>
public sealed record BlobFacts(long Length, DateTimeOffset Stamp);

public static class BlobStoreExtensions
{
    /// <summary>Creates a blob from a stream, read to its end.</summary>
    public static ValueTask CreateAsync(this IBlobStore blobs, string name, Stream content, DateTimeOffset? stamp = null, CancellationToken cancel = default) =>
        blobs.CreateAsync(name, async (target, stop) => await content.CopyToAsync(target, stop), stamp, cancel);

    /// <summary>Creates a blob from bytes in memory.</summary>
    public static ValueTask CreateAsync(this IBlobStore blobs, string name, ReadOnlyMemory<byte> content, DateTimeOffset? stamp = null, CancellationToken cancel = default) =>
        blobs.CreateAsync(name, (target, stop) => target.WriteAsync(content, stop), stamp, cancel);

    /// <summary>The whole blob in memory, or null where none stands; refuses more than <paramref name="bytesMax"/> bytes.</summary>
    public static async ValueTask<byte[]?> ReadAllAsync(this IBlobStore blobs, string name, int bytesMax = 64 * 1024 * 1024, CancellationToken cancel = default)
    {
        await using var stream = await blobs.OpenReadAsync(name, cancel);
        if (stream is null)
            return null;
        using var whole = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; (read = await stream.ReadAsync(buffer, cancel)) > 0;)
        {
            if (whole.Length + read > bytesMax)
                throw new InvalidDataException($"A blob to be read whole holds more than {bytesMax:N0} bytes; stream it instead.");
            whole.Write(buffer, 0, read);
        }

        return whole.ToArray();
    }
}
