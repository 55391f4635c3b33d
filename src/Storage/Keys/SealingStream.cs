using System.Security.Cryptography;

namespace WinLossAgency.Storage;

/// <summary>Seals what is written into it and passes it on. Only <see cref="FinishAsync"/> writes the last chunk: without it the blob does not open.</summary>
internal sealed class SealingStream(Stream target, byte[] key, byte[] bond) : OneWayStream
{
    private readonly SealedChunk chunk = new(key, bond);
    private readonly byte[] plain = new byte[SealedChunk.PlainBytes];
    private readonly byte[] closed = new byte[SealedChunk.ClosedBytes];
    private int filled;

    public override bool CanWrite => true;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancel = default)
    {
        while (!buffer.IsEmpty)
        {
            var taken = Math.Min(buffer.Length, plain.Length - filled);
            buffer[..taken].CopyTo(plain.AsMemory(filled));
            buffer = buffer[taken..];
            if ((filled += taken) == plain.Length)
                await PassOnAsync(cancel);
        }
    }

    /// <summary>Buffered bytes wait for a full chunk: sealing a short one would mark it as the last.</summary>
    public override Task FlushAsync(CancellationToken cancel) => Task.CompletedTask;

    public ValueTask FinishAsync(CancellationToken cancel) => PassOnAsync(cancel);

    protected override void Dispose(bool disposing)
    {
        CryptographicOperations.ZeroMemory(plain);
        chunk.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask PassOnAsync(CancellationToken cancel)
    {
        chunk.Seal(plain.AsSpan(0, filled), closed);
        await target.WriteAsync(closed.AsMemory(0, filled + AesSeal.TagBytes), cancel);
        filled = 0;
    }
}
