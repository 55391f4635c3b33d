using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using WinLossAgency.Ui.SignIn;
using Xunit;

namespace WinLossAgency.House.Tests.SignIn;

public class DemoSignInTests
{
    private static readonly Setting Demo = new() { Environment = "Development", People = new TwoPeople() };

    [Fact]
    public async Task The_first_screen_names_each_person_with_todays_work()
    {
        await using var house = await House.StartAsync(Demo);
        using var browser = new Browser();

        var page = await browser.OpenAsync(house.Address);

        Assert.Equal(200, page.Status);
        Assert.Equal("/sign-in", page.At.AbsolutePath);
        Assert.Contains("Maya, interviewer", page.Words);
        Assert.Contains("next promise 10:30, 6 callable", page.Words);
        Assert.Contains("<a href=\"http://127.0.0.1:8025/\">The local mailbox</a>", page.Words);
        Assert.DoesNotContain("<script", page.Body);
        Assert.DoesNotContain("style=", page.Body);
        Assert.StartsWith("<!doctype html>", page.Body.TrimStart(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_press_on_a_person_signs_in_as_them_and_goes_on_to_the_page_asked_for()
    {
        await using var house = await House.StartAsync(Demo);
        using var browser = new Browser();
        var first = await browser.OpenAsync(new Uri(house.Address, "/team?week=2"));
        Assert.Contains("value=\"/team?week=2\"", first.Words);

        var page = await PressAsync(browser, house, first, "rui", "/team?week=2");

        Assert.Equal((200, "the team"), (page.Status, page.Body));
    }

    [Fact]
    public async Task Without_the_form_s_token_or_for_an_unknown_person_nobody_is_signed_in()
    {
        await using var house = await House.StartAsync(Demo);
        using var browser = new Browser();
        var first = await browser.OpenAsync(house.Address);

        var forged = await browser.PostAsync(new Uri(house.Address, "/sign-in/demo"), ("person", "maya"));
        var unknown = await PressAsync(browser, house, first, "zoe", "/");

        Assert.Equal((400, 400), (forged.Status, unknown.Status));
        Assert.Equal(302, (await browser.AskAsync(house.Address)).Status);
    }

    [Fact]
    public async Task A_name_of_another_site_that_points_at_this_machine_does_not_reach_the_demo()
    {
        await using var house = await House.StartAsync(Demo);
        using var browser = new Browser();

        var page = await browser.AskAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(house.Address, "/sign-in")) { Headers = { Host = "rebound.example" } });

        Assert.Equal(404, page.Status);
    }

    [Fact]
    public async Task Outside_Development_there_is_no_demo()
    {
        await using var house = await House.StartAsync(Demo with { Environment = "Production", Authority = "http://127.0.0.1:9/x/v2.0" });
        using var browser = new Browser();

        var press = await browser.PostAsync(new Uri(house.Address, "/sign-in/demo"), ("person", "maya"));
        var look = await browser.AskAsync(new Uri(house.Address, "/sign-in/demo"));

        Assert.Equal((404, 404), (press.Status, look.Status));
    }

    [Fact]
    public async Task Outside_Development_a_program_without_a_provider_does_not_start()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => House.StartAsync(Demo with { Environment = "Production" }));

        Assert.Contains("outside Development it needs an OpenID provider", error.Message);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://127.0.0.1:0;http://0.0.0.0:0")]
    [InlineData("http://desk.example:0")]
    public async Task With_demo_people_an_address_beyond_loopback_is_refused_before_it_is_bound(string urls)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => House.StartAsync(Demo with { Urls = urls }));

        Assert.Contains("Desk does not start: demo sign-in", error.Message);
        Assert.Contains(urls.Split(';')[^1], error.Message);
    }

    [Fact]
    public async Task A_bare_port_an_endpoint_of_the_settings_and_an_address_bound_in_code_are_refused_too()
    {
        var barePort = Demo with { Urls = "", Configure = builder => builder.Configuration["http_ports"] = "8080" };
        var inSettings = Demo with { Configure = builder => builder.Configuration["Kestrel:Endpoints:Web:Url"] = "http://*:0" };
        var inCode = Demo with { Configure = ReachableFromElsewhere };

        foreach (var setting in (Setting[])[barePort, inSettings, inCode])
            Assert.Contains("can be reached from elsewhere", (await Assert.ThrowsAsync<InvalidOperationException>(() => House.StartAsync(setting))).Message);
    }

    [Fact]
    public async Task In_Development_with_a_provider_and_no_demo_people_any_address_will_do()
    {
        var setting = new Setting { Environment = "Development", Authority = "http://127.0.0.1:9/x/v2.0", Configure = ReachableFromElsewhere };

        await using var house = await House.StartAsync(setting);

        Assert.Equal("0.0.0.0", house.Address.Host);
    }

    private static void ReachableFromElsewhere(WebApplicationBuilder builder) => builder.Services.AddSingleton<IServer, OpenServer>();

    /// <summary>A server that code bound to every address; it opens no port, so that the test does not either.</summary>
    private sealed class OpenServer : IServer
    {
        public OpenServer() => Features.Set<IServerAddressesFeature>(new ServerAddressesFeature());

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull
        {
            var addresses = Features.Get<IServerAddressesFeature>()!.Addresses;
            addresses.Clear();
            addresses.Add("http://0.0.0.0:8080");
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() { }
    }

    [Fact]
    public async Task A_demo_person_can_sign_out_and_become_another()
    {
        await using var house = await House.StartAsync(Demo);
        using var browser = new Browser();
        await PressAsync(browser, house, await browser.OpenAsync(house.Address), "maya", "/");
        Assert.Equal(403, (await browser.OpenAsync(new Uri(house.Address, "/team"))).Status);

        var refusal = await browser.OpenAsync(new Uri(house.Address, "/team"));
        var left = await browser.PostAsync(new Uri(house.Address, "/sign-in/out"), ("__RequestVerificationToken", refusal.FormToken));
        var page = await PressAsync(browser, house, await browser.OpenAsync(house.Address), "rui", "/team");

        Assert.Contains("You are signed out of Desk", left.Words);
        Assert.Equal("the team", page.Body);
    }

    private static Task<Seen> PressAsync(Browser browser, House house, Seen shown, string person, string returnUrl) =>
        browser.PostAsync(new Uri(house.Address, "/sign-in/demo"), ("person", person), ("returnUrl", returnUrl), ("__RequestVerificationToken", shown.FormToken));

    private sealed class TwoPeople : IDemoPeople
    {
        public IReadOnlyList<DemoLink> Links { get; } = [new("The local mailbox", "http://127.0.0.1:8025/")];

        public ValueTask<IReadOnlyList<DemoPerson>> TodayAsync(CancellationToken stop) => new(
        [
            new("maya", "Maya", "interviewer", "next promise 10:30, 6 callable", new("demo", "demo", "maya", "maya@harrowlane.example", "Maya Lind", [Roles.Interviewer])),
            new("rui", "Rui", "supervisor", "2 queues, 1 promise at risk", new("demo", "demo", "rui", null, "Rui Sá", [Roles.Supervisor])),
        ]);
    }
}
