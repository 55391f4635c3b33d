using System.Text;
using Microsoft.Data.Sqlite;
using WinLossAgency.Storage;
using Xunit;

namespace WinLossAgency.House.Tests.Storage;

/// <summary>What goes wrong with a file on a disk, and that the store works on afterwards.</summary>
public sealed class Sqlite_failures : IDisposable
{
    private readonly DataFolder folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Database => folder.In("agency", "documents.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_full_store_says_so_keeps_what_it_has_and_works_on_when_there_is_room()
    {
        await using var store = Open(new StoreOptions { BytesMax = 1_000_000 });
        var kept = new List<string>();
        var full = await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
        {
            for (var number = 0; number < 1_000; number++)
            {
                await store.Documents.WriteAsync($"d-{number}", new byte[20_000], null, Stop);
                kept.Add($"d-{number}");
            }
        });
        Assert.Contains("agency", full.Message);
        Assert.Contains("full", full.Message);
        Assert.InRange(kept.Count, 20, 50);
        foreach (var key in kept)
            Assert.NotNull(await store.Documents.ReadAsync(key, Stop));
        Assert.Null(await store.Documents.ReadAsync($"d-{kept.Count}", Stop));

        await store.Documents.DeleteAsync(kept[0], null, Stop);
        await store.Documents.WriteAsync("after", new byte[20_000], null, Stop);
    }

