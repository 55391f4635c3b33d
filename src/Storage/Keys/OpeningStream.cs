using System.Security.Cryptography;

namespace WinLossAgency.Storage;

/// <summary>Opens a sealed blob chunk by chunk as it is read.</summary>
internal sealed class OpeningStream(Stream source, byte[] key, byte[] bond) : OneWayStream
{
    private readonly SealedChunk chunk = new(key, bond);
    private readonly byte[] closed = new byte[SealedChunk.ClosedBytes];
    private readonly byte[] plain = new byte[SealedChunk.PlainBytes];
    private int from;
    private int until;
    private bool ended;

    public override bool CanRead => true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel = default)
    {
        if (from == until && !ended && !buffer.IsEmpty)
            await TakeChunkAsync(cancel);
        var taken = Math.Min(buffer.Length, until - from);
        plain.AsMemory(from, taken).CopyTo(buffer);
        from += taken;
        return taken;
    }

    public override async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        Dispose();
    }

    protected override void Dispose(bool disposing)
    {
        source.Dispose();
        CryptographicOperations.ZeroMemory(plain);
        chunk.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask TakeChunkAsync(CancellationToken cancel)
    {
        var read = await source.ReadAtLeastAsync(closed, closed.Length, throwOnEndOfStream: false, cancel);
        until = chunk.Open(closed.AsSpan(0, read), plain);
        from = 0;
        if (until == SealedChunk.PlainBytes)
            return;
        ended = true;
        // Bytes after the last chunk could have been put there by anyone.
        if (read == closed.Length || await source.ReadAsync(closed.AsMemory(0, 1), cancel) != 0)
            throw new KeyUnusableException("A sealed blob goes on after its last chunk.");
    }
}
