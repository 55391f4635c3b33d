using System.Text;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WinLossAgency.Desk;
using WinLossAgency.House.Tests.Storage;
using WinLossAgency.Portal;

namespace WinLossAgency.House.Tests.Azure;

/// <summary>Whoever can read a program's store on the disk cannot make a session of it.</summary>
public sealed class CookieKeyTests : IDisposable
{
    private readonly DataFolder folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Desk_keeps_its_cookie_keys_sealed_and_finds_them_after_a_restart()
    {
        string made;
        await using (var desk = await DeskAsync()) made = await KeyAsync(desk.Web.Services, new Uri(desk.Web.Urls.First()));
        await using (var again = await DeskAsync()) Assert.Equal(made, await KeyAsync(again.Web.Services, new Uri(again.Web.Urls.First())));
        Assert.Empty(FilesWith(made));
        Assert.Empty(FilesWith("<masterKey"));
    }

    [Fact]
    public async Task Portal_keeps_its_cookie_keys_sealed()
    {
        string made;
        await using (var portal = await PortalApp.BuildAsync(["--data", folder.Place, "--urls", "http://127.0.0.1:0", "--environment", "Development", "--Logging:LogLevel:Default", "None"]))
        {
            await portal.StartAsync(Stop);
            made = await KeyAsync(portal.Services, new Uri(portal.Urls.First()));
        }
        Assert.Empty(FilesWith(made));
        Assert.Empty(FilesWith("<masterKey"));
    }

    [Fact]
    public void A_plain_key_on_the_disk_would_be_found()
    {
        File.WriteAllText(folder.In("plain.xml"), "<key><masterKey>c2VjcmV0</masterKey></key>");
        Assert.Single(FilesWith("<masterKey"));
    }

    private async Task<DeskApp> DeskAsync()
    {
        var desk = await DeskApp.BuildAsync(
            ["--data", folder.Place, "--urls", "http://127.0.0.1:0", "--buyers", "http://127.0.0.1:0", "--environment", "Development"], builder => builder.Logging.ClearProviders());
        await desk.StartAsync();
        return desk;
    }

    /// <summary>The secret of the one key that the program has made by showing a form.</summary>
    private static async Task<string> KeyAsync(IServiceProvider services, Uri address)
    {
        using var browser = new HttpClient { BaseAddress = address };
        await browser.GetStringAsync("/sign-in", Stop);
        IXmlRepository keys = services.GetRequiredService<IOptions<KeyManagementOptions>>().Value.XmlRepository!;
        return Assert.Single(Assert.Single(keys.GetAllElements()).Descendants(), element => element.Name.LocalName == "masterKey").Value;
    }

    private string[] FilesWith(string text) => [.. Directory.EnumerateFiles(folder.Place, "*", SearchOption.AllDirectories)
        .Where(file => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0)];
}
