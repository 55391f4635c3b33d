using System.Text;
using Microsoft.Extensions.Configuration;
using WinLossAgency.Storage;

namespace WinLossAgency.House.Tests.Storage;

/// <summary>A new master key wraps every engagement's key anew; the old one then opens nothing, whenever the change is cut off.</summary>
public sealed class Master_key_changes : IAsyncLifetime
{
    private const int Engagements = 5;
    private static readonly byte[] Words = "said in confidence"u8.ToArray();
    private readonly DataFolder folder = new();
    private OpenStore keyStore = null!;
    private OpenStore data = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string KeyFile => folder.In("keys", "vault", "master.key");

    public async ValueTask InitializeAsync()
    {
        (keyStore, data) = (Stores.Embedded(folder.In("keys"), "vault"), Stores.Embedded(folder.Place, "vault"));
        for (var n = 0; n < Engagements; n++) await Files(Keys()).WriteAsync(Of(n), "t", Words, null, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await keyStore.DisposeAsync();
        await data.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_new_master_key_opens_what_was_sealed_and_the_old_one_nothing()
    {
        var old = await File.ReadAllTextAsync(KeyFile, Stop);
        var before = await keyStore.Documents.ReadAsync("group|c/e-0", Stop);

        Assert.Equal(Engagements, await Keys().RotateMasterAsync(Stop));

        await AllOpenAsync(Keys());
        Assert.NotEqual(old, await File.ReadAllTextAsync(KeyFile, Stop));
        Assert.Single(await File.ReadAllLinesAsync(KeyFile, Stop));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        var oldFile = folder.In("old.key");
        await File.WriteAllTextAsync(oldFile, old, Stop);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(oldFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await Assert.ThrowsAsync<KeyUnusableException>(async () => await Files(new SubjectKeys(keyStore.Documents, FileMasterKey.OpenOrCreate(oldFile))).ReadAsync(Of(0), "t", Stop));
        // A wrapped key of the old version, brought back from a copy, is refused by its version.
        await keyStore.Documents.WriteAsync("group|c/e-0", before!.Bytes, (await keyStore.Documents.ReadAsync("group|c/e-0", Stop))!.ETag, Stop);
        Assert.Contains("wrapped by master key", (await Assert.ThrowsAsync<KeyUnusableException>(async () => await Files(Keys()).ReadAsync(Of(0), "t", Stop))).Message);
    }

    [Fact]
    public async Task Cut_off_at_any_write_everything_opens_and_the_change_goes_on_where_it_was()
    {
        for (var writes = 0; writes < Engagements; writes++)
        {
            var breaking = new BreakingDocuments(keyStore.Documents, writes);
            await Assert.ThrowsAsync<StoreUnavailableException>(async () => await new SubjectKeys(breaking, FileMasterKey.OpenOrCreate(KeyFile)).RotateMasterAsync(Stop));
            Assert.Equal(2, (await File.ReadAllLinesAsync(KeyFile, Stop)).Length);
            await AllOpenAsync(Keys());
            await Keys().RotateMasterAsync(Stop);
            Assert.Single(await File.ReadAllLinesAsync(KeyFile, Stop));
            await AllOpenAsync(Keys());
        }
    }

    [Fact]
    public async Task A_program_that_read_the_key_before_the_change_opens_after_it()
    {
        var elsewhere = FileMasterKey.OpenOrCreate(KeyFile);
        await Keys().RotateMasterAsync(Stop);
        await AllOpenAsync(new SubjectKeys(keyStore.Documents, elsewhere));
    }

    [Fact]
    public async Task A_lost_master_key_is_told_at_the_start_and_none_is_made_in_its_place()
    {
        File.Delete(KeyFile);
        var lost = await Assert.ThrowsAsync<KeyUnusableException>(async () => await Places().KeysAsync("vault", Stop));
        Assert.Contains($"{Engagements} keys", lost.Message);
        Assert.Contains("Put its copy back", lost.Message);
        Assert.False(File.Exists(KeyFile));
    }

    [Fact]
    public async Task Another_agency_s_master_key_is_told_at_the_start()
    {
        File.Delete(KeyFile);
        FileMasterKey.OpenOrCreate(KeyFile);
        Assert.Contains("wrapped by master key", (await Assert.ThrowsAsync<KeyUnusableException>(async () => await Places().KeysAsync("vault", Stop))).Message);
    }

    [Fact]
    public async Task Swapped_rows_of_the_data_open_for_nobody()
    {
        var (one, other) = (await data.Documents.ReadAsync("turns|c/e-0|i-1|t", Stop), await data.Documents.ReadAsync("turns|c/e-1|i-1|t", Stop));
        await data.Documents.WriteAsync("turns|c/e-0|i-1|t", other!.Bytes, one!.ETag, Stop);
        await data.Documents.WriteAsync("turns|c/e-1|i-1|t", one.Bytes, other.ETag, Stop);
        foreach (var n in new[] { 0, 1 })
            Assert.Contains("moved", (await Assert.ThrowsAsync<KeyUnusableException>(async () => await Files(Keys()).ReadAsync(Of(n), "t", Stop))).Message);
    }

    [Fact]
    public async Task Swapped_rows_of_the_keys_open_for_nobody()
    {
        await Files(Keys()).WriteAsync(new Subject("c/e-0", "i-2"), "t", Words, null, Stop);
        var (one, other) = (await keyStore.Documents.ReadAsync("subject|c/e-0|i-1", Stop), await keyStore.Documents.ReadAsync("subject|c/e-0|i-2", Stop));
        await keyStore.Documents.WriteAsync("subject|c/e-0|i-1", other!.Bytes, one!.ETag, Stop);
        await Assert.ThrowsAsync<KeyUnusableException>(async () => await Files(Keys()).ReadAsync(Of(0), "t", Stop));
    }

    [Fact]
    public async Task A_destroyed_key_is_in_no_file_log_or_copy_of_the_key_store()
    {
        var wrapped = (await keyStore.Documents.ReadAsync("subject|c/e-0|i-1", Stop))!.Bytes[^60..];
        Assert.True(folder.Holds(wrapped.Span));
        await Keys().DestroyAsync(Of(0), Stop);
        Assert.False(folder.Holds(wrapped.Span));
        await ((SqliteDocuments)keyStore.Documents).CopyAsync(folder.In("backups", "vault.db"), Stop);
        Assert.False(folder.Holds(wrapped.Span));
        Assert.False(folder.Holds(Words));
    }

    [Fact]
    public async Task A_search_finds_bytes_across_the_edges_of_its_chunks()
    {
        var file = folder.In("backups", "big.bin");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var bytes = new byte[(1 << 20) + 100];
        Encoding.ASCII.GetBytes("needle").CopyTo(bytes, (1 << 20) - 3);
        await File.WriteAllBytesAsync(file, bytes, Stop);
        var found = await Places().SearchAsync(["needle"u8.ToArray()], Stop);
        Assert.Equal(["big.bin"], found.Found);
        Assert.True(found.Files > 1);
    }

    private StorePlaces Places() => StorePlaces.Of(new ConfigurationBuilder().Build(), folder.Place, "Desk", new StoreNeed("vault", StoreKeys.Apart));

    private SubjectKeys Keys() => new(keyStore.Documents, FileMasterKey.OpenOrCreate(KeyFile));

    private SealedDocuments Files(SubjectKeys keys) => new(data.Documents, keys, "turns");

    private static Subject Of(int n) => new($"c/e-{n}", "i-1");

    private async Task AllOpenAsync(SubjectKeys keys)
    {
        for (var n = 0; n < Engagements; n++) Assert.Equal(Words, (await Files(keys).ReadAsync(Of(n), "t", Stop))!.Bytes.ToArray());
    }

    /// <summary>A store that takes so many writes and then none, as where the program dies in their middle.</summary>
    private sealed class BreakingDocuments(IDocumentStore inner, int writes) : IDocumentStore
    {
        private int left = writes;

        public ValueTask<StoredDocument?> ReadAsync(string key, CancellationToken cancel = default) => inner.ReadAsync(key, cancel);

        public ValueTask<string> WriteAsync(string key, ReadOnlyMemory<byte> bytes, string? ifMatch, CancellationToken cancel = default) =>
            left-- > 0 ? inner.WriteAsync(key, bytes, ifMatch, cancel) : throw new StoreUnavailableException("keys", "the test cuts it off.");

        public ValueTask DeleteAsync(string key, string? ifMatch = null, CancellationToken cancel = default) => inner.DeleteAsync(key, ifMatch, cancel);

        public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancel = default) => inner.ListAsync(prefix, cancel);
    }
}
