using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using WinLossAgency.Ui.SignIn;
using Xunit;

namespace WinLossAgency.House.Tests.SignIn;

public sealed class OpenDoorsTests : IAsyncDisposable
{
    private static readonly Setting NoProviderNeeded = new() { Authority = "http://127.0.0.1:9/x/v2.0" };

    private CrookedProvider? _provider;

    private async Task<Setting> WithProviderAsync() => new() { Authority = (_provider ??= await CrookedProvider.StartAsync()).Authority };

    public async ValueTask DisposeAsync()
    {
        if (_provider is not null)
            await _provider.DisposeAsync();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/team")]
    [InlineData("/nothing/here")]
    [InlineData("/bills")]
    [InlineData("/signing")]
    [InlineData("/healthy")]
    [InlineData("/hooksx")]
    public async Task A_stranger_is_sent_to_sign_in_from_every_page_whether_it_exists_or_not(string path)
    {
        await using var house = await House.StartAsync(NoProviderNeeded);
        using var browser = new Browser();

        var page = await browser.AskAsync(new Uri(house.Address, path));

        Assert.Equal((302, "/sign-in"), (page.Status, page.GoesTo!.AbsolutePath));
    }

    [Fact]
    public async Task A_stranger_reaches_the_open_paths()
    {
        await using var house = await House.StartAsync(NoProviderNeeded);
        using var browser = new Browser();

        Assert.Equal(200, (await browser.AskAsync(new Uri(house.Address, "/health"))).Status);
        Assert.Equal(200, (await browser.AskAsync(new Uri(house.Address, "/b/abc"))).Status);
        Assert.Equal(200, (await browser.PostAsync(new Uri(house.Address, "/hooks/stripe"))).Status);
        Assert.Equal(404, (await browser.AskAsync(new Uri(house.Address, "/b/nobody"))).Status);
    }

    [Fact]
    public async Task What_a_stranger_sends_is_answered_in_words_and_not_redirected()
    {
        await using var house = await House.StartAsync(NoProviderNeeded);
        using var browser = new Browser();

        var sent = await browser.PostAsync(new Uri(house.Address, "/things"), ("words", "kept"));

        Assert.Equal((401, "You are signed out. Sign in in another tab, then send this again."), (sent.Status, sent.Body));
    }

    [Fact]
    public async Task A_page_opened_to_everyone_outside_the_list_stops_the_start()
    {
        var stray = NoProviderNeeded with { Map = app => app.MapGet("/reports/latest", () => "all").AllowAnonymous() };

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => House.StartAsync(stray));

        Assert.Contains("/reports/latest", error.Message);
    }

    [Fact]
    public async Task A_page_opened_to_everyone_under_an_open_path_is_fine()
    {
        await using var house = await House.StartAsync(NoProviderNeeded with { Map = app => app.MapGet("/b/times", () => "times").AllowAnonymous() });
        using var browser = new Browser();

        Assert.Equal("times", (await browser.AskAsync(new Uri(house.Address, "/b/times"))).Body);
    }

    [Fact]
    public async Task Static_assets_are_open_and_keep_the_start_going()
    {
        var manifest = Path.Combine(AppContext.BaseDirectory, "sign-in.staticwebassets.endpoints.json");
        await File.WriteAllTextAsync(
            manifest,
            """{"Version":1,"ManifestType":"Build","Endpoints":[{"Route":"style.css","AssetFile":"style.css","Selectors":[],"ResponseHeaders":[{"Name":"ETag","Value":"\"abc\""},{"Name":"Content-Length","Value":"0"},{"Name":"Content-Type","Value":"text/css"},{"Name":"Last-Modified","Value":"Sat, 21 Nov 2026 09:00:00 GMT"}],"EndpointProperties":[]}]}""",
            TestContext.Current.CancellationToken);
        await using var house = await House.StartAsync(NoProviderNeeded with { Map = app => app.MapStaticAssets(manifest) });
        using var browser = new Browser();

        // No such file lies there, which is another thing than having to sign in for it.
        Assert.NotEqual(302, (await browser.AskAsync(new Uri(house.Address, "/style.css"))).Status);
        Assert.Equal(302, (await browser.AskAsync(new Uri(house.Address, "/other.css"))).Status);
    }

    [Fact]
    public async Task Cookies_are_Secure_as_soon_as_anything_but_this_machine_is_involved()
    {
        await using var here = await House.StartAsync(await WithProviderAsync());
        await using var afar = await House.StartAsync(await WithProviderAsync() with
        {
            Map = app => app.Use((http, next) =>
            {
                http.Connection.RemoteIpAddress = IPAddress.Parse("203.0.113.5");
                return next(http);
            }),
        });
        using var browser = new Browser();

        await browser.AskAsync(new Uri(here.Address, "/sign-in"));
        await browser.AskAsync(new Uri(afar.Address, "/sign-in"));

        Assert.DoesNotContain("secure", browser.CookiesSet[0], StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; secure;", browser.CookiesSet[1], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_person_comes_out_of_the_principal_as_they_went_in()
    {
        var person = new HousePerson("iss", "t", "o", null, "Maya Lind", [Roles.Interviewer, Roles.Owner]);

        var again = HousePerson.Of(person.ToPrincipal())!;

        Assert.Equal(person with { Roles = default }, again with { Roles = default });
        Assert.Equal(person.Roles.AsEnumerable(), again.Roles);
        Assert.True(again.Is(Roles.Owner));
    }

    [Fact]
    public void Whoever_came_in_by_another_way_is_no_person_of_the_house()
    {
        Assert.Null(HousePerson.Of(new ClaimsPrincipal(new ClaimsIdentity())));
        Assert.Null(HousePerson.Of(new ClaimsPrincipal(new ClaimsIdentity([new Claim("roles", Roles.Owner)], "elsewhere"))));
    }
}
