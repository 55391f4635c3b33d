using System.Net;

namespace WinLossAgency.House.Tests.Desk;

public sealed class CallDeskTests(DeskHost host) : IClassFixture<DeskHost>
{
    private readonly DeskHost host = host;

    [Fact]
    public async Task The_first_screen_names_people_and_their_work()
    {
        var page = await host.Stranger().GetStringAsync("/sign-in", TestContext.Current.CancellationToken);
        Assert.Contains("Maya Lindqvist, interviewer", page, StringComparison.Ordinal);
        Assert.Matches("next promise \\d\\d:\\d\\d, \\d+ callable", page);
        Assert.Contains("Demo time <strong>Tue 09:3", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demo_desk_has_somebody_to_ring_whatever_day_it_is_here()
    {
        var maya = await (await host.SignedInAsync("maya")).GoAsync("/calls");
        Assert.Equal(HttpStatusCode.OK, maya.Status);
        Assert.NotEmpty(maya.Who);
        Assert.DoesNotContain("Loss Reason", maya.Page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Who_invites_a_buyer_is_told_where_the_mail_is_not_in_their_language()
    {
        var sven = await (await host.SignedInAsync("sven")).GoAsync("/board");
        Assert.Contains("Mail in English: we have none in Portuguese", sven.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("none in German", sven.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("none in English", sven.Page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rui")]
    [InlineData("ingrid")]
    [InlineData("priya")]
    [InlineData("karin")]
    public async Task The_call_desk_is_closed_to_other_roles(string person)
    {
        var one = await (await host.SignedInAsync(person)).GoAsync("/calls");
        Assert.Equal(HttpStatusCode.Forbidden, one.Status);
        Assert.Contains("not open to you", one.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_is_asked_to_sign_in_and_a_form_without_its_token_is_refused()
    {
        var answer = await host.Stranger().GetAsync("/calls", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var maya = await (await host.SignedInAsync("maya")).GoAsync("/calls");
        foreach (var door in new[] { $"/calls/{maya.Case}/outcomes", $"/calls/{maya.Case}/dials", $"/calls/{maya.Case}/note-drafts", "/calls/undos", "/calls/openings", $"/interviews/{maya.Case}/consent", "/demo-clock" })
        {
            using var sent = await maya.Browser.PostAsync(door, new FormUrlEncodedContent([new("outcome", "5"), new("command", "x")]), TestContext.Current.CancellationToken);
            Assert.True(sent.StatusCode == HttpStatusCode.BadRequest, $"{door} answered {sent.StatusCode}.");
        }
    }

    [Fact]
    public async Task A_case_of_one_desk_is_closed_to_another()
    {
        var maya = await (await host.SignedInAsync("maya")).GoAsync("/calls");
        var joao = await (await host.SignedInAsync("joao")).GoAsync("/calls");
        Assert.NotEqual(maya.Case, joao.Case);
        await joao.SendAsync($"/calls/{maya.Case}/outcomes", ("command", "theirs"), ("outcome", "5"), ("number", "n1"), ("way", "Phone"), ("refusal", "Person"));
        Assert.Equal(HttpStatusCode.Forbidden, joao.Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await joao.GoAsync($"/interviews/{maya.Case}")).Status);
    }

    [Fact]
    public async Task The_buyers_door_answers_nothing_of_the_desk_and_the_desk_nothing_of_theirs()
    {
        foreach (var path in new[] { "/", "/calls", "/sign-in", "/engagements", "/mailbox", "/demo-clock" })
            Assert.Equal(HttpStatusCode.NotFound, (await host.Stranger(host.Buyers).GetAsync(path, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Stranger().GetAsync("/b/token", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Stranger(host.Buyers).GetAsync("/health", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task The_board_begins_with_live_work_and_ends_with_ended_cases()
    {
        var page = (await (await host.SignedInAsync("sven")).GoAsync("/board")).Page;
        var stands = System.Text.RegularExpressions.Regex.Matches(page, "data-label=\"Stands\">([^<]+)<").Select(m => m.Groups[1].Value).ToArray();
        Assert.NotEmpty(stands);
        Assert.NotEqual("Coded", stands[0]);
        Assert.Equal(stands.OrderBy(s => s is "Coded" or "Declined" or "Not to be contacted" or "The wrong person" or "Not reached"), stands);
    }

    [Fact]
    public async Task Find_knows_a_caller_by_name_company_and_last_digits()
    {
        var maya = await host.SignedInAsync("maya");
        await maya.GoAsync("/calls");
        foreach (var words in new[] { "fons", "ribeira", "0101" })
            Assert.Contains("Rita Fonseca", (await maya.SendAsync("/calls/callers", ("words", words))).Page, StringComparison.Ordinal);
        Assert.Contains("Nobody of your team", (await maya.SendAsync("/calls/callers", ("words", "zzzz"))).Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whom_one_looks_for_stands_in_no_address()
    {
        var maya = await host.SignedInAsync("maya");
        Assert.DoesNotContain("Rita Fonseca", (await maya.GoAsync("/calls/callers?words=fons")).Page, StringComparison.Ordinal);
        foreach (var page in new[] { "/calls", "/calls/callers" })
            Assert.DoesNotMatch("<form[^>]*role=\"search\"[^>]*method=\"get\"", (await maya.GoAsync(page)).Page);
    }
}
