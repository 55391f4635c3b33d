using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Portal;
using WinLossAgency.Storage;
using Xunit;

namespace WinLossAgency.House.Tests.Portal;

/// <summary>The real program on a loopback port over a fresh data folder, and browsers without a screen.</summary>
public sealed class PortalHost : IAsyncLifetime
{
    private WebApplication? app;

    public string Data { get; } = Path.Combine(AppContext.BaseDirectory, "portal-data", IdStream.Random().Next("p"));

    public IServiceProvider Services => app!.Services;

    public Uri Address { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Shelves.FillAsync(Data);
        app = await PortalApp.BuildAsync(["--data", Data, "--urls", "http://127.0.0.1:0", "--environment", "Development", "--Logging:LogLevel:Default", "Warning"]);
        await app.StartAsync();
        Address = new Uri(app.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        Directory.Delete(Data, recursive: true);
    }

    public HttpClient Stranger() => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };

    internal async Task<HttpClient> SignedInAsync(AccessLine person)
    {
        var browser = Stranger();
        var page = await browser.GetStringAsync("/sign-in");
        var id = Regex.Match(page, $"value=\"([^\"]+)\"[^>]*>\\s*<span class=\"strong\">{person.Name},").Groups[1].Value;
        var answer = await browser.PostAsync("/sign-in/demo", new FormUrlEncodedContent([new("person", id), new("__RequestVerificationToken", TokenIn(page))]));
        Assert.True(answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther, $"Signing in answered {answer.StatusCode}.");
        return browser;
    }

    public static string TokenIn(string page) => Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
}
