using System.Security.Cryptography;
using WinLossAgency.Agency.Reports;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Storage;
using Xunit;

namespace WinLossAgency.House.Tests.Reports;

public sealed class ShelfTests : IDisposable
{
    private readonly string folder = Path.Combine(AppContext.BaseDirectory, "shelves", IdStream.Random().Next("s"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Laying_a_release_twice_leaves_it_as_it_was_and_dated_by_its_day()
    {
        var shelf = Shelf();
        await shelf.PublishAsync(SampleRelease.Client, SampleRelease.Engagement, SampleRelease.Make(), stop: Stop);
        var before = Files();
        await shelf.PublishAsync(SampleRelease.Client, SampleRelease.Engagement, SampleRelease.Make(), stop: Stop);
        await shelf.AddFormAsync(SampleRelease.Client, SampleRelease.Engagement, SampleRelease.Make(), ShelfPaths.ReadoutPdf, [1, 2, 3], Stop);
        await shelf.PublishAsync(SampleRelease.Client, SampleRelease.Engagement, SampleRelease.Make(), stop: Stop);
        var after = Files();
        Assert.Equal(5, after.Count);
        foreach (var (name, file) in before) Assert.Equal(file, after[name]);
        Assert.All(after.Values, file => Assert.Equal(new DateTime(2026, 11, 18, 0, 0, 0, DateTimeKind.Utc), file.Time));
    }

    [Fact]
    public async Task Other_words_under_the_same_number_are_refused()
    {
        var shelf = Shelf();
        await shelf.PublishAsync(SampleRelease.Client, SampleRelease.Engagement, SampleRelease.Make(), stop: Stop);
        var changed = SampleRelease.Make() with { Answer = "Something else." };
        await Assert.ThrowsAsync<ShelfConflictException>(() => shelf.PublishAsync(SampleRelease.Client, SampleRelease.Engagement, changed, stop: Stop));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_second_try_may_have_a_print_that_the_first_had_not_or_the_other_way_round(bool firstHasIt)
    {
        var shelf = Shelf();
        byte[] pdf = [1, 2, 3];
        await shelf.PublishAsync(SampleRelease.Client, SampleRelease.Engagement, SampleRelease.Make(), firstHasIt ? pdf : null, Stop);
        await shelf.PublishAsync(SampleRelease.Client, SampleRelease.Engagement, SampleRelease.Make(), firstHasIt ? null : pdf, Stop);
        Assert.Equal(firstHasIt ? 4 : 5, Files().Count);
        await Assert.ThrowsAsync<ShelfConflictException>(() => shelf.PublishAsync(SampleRelease.Client, SampleRelease.Engagement, SampleRelease.Make(), [9], Stop));
    }

    [Fact]
    public async Task The_manifest_names_each_file_with_its_fingerprint()
    {
        await Shelf().PublishAsync(SampleRelease.Client, SampleRelease.Engagement, SampleRelease.Make(), [1, 2, 3], Stop);
        var place = Path.Combine(folder, SampleRelease.Client, SampleRelease.Engagement, "releases", "0003");
        var manifest = HouseJson.ReadShelf<Manifest>(await File.ReadAllBytesAsync(Path.Combine(place, "manifest.json"), Stop))!;
        Assert.Equal(["release.json", "readout.html", "readout.pdf"], manifest.Files.Select(file => file.Name));
        foreach (var file in manifest.Files)
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(place, file.Name), Stop);
            Assert.Equal((bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))), ((int)file.Bytes, file.Sha256));
        }
    }

    [Fact]
    public async Task A_change_takes_the_next_number_and_the_same_again_takes_none()
    {
        var shelf = Shelf();
        var first = new AccessList("northwind", []);
        await shelf.GrantAsync("northwind", first, Stop);
        await shelf.GrantAsync("northwind", first, Stop);
        await shelf.GrantAsync("northwind", new("northwind", [new("i", "t", "o", null, "Owen", Rights.Admin, null)]), Stop);
        await shelf.GrantAsync("northwind", first, Stop);
        Assert.Equal(["000001.json", "000002.json", "000003.json"], Directory.GetFiles(Path.Combine(folder, "northwind", "access")).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("")]
    [InlineData(".hidden")]
    [InlineData("end.")]
    [InlineData("Upper")]
    [InlineData("a b")]
    [InlineData("a\0b")]
    public void A_part_of_a_path_cannot_leave_its_folder(string part)
    {
        Assert.False(ShelfPaths.IsSegment(part));
        Assert.Throws<ArgumentException>(() => ShelfPaths.Release(part, "e", 1));
        Assert.Throws<ArgumentException>(() => ShelfPaths.Receipt("c", part));
    }

    [Fact]
    public void The_number_of_a_path_is_read_from_its_last_name()
    {
        Assert.Equal(12, ShelfPaths.NumberOf(ShelfPaths.Access("c", 12)));
        Assert.Equal(7, ShelfPaths.NumberOf(ShelfPaths.Release("c", "e", 7)));
        Assert.Null(ShelfPaths.NumberOf("c/e/releases/x"));
        Assert.Equal("c/e/releases/0007/", ShelfPaths.Release("c", "e", 7));
    }

    private ShelfWriter Shelf() => new(Stores.PlainFiles(folder));

    private Dictionary<string, (string Hash, DateTime Time)> Files() => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
        .Where(name => !name.Contains("/.part")).ToDictionary(name => name, name => (Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(name))), File.GetLastWriteTimeUtc(name)));
}
