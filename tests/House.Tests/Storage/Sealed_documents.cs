using System.Text;
using WinLossAgency.Storage;
using Xunit;

namespace WinLossAgency.House.Tests.Storage;

public sealed class Sealed_documents : IAsyncLifetime
{
    private static readonly Subject Anna = new("c-1.e-1", "i-anna");
    private static readonly Subject Ben = new("c-1.e-1", "i-ben");
    private static readonly byte[] Words = "we never trusted the account team"u8.ToArray();

    private readonly DataFolder folder = new();
    private OpenStore data = null!;
    private OpenStore keyStore = null!;
    private SubjectKeys keys = null!;
    private SealedDocuments turns = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        data = Stores.Embedded(folder.Place, "vault");
        keyStore = Stores.Embedded(folder.Place, "keys");
        keys = new SubjectKeys(keyStore.Documents, FileMasterKey.OpenOrCreate(folder.In("master.key")));
        turns = new SealedDocuments(data.Documents, keys, "turns");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await data.DisposeAsync();
        await keyStore.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_sealed_document_opens_for_its_place_and_no_file_holds_its_words()
    {
        var etag = await turns.WriteAsync(Anna, "t-1", Words, null, Stop);
        var read = await turns.ReadAsync(Anna, "t-1", Stop);
        Assert.Equal(Words, read!.Bytes.ToArray());
        Assert.Equal(etag, read.ETag);
        Assert.Null(await turns.ReadAsync(Anna, "t-2", Stop));
        Assert.False(folder.Holds(Words));
    }

    [Fact]
    public async Task Equal_words_are_sealed_differently_and_begin_with_format_and_key_version()
    {
        await turns.WriteAsync(Anna, "t-1", Words, null, Stop);
        await turns.WriteAsync(Anna, "t-2", Words, null, Stop);
        var first = await RawAsync(Anna, "t-1");
        var second = await RawAsync(Anna, "t-2");
        Assert.Equal([1, 0, 0, 0, 1], first.Bytes[..5].ToArray());
        Assert.Equal(5 + 12 + 16 + Words.Length, first.Bytes.Length);
        Assert.NotEqual(first.Bytes[5..17].ToArray(), second.Bytes[5..17].ToArray());
    }

    [Fact]
    public async Task Sealed_bytes_moved_to_another_place_do_not_open()
    {
        await turns.WriteAsync(Anna, "t-1", Words, null, Stop);
        await turns.WriteAsync(Ben, "t-1", "other"u8.ToArray(), null, Stop);
        var stolen = await RawAsync(Anna, "t-1");
        await data.Documents.WriteAsync("turns|c-1.e-1|i-anna|t-2", stolen.Bytes, null, Stop);
        await data.Documents.WriteAsync("turns|c-1.e-1|i-ben|t-2", stolen.Bytes, null, Stop);
        await data.Documents.WriteAsync("notes|c-1.e-1|i-anna|t-1", stolen.Bytes, null, Stop);
        await Assert.ThrowsAsync<KeyUnusableException>(async () => await turns.ReadAsync(Anna, "t-2", Stop));
        await Assert.ThrowsAsync<KeyUnusableException>(async () => await turns.ReadAsync(Ben, "t-2", Stop));
        await Assert.ThrowsAsync<KeyUnusableException>(async () => await new SealedDocuments(data.Documents, keys, "notes").ReadAsync(Anna, "t-1", Stop));
    }

    [Fact]
    public async Task Any_changed_byte_is_noticed()
    {
        await turns.WriteAsync(Anna, "t-1", Words, null, Stop);
        var whole = await RawAsync(Anna, "t-1");
        var etag = whole.ETag;
        for (var at = 0; at < whole.Bytes.Length; at++)
        {
            var changed = whole.Bytes.ToArray();
            changed[at] ^= 1;
            etag = await data.Documents.WriteAsync("turns|c-1.e-1|i-anna|t-1", changed, etag, Stop);
            await Assert.ThrowsAsync<KeyUnusableException>(async () => await turns.ReadAsync(Anna, "t-1", Stop));
        }
    }

