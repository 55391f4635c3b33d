using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using WinLossAgency.Ui.SignIn;
using Xunit;

namespace WinLossAgency.House.Tests.SignIn;

public class OpenDoorsTests
{
    private static readonly Setting NoProviderNeeded = new() { Authority = "http://127.0.0.1:9/x/v2.0" };

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
