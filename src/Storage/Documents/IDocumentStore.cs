namespace WinLossAgency.Storage;

/// <summary>
/// Small whole documents under a key, changed by compare-and-swap. A key is 1 to 512 characters of
/// A–Z a–z 0–9 and <c>. _ - : / | @ + =</c>; a document holds up to 16 MiB.
/// A write is acknowledged once it survives the death of the process.
/// </summary>
public interface IDocumentStore
{
    /// <summary>The document and its ETag, or null where none stands.</summary>
    ValueTask<StoredDocument?> ReadAsync(string key, CancellationToken cancel = default);

    /// <summary>
    /// Creates (<paramref name="ifMatch"/> null) or replaces (the ETag that was read) and returns the new ETag.
    /// Throws <see cref="EtagMismatchException"/> where another write came first, <see cref="StoreUnavailableException"/> where nothing can be kept now.
    /// </summary>
    ValueTask<string> WriteAsync(string key, ReadOnlyMemory<byte> bytes, string? ifMatch, CancellationToken cancel = default);

    /// <summary>Deletes; without an ETag whatever stands there, and then a document that is not there is no error.</summary>
    ValueTask DeleteAsync(string key, string? ifMatch = null, CancellationToken cancel = default);

    /// <summary>The keys that begin with the prefix, in ordinal order. Keys written meanwhile may or may not appear.</summary>
    IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancel = default);

    /// <summary>Makes deleted and replaced bytes unreadable in the files of the store; done when it returns.</summary>
    ValueTask ScrubAsync(CancellationToken cancel = default) => ValueTask.CompletedTask;

    /// <summary>Looks for bytes in the files themselves: live, freed and logged. A store without files of its own has none to search.</summary>
    ValueTask<Searched> SearchAsync(IReadOnlyList<ReadOnlyMemory<byte>> needles, CancellationToken cancel = default) => new(Searched.Nothing);
}

/// <summary>A document as it was read. The ETag is opaque; equal ETags mean equal bytes.</summary>
public sealed record StoredDocument(ReadOnlyMemory<byte> Bytes, string ETag)
{
    /// <summary>Bytes are never printed: they may be sealed words.</summary>
    public override string ToString() => $"document of {Bytes.Length} bytes";
}
