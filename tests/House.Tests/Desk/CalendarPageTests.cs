using System.Net;

namespace WinLossAgency.House.Tests.Desk;

/// <summary>An interviewer's own calendar, on the demo agency.</summary>
public sealed class CalendarPageTests(DeskHost host) : IClassFixture<DeskHost>
{
    private readonly DeskHost host = host;

    [Fact]
    public async Task The_week_says_promises_breaks_and_days_away_in_my_own_time()
    {
        var maya = await (await host.SignedInAsync("maya")).GoAsync("/calendar");
        Assert.Equal(HttpStatusCode.OK, maya.Status);
        await maya.SendAsync("/calendar/hours", ("command", "hours-1"), ("from", "09:00"), ("until", "17:30"), ("day", "1"), ("break-from", "12:30"), ("break-until", "13:00"),
            ("before", "5"), ("after", "15"), ("per-day", "8"), ("per-week", "30"), ("notice", "30"));
        await maya.SendAsync("/calendar/away", ("command", "away-1"), ("from", "2026-12-14T00:00"), ("until", "2026-12-19T00:00"));
        await maya.GoAsync("/calendar");
        Assert.Contains("Mon 14 Dec 00:00 to Sat 19 Dec 00:00", maya.Page, StringComparison.Ordinal);
        Assert.Contains("value=\"17:30\"", maya.Page, StringComparison.Ordinal);
        await maya.GoAsync("/calendar/items?start=2026-12-14T00:00:00Z&end=2026-12-21T00:00:00Z");
        Assert.Contains("{\"title\":\"Break\",\"start\":\"2026-12-14T12:30:00\",\"end\":\"2026-12-14T13:00:00\"", maya.Page, StringComparison.Ordinal);
        Assert.Contains("{\"title\":\"Away\",\"start\":\"2026-12-14T00:00:00\",\"end\":\"2026-12-19T00:00:00\"", maya.Page, StringComparison.Ordinal);
        await maya.GoAsync("/calendar");
        await maya.SendAsync("/calendar/returns", ("command", "back-1"), ("zone", System.Text.RegularExpressions.Regex.Match(maya.Page, "name=\"zone\" value=\"([^\"]+)\"").Groups[1].Value), ("from", "2026-12-14T00:00"), ("until", "2026-12-19T00:00"));
        await maya.GoAsync("/calendar");
        Assert.DoesNotContain("14 Dec", maya.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_in_the_week_lasts_no_time()
    {
        // João keeps no minutes free before a promise; a stretch without length would be drawn as an hour.
        var joao = await (await host.SignedInAsync("joao")).GoAsync("/calendar/items?start=2026-11-16T00:00:00Z&end=2026-11-23T00:00:00Z");
        var items = System.Text.Json.JsonDocument.Parse(joao.Page).RootElement.EnumerateArray().Select(i => (Start: i.GetProperty("start").GetString(), End: i.GetProperty("end").GetString())).ToArray();
        Assert.NotEmpty(items);
        Assert.All(items, i => Assert.True(string.CompareOrdinal(i.Start, i.End) < 0, $"{i.Start} to {i.End}"));
    }

    [Fact]
    public async Task A_link_for_another_calendar_is_made_shown_and_withdrawn_at_my_calendar()
    {
        var maya = await (await host.SignedInAsync("maya")).GoAsync("/calendar");
        Assert.DoesNotContain("/day.ics", maya.Page, StringComparison.Ordinal);
        await maya.SendAsync("/calendar/link", ("command", "link-1"));
        await maya.GoAsync("/calendar");
        var first = AddressIn(maya.Page);
        Assert.EndsWith("/day.ics", first, StringComparison.Ordinal);
        await maya.SendAsync("/calendar/link", ("command", "link-2"));
        await maya.GoAsync("/calendar");
        Assert.NotEqual(first, AddressIn(maya.Page));
        // A colleague's page shows nothing of it.
        Assert.DoesNotContain("/day.ics", (await (await host.SignedInAsync("joao")).GoAsync("/calendar")).Page, StringComparison.Ordinal);
        await maya.SendAsync("/calendar/link-end", ("command", "link-3"));
        await maya.GoAsync("/calendar");
        Assert.DoesNotContain("/day.ics", maya.Page, StringComparison.Ordinal);
    }

    private static string AddressIn(string page) => System.Text.RegularExpressions.Regex.Match(page, "readonly value=\"([^\"]+)\"").Groups[1].Value;

    [Fact]
    public async Task Crooked_times_are_refused_by_what_is_wrong_and_change_nothing()
    {
        var joao = await host.SignedInAsync("joao");
        await joao.GoAsync("/calendar");
        await joao.SendAsync("/calendar/hours", ("command", "h-1"), ("from", "18:00"), ("until", "09:00"), ("day", "1"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, joao.Status);
        Assert.Contains("Working hours end after they begin", joao.Page, StringComparison.Ordinal);
        await joao.SendAsync("/calendar/hours", ("command", "h-2"), ("from", "09:00"), ("until", "18:00"), ("day", "1"), ("break-from", "13:00"), ("break-until", "12:00"));
        Assert.Contains("13:00 until 12:00 does not", joao.Page, StringComparison.Ordinal);
        await joao.SendAsync("/calendar/away", ("command", "a-1"), ("from", "2026-12-19T00:00"), ("until", "2026-12-14T00:00"));
        Assert.Contains("ends after it begins", joao.Page, StringComparison.Ordinal);
        await joao.GoAsync("/calendar/items?start=2026-01-01&end=2027-01-01");
        Assert.Equal(HttpStatusCode.BadRequest, joao.Status);
    }
}
