using WinLossAgency.Storage;
using Xunit;

namespace WinLossAgency.House.Tests.Storage;

public sealed class Sealed_blobs : IAsyncLifetime
{
    private const int Chunk = 64 * 1024;
    private static readonly Subject Anna = new("c-1.e-1", "i-anna");
    private static readonly Subject Ben = new("c-1.e-1", "i-ben");

    private readonly DataFolder folder = new();
    private OpenStore data = null!;
    private OpenStore keyStore = null!;
    private SubjectKeys keys = null!;
    private SealedBlobs audio = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        data = Stores.Embedded(folder.Place, "vault");
        keyStore = Stores.Embedded(folder.Place, "keys");
        keys = new SubjectKeys(keyStore.Documents, FileMasterKey.OpenOrCreate(folder.In("master.key")));
        audio = new SealedBlobs(data.Blobs, keys, "audio");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await data.DisposeAsync();
        await keyStore.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData((Chunk * 3) + 17)]
    public async Task A_sealed_blob_opens_whole(int length)
    {
        await audio.CreateAsync(Anna, "call-1", new MemoryStream(Pattern(length)), Stop);
        Assert.Equal(Pattern(length), await ReadAsync(Anna, "call-1"));
        Assert.True(await audio.ExistsAsync(Anna, "call-1", Stop));
        Assert.Null(await audio.OpenReadAsync(Anna, "call-2", Stop));
        Assert.True(length < 100 || !folder.Holds(Pattern(length).AsSpan(0, 100)));
    }

    [Fact]
    public async Task A_blob_cut_short_anywhere_does_not_open()
    {
        await audio.CreateAsync(Anna, "whole", new MemoryStream(Pattern(Chunk * 2)), Stop);
        var raw = await RawAsync(Anna, "whole");
        int[] cuts = [37, 37 + 16, 37 + Chunk, 37 + Chunk + 16, 37 + ((Chunk + 16) * 2), raw.Length - 1];
        foreach (var cut in cuts)
        {
            await PutRawAsync(Anna, "whole", raw[..cut]);
            await Assert.ThrowsAsync<KeyUnusableException>(() => ReadAsync(Anna, "whole"));
        }
    }

    [Fact]
    public async Task Reordered_repeated_joined_and_changed_chunks_do_not_open()
    {
        await audio.CreateAsync(Anna, "whole", new MemoryStream(Pattern((Chunk * 3) + 5)), Stop);
        var raw = await RawAsync(Anna, "whole");
        byte[] Part(int number) => raw[(37 + (number * (Chunk + 16)))..Math.Min(raw.Length, 37 + ((number + 1) * (Chunk + 16)))];
        byte[][] forgeries =
        [
            [.. raw[..37], .. Part(1), .. Part(0), .. Part(2), .. Part(3)],
            [.. raw[..37], .. Part(0), .. Part(0), .. Part(1), .. Part(2), .. Part(3)],
            [.. raw[..37], .. Part(0), .. Part(2), .. Part(3)],
            [.. raw, .. Part(3)],
            [.. raw, 0],
            [.. raw[..40], (byte)(raw[40] ^ 1), .. raw[41..]],
            [.. raw[..10], (byte)(raw[10] ^ 1), .. raw[11..]],
        ];
        foreach (var forged in forgeries)
        {
            await PutRawAsync(Anna, "whole", forged);
            await Assert.ThrowsAsync<KeyUnusableException>(() => ReadAsync(Anna, "whole"));
        }

        await PutRawAsync(Ben, "whole", raw);
        await keys.EnsureAsync(Ben, cancel: Stop);
        await Assert.ThrowsAsync<KeyUnusableException>(() => ReadAsync(Ben, "whole"));
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await audio.CreateAsync(
            Anna,
            "call",
            async (target, stop) =>
            {
                await target.WriteAsync(Pattern(200_000), stop);
                throw new InvalidOperationException("hung up");
            },
            Stop));
        Assert.False(await audio.ExistsAsync(Anna, "call", Stop));
        Assert.Empty(Directory.EnumerateFiles(folder.In("vault", "blobs"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Erasure_closes_blobs_and_they_can_still_be_swept()
    {
        await audio.CreateAsync(Anna, "call", new MemoryStream(Pattern(1_000)), Stop);
        await keys.DestroyAsync(Anna, Stop);
        await Assert.ThrowsAsync<KeyDestroyedException>(() => ReadAsync(Anna, "call"));
        await foreach (var id in audio.ListAsync(Anna, Stop))
            await audio.DeleteAsync(Anna, id, Stop);
        Assert.False(await audio.ExistsAsync(Anna, "call", Stop));
    }

    [Fact]
    public async Task A_long_recording_passes_through_the_same_little_memory()
    {
        const long Length = 256L * 1024 * 1024;
        const long HeapMax = 24L * 1024 * 1024;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var peak = 0L;
        var number = 0;
        var block = Pattern(1024 * 1024);
        await audio.CreateAsync(
            Anna,
            "long",
            async (target, stop) =>
            {
                for (var sent = 0L; sent < Length; sent += block.Length)
                {
                    await target.WriteAsync(block, stop);
                    if (++number % 16 == 0)
                        peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
                }
            },
            Stop);

        await using var stream = await audio.OpenReadAsync(Anna, "long", Stop);
        var buffer = new byte[block.Length];
        var total = 0L;
        for (int read; (read = await stream!.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, Stop)) > 0; total += read)
        {
            if (total % (64 * block.Length) == 0)
            {
                Assert.Equal(block, buffer);
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        Assert.Equal(Length, total);
        Assert.InRange(peak, 1, HeapMax);
    }

    private static byte[] Pattern(int length)
    {
        var bytes = new byte[length];
        for (var at = 0; at < length; at++)
            bytes[at] = (byte)(at ^ (at >> 9));
        return bytes;
    }

    private static string RawName(Subject subject, string id) => $"audio/{subject.Group}/_/{subject.Id}/_/{id}";

    private async Task<byte[]> RawAsync(Subject subject, string id) => (await data.Blobs.ReadAllAsync(RawName(subject, id), cancel: Stop))!;

    private async Task PutRawAsync(Subject subject, string id, byte[] bytes)
    {
        await data.Blobs.DeleteAsync(RawName(subject, id), Stop);
        await data.Blobs.CreateAsync(RawName(subject, id), bytes.AsMemory(), cancel: Stop);
    }

    private async Task<byte[]> ReadAsync(Subject subject, string id)
    {
        await using var stream = await audio.OpenReadAsync(subject, id, Stop);
        using var whole = new MemoryStream();
        await stream!.CopyToAsync(whole, Stop);
        return whole.ToArray();
    }
}
