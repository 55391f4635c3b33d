using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace WinLossAgency.House.Tests.SignIn;

public sealed class CrookedProviderTests : IAsyncLifetime
{
    private CrookedProvider _provider = null!;
    private House _house = null!;
    private readonly StandingClock _clock = new(TimeProvider.System.GetUtcNow());
    private readonly Browser _browser = new();

    public async ValueTask InitializeAsync()
    {
        _provider = await CrookedProvider.StartAsync();
        _house = await House.StartAsync(new Setting { Authority = _provider.Authority, Clock = _clock });
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _house.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Unbent_it_signs_in()
    {
        var page = await _browser.OpenAsync(_house.Address);

        Assert.Equal(200, page.Status);
        Assert.Contains(CrookedProvider.Canary, page.Body);
    }

    [Fact]
    public async Task A_signed_statement_signs_the_program_in_where_it_has_no_secret()
    {
        await using var house = await House.StartAsync(new Setting { Authority = _provider.Authority, Assertion = CrookedProvider.Statement });
        await using var liar = await House.StartAsync(new Setting { Authority = _provider.Authority, Assertion = "made.up.statement" });
        using var other = new Browser();

        Assert.Equal(200, (await _browser.OpenAsync(house.Address)).Status);
        Assert.Contains("did not honour the code", (await other.OpenAsync(liar.Address)).Words);
    }

    public static TheoryData<string, Action<SecurityTokenDescriptor>, string> BentClaims => new()
    {
        { "another nonce", token => token.Claims["nonce"] = "n-of-another-sign-in", "another sign-in" },
        { "no nonce", token => token.Claims.Remove("nonce"), "another sign-in" },
        { "another issuer", token => token.Issuer = "https://login.elsewhere.example/v2.0", "issued by another organisation" },
        { "no issuer", token => token.Issuer = null, "issued by another organisation" },
        { "another audience", token => token.Audience = "payroll", "meant for another program" },
        { "no audience", token => token.Audience = null, "meant for another program" },
        { "for us but asked for by another", token => token.Claims["azp"] = "payroll", "meant for another program" },
        { "expired", token => (token.NotBefore, token.Expires) = (token.NotBefore!.Value.AddHours(-1), token.Expires!.Value.AddHours(-1)), "not valid at this time" },
        { "not yet valid", token => (token.NotBefore, token.Expires) = (token.NotBefore!.Value.AddHours(1), token.Expires!.Value.AddHours(1)), "not valid at this time" },
        { "without an end", token => token.Expires = null, "not valid at this time" },
        { "without a subject", token => token.Claims.Remove("sub"), "could not be read" },
        { "signed by a key of that name that is not theirs", token => token.SigningCredentials = CrookedProvider.NewKey("one"), "not signed with a key" },
        { "signed by an unknown key", token => token.SigningCredentials = CrookedProvider.NewKey("unheard-of"), "not signed with a key" },
        { "signed with our secret", token => token.SigningCredentials = Secret("one"), "not signed with a key" },
    };

    [Theory]
    [MemberData(nameof(BentClaims), DisableDiscoveryEnumeration = true)]
    public async Task A_bent_token_is_refused_in_words_and_nobody_is_signed_in(string what, Action<SecurityTokenDescriptor> bend, string words)
    {
        _provider.Bend = bend;

        await RefusedAsync(what, words);
    }

    public static TheoryData<string, Func<string, string>, string> BentTokens => new()
    {
        { "algorithm none", token => $"{Encode("{\"alg\":\"none\",\"typ\":\"JWT\"}")}.{token.Split('.')[1]}.", "not signed with a key" },
        { "algorithm none, signature kept", token => $"{Encode("{\"alg\":\"none\",\"kid\":\"one\"}")}.{token.Split('.')[1]}.{token.Split('.')[2]}", "not signed with a key" },
        { "payload changed", token => $"{token.Split('.')[0]}.{Encode(Decode(token.Split('.')[1]).Replace("Analyst", "Owner"))}.{token.Split('.')[2]}", "not signed with a key" },
        { "signature changed", token => token[..^8] + (token[^8] == 'A' ? 'B' : 'A') + token[^7..], "not signed with a key" },
        { "no signature", token => token[..(token.LastIndexOf('.') + 1)], "not signed with a key" },
        { "no token at all", _ => "not.a.token", "could not be read" },
    };

    [Theory]
    [MemberData(nameof(BentTokens), DisableDiscoveryEnumeration = true)]
    public async Task A_token_changed_on_the_way_is_refused(string what, Func<string, string> bend, string words)
    {
        _provider.BendToken = bend;

        await RefusedAsync(what, words);
    }

    public static TheoryData<string, Func<string, IResult>, string> BentAnswers => new()
    {
        { "no id token", _ => Results.Json(new { access_token = "opaque" }), "could not be read" },
        { "no JSON", _ => Results.Text("<html>" + CrookedProvider.Canary), "could not be read" },
        { "a list", _ => Results.Json(new[] { CrookedProvider.Canary }), "could not be read" },
        { "an error", _ => Results.StatusCode(500), "does not answer" },
    };

    [Theory]
    [MemberData(nameof(BentAnswers), DisableDiscoveryEnumeration = true)]
    public async Task A_bent_answer_of_the_token_endpoint_is_refused(string what, Func<string, IResult> answer, string words)
    {
        _provider.Answer = answer;

        await RefusedAsync(what, words);
    }

    [Fact]
    public async Task A_rolled_key_is_picked_up_at_once_and_the_old_one_is_refused_from_then_on()
    {
        await _browser.OpenAsync(_house.Address);
        var old = _provider.Key;
        _provider.Key = CrookedProvider.NewKey("two");
        _provider.Published.Clear();
        _provider.Published.Add(_provider.Key);

        using var second = new Browser();
        Assert.Equal(200, (await second.OpenAsync(_house.Address)).Status);
        Assert.Equal(2, _provider.KeysRead);

        _provider.Key = old;
        await RefusedAsync("the old key", "not signed with a key");
    }

    [Fact]
    public async Task Made_up_key_names_make_us_read_the_keys_once_in_thirty_seconds()
    {
        await _browser.OpenAsync(_house.Address);
        _provider.Bend = token => token.SigningCredentials = CrookedProvider.NewKey("unheard-of");
        for (var i = 0; i < 4; i++)
            await RefusedAsync("an unknown key", "not signed with a key");
        Assert.Equal(2, _provider.KeysRead);

        _clock.Move(TimeSpan.FromSeconds(31));
        await RefusedAsync("an unknown key", "not signed with a key");
        Assert.Equal(3, _provider.KeysRead);
    }

    [Fact]
    public async Task While_the_provider_is_down_the_page_says_so_and_later_it_works()
    {
        _provider.Down = true;
        var page = await _browser.OpenAsync(_house.Address);
        Assert.Equal(503, page.Status);
        Assert.Contains("does not answer just now", page.Words);

        _provider.Down = false;
        Assert.Equal(200, (await _browser.OpenAsync(_house.Address)).Status);
    }

    [Fact]
    public async Task A_document_that_speaks_for_another_issuer_is_not_used()
    {
        _provider.PublishedIssuer = "https://login.elsewhere.example/v2.0";

        var page = await _browser.OpenAsync(_house.Address);

        Assert.Equal(500, page.Status);
        Assert.Contains("set up for another sign-in service", page.Words);
    }

    [Fact]
    public async Task An_answer_that_names_another_issuer_is_refused_before_its_code_is_used()
    {
        _provider.AnsweredIssuer = "https://login.elsewhere.example/v2.0";

        await RefusedAsync("another issuer in the answer", "issued by another organisation");
        Assert.Equal(0, _provider.CodesShown);
    }

    [Fact]
    public async Task An_answer_without_state_or_with_a_made_up_one_is_refused()
    {
        foreach (var query in (string[])["?code=code-1", "?code=code-1&state=made-up", ""])
            Assert.Contains("begun in another browser", (await _browser.OpenAsync(new Uri(_house.Address, "/sign-in/callback" + query))).Words);
        Assert.Equal(0, _provider.CodesShown);
    }

    [Fact]
    public async Task An_answer_is_good_once_and_in_the_browser_that_began()
    {
        var answer = await CallbackAsync();
        using var other = new Browser();

        Assert.Contains("begun in another browser", (await other.OpenAsync(answer)).Words);
        Assert.Equal(0, _provider.CodesShown);
        Assert.Equal(200, (await _browser.OpenAsync(answer)).Status);
        Assert.Contains("used already", (await _browser.OpenAsync(answer)).Words);
        Assert.Equal(1, _provider.CodesShown);
    }

    [Fact]
    public async Task A_code_that_was_used_already_does_not_sign_in_under_a_new_state()
    {
        var used = await CallbackAsync();
        await _browser.OpenAsync(used);
        using var other = new Browser();
        var fresh = await CallbackAsync(other);

        var spliced = fresh.AbsoluteUri.Replace("code-2", "code-1");
        var page = await other.OpenAsync(new Uri(spliced));

        Assert.Contains("did not honour the code", page.Words);
        Assert.Equal(302, (await other.AskAsync(_house.Address)).Status);
    }

    [Fact]
    public async Task A_stolen_code_of_another_sign_in_fails_by_the_challenge()
    {
        var victims = await CallbackAsync();
        using var thief = new Browser();
        var own = await CallbackAsync(thief);

        var page = await thief.OpenAsync(new Uri(own.AbsoluteUri.Replace("code-2", QueryHelpers.ParseQuery(victims.Query)["code"])));

        Assert.Contains("did not honour the code", page.Words);
    }

    [Fact]
    public async Task A_sign_in_that_took_longer_than_fifteen_minutes_begins_again()
    {
        var answer = await CallbackAsync();
        _clock.Move(TimeSpan.FromMinutes(16));

        Assert.Contains("longer than 15 minutes", (await _browser.OpenAsync(answer)).Words);
    }

    [Fact]
    public async Task The_refusal_page_shows_no_words_that_a_stranger_wrote_into_its_address()
    {
        var page = await _browser.OpenAsync(new Uri(_house.Address, "/sign-in/refused?why=Call+0800&reference=%3Cb%3ECall+0800%3C/b%3E"));

        Assert.Equal(400, page.Status);
        Assert.DoesNotContain("Call 0800", page.Words);
    }

    private async Task<Uri> CallbackAsync(Browser? browser = null)
    {
        var begun = await (browser ?? _browser).AskAsync(new Uri(_house.Address, "/sign-in"));
        return (await (browser ?? _browser).AskAsync(begun.GoesTo!)).GoesTo!;
    }

    /// <summary>Refused means: the page says why, nobody is in, and no word of the token stands on the page or in the log.</summary>
    private async Task RefusedAsync(string what, string words)
    {
        using var browser = new Browser();
        var page = await browser.OpenAsync(_house.Address);

        Assert.True(page.At.AbsolutePath == "/sign-in/refused", $"{what}: ended at {page.At} with {page.Status}");
        Assert.Contains(words, page.Words);
        Assert.Contains("Ines Duarte", page.Words);
        Assert.Matches("Reference for them: [0-9a-f]{32}", page.Words);
        Assert.Equal(302, (await browser.AskAsync(_house.Address)).Status);
        Assert.DoesNotContain("eronson", page.Body + page.At + _house.Log.All, StringComparison.OrdinalIgnoreCase);
        // A token is two dotted parts that begin as JSON does; form tokens and cookies of ours hold those three letters by chance.
        Assert.DoesNotMatch(@"eyJ[\w-]{8,}\.[\w-]{8,}", page.Body + page.At + _house.Log.All);
    }

    private static SigningCredentials Secret(string name) =>
        new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(House.ClientSecret)) { KeyId = name }, SecurityAlgorithms.HmacSha256);

    private static string Encode(string json) => Base64UrlEncoder.Encode(json);

    private static string Decode(string part) => Base64UrlEncoder.Decode(part);
}
