using System.Text.Json;
using System.Web;
using WinLossAgency.Ui.SignIn;
using Xunit;

namespace WinLossAgency.House.Tests.SignIn;

[Collection("the certified provider signs in one chosen account at a time")]
public class CertifiedProviderTests(CertifiedProvider provider)
{
    private async Task<House> HouseAsync(string account, Func<Setting, Setting>? with = null)
    {
        await provider.ChooseAsync(account);
        var setting = new Setting { Authority = provider.Authority };
        return await House.StartAsync(with?.Invoke(setting) ?? setting);
    }

    [Fact]
    public async Task A_person_signs_in_and_comes_back_to_the_page_they_asked_for()
    {
        await using var house = await HouseAsync("maya");
        using var browser = new Browser();

        var page = await browser.OpenAsync(new Uri(house.Address, "/team?week=2"));

        Assert.Equal((200, "the team"), (page.Status, page.Body));
        Assert.Equal("/team?week=2", page.At.PathAndQuery);
    }

    [Fact]
    public async Task The_person_is_known_by_tenant_and_object_with_name_mail_and_roles()
    {
        await using var house = await HouseAsync("maya");
        using var browser = new Browser();

        var person = JsonSerializer.Deserialize<JsonElement>((await browser.OpenAsync(house.Address)).Body);

        Assert.Equal(provider.Authority, person.GetProperty("issuer").GetString());
        Assert.Equal($"{CertifiedProvider.Tenant}:11111111-0000-4000-8000-000000000001", person.GetProperty("key").GetString());
        Assert.Equal("Maya Lind", person.GetProperty("name").GetString());
        Assert.Equal("maya@harrowlane.example", person.GetProperty("mail").GetString());
        Assert.Equal([Roles.Interviewer, Roles.Supervisor], person.GetProperty("roles").EnumerateArray().Select(role => role.GetString()!));
    }

    [Fact]
    public async Task Without_tenant_and_object_the_issuer_and_subject_are_the_key_and_an_unverified_mail_is_none()
    {
        await using var house = await HouseAsync("plain");
        using var browser = new Browser();

        var person = JsonSerializer.Deserialize<JsonElement>((await browser.OpenAsync(house.Address)).Body);

        Assert.Equal($"{provider.Authority}:plain", person.GetProperty("key").GetString());
        Assert.Equal(JsonValueKind.Null, person.GetProperty("mail").ValueKind);
    }

    [Fact]
    public async Task The_request_carries_code_flow_state_nonce_and_a_hashed_challenge()
    {
        await using var house = await HouseAsync("maya");
        using var browser = new Browser();

        var begun = await browser.AskAsync(new Uri(house.Address, "/sign-in?returnUrl=/team"));
        var asked = HttpUtility.ParseQueryString(begun.GoesTo!.Query);

        Assert.StartsWith(provider.Authority, begun.GoesTo.AbsoluteUri);
        Assert.Equal("code", asked["response_type"]);
        Assert.Equal("S256", asked["code_challenge_method"]);
        Assert.Equal("openid profile email", asked["scope"]);
        Assert.Equal(new Uri(house.Address, "/sign-in/callback").AbsoluteUri, asked["redirect_uri"]);
        Assert.True(asked["nonce"]!.Length >= 43 && asked["code_challenge"]!.Length == 43 && asked["state"]!.Length > 100);
        Assert.DoesNotContain(asked["nonce"]!, asked["state"]!);
    }

    [Fact]
    public async Task A_person_without_a_role_reads_who_they_are_and_whom_to_ask()
    {
        await using var house = await HouseAsync("nobody");
        using var browser = new Browser();

        var page = await browser.OpenAsync(house.Address);

        Assert.Equal(403, page.Status);
        Assert.Contains("You are signed in as Noor Without (noor@harrowlane.example), without any role.", page.Words);
        Assert.Contains("Ask Ines Duarte, ines@harrowlane.example for the role that you need.", page.Words);
    }

