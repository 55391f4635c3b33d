using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using WinLossAgency.Ui;
using Xunit;

namespace WinLossAgency.House.Tests.Portal;

/// <summary>The shared doors on a bare program, as any program of the house would use them.</summary>
public sealed class HouseUiTests : IAsyncLifetime
{
    private WebApplication app = null!;
    private HttpClient browser = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production", ApplicationName = "WinLossAgency.Portal" });
        builder.Configuration["Logging:LogLevel:Default"] = "None";
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddHouseUi(ui => ui.Program = "bare");
        app = builder.Build();
        app.UseHouseUi();
        app.MapGet("/breaks", string () => throw new InvalidOperationException("a secret word"));
        await app.StartAsync();
        browser = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task What_breaks_tells_nothing_and_keeps_the_headers()
    {
        var answer = await browser.GetAsync("/breaks", Stop);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain("secret", await answer.Content.ReadAsStringAsync(Stop));
        Assert.Contains("default-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single());
    }
}
