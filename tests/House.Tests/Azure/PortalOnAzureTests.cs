using System.Net;
using System.Text.RegularExpressions;
using WinLossAgency.Agency.Reports;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Reports;
using WinLossAgency.House.Tests.Portal;
using WinLossAgency.House.Tests.Reports;
using WinLossAgency.House.Tests.Storage;
using WinLossAgency.Portal;
using WinLossAgency.Storage;

namespace WinLossAgency.House.Tests.Azure;

/// <summary>The real clients' program with its three stores in containers.</summary>
public sealed class PortalOnAzureTests(Azurite azurite) : IDisposable
{
    private const string Root = $"/{SampleRelease.Client}/{SampleRelease.Engagement}";
    private readonly DataFolder folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_client_reads_the_shelf_and_lays_a_question_into_the_inbox()
    {
        var settings = await CloudSettings.OnAsync(azurite, folder);
        await Shelves.FillAsync(new ShelfWriter((await Stores.AzureAsync(settings.Connection, settings.ContainerOf("shelf"), Stop)).Blobs));
        await using var portal = await PortalApp.BuildAsync(settings.ForPortal("--data", folder.In("data"), "--urls", "http://127.0.0.1:0", "--environment", "Development", "--Logging:LogLevel:Default", "None"));
        await portal.StartAsync(Stop);
        using var owen = await SignedInAsync(new Uri(portal.Urls.First()));

        Assert.Contains("Northwind Freight Systems", await owen.GetStringAsync(Root, Stop));
        var token = PortalHost.TokenIn(await owen.GetStringAsync($"{Root}/ask", Stop));
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("words", "Why does the south differ?")]);
        var answer = await owen.PostAsync($"{Root}/questions", form, Stop);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var page = answer.Headers.Location!.ToString();
        Assert.Contains("<h1>Sent</h1>", await owen.GetStringAsync(page, Stop));
        var inbox = (await Stores.AzureAsync(settings.Connection, settings.ContainerOf("inbox"), Stop)).Blobs;
        var laid = HouseJson.ReadShelf<InboxItem>((await inbox.ReadAllAsync(ShelfPaths.InboxItem(SampleRelease.Client, page.Split('/')[^1]), cancel: Stop))!);
        Assert.Equal("Why does the south differ?", laid!.Question!.Words);
        Assert.False(Directory.Exists(folder.In("data")));
    }

    [Theory]
    [InlineData("agency")]
    [InlineData("people")]
    [InlineData("transcripts")]
    [InlineData("vault")]
    public async Task Portal_refuses_to_start_when_it_is_given_a_store_that_is_not_its_own(string store)
    {
        var settings = new CloudSettings("UseDevelopmentStorage=true", "x", folder.Place);

        var refused = await Assert.ThrowsAsync<SettingsException>(() => PortalApp.BuildAsync(settings.ForPortal($"--Stores:{store}:Blobs=https://x.blob.core.windows.net/{store}", "--environment", "Development")));

        Assert.Equal($"Portal may not open the store {store}; it opens shelf, inbox, portal. Take Stores__{store}__… away.", refused.Message);
    }

    private static async Task<HttpClient> SignedInAsync(Uri address)
    {
        var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = address };
        var page = await browser.GetStringAsync("/sign-in", Stop);
        var id = Regex.Match(page, "value=\"([^\"]+)\"[^>]*>\\s*<span class=\"strong\">Owen,").Groups[1].Value;
        await browser.PostAsync("/sign-in/demo", new FormUrlEncodedContent([new("person", id), new("__RequestVerificationToken", PortalHost.TokenIn(page))]), Stop);
        return browser;
    }
}