    [Fact]
    public async Task A_page_of_another_role_is_refused_by_name_and_an_htmx_call_in_one_sentence()
    {
        await using var house = await HouseAsync("plain");
        using var browser = new Browser();
        await browser.OpenAsync(house.Address);

        var page = await browser.OpenAsync(new Uri(house.Address, "/team"));
        var part = await browser.AskAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(house.Address, "/team")) { Headers = { { "HX-Request", "true" } } });

        Assert.Equal(403, page.Status);
        Assert.Contains("This page of Desk is not open to your role.", page.Words);
        Assert.Equal((403, "This is not open to your role. Ask Ines Duarte, ines@harrowlane.example."), (part.Status, part.Body));
    }

    [Fact]
    public async Task Whoever_calls_the_sign_in_off_is_told_so()
    {
        await using var house = await HouseAsync("decline");
        using var browser = new Browser();

        var page = await browser.OpenAsync(house.Address);

        Assert.Equal(400, page.Status);
        Assert.Contains("called off", page.Words);
        Assert.DoesNotContain("closed the window", page.Words);
    }

    [Fact]
    public async Task Signing_out_ends_it_here_and_asks_the_provider_to_end_it_too()
    {
        await using var house = await HouseAsync("maya");
        using var browser = new Browser();
        await browser.OpenAsync(house.Address);
        var token = (await browser.AskAsync(new Uri(house.Address, "/token"))).Body;

        var left = await browser.AskAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(house.Address, "/sign-in/out"))
        {
            Content = Browser.Form(("__RequestVerificationToken", token)),
        });

        Assert.StartsWith(provider.Authority + "/session/end?", left.GoesTo!.AbsoluteUri);
        Assert.Equal(200, (await browser.AskAsync(left.GoesTo)).Status);
        Assert.StartsWith("/sign-in?", (await browser.AskAsync(house.Address)).GoesTo!.PathAndQuery);
        Assert.Equal(200, (await browser.AskAsync(new Uri(house.Address, "/sign-in/out"))).Status);
    }

    [Fact]
    public async Task Signing_out_without_the_form_s_token_does_nothing()
    {
        await using var house = await HouseAsync("maya");
        using var browser = new Browser();
        await browser.OpenAsync(house.Address);

        var refused = await browser.PostAsync(new Uri(house.Address, "/sign-in/out"));

        Assert.Equal(400, refused.Status);
        Assert.Equal(200, (await browser.AskAsync(house.Address)).Status);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("evil.example")]
    [InlineData("/sign-in/out")]
    public async Task After_sign_in_nobody_is_sent_to_another_place_than_a_page_of_the_program(string returnUrl)
    {
        await using var house = await HouseAsync("maya");
        using var browser = new Browser();

        var page = await browser.OpenAsync(new Uri(house.Address, "/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl)));

        Assert.Equal((new Uri(house.Address, "/"), 200), (page.At, page.Status));
    }

    [Fact]
    public async Task Cookies_are_closed_to_scripts_lax_and_named_by_the_program()
    {
        await using var house = await HouseAsync("maya", setting => setting with { CookieName = "north" });
        using var browser = new Browser();

        await browser.OpenAsync(house.Address);

        var ours = browser.CookiesSet.Where(cookie => cookie.StartsWith("north", StringComparison.Ordinal)).ToArray();
        Assert.Contains(ours, cookie => cookie.StartsWith("north=", StringComparison.Ordinal));
        Assert.All(ours, cookie => Assert.Contains("samesite=lax; httponly", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(browser.CookiesSet, cookie => cookie.StartsWith(".AspNetCore", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_restarted_program_with_its_own_keys_knows_its_people_and_one_with_other_keys_does_not()
    {
        await provider.ChooseAsync("maya");
        var keys = new MemoryKeys();
        using var browser = new Browser();
        await using (var first = await HouseAsync("maya", setting => setting with { Keys = keys }))
            await browser.OpenAsync(first.Address);

        await using var again = await HouseAsync("maya", setting => setting with { Keys = keys });
        await using var stranger = await HouseAsync("maya");

        Assert.True(keys.Count > 0);
        Assert.Equal(200, (await browser.AskAsync(again.Address)).Status);
        Assert.Equal(302, (await browser.AskAsync(stranger.Address)).Status);
    }

    [Fact]
    public async Task A_session_ends_after_ten_hours_however_busy_it_was()
    {
        var clock = new StandingClock(TimeProvider.System.GetUtcNow());
        await using var house = await HouseAsync("maya", setting => setting with { Clock = clock });
        using var browser = new Browser();
        await browser.OpenAsync(house.Address);

        clock.Move(TimeSpan.FromHours(9.9));
        Assert.Equal(200, (await browser.AskAsync(house.Address)).Status);
        clock.Move(TimeSpan.FromHours(0.2));
        Assert.Equal(302, (await browser.AskAsync(house.Address)).Status);
    }
}
