using System.Net;
using System.Text.RegularExpressions;

namespace WinLossAgency.House.Tests.Desk;

/// <summary>What the queue says on screens: who is away, what somebody said of when, who speaks what, and why now.</summary>
public sealed class QueuePageTests(DeskHost host) : IClassFixture<DeskHost>
{
    private readonly DeskHost host = host;

    [Fact]
    public async Task Whoever_leads_the_team_says_who_is_away_and_takes_it_back()
    {
        var sven = await (await host.SignedInAsync("sven")).GoAsync("/board/away");
        Assert.Equal(HttpStatusCode.OK, sven.Status);
        Assert.Contains("Nobody of your team is away", sven.Page, StringComparison.Ordinal);
        await sven.SendAsync("/board/away", ("who", "joao"), ("from", "2027-03-01T00:00"), ("until", "2027-03-06T00:00"));
        Assert.Contains("Mon 1 Mar 00:00 to Sat 6 Mar 00:00, Lisbon time", sven.Page, StringComparison.Ordinal);
        await sven.SendAsync("/board/away", ("who", "joao"), ("from", "2027-03-06T00:00"), ("until", "2027-03-01T00:00"));
        Assert.Contains("Time away ends after it begins", sven.Page, StringComparison.Ordinal);
        await sven.SendAsync("/board/away", ("who", "priya"), ("from", "2027-03-01T00:00"), ("until", "2027-03-06T00:00"));
        Assert.Contains("Choose somebody of your team", sven.Page, StringComparison.Ordinal);
        await sven.SendAsync("/board/away/withdrawal", ("who", "joao"), ("zone", "Europe/Lisbon"), ("from", "2027-03-01T00:00"), ("until", "2027-03-06T00:00"));
        Assert.Contains("Nobody of your team is away", sven.Page, StringComparison.Ordinal);
        Assert.Contains("/board/away", (await sven.GoAsync("/board")).Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_buyer_says_of_when_is_shown_with_the_case_and_can_be_taken_back()
    {
        var joao = await (await host.SignedInAsync("joao")).GoAsync("/calls");
        var door = $"/calls/{joao.Case}/availability";
        await joao.SendAsync(door, ("command", $"{joao.Command}-v1"), ("from", "10:00"), ("until", "09:00"), ("day", "2"));
        Assert.Contains("the end comes after the beginning", joao.Page, StringComparison.Ordinal);
        await joao.SendAsync(door, ("command", $"{joao.Command}-v2"), ("from", "07:00"), ("until", "20:00"), ("day", "1"), ("day", "2"), ("day", "3"), ("day", "4"), ("day", "5"), ("agreed", "true"));
        Assert.Contains("may be rung Monday, Tuesday, Wednesday, Thursday, Friday 07:00 to 20:00", joao.Page, StringComparison.Ordinal);
        Assert.Contains("Said when they may be rung", joao.Page, StringComparison.Ordinal);
        await joao.SendAsync(door, ("command", $"{joao.Command}-v3"), ("any", "true"));
        Assert.Contains("may be called until 18:00", joao.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_line_says_why_in_the_order_of_weight_and_a_found_caller_why_not_yet()
    {
        var maya = await (await host.SignedInAsync("maya")).GoAsync("/calls/ranking");
        Assert.Equal(HttpStatusCode.OK, maya.Status);
        Assert.Matches("decided \\d+ days ago", maya.Page);
        await maya.GoAsync("/calls");
        var who = maya.Who.Split(' ')[^1];
        await maya.SendAsync("/calls/callers", ("words", who));
        Assert.Matches("(now|not yet): [a-z]", maya.Page);
    }

    [Fact]
    public async Task The_staff_page_keeps_languages_breaks_and_caps()
    {
        var ingrid = await (await host.SignedInAsync("ingrid")).GoAsync("/staff");
        Assert.Equal(HttpStatusCode.OK, ingrid.Status);
        Assert.Contains("Interviews in", ingrid.Page, StringComparison.Ordinal);
        await ingrid.SendAsync("/staff", ("command", "staff-nora"), ("name", "Nora Falk"), ("mail", "nora@harrow-lane.example"), ("team", "main"), ("zone", "Europe/Oslo"), ("role", "Interviewer"),
            ("from", "08:00"), ("until", "16:00"), ("day", "1"), ("day", "2"), ("breakFrom", "11:30"), ("breakUntil", "12:00"), ("perDay", "5"), ("perWeek", "20"), ("before", "5"), ("after", "10"), ("notice", "60"),
            ("language", "no"), ("language", "en"));
        var form = Regex.Match(ingrid.Page, "<strong>Nora Falk</strong>.*?</details>\\s*</details>|<strong>Nora Falk</strong>.*?</form>", RegexOptions.Singleline).Value;
        foreach (var kept in new[] { "value=\"11:30\"", "name=\"perDay\" min=\"1\" max=\"40\" value=\"5\"", "name=\"notice\" min=\"0\" max=\"2880\" value=\"60\"", "value=\"no\" checked", "value=\"en\" checked" })
            Assert.True(form.Contains(kept, StringComparison.Ordinal), $"{kept} is not on the form: {form}");
        Assert.DoesNotContain("value=\"de\" checked", form, StringComparison.Ordinal);
    }
}
