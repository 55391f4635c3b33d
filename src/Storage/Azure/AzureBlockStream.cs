using System.Buffers.Binary;
using System.Security.Cryptography;
using Azure.Storage;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace WinLossAgency.Storage;

/// <summary>
/// Stages what is written as blocks and commits them at once; where it may not stage, all goes in one request. Block ids begin with chance: the library's own uploads number their blocks from
/// zero under every writer, so two racing for one name would replace each other's blocks and the winner commit the loser's bytes.
/// </summary>
internal sealed class AzureBlockStream(string store, BlockBlobClient blob, int blockBytes, bool mayStage, BlobRequestConditions conditions, IDictionary<string, string>? metadata) : OneWayStream
{
    private const int ChanceBytes = 16;

    private readonly byte[] id = [.. RandomNumberGenerator.GetBytes(ChanceBytes), 0, 0, 0, 0];
    private readonly List<string> blocks = [];
    private readonly MemoryStream block = new();

    public override bool CanWrite => true;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancel = default)
    {
        while (!buffer.IsEmpty)
        {
            if (block.Length == blockBytes)
                await StageAsync(cancel);
            var taken = (int)Math.Min(buffer.Length, blockBytes - block.Length);
            block.Write(buffer.Span[..taken]);
            buffer = buffer[taken..];
        }
    }

    public override Task FlushAsync(CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Makes the blob appear, whole, unless one stands there. Throws the service's own answer.</summary>
    public async ValueTask CommitAsync(CancellationToken cancel)
    {
        if (!mayStage)
        {
            block.Position = 0;
            // One request whatever the size: in two, blocks of the library's own numbering could meet another writer's.
            var options = new BlobUploadOptions { Conditions = conditions, Metadata = metadata, TransferOptions = new StorageTransferOptions { InitialTransferSize = blockBytes, MaximumTransferSize = blockBytes } };
            await blob.UploadAsync(block, options, cancel);
            return;
        }

        if (block.Length > 0)
            await StageAsync(cancel);
        await blob.CommitBlockListAsync(blocks, new CommitBlockListOptions { Conditions = conditions, Metadata = metadata }, cancel);
    }

    private async ValueTask StageAsync(CancellationToken cancel)
    {
        if (!mayStage)
            throw new InvalidDataException($"Store {store}: a blob laid down in one request holds up to {blockBytes:N0} bytes.");
        BinaryPrimitives.WriteInt32BigEndian(id.AsSpan(ChanceBytes), blocks.Count);
        var name = Convert.ToBase64String(id);
        block.Position = 0;
        await AzureFaults.Telling(store, async () => await blob.StageBlockAsync(name, block, options: null, cancel));
        blocks.Add(name);
        block.SetLength(0);
    }

    protected override void Dispose(bool disposing)
    {
        block.Dispose();
        base.Dispose(disposing);
    }
}
