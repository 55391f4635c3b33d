using System.Globalization;
using System.Text;
using WinLossAgency.Storage;
using Xunit;

namespace WinLossAgency.House.Tests.Storage;

/// <summary>What every document store keeps, whatever it rests on.</summary>
public abstract class DocumentContract : IAsyncLifetime
{
    private OpenStore open = null!;

    private IDocumentStore Documents => open.Documents;

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
    public async Task A_document_is_read_as_it_was_written()
    {
        var etag = await Documents.WriteAsync("interview/e-1.i-1", "first"u8.ToArray(), null, Stop);
        var read = await Documents.ReadAsync("interview/e-1.i-1", Stop);
        Assert.Equal("first", Encoding.UTF8.GetString(read!.Bytes.Span));
        Assert.Equal(etag, read.ETag);
        Assert.Null(await Documents.ReadAsync("interview/e-1.i-2", Stop));
    }

    [Fact]
    public async Task Empty_and_large_documents_come_back_whole()
    {
        var large = new byte[3_000_000];
        for (var at = 0; at < large.Length; at++)
            large[at] = (byte)(at * 31);
        await Documents.WriteAsync("empty", Array.Empty<byte>(), null, Stop);
        await Documents.WriteAsync("large", large, null, Stop);
        Assert.Equal(0, (await Documents.ReadAsync("empty", Stop))!.Bytes.Length);
        Assert.Equal(large, (await Documents.ReadAsync("large", Stop))!.Bytes.ToArray());
    }

    [Fact]
    public async Task Creating_what_exists_is_refused_and_changes_nothing()
    {
        await Documents.WriteAsync("k", "first"u8.ToArray(), null, Stop);
        await Assert.ThrowsAsync<EtagMismatchException>(async () => await Documents.WriteAsync("k", "second"u8.ToArray(), null, Stop));
        Assert.Equal("first", await TextAsync("k"));
    }

