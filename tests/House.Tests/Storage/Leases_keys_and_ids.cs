using WinLossAgency.Storage;
using Xunit;

namespace WinLossAgency.House.Tests.Storage;

public sealed class Leases_keys_and_ids : IDisposable
{
    private readonly DataFolder folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_is_leased_once_and_again_when_given_back()
    {
        using (StoreLease.Take(folder.Place))
        {
            var taken = Assert.Throws<StoreInUseException>(() => StoreLease.Take(folder.Place));
            Assert.Contains(folder.Place, taken.Message);
        }

        StoreLease.Take(folder.Place).Dispose();
    }

    [Fact]
    public void A_master_key_is_made_once_for_its_owner_only()
    {
        var path = folder.In("keys", "master.key");
        var ids = new string[8];
        Parallel.For(0, ids.Length, n => ids[n] = FileMasterKey.OpenOrCreate(path).Id);
        Assert.Single(ids.Distinct());
        Assert.Single(Directory.GetFiles(folder.In("keys")));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_master_key_that_others_may_read_or_that_is_damaged_is_refused()
    {
        var path = folder.In("master.key");
        FileMasterKey.OpenOrCreate(path);
        File.WriteAllText(path, "master-key-1 short");
        Assert.Contains(path, Assert.Throws<KeyUnusableException>(() => FileMasterKey.OpenOrCreate(path)).Message);
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Contains("0600", Assert.Throws<KeyUnusableException>(() => FileMasterKey.OpenOrCreate(path)).Message);
    }

    [Fact]
    public async Task A_wrapped_key_opens_under_its_master_only()
    {
        var master = FileMasterKey.OpenOrCreate(folder.In("a.key"));
        var other = FileMasterKey.OpenOrCreate(folder.In("b.key"));
        var key = new byte[] { 1, 2, 3 };
        var wrapped = await master.WrapAsync(key, Stop);
        Assert.Equal(key, await master.UnwrapAsync(master.Id, wrapped, Stop));
        await Assert.ThrowsAsync<KeyUnusableException>(async () => await other.UnwrapAsync(master.Id, wrapped, Stop));
    }

    [Fact]
    public void Ids_read_like_ids_and_do_not_repeat()
    {
        foreach (var ids in new[] { IdStream.Random(), IdStream.Seeded("demo") })
        {
            var some = Enumerable.Range(0, 20_000).Select(_ => ids.Next("i")).ToList();
            Assert.All(some, id => Assert.Matches("^i-[0-9a-hjkmnp-tv-z]{12}$", id));
            Assert.Equal(some.Count, some.Distinct().Count());
        }
    }

    [Fact]
    public void One_seed_gives_one_sequence()
    {
        Assert.Equal(Sequence(IdStream.Seeded("demo")), Sequence(IdStream.Seeded("demo")));
        Assert.NotEqual(Sequence(IdStream.Seeded("demo")), Sequence(IdStream.Seeded("demo 2")));
        Assert.NotEqual(Sequence(IdStream.Random()), Sequence(IdStream.Random()));

        static string Sequence(IdStream ids) => string.Join(' ', Enumerable.Range(0, 50).Select(n => n % 5 == 0 ? ids.Next("i") : $"{ids.Next(n + 1)}"));
    }

    [Fact]
    public void Choices_are_even()
    {
        var ids = IdStream.Seeded("dice");
        var counts = new int[6];
        for (var roll = 0; roll < 60_000; roll++)
            counts[ids.Next(6)]++;
        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
        Assert.Throws<ArgumentOutOfRangeException>(() => ids.Next(0));
    }

    [Fact]
    public async Task A_seeded_stream_never_repeats_an_id_after_a_restart_and_begins_alike_on_empty_data()
    {
        var lives = new List<string>();
        await using (var store = Stores.Embedded(folder.In("first"), "agency"))
        {
            for (var life = 0; life < 3; life++)
            {
                var ids = await IdStream.SeededAsync("demo", store.Documents, "id-stream", Stop);
                lives.AddRange(Enumerable.Range(0, 1_000).Select(_ => ids.Next("i")));
            }
        }

        Assert.Equal(lives.Count, lives.Distinct().Count());
        await using var fresh = Stores.Embedded(folder.In("second"), "agency");
        var again = await IdStream.SeededAsync("demo", fresh.Documents, "id-stream", Stop);
        Assert.Equal(lives[0], again.Next("i"));
    }
}
