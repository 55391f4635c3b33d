using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains.Access;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.Storage;
using WinLossAgency.Vault;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Intake;
using WinLossAgency.Vault.Notes;
using WinLossAgency.Vault.WallCheck;

namespace WinLossAgency.House.Tests.Vault;

public sealed class WallCheckTests
{
    private const string Secret = "our managing director and their country head shared a boarding school by the lake";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sound_agency_is_searched_whole_and_nothing_is_found()
    {
        await using var vault = await SealedAsync();
        var check = await CheckAsync(vault);
        Assert.Null(check.Trouble);
        Assert.Equal("karin", check.By);
        Assert.All(check.Places, place => Assert.Equal(0, place.Hits));
        Assert.True(check.Places.Single(p => p.Name == "facts").Searched > 10);
        Assert.True(check.Words > 5);
    }

    [Fact]
    public async Task The_openings_are_written_down_in_the_name_of_whoever_began_it()
    {
        await using var vault = await SealedAsync();
        await CheckAsync(vault);
        SmallAgency.As("karin", Role.PrivacyOfficer);
        var line = (await vault.Log.Lines(0))[0];
        Assert.Equal(("karin", AccessReason.Audit), (line.Who, line.Why));
    }

    [Theory]
    [InlineData("a sealed phrase", "They said that OUR managing director and their country head shared a boarding-school by the lake.")]
    [InlineData("escaped", "{\"words\":\"managing director and their country\\u0020head shared\"}")]
    [InlineData("a buyer's name", "Ask Ana1 Ferreira1 about it")]
    [InlineData("an address", "mailto:ana1@vale1.example")]
    [InlineData("a number", "tel: 912-555.001")]
    public async Task A_planted_breach_is_found_and_its_word_is_kept_nowhere(string what, string breach)
    {
        await using var vault = await SealedAsync();
        await vault.Agency.Given.Shelf.CreateAsync("northwind/q4/releases/0001/readout.html", Encoding.UTF8.GetBytes($"<p>{breach}</p>"), cancel: Stop);
        await vault.Agency.Given.Facts.WriteAsync("planted", Encoding.UTF8.GetBytes(breach), null, Stop);
        var check = await CheckAsync(vault);
        Assert.All(check.Places.Where(p => p.NotSeen is null), place => Assert.True(place.Hits > 0, $"{what} was not found in {place.Name}"));
        Assert.Equal(["northwind/q4/releases/0001/readout.html"], check.Places.Single(p => p.Name == "shelf").Where);
        var kept = Encoding.UTF8.GetString(HouseJson.Bytes(check));
        foreach (var word in new[] { "boarding", "Ferreira", "vale1", "555" }) Assert.DoesNotContain(word, kept, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_breach_that_is_only_to_be_read_in_a_print_is_found_and_an_unreadable_print_is_owned_up_to()
    {
        await using var vault = await SealedAsync();
        await vault.Agency.Given.Shelf.CreateAsync("northwind/q4/releases/0001/readout.pdf", Print("They said that our managing director", "and their country head shared it"), cancel: Stop);
        await vault.Agency.Given.Shelf.CreateAsync("northwind/q4/releases/0002/readout.pdf", "%PDF-1.7 of another hand"u8.ToArray(), cancel: Stop);
        var place = (await CheckAsync(vault)).Places.Single(p => p.Name == "shelf");
        Assert.Equal((2, 1), (place.Searched, place.Prints));
        Assert.Equal(["northwind/q4/releases/0001/readout.pdf"], place.Where);
        Assert.Equal(["northwind/q4/releases/0002/readout.pdf"], place.Unread);
    }

    [Fact]
    public async Task A_place_that_may_not_be_opened_stands_in_the_table_with_its_reason()
    {
        await using var vault = await SealedAsync();
        var place = (await CheckAsync(vault)).Places.Single(p => p.Name == "theirs");
        Assert.Equal((0, "We may not."), (place.Searched, place.NotSeen));
    }

    /// <summary>Two lines as our printer writes them: packed, each glyph by a number of its own, and a table that tells its letter.</summary>
    private static byte[] Print(params string[] lines)
    {
        var letters = string.Concat(lines).Distinct().ToArray();
        var table = $"begincmap 1 begincodespacerange <00> <FF> endcodespacerange {letters.Length} beginbfchar {string.Join(' ', letters.Select((c, i) => $"<{i + 1:X2}> <{(int)c:X4}>"))} endbfchar endcmap";
        var page = string.Concat(lines.Select((line, n) => $"BT /F4 11.3 Tf 1 0 0 -1 75 {80 + n} Tm {string.Concat(line.Select(c => $"<{Array.IndexOf(letters, c) + 1:X2}> Tj 4.1 0 Td "))} ET "));
        var file = new MemoryStream();
        void Add(string words) => file.Write(Encoding.Latin1.GetBytes(words));
        void Stream(int number, string words)
        {
            Add($"{number} 0 obj\n<</Filter /FlateDecode>> stream\n");
            using (var packed = new System.IO.Compression.ZLibStream(file, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true)) packed.Write(Encoding.Latin1.GetBytes(words));
            Add("\nendstream\nendobj\n");
        }
        Add("%PDF-1.4\n4 0 obj\n<</Type /Font /ToUnicode 5 0 R>>\nendobj\n");
        Stream(5, table);
        Stream(6, page);
        Add("7 0 obj\n<</Font <</F4 4 0 R>> /Contents 6 0 R>>\nendobj\n");
        return file.ToArray();
    }

    [Fact]
    public async Task What_was_also_said_on_record_may_be_told()
    {
        await using var vault = await SealedAsync();
        await vault.Agency.Given.Shelf.CreateAsync("northwind/q4/releases/0001/readout.html", "<p>Haulwise put a date in the contract with a penalty and they would not.</p>"u8.ToArray(), cancel: Stop);
        Assert.All((await CheckAsync(vault)).Places, place => Assert.Equal(0, place.Hits));
    }

    [Fact]
    public async Task Progress_is_told_in_whole_steps_and_never_by_the_interview()
    {
        await using var vault = await VaultAgency.OpenAsync();
        await vault.InterviewedAsync(6);
        var told = new List<string>();
        await VaultAgency.Until(async () =>
        {
            told.Clear();
            await foreach (var path in vault.Agency.Given.Shelf.ListAsync(ShelfPaths.ProgressFolder("northwind", "q4"), Stop))
                if (HouseJson.ReadShelf<Progress>(await vault.Agency.Given.Shelf.ReadAllAsync(path, cancel: Stop) ?? [])?.InterviewsDone is { } done) told.Add(done);
            return told.Count > 0;
        });
        Assert.Equal(["at least 5 interviews done"], told.Distinct());
    }

    private static async Task<VaultAgency> SealedAsync()
    {
        var vault = await VaultAgency.OpenAsync();
        var interview = (await vault.InterviewedAsync())[0];
        var notes = vault.Agency.Services.GetRequiredService<CallNotes>();
        await notes.AppendAsync(interview, new(61, WinLossAgency.Vault.Candid.CandidText.Of("Haulwise put a date in the contract with a penalty and they would not."), false));
        await vault.MarkedAsync(interview, $"""
            Maya: What decided it?
            Ana: Haulwise put a date in the contract with a penalty and they would not.
            Maya: Is there anything else?
            Ana: Between us, {Secret}.
            Maya: Back on the record, what would you tell them?
            Ana: That somebody should answer for the start.
            """);
        await vault.ClosedAsync(interview);
        return vault;
    }

    private static async Task<KeptCheck> CheckAsync(VaultAgency vault)
    {
        var services = vault.Agency.Services;
        var stores = services.GetRequiredService<VaultStores>() with
        {
            Outside = [new WallPlace("shelf") { Blobs = vault.Agency.Given.Shelf, Wanted = name => name.Contains("/releases/", StringComparison.Ordinal) }, new WallPlace("facts") { Documents = vault.Agency.Given.Facts }, new WallPlace("theirs") { NotSeen = "We may not." }],
        };
        var checks = new WallChecks(stores, vault.Files, services.GetRequiredService<CallNotes>(), vault.Grains, services.GetRequiredService<IHostApplicationLifetime>(), services.GetRequiredService<ILogger<WallChecks>>());
        checks.Begin("karin");
        await VaultAgency.Until(() => Task.FromResult(checks.UnderWay is null));
        return (await checks.KeptAsync())[0];
    }
}
