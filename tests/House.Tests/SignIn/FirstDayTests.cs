using Microsoft.Extensions.Logging;
using WinLossAgency.Desk;
using WinLossAgency.House.Tests.Storage;
using WinLossAgency.Storage;

namespace WinLossAgency.House.Tests.SignIn;

/// <summary>The first day of a real agency: founded from what infra/run --empty asks, outside Development, with sign-in at a provider.</summary>
[Collection("the certified provider signs in one chosen account at a time")]
public sealed class FirstDayTests(CertifiedProvider provider) : IDisposable
{
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_first_owner_signs_in_and_is_told_what_to_do_next()
    {
        await provider.ChooseAsync("ines");
        await using var desk = await FoundAsync();
        using var browser = new Browser();

        var page = await browser.OpenAsync(new Uri(desk.Web.Urls.First()));

        Assert.Equal((200, "/engagements"), (page.Status, page.At.AbsolutePath));
        Assert.Contains("Ines Duarte", page.Words);
        Assert.Contains("There is no client yet. Open the first one below", page.Words);
        var client = await browser.PostAsync(
            page.At, ("__RequestVerificationToken", page.FormToken), ("command", Field(page, "command")), ("name", "Northwind Freight Systems"),
            ("legal", "Northwind Freight Systems Lda"), ("address", "Porto"), ("currency", "EUR"), ("mail", "ap@northwind.example"));
        Assert.Equal((200, "/engagements/northwind-freight-systems"), (client.Status, client.At.AbsolutePath));
        Assert.Contains("Draft", client.Words);
    }

    [Fact]
    public async Task Whoever_is_not_the_owner_is_turned_away_from_the_new_agency()
    {
        await provider.ChooseAsync("maya");
        await using var desk = await FoundAsync();
        using var browser = new Browser();

        var page = await browser.OpenAsync(new Uri(desk.Web.Urls.First()));

        Assert.Equal(403, page.Status);
        Assert.Contains("you are not on this agency's staff list", page.Words);
    }

    [Fact]
    public async Task An_agency_without_an_owner_or_a_zone_is_not_founded()
    {
        var refused = await Assert.ThrowsAsync<SettingsException>(() => DeskApp.BuildAsync(["--data", folder.Place, "--environment", "Development", "--found", "Harrow Lane", "--zone", "Lisbon"]));

        Assert.Contains("--owner is '', which is no e-mail", refused.Message);
        Assert.Contains("--zone is 'Lisbon', which is no time zone", refused.Message);
    }

    private static string Field(Seen page, string name) => System.Text.RegularExpressions.Regex.Match(page.Body, $"name=\"{name}\" value=\"([^\"]+)\"").Groups[1].Value;

    private async Task<DeskApp> FoundAsync()
    {
        var desk = await DeskApp.BuildAsync(
            [
                "--data", folder.Place, "--urls", "http://127.0.0.1:0", "--buyers", "http://127.0.0.1:0", "--environment", "Production",
                "--found", "Harrow Lane", "--zone", "Europe/Lisbon", "--owner", "Ines@HarrowLane.example",
                $"--SignIn:Authority={provider.Authority}", $"--SignIn:ClientId={House.ClientId}", $"--SignIn:ClientSecret={House.ClientSecret}",
            ],
            builder => builder.Logging.ClearProviders());
        await desk.StartAsync();
        return desk;
    }
}
