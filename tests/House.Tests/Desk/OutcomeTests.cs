using System.Net;

namespace WinLossAgency.House.Tests.Desk;

/// <summary>Ways a call may end, at one desk: each test takes whichever case is open and leaves the desk with another.</summary>
public sealed class OutcomeTests(DeskHost host) : IClassFixture<DeskHost>
{
    [Fact]
    public async Task A_promise_out_of_shift_is_refused_when_it_is_made_and_nothing_typed_is_lost()
    {
        var joao = await (await host.SignedInAsync("joao")).GoAsync("/calls");
        var open = joao.Case;
        await joao.EndAsync("3", ("callback", "2230"), ("note", "Asked for late in the evening"));
        Assert.Equal(open, joao.Case);
        Assert.Contains("role=\"alert\"", joao.Page, StringComparison.Ordinal);
        Assert.Contains("Asked for late in the evening", joao.Page, StringComparison.Ordinal);
        Assert.Contains("value=\"2230\"", joao.Page, StringComparison.Ordinal);
        await joao.EndAsync("2", ("book", "1"));
        Assert.NotEqual(open, joao.Case);
        Assert.Contains("booked for", joao.Page, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("3", "callback", "zz")]
    [InlineData("2", "book", "")]
    public async Task A_refused_time_brings_the_hand_back_to_its_field(string outcome, string field, string typed)
    {
        var maya = await (await host.SignedInAsync("maya")).GoAsync("/calls");
        await maya.EndAsync(outcome, (field, typed));
        Assert.Contains("role=\"alert\"", maya.Page, StringComparison.Ordinal);
        Assert.Matches($"<input[^>]*name=\"{field}\"[^>]* autofocus[^>]*aria-invalid=\"true\"", maya.Page);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(maya.Page, "aria-invalid"));
    }

    [Fact]
    public async Task What_was_saved_says_its_times_on_the_buyers_clock_and_with_its_place()
    {
        var joao = await (await host.SignedInAsync("joao")).GoAsync("/calls");
        await joao.EndAsync("5");
        Assert.Matches("Saved: [^<]*; again from (\\w+ \\d+ )?\\d\\d:\\d\\d [\\w ]+\\.", joao.Page);
        await joao.EndAsync("2", ("book", "3"));
        Assert.Matches("Saved: [^<]*booked for \\w+ \\d+ \\w+ \\d\\d:\\d\\d [\\w ]+ with[^<;]*</p>", joao.Page);
    }

    [Fact]
    public async Task A_wrong_number_is_shown_struck_out_and_offers_no_dial()
    {
        var maya = await (await host.SignedInAsync("maya")).GoAsync("/calls");
        var key = maya.Case;
        Assert.Matches("<input[^>]*name=\"number\"[^>]*value=\"n1\"", maya.Page);
        await maya.EndAsync("7", ("wrong", "number"));
        Assert.NotEqual(key, maya.Case);
        await maya.SendAsync("/calls/undos");
        Assert.Equal(key, maya.Case);
        Assert.Matches("<input[^>]*name=\"number\"[^>]*value=\"n1\"", maya.Page);
        await maya.EndAsync("7", ("wrong", "number"));
        await maya.SendAsync("/calls/openings", ("interview", key));
        Assert.Equal(key, maya.Case);
        Assert.DoesNotMatch("<input[^>]*name=\"number\"[^>]*value=\"n1\"", maya.Page);
        Assert.Contains("Struck out, wrong number", maya.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_typed_time_is_said_back_in_both_places()
    {
        var maya = await (await host.SignedInAsync("maya")).GoAsync("/calls");
        // What is typed goes in the body: an address stands in logs.
        using var answer = await maya.Browser.PostAsync($"/calls/{maya.Case}/echo", new FormUrlEncodedContent([new("typed", "th1430"), new("callback", "false"), new("__RequestVerificationToken", DeskHost.TokenIn(maya.Page))]), TestContext.Current.CancellationToken);
        var echo = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Matches("^Thu 19 Nov 14:30 \\w+( = 15:30 yours)?( · in shift|: )", echo);
    }

    [Fact]
    public async Task A_conversation_goes_from_consent_to_wrap_up_and_says_what_is_missing()
    {
        var maya = await (await host.SignedInAsync("maya")).GoAsync("/calls");
        var (key, before) = (maya.Case, OpenWrapUps(maya.Page));
        await maya.EndAsync("1");
        Assert.Contains("Before the first question", maya.Page, StringComparison.Ordinal);
        await maya.SendAsync($"/interviews/{key}/notes", ("words", "too early"), ("at", "1"), ("sealed", "false"));
        Assert.Equal(HttpStatusCode.Conflict, maya.Status);
        await maya.SendAsync($"/interviews/{key}/consent", ("agreed", "true"), ("level", "RoleOnly"), ("recording", "false"));
        Assert.Contains("data-running", maya.Page, StringComparison.Ordinal);
        await maya.SendAsync($"/interviews/{key}/asides", ("at", "1"), ("open", "true"));
        await maya.SendAsync($"/interviews/{key}/notes", ("words", "blue heron at dusk"), ("at", "2"));
        await maya.SendAsync($"/interviews/{key}/asides", ("at", "3"), ("open", "false"));
        await maya.SendAsync($"/interviews/{key}/notes", ("words", "Nobody owned the start"), ("at", "4"));
        await maya.GoAsync($"/interviews/{key}");
        Assert.Matches("data-now=\"\\d+\" data-zone=\"(\\w+/\\w+)\" data-place=\"\\w+\"", maya.Page);
        Assert.Matches("Agreed at \\d\\d:\\d\\d [A-Z]", maya.Page);
        Assert.Contains("SEALED, words folded away", maya.Page, StringComparison.Ordinal);
        Assert.Matches("class=\"sealed\">.*blue heron", maya.Page.ReplaceLineEndings(" "));
        await maya.SendAsync($"/interviews/{key}/completion", ("sections", "8"));
        Assert.Contains("Wrap-up", maya.Page, StringComparison.Ordinal);
        await maya.SendAsync($"/interviews/{key}/wrap-up", ("level", "true"), ("recording", "notes"), ("decided", "The date in the contract"));
        Assert.Contains("Confirm the asides.", maya.Page, StringComparison.Ordinal);
        Assert.Contains("4 of the five lines are empty.", maya.Page, StringComparison.Ordinal);
        Assert.Contains("The date in the contract", maya.Page, StringComparison.Ordinal);
        await maya.SendAsync($"/interviews/{key}/wrap-up", ("level", "true"), ("asides", "true"), ("recording", "notes"), ("contact", "no"), ("felt", "Fine"),
            ("decided", "The date"), ("surprised", "The dispatcher"), ("best", "Better than we did"), ("advice", "Name one owner"), ("doubt", "The sum"));
        Assert.Contains("Call desk", maya.Page, StringComparison.Ordinal);
        await maya.UntilAsync("/calls", page => OpenWrapUps(page) <= before, "The wrap-up gone from the day");
    }

    /// <summary>The demo's day holds others' wrap-ups too, so this conversation's is told by their number.</summary>
    private static int OpenWrapUps(string page) => page.Split("Wrap-up open").Length - 1;
}
