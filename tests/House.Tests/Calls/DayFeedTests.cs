using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WinLossAgency.Agency;
using WinLossAgency.Desk.Buyers;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.House.Tests.Buyers;
using WinLossAgency.House.Tests.Mail;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Calls;

/// <summary>What a calendar elsewhere reads of an interviewer's day, and when it reads nothing any more.</summary>
public sealed class DayFeedTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_feed_tells_when_and_how_long_and_names_nobody()
    {
        await using var host = await InviteHost.OpenAsync(2);
        using var calendar = host.Browser();
        var (booked, promised) = await PromiseAsync(host);
        var feed = await (await calendar.GetAsync(await OpenAsync(host), Stop)).Content.ReadAsStringAsync(Stop);
        foreach (var told in new[] { "SUMMARY:Interview\\, 30 min", "SUMMARY:Call back\\, 15 min", "SUMMARY:Break", "SUMMARY:Away", "METHOD:PUBLISH" }) Assert.Contains(told, feed, StringComparison.Ordinal);
        foreach (var secret in new[] { "Ana", "Ferreira", "Vale", "Porto", "Northwind", "northwind", "Operations", "+351", "912 555", "912555", "i-0", "maya", "DESCRIPTION", "ATTENDEE", "LOCATION" }) Assert.DoesNotContain(secret, feed, StringComparison.OrdinalIgnoreCase);
        var read = Assert.Single(await InviteReader.ReadAsync([feed]));
        Assert.Equal([promised.ToDateTimeOffset(), booked.ToDateTimeOffset()], read.Entries.Where(e => e.Summary.Contains("min", StringComparison.Ordinal)).Select(e => e.Start).Order());
    }

    [Fact]
    public async Task Reading_changes_nothing_and_an_entry_keeps_its_name()
    {
        await using var host = await InviteHost.OpenAsync(2);
        using var calendar = host.Browser();
        await PromiseAsync(host);
        var link = await OpenAsync(host);
        var before = await StoredAsync(host);
        var names = Names(await calendar.GetStringAsync(link, Stop));
        using var asked = new HttpRequestMessage(HttpMethod.Head, link);
        using var headed = await calendar.SendAsync(asked, Stop);
        Assert.Equal((HttpStatusCode.OK, "text/calendar"), (headed.StatusCode, headed.Content.Headers.ContentType!.MediaType));
        Assert.Equal(names, Names(await calendar.GetStringAsync(link, Stop)));
        Assert.NotEmpty(names);
        Assert.Equal(before, await StoredAsync(host));
    }

    [Fact]
    public async Task A_link_that_was_forged_superseded_withdrawn_or_whose_owner_left_is_answered_like_none()
    {
        await using var host = await InviteHost.OpenAsync(2);
        using var calendar = host.Browser();
        var never = await AskAsync(calendar, $"/b/{new string('a', 64)}/{ICalendarFeed.File}");
        Assert.Equal(HttpStatusCode.NotFound, never.Status);
        var invitation = await host.InviteAsync(host.Cases[0]);
        Assert.Equal(never, await AskAsync(calendar, $"/b/{invitation}/{ICalendarFeed.File}"));

        var first = await OpenAsync(host);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(calendar, first)).Status);
        // A calendar's link opens no page of a buyer's.
        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(calendar, first[..first.LastIndexOf('/')])).Status);
        var second = await OpenAsync(host);
        Assert.Equal(never, await AskAsync(calendar, first));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(calendar, second)).Status);
        As("maya");
        Assert.True((await Maya(host).WithdrawFeed("w")).Ok);
        Assert.Null(await Maya(host).FeedAddress());
        Assert.Equal(never, await AskAsync(calendar, second));

        var third = await OpenAsync(host);
        Assert.Equal(never, await AskAsync(calendar, second));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(calendar, third)).Status);
        Caller.House.Enter();
        Assert.True((await host.Grains.GetGrain<IAgency>(IAgency.Key).Join("left", new Staff("maya", "Maya Lindqvist", "maya@harrowlane.example", Role.None, "main", "Europe/Lisbon", null))).Ok);
        Assert.Equal(never, await AskAsync(calendar, third));
    }

    [Fact]
    public async Task Nobody_else_makes_learns_or_withdraws_the_link()
    {
        await using var host = await InviteHost.OpenAsync(1);
        await OpenAsync(host);
        foreach (var (who, role) in new[] { ("joao", Role.Interviewer), ("sofia", Role.Supervisor), ("sofia", Role.Supervisor | Role.Interviewer), ("helena", Role.Owner) })
        {
            new Caller(who, role).Enter();
            await Assert.ThrowsAsync<AccessRefusedException>(() => Maya(host).FeedAddress());
            await Assert.ThrowsAsync<AccessRefusedException>(() => Maya(host).OpenFeed("o"));
            await Assert.ThrowsAsync<AccessRefusedException>(() => Maya(host).WithdrawFeed("w"));
        }
    }

    [Fact]
    public async Task A_calendar_that_asks_without_end_is_told_to_wait()
    {
        await using var host = await InviteHost.OpenAsync(1, new BuyerLimits(PerLink: 5, PerAddress: 1000));
        using var calendar = host.Browser();
        var link = await OpenAsync(host);
        var answers = new List<HttpStatusCode>();
        // More than two minutes' worth, so that some are too many whichever minute they fall into.
        for (var n = 0; n < 12; n++) answers.Add((await AskAsync(calendar, link)).Status);
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        Assert.All(answers, a => Assert.True(a is HttpStatusCode.OK or HttpStatusCode.TooManyRequests, $"{a}"));
    }

    /// <summary>An interview with one buyer and a call back with another, a break every day and some days away.</summary>
    private static async Task<(Instant Booked, Instant Promised)> PromiseAsync(InviteHost host)
    {
        Caller.House.Enter();
        var zone = DateTimeZoneProviders.Tzdb["Europe/Lisbon"];
        // A Wednesday to come, well after any notice, that is no holiday.
        var wednesday = host.Services.GetRequiredService<IClock>().GetCurrentInstant().InZone(zone).Date.PlusDays(3).Next(IsoDayOfWeek.Wednesday);
        while (Holidays.On(wednesday, "PT", null) is not null) wednesday = wednesday.PlusWeeks(1);
        Instant At(int hour) => wednesday.At(new LocalTime(hour, 0)).InZoneStrictly(zone).ToInstant();
        Assert.Null((await host.Case(host.Cases[0]).Do("book", new InterviewCommand.Book("maya", "maya", At(15), 30, MeetingWay.Phone))).Refusal);
        Assert.Null((await host.Case(host.Cases[1]).Do("back", new InterviewCommand.PromiseCallback("maya", "maya", At(11)))).Refusal);
        Assert.Null((await Maya(host).SetHours("breaks", WorkingHours.Default("Europe/Lisbon") with { Breaks = [new Break(new LocalTime(12, 30), new LocalTime(13, 0))] })).Refusal);
        Assert.Null((await Maya(host).Away("away", new TimeOff("Europe/Lisbon", wednesday.PlusDays(9).AtMidnight(), wednesday.PlusDays(11).AtMidnight()))).Refusal);
        await Patience.UntilAsync(async () =>
        {
            Caller.House.Enter();
            return (await Maya(host).Day()).Promises.Length == 2;
        });
        return (At(15), At(11));
    }

    private static async Task<string> OpenAsync(InviteHost host)
    {
        As("maya");
        Assert.Null((await Maya(host).OpenFeed($"open-{Guid.NewGuid():n}")).Refusal);
        return new Uri((await Maya(host).FeedAddress())!).PathAndQuery;
    }

    private static async Task<(HttpStatusCode Status, string Said)> AskAsync(HttpClient calendar, string address)
    {
        using var answer = await calendar.GetAsync(address, Stop);
        var said = await answer.Content.ReadAsStringAsync(Stop);
        return (answer.StatusCode, answer.StatusCode == HttpStatusCode.OK ? "" : $"{answer.Content.Headers} {said}");
    }

    private static string[] Names(string feed) => [.. feed.Split("\r\n").Where(line => line.StartsWith("UID:", StringComparison.Ordinal))];

    /// <summary>The facts of the calendar as they rest; what it still owes to others is paid while a test looks.</summary>
    private static async Task<string> StoredAsync(InviteHost host)
    {
        using var journal = JsonDocument.Parse((await host.Services.GetRequiredService<AgencyStores>().Facts.ReadAsync("journal|interviewer|maya", Stop))!.Bytes);
        return journal.RootElement.GetProperty("events").GetRawText();
    }

    private static IInterviewer Maya(InviteHost host) => host.Grains.GetGrain<IInterviewer>("maya");

    private static void As(string interviewer) => new Caller(interviewer, Role.Interviewer).Enter();
}