    [Fact]
    public async Task One_write_too_large_for_a_full_store_does_not_take_its_neighbours_down()
    {
        await using var store = Open(new StoreOptions { BytesMax = 1_000_000 });
        var large = store.Documents.WriteAsync("large", new byte[5_000_000], null, Stop).AsTask();
        var small = Enumerable.Range(0, 20).Select(n => store.Documents.WriteAsync($"small-{n}", new byte[100], null, Stop).AsTask()).ToArray();
        await Task.WhenAll(small);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => large);
        Assert.Null(await store.Documents.ReadAsync("large", Stop));
    }

    [Fact]
    public async Task A_file_locked_by_another_program_is_named_and_works_on_when_released()
    {
        await using var store = Open(new StoreOptions { BusyMax = TimeSpan.FromMilliseconds(50) });
        await store.Documents.WriteAsync("before", "1"u8.ToArray(), null, Stop);
        await using (var other = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            other.Open();
            Execute(other, "BEGIN EXCLUSIVE");
            var locked = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.Documents.WriteAsync("during", "2"u8.ToArray(), null, Stop));
            Assert.Contains("locked", locked.Message);
            Assert.NotNull(await store.Documents.ReadAsync("before", Stop));
            Execute(other, "ROLLBACK");
        }

        await store.Documents.WriteAsync("during", "2"u8.ToArray(), null, Stop);
    }

    [Fact]
    public async Task A_log_torn_anywhere_opens_with_a_whole_prefix_of_the_writes()
    {
        await using (var store = Open())
        {
            for (var number = 0; number < 40; number++)
                await store.Documents.WriteAsync($"d-{number:00}", Encoding.ASCII.GetBytes(new string('x', 3_000)), null, Stop);
            File.Copy(Database, folder.In("copy.db"));
            File.Copy(Database + "-wal", folder.In("copy.wal"));
        }

        var log = await File.ReadAllBytesAsync(folder.In("copy.wal"), Stop);
        var found = new List<int>();
        for (var part = 1; part <= 8; part++)
        {
            var torn = log.Length * part / 8 - (part * 37);
            var place = folder.In($"torn-{part}", "agency");
            Directory.CreateDirectory(place);
            File.Copy(folder.In("copy.db"), Path.Combine(place, "documents.db"));
            // What a power cut leaves: the log stops in the middle of a page and garbage follows.
            await File.WriteAllBytesAsync(Path.Combine(place, "documents.db-wal"), [.. log[..torn], .. new byte[500]], Stop);
            await using var store = Stores.Embedded(folder.In($"torn-{part}"), "agency");
            var keys = 0;
            await foreach (var key in store.Documents.ListAsync("d-", Stop))
            {
                Assert.Equal($"d-{keys++:00}", key);
                Assert.Equal(3_000, (await store.Documents.ReadAsync(key, Stop))!.Bytes.Length);
            }

            await store.Documents.WriteAsync("after", "1"u8.ToArray(), null, Stop);
            found.Add(keys);
        }

        Assert.Equal(found.Order(), found);
        Assert.InRange(found[^1], 35, 40);
    }

    [Fact]
    public async Task A_damaged_file_is_told_as_damaged()
    {
        Directory.CreateDirectory(folder.In("agency"));
        await File.WriteAllTextAsync(Database, new string('z', 10_000), Stop);
        var damaged = Assert.Throws<StoreUnavailableException>(() => Open());
        Assert.Contains("damaged", damaged.Message);
    }

    [Fact]
    public async Task Data_of_a_newer_program_is_refused()
    {
        await using (var store = Open())
            await store.Documents.WriteAsync("k", "1"u8.ToArray(), null, Stop);
        await using (var other = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            other.Open();
            Execute(other, "UPDATE schema SET number = 999");
        }

        var newer = Assert.Throws<StoreTooNewException>(() => Open());
        Assert.Contains("999", newer.Message);
    }

    [Fact]
    public async Task The_file_is_kept_as_promised()
    {
        await using var store = Open();
        await store.Documents.WriteAsync("k", "1"u8.ToArray(), null, Stop);
        await using var other = new SqliteConnection($"Data Source={Database};Pooling=False");
        other.Open();
        Assert.Equal("wal", Execute(other, "PRAGMA journal_mode"));
        Assert.Equal("1", Execute(other, "SELECT number FROM schema"));
    }

    [Fact]
    public async Task Replaced_and_deleted_bytes_are_in_no_file_after_scrubbing()
    {
        await using var store = Open();
        var secret = "the blue heron said this in confidence"u8.ToArray();
        var etag = await store.Documents.WriteAsync("k", secret, null, Stop);
        await store.Documents.WriteAsync("other", secret.Concat(new byte[9_000]).ToArray(), null, Stop);
        Assert.True(folder.Holds(secret));
        await store.Documents.WriteAsync("k", "short"u8.ToArray(), etag, Stop);
        await store.Documents.DeleteAsync("other", null, Stop);
        await store.Documents.ScrubAsync(Stop);
        Assert.False(folder.Holds(secret));
    }

    [Fact]
    public async Task A_copy_made_while_writes_go_on_is_whole_and_never_replaces_another()
    {
        await using var store = Open();
        var documents = (SqliteDocuments)store.Documents;
        for (var number = 0; number < 50; number++)
            await documents.WriteAsync($"before-{number}", new byte[500], null, Stop);
        var writes = Task.WhenAll(Enumerable.Range(0, 200).Select(n => documents.WriteAsync($"during-{n}", new byte[500], null, Stop).AsTask()));
        var target = folder.In("copies", "agency", "documents.db");
        await documents.CopyAsync(target, Stop);
        await writes;
        await Assert.ThrowsAsync<IOException>(async () => await documents.CopyAsync(target, Stop));

        await using var copy = Stores.Embedded(folder.In("copies"), "agency");
        for (var number = 0; number < 50; number++)
            Assert.NotNull(await copy.Documents.ReadAsync($"before-{number}", Stop));
    }

    [Fact]
    public async Task A_closed_store_refuses_and_writes_sent_before_are_kept()
    {
        var store = Open();
        var writes = Enumerable.Range(0, 300).Select(n => store.Documents.WriteAsync($"d-{n}", new byte[10], null, Stop).AsTask()).ToArray();
        await store.DisposeAsync();
        await Task.WhenAll(writes);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.Documents.WriteAsync("late", new byte[10], null, Stop));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.Documents.ReadAsync("d-1", Stop));
        await using var again = Open();
        Assert.NotNull(await again.Documents.ReadAsync("d-299", Stop));
    }

    private static string? Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()?.ToString();
    }

    private OpenStore Open(StoreOptions? options = null) => Stores.Embedded(folder.Place, "agency", options);
}
