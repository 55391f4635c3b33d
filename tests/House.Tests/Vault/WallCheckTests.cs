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
        Assert.All(check.Places, place => Assert.True(place.Hits > 0, $"{what} was not found in {place.Name}"));
        Assert.Equal(["northwind/q4/releases/0001/readout.html"], check.Places.Single(p => p.Name == "shelf").Where);
        var kept = Encoding.UTF8.GetString(HouseJson.Bytes(check));
        foreach (var word in new[] { "boarding", "Ferreira", "vale1", "555" }) Assert.DoesNotContain(word, kept, StringComparison.OrdinalIgnoreCase);
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
            Outside = [new WallPlace("shelf") { Blobs = vault.Agency.Given.Shelf, Wanted = name => name.Contains("/releases/", StringComparison.Ordinal) }, new WallPlace("facts") { Documents = vault.Agency.Given.Facts }],
        };
        var checks = new WallChecks(stores, vault.Files, services.GetRequiredService<CallNotes>(), vault.Grains, services.GetRequiredService<IHostApplicationLifetime>(), services.GetRequiredService<ILogger<WallChecks>>());
        checks.Begin("karin");
        await VaultAgency.Until(() => Task.FromResult(checks.UnderWay is null));
        return (await checks.KeptAsync())[0];
    }
}
