using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WinLossAgency.Desk;
using WinLossAgency.Desk.Access;
using WinLossAgency.Desk.Demo;
using WinLossAgency.Storage;

namespace WinLossAgency.House.Tests.Desk;

public sealed class OpeningTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("opening-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task Nobody_is_let_in_before_the_agency_stands()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var desk = await DeskApp.BuildAsync(
            ["--data", data, "--urls", "http://127.0.0.1:0", "--buyers", "http://127.0.0.1:0", "--environment", "Development"], builder => builder.Logging.ClearProviders());
        // The doors stand open as they do while a demo is being filled.
        await desk.Web.StartAsync(stop);
        var opening = desk.Web.Services.GetRequiredService<Opening>();
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(desk.Web.Urls.First()) };
        foreach (var path in (string[])["/", "/sign-in", "/health", "/calls", "/no-such-page"])
        {
            using var early = await stranger.GetAsync(path, stop);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, early.StatusCode);
            Assert.Equal("2", early.Headers.GetValues("Refresh").Single());
        }
        Assert.Contains("Desk is opening", await (await stranger.GetAsync("/", stop)).Content.ReadAsStringAsync(stop));
        stranger.DefaultRequestHeaders.Add(Opening.Header, new string('0', opening.Key.Length));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await stranger.GetAsync("/sign-in", stop)).StatusCode);
        stranger.DefaultRequestHeaders.Remove(Opening.Header);
        stranger.DefaultRequestHeaders.Add(Opening.Header, opening.Key);
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync("/sign-in", stop)).StatusCode);
        stranger.DefaultRequestHeaders.Remove(Opening.Header);
        opening.Done();
        Assert.Equal("well", await stranger.GetStringAsync("/health", stop));
        await desk.Web.StopAsync(stop);
    }

    [Fact]
    public void A_demo_whose_filling_was_cut_off_is_made_anew()
    {
        Directory.CreateDirectory(Path.Combine(data, "agency"));
        File.WriteAllText(Path.Combine(data, "agency", "documents.db"), "half of it");
        HalfFilled.Begin(data);
        HalfFilled.Clear(data);
        Assert.Empty(Directory.EnumerateFileSystemEntries(data));
    }

    [Fact]
    public void A_demo_that_stands_is_left_as_it_is()
    {
        HalfFilled.Begin(data);
        HalfFilled.End(data);
        File.WriteAllText(Path.Combine(data, "kept"), "kept");
        HalfFilled.Clear(data);
        Assert.Equal("kept", File.ReadAllText(Path.Combine(data, "kept")));
    }

    [Fact]
    public void A_demo_that_another_program_is_filling_is_not_touched()
    {
        using var lease = StoreLease.Take(Path.Combine(data, "agency"));
        HalfFilled.Begin(data);
        Assert.ThrowsAny<Exception>(() => HalfFilled.Clear(data));
        Assert.True(Directory.Exists(Path.Combine(data, "agency")));
    }
}
