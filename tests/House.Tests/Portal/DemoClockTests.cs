using System.Net;
using System.Text.RegularExpressions;
using NodaTime;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Portal;
using WinLossAgency.Ui.Demo;

namespace WinLossAgency.House.Tests.Portal;

/// <summary>A demo agency lies on fixed days; its client's program says which day it is and moves together with Desk.</summary>
public sealed class DemoClockTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_day_of_the_demo_stands_on_the_clients_page_and_a_move_there_is_a_move_for_Desk()
    {
        var tuesday = Zones.ToInstant(DemoMoves.Begins, DemoMoves.Zone).At.ToDateTimeOffset() + TimeSpan.FromSeconds(30);
        var desk = new WinLossAgency.Storage.OffsetTime(Path.Combine(host.Data, "clock"), TimeProvider.System);
        desk.Set(tuesday - TimeProvider.System.GetUtcNow());
        // The file is read once a second at most, so what an earlier page read may still hold.
        await Task.Run(async () => { while (!(await host.Stranger().GetStringAsync("/sign-in", Stop)).Contains("Demo time <strong>Tue", StringComparison.Ordinal)) { } }, Stop);
        var browser = host.Stranger();
        var page = await browser.GetStringAsync("/sign-in", Stop);
        Assert.Matches("Demo time <strong>Tue 09:3[0-9] Lisbon</strong>", page);

        using var answer = await browser.PostAsync(DemoClockDoor.Path, new FormUrlEncodedContent([new("move", nameof(DemoMove.NextMorning)), new("back", "/"), new("__RequestVerificationToken", PortalHost.TokenIn(page))]), Stop);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var now = Instant.FromDateTimeOffset(new WinLossAgency.Storage.OffsetTime(Path.Combine(host.Data, "clock"), TimeProvider.System).GetUtcNow()).InZone(DemoMoves.Zone);
        Assert.Equal(DemoMoves.Begins.Date.PlusDays(1), now.Date);
        Assert.Equal(9, now.Hour);
    }

    [Fact]
    public async Task Outside_Development_there_is_no_band_and_no_door_to_the_clock()
    {
        var data = Directory.CreateTempSubdirectory("portal-").FullName;
        await using (var app = await PortalApp.BuildAsync(["--data", data, "--urls", "http://127.0.0.1:0", "--environment", "Production", "--Logging:LogLevel:Default", "None",
            "--SignIn:Authority", "https://login.example", "--SignIn:ClientId", "portal", "--SignIn:ClientSecret", "a secret of this test"]))
        {
            await app.StartAsync(Stop);
            using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First()) };
            Assert.DoesNotMatch(new Regex("Demo time"), await (await browser.GetAsync("/sign-in/out", Stop)).Content.ReadAsStringAsync(Stop));
            using var answer = await browser.PostAsync(DemoClockDoor.Path, new FormUrlEncodedContent([]), Stop);
            Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
            Assert.False(File.Exists(Path.Combine(data, "clock")));
        }
        Directory.Delete(data, recursive: true);
    }
}