    [Fact]
    public async Task A_stale_etag_is_refused_and_the_error_tells_neither_key_nor_content()
    {
        var first = await Documents.WriteAsync("person/anna", "anna said"u8.ToArray(), null, Stop);
        var second = await Documents.WriteAsync("person/anna", "anna wrote"u8.ToArray(), first, Stop);
        var lost = await Assert.ThrowsAsync<EtagMismatchException>(async () => await Documents.WriteAsync("person/anna", "late"u8.ToArray(), first, Stop));
        Assert.Contains(open.Name, lost.Message);
        Assert.DoesNotContain("anna", lost.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(second, (await Documents.ReadAsync("person/anna", Stop))!.ETag);
    }

    [Fact]
    public async Task Bytes_changed_and_changed_back_have_changed()
    {
        var first = await Documents.WriteAsync("k", "a"u8.ToArray(), null, Stop);
        var second = await Documents.WriteAsync("k", "b"u8.ToArray(), first, Stop);
        await Documents.WriteAsync("k", "a"u8.ToArray(), second, Stop);
        await Assert.ThrowsAsync<EtagMismatchException>(async () => await Documents.WriteAsync("k", "c"u8.ToArray(), first, Stop));
    }

    [Fact]
    public async Task An_etag_of_nothing_matches_nothing()
    {
        await Assert.ThrowsAsync<EtagMismatchException>(async () => await Documents.WriteAsync("k", "a"u8.ToArray(), "1.00112233445566778899aabbccddeeff", Stop));
        await Documents.WriteAsync("k", "a"u8.ToArray(), null, Stop);
        await Assert.ThrowsAsync<EtagMismatchException>(async () => await Documents.WriteAsync("k", "b"u8.ToArray(), "no etag", Stop));
        await Assert.ThrowsAsync<EtagMismatchException>(async () => await Documents.DeleteAsync("k", "no etag", Stop));
    }

    [Fact]
    public async Task Deleting_needs_the_current_etag_or_none_and_may_be_repeated()
    {
        var first = await Documents.WriteAsync("k", "a"u8.ToArray(), null, Stop);
        var second = await Documents.WriteAsync("k", "b"u8.ToArray(), first, Stop);
        await Assert.ThrowsAsync<EtagMismatchException>(async () => await Documents.DeleteAsync("k", first, Stop));
        await Documents.DeleteAsync("k", second, Stop);
        Assert.Null(await Documents.ReadAsync("k", Stop));
        await Assert.ThrowsAsync<EtagMismatchException>(async () => await Documents.DeleteAsync("k", second, Stop));
        await Documents.DeleteAsync("k", null, Stop);
        await Documents.WriteAsync("k", "again"u8.ToArray(), null, Stop);
    }

    [Fact]
    public async Task Of_racing_creators_one_wins()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 24).Select(async number =>
        {
            try
            {
                await Documents.WriteAsync("race", BitConverter.GetBytes(number), null, Stop);
                return number;
            }
            catch (EtagMismatchException)
            {
                return -1;
            }
        }));
        var winner = Assert.Single(outcomes, number => number >= 0);
        Assert.Equal(winner, BitConverter.ToInt32((await Documents.ReadAsync("race", Stop))!.Bytes.Span));
    }

    [Fact]
    public async Task No_increment_of_racing_writers_is_lost()
    {
        await Documents.WriteAsync("count", "0"u8.ToArray(), null, Stop);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            for (var done = 0; done < 5;)
            {
                var read = await Documents.ReadAsync("count", Stop);
                var next = int.Parse(Encoding.ASCII.GetString(read!.Bytes.Span), CultureInfo.InvariantCulture) + 1;
                try
                {
                    await Documents.WriteAsync("count", Encoding.ASCII.GetBytes(next.ToString(CultureInfo.InvariantCulture)), read.ETag, Stop);
                    done++;
                }
                catch (EtagMismatchException)
                {
                }
            }
        }));
        Assert.Equal("30", await TextAsync("count"));
    }

    [Fact]
    public async Task Keys_are_listed_by_prefix_in_ordinal_order()
    {
        string[] keys = ["a|e-1|i-1|t", "a|e-1|i-10|t", "a|e-1|i-2|t", "a|e-1|I-2", "a/b/c", "a/b.c", "a/b-c", "b", "a|e-10|x", "a:e+f@g=h", "A"];
        await Task.WhenAll(keys.Select(key => Documents.WriteAsync(key, "x"u8.ToArray(), null, Stop).AsTask()));
        Assert.Equal(keys.Order(StringComparer.Ordinal), await ListAsync(""));
        Assert.Equal(keys.Where(k => k.StartsWith("a|e-1", StringComparison.Ordinal)).Order(StringComparer.Ordinal), await ListAsync("a|e-1"));
        Assert.Equal(["a/b-c", "a/b.c", "a/b/c"], await ListAsync("a/b"));
        Assert.Empty(await ListAsync("c"));
    }

    [Fact]
    public async Task Long_lists_come_whole()
    {
        var keys = Enumerable.Range(0, 600).Select(n => string.Create(CultureInfo.InvariantCulture, $"n/{n:0000}")).ToArray();
        foreach (var part in keys.Chunk(50))
            await Task.WhenAll(part.Select(key => Documents.WriteAsync(key, "x"u8.ToArray(), null, Stop).AsTask()));
        Assert.Equal(keys, await ListAsync("n/"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("a/../b")]
    [InlineData("a.")]
    [InlineData("naïve")]
    [InlineData("a b")]
    [InlineData("a\\b")]
    public async Task A_key_that_would_not_be_one_document_everywhere_is_refused(string key)
    {
        await Assert.ThrowsAsync<ArgumentException>(async () => await Documents.WriteAsync(key, "x"u8.ToArray(), null, Stop));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Documents.ReadAsync(key, Stop));
    }

    private async Task<string> TextAsync(string key) => Encoding.UTF8.GetString((await Documents.ReadAsync(key, Stop))!.Bytes.Span);

    private async Task<List<string>> ListAsync(string prefix)
    {
        var found = new List<string>();
        await foreach (var key in Documents.ListAsync(prefix, Stop))
            found.Add(key);
        return found;
    }
}

public sealed class Sqlite_documents : DocumentContract
{
    private readonly DataFolder folder = new();

    protected override ValueTask<OpenStore> OpenAsync() => new(Stores.Embedded(folder.Place, "agency"));

    protected override void Clean() => folder.Dispose();
}

public sealed class Azure_documents(Azurite azurite) : DocumentContract
{
    protected override ValueTask<OpenStore> OpenAsync() => azurite.OpenAsync();

    protected override void Clean()
    {
    }
}
