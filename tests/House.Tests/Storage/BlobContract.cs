using System.Text;
using WinLossAgency.Storage;
using Xunit;

namespace WinLossAgency.House.Tests.Storage;

/// <summary>What every blob store keeps, whatever it rests on.</summary>
public abstract class BlobContract : IAsyncLifetime
{
    private OpenStore open = null!;

    private IBlobStore Blobs => open.Blobs;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected abstract ValueTask<OpenStore> OpenAsync();

    protected abstract void Clean();

    public async ValueTask InitializeAsync() => open = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (open is not null)
            await open.DisposeAsync();
        Clean();
    }

    [Fact]
    public async Task A_blob_is_read_as_it_was_written()
    {
        var bytes = Pattern(9_000_000);
        await Blobs.CreateAsync("c-1/r-7/report.pdf", new MemoryStream(bytes), cancel: Stop);
        Assert.Equal(bytes, await Blobs.ReadAllAsync("c-1/r-7/report.pdf", cancel: Stop));
        Assert.True(await Blobs.ExistsAsync("c-1/r-7/report.pdf", Stop));
        Assert.False(await Blobs.ExistsAsync("c-1/r-7/report.html", Stop));
        Assert.Null(await Blobs.OpenReadAsync("c-1/r-7/report.html", Stop));
        Assert.Null(await Blobs.FactsAsync("c-9/r-7/report.html", Stop));
    }

    [Fact]
    public async Task An_empty_blob_stands()
    {
        await Blobs.CreateAsync("empty", ReadOnlyMemory<byte>.Empty, cancel: Stop);
        Assert.Empty((await Blobs.ReadAllAsync("empty", cancel: Stop))!);
    }

    [Fact]
    public async Task A_blob_is_never_replaced()
    {
        await Blobs.CreateAsync("r/1", "first"u8.ToArray(), cancel: Stop);
        await Assert.ThrowsAsync<BlobExistsException>(async () => await Blobs.CreateAsync("r/1", "second"u8.ToArray(), cancel: Stop));
        Assert.Equal("first", Encoding.UTF8.GetString((await Blobs.ReadAllAsync("r/1", cancel: Stop))!));
    }

    [Fact]
    public async Task Of_racing_creators_one_wins_and_its_bytes_stand()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 12).Select(async number =>
        {
            try
            {
                await Blobs.CreateAsync("race", async (target, stop) =>
                {
                    for (var line = 0; line < 50; line++)
                        await target.WriteAsync(Enumerable.Repeat((byte)number, 100).ToArray(), stop);
                }, cancel: Stop);
                return number;
            }
            catch (BlobExistsException)
            {
                return 0;
            }
        }));
        var winner = Assert.Single(outcomes, number => number > 0);
        Assert.Equal(Enumerable.Repeat((byte)winner, 5_000), await Blobs.ReadAllAsync("race", cancel: Stop));
    }

    [Fact]
    public async Task A_writer_that_fails_leaves_nothing_and_its_own_error_comes_through()
    {
        var failed = await Assert.ThrowsAsync<IOException>(async () => await Blobs.CreateAsync("upload", async (target, stop) =>
        {
            await target.WriteAsync(Pattern(6_000_000), stop);
            throw new IOException("the caller hung up");
        }, cancel: Stop));
        Assert.Equal("the caller hung up", failed.Message);
        Assert.False(await Blobs.ExistsAsync("upload", Stop));
        await Blobs.CreateAsync("upload", "whole"u8.ToArray(), cancel: Stop);
    }

    [Fact]
    public async Task A_stamp_becomes_the_time_of_the_blob()
    {
        var stamp = new DateTimeOffset(2026, 3, 31, 12, 0, 0, TimeSpan.Zero);
        await Blobs.CreateAsync("stamped", "12345"u8.ToArray(), stamp, Stop);
        Assert.Equal(new BlobFacts(5, stamp), await Blobs.FactsAsync("stamped", Stop));
    }

    [Fact]
    public async Task Names_are_listed_by_prefix_in_ordinal_order()
    {
        string[] names = ["c-1/r-1/a.html", "c-1/r-1/a.pdf", "c-1/r-1.json", "c-1/r-10/a.html", "c-1/r-2/a.html", "c-2/r-1/a.html", "x"];
        foreach (var name in names.Reverse())
            await Blobs.CreateAsync(name, "x"u8.ToArray(), cancel: Stop);
        Assert.Equal(names.Order(StringComparer.Ordinal), await ListAsync(""));
        Assert.Equal(["c-1/r-1.json", "c-1/r-1/a.html", "c-1/r-1/a.pdf", "c-1/r-10/a.html"], await ListAsync("c-1/r-1"));
        Assert.Equal(["c-2/r-1/a.html"], await ListAsync("c-2/"));
        Assert.Empty(await ListAsync("c-3/"));
    }

    [Fact]
    public async Task Deleting_may_be_repeated()
    {
        await Blobs.CreateAsync("a/b", "x"u8.ToArray(), cancel: Stop);
        await Blobs.DeleteAsync("a/b", Stop);
        await Blobs.DeleteAsync("a/b", Stop);
        await Blobs.DeleteAsync("never/was", Stop);
        Assert.False(await Blobs.ExistsAsync("a/b", Stop));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../out")]
    [InlineData("a/../../out")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData(".part/x")]
    [InlineData("a/.hidden")]
    [InlineData("Upper")]
    [InlineData("a\\b")]
    [InlineData("a\0b")]
    [InlineData("trailing.")]
    public async Task A_name_that_could_leave_its_folder_is_refused(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(async () => await Blobs.CreateAsync(name, "x"u8.ToArray(), cancel: Stop));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Blobs.OpenReadAsync(name, Stop));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Blobs.DeleteAsync(name, Stop));
    }

    private static byte[] Pattern(int length)
    {
        var bytes = new byte[length];
        for (var at = 0; at < length; at++)
            bytes[at] = (byte)(at ^ (at >> 11));
        return bytes;
    }

    private async Task<List<string>> ListAsync(string prefix)
    {
        var found = new List<string>();
        await foreach (var name in Blobs.ListAsync(prefix, Stop))
            found.Add(name);
        return found;
    }
}

public sealed class File_blobs : BlobContract
{
    private readonly DataFolder folder = new();

    protected override ValueTask<OpenStore> OpenAsync() => new(Stores.Embedded(folder.Place, "vault"));

    protected override void Clean() => folder.Dispose();
}

public sealed class Azure_blobs(Azurite azurite) : BlobContract
{
    protected override ValueTask<OpenStore> OpenAsync() => azurite.OpenAsync();

    protected override void Clean()
    {
    }
}