    [Fact]
    public async Task Erasing_one_subject_closes_theirs_for_good_and_leaves_the_others()
    {
        await turns.WriteAsync(Anna, "t-1", Words, null, Stop);
        await turns.WriteAsync(Ben, "t-1", "ben stays"u8.ToArray(), null, Stop);
        var wrapped = (await keyStore.Documents.ReadAsync("subject|c-1.e-1|i-anna", Stop))!.Bytes[10..].ToArray();
        Assert.True(folder.Holds(wrapped));

        await keys.DestroyAsync(Anna, Stop);
        await keys.DestroyAsync(Anna, Stop);

        Assert.Equal(KeyStanding.Destroyed, await keys.StandingAsync(Anna, Stop));
        Assert.False(folder.Holds(wrapped));
        await Assert.ThrowsAsync<KeyDestroyedException>(async () => await turns.ReadAsync(Anna, "t-1", Stop));
        await Assert.ThrowsAsync<KeyDestroyedException>(async () => await turns.WriteAsync(Anna, "t-2", Words, null, Stop));
        Assert.Equal("ben stays", Encoding.UTF8.GetString((await turns.ReadAsync(Ben, "t-1", Stop))!.Bytes.Span));
        Assert.Equal(["t-1"], await IdsAsync(Anna));
    }

    [Fact]
    public async Task A_new_key_after_erasure_must_be_meant_and_opens_nothing_old()
    {
        await turns.WriteAsync(Anna, "t-1", Words, null, Stop);
        await keys.DestroyAsync(Anna, Stop);
        await Assert.ThrowsAsync<KeyDestroyedException>(async () => await keys.EnsureAsync(Anna, cancel: Stop));
        await keys.EnsureAsync(Anna, afterErasure: true, Stop);
        await turns.WriteAsync(Anna, "t-2", "new"u8.ToArray(), null, Stop);
        Assert.Equal("new", Encoding.UTF8.GetString((await turns.ReadAsync(Anna, "t-2", Stop))!.Bytes.Span));
        await Assert.ThrowsAsync<KeyUnusableException>(async () => await turns.ReadAsync(Anna, "t-1", Stop));
    }

    [Fact]
    public async Task An_erasure_replayed_on_a_store_without_the_key_holds()
    {
        await keys.DestroyAsync(Anna, Stop);
        await Assert.ThrowsAsync<KeyDestroyedException>(async () => await turns.WriteAsync(Anna, "t-1", Words, null, Stop));
    }

    [Fact]
    public async Task Erasing_a_group_closes_all_its_subjects()
    {
        var elsewhere = new Subject("c-2.e-9", "i-anna");
        await turns.WriteAsync(Anna, "t-1", Words, null, Stop);
        await turns.WriteAsync(elsewhere, "t-1", Words, null, Stop);
        await keys.DestroyGroupAsync("c-1.e-1", Stop);
        await Assert.ThrowsAsync<KeyDestroyedException>(async () => await turns.ReadAsync(Anna, "t-1", Stop));
        await Assert.ThrowsAsync<KeyDestroyedException>(async () => await turns.WriteAsync(Ben, "t-1", Words, null, Stop));
        Assert.NotNull(await turns.ReadAsync(elsewhere, "t-1", Stop));
    }

    [Fact]
    public async Task Racing_first_writers_share_one_key()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => turns.WriteAsync(Anna, $"t-{n}", Words, null, Stop).AsTask()));
        for (var number = 0; number < 20; number++)
            Assert.Equal(Words, (await turns.ReadAsync(Anna, $"t-{number}", Stop))!.Bytes.ToArray());
    }

    [Fact]
    public async Task Another_program_with_the_same_master_key_opens_and_one_with_another_is_told_why()
    {
        await turns.WriteAsync(Anna, "t-1", Words, null, Stop);
        var same = new SubjectKeys(keyStore.Documents, FileMasterKey.OpenOrCreate(folder.In("master.key")));
        Assert.NotNull(await new SealedDocuments(data.Documents, same, "turns").ReadAsync(Anna, "t-1", Stop));
        var other = new SubjectKeys(keyStore.Documents, FileMasterKey.OpenOrCreate(folder.In("other.key")));
        var refused = await Assert.ThrowsAsync<KeyUnusableException>(async () => await new SealedDocuments(data.Documents, other, "turns").ReadAsync(Anna, "t-1", Stop));
        Assert.Contains("master key", refused.Message);
    }

    private async Task<StoredDocument> RawAsync(Subject subject, string id) =>
        (await data.Documents.ReadAsync($"turns|{subject.Group}|{subject.Id}|{id}", Stop))!;

    private async Task<List<string>> IdsAsync(Subject subject)
    {
        var ids = new List<string>();
        await foreach (var id in turns.ListAsync(subject, cancel: Stop))
            ids.Add(id);
        return ids;
    }
}
