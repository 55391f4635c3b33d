using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WinLossAgency.Agency;
using WinLossAgency.Agency.Mail;
using WinLossAgency.Desk.Buyers;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Mail;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.Storage;

namespace WinLossAgency.House.Tests.Buyers;

/// <summary>The page behind an invitation as a browser without a script meets it.</summary>
public sealed partial class InvitePageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_buyer_chooses_a_time_moves_it_and_calls_it_off_at_one_link()
    {
        await using var host = await InviteHost.OpenAsync();
        var (interview, token) = (host.Cases[0], await host.InviteAsync(host.Cases[0]));
        var (root, state) = ($"/b/{token}", await host.StateAsync(interview));
        using var browser = host.Browser();
        var page = await InviteHost.GetAsync(browser, root);
        Assert.Contains("Hello Ana", page, StringComparison.Ordinal);
        Assert.Contains("Northwind Freight Systems asked us", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Ferreira", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Vale do Lima", page, StringComparison.Ordinal);
        Assert.Contains("Karin Maes", page, StringComparison.Ordinal);
        var times = Times(page);
        Assert.Equal(3, Regex.Count(page, "<fieldset><legend>"));

        var booking = new[] { ("time", times[1]), ("zone", "Europe/Lisbon"), ("way", "Phone"), ("level", "ParaphraseOnly") };
        Assert.Equal((HttpStatusCode.SeeOther, $"{root}?done=booked"), Head(await InviteHost.SendAsync(browser, page, $"{root}/bookings", booking)));
        // Pressed twice, and once more from the page that the back button brings.
        Assert.Equal($"{root}?done=booked", (await InviteHost.SendAsync(browser, page, $"{root}/bookings", booking)).To);
        Assert.Equal($"{root}?done=booked", (await InviteHost.SendAsync(browser, page, $"{root}/bookings", booking)).To);
        var booked = await host.StateAsync(interview);
        Assert.Equal((CaseStatus.Booked, times[1], 0, Attribution.ParaphraseOnly), (booked.Status, booked.Booking!.Start.ToUnixTimeSeconds().ToString(), booked.Sequence, booked.Stated!.Level));
        var shown = await InviteHost.GetAsync(browser, root);
        Assert.Contains("We ring you on the number ending in 001", shown, StringComparison.Ordinal);
        Assert.Contains("(Lisbon)", shown, StringComparison.Ordinal);

        var file = await browser.GetAsync($"{root}/appointment.ics", Stop);
        Assert.Equal("text/calendar", file.Content.Headers.ContentType!.MediaType);
        var calendar = await file.Content.ReadAsStringAsync(Stop);
        Assert.Contains("\r\nSEQUENCE:0\r\n", calendar, StringComparison.Ordinal);
        Assert.Contains($"DTSTART;TZID=Europe/Lisbon:{booked.Booking.Start.InZone(DateTimeZoneProviders.Tzdb["Europe/Lisbon"]).ToString("uuuuMMdd'T'HHmmss", null)}", calendar, StringComparison.Ordinal);
        Assert.Contains("ring you on … 001", calendar, StringComparison.Ordinal);
        // Whoever the link was forwarded to learns no more by the file than by the page.
        foreach (var theirs in new[] { "Ferreira", "ana1@", "912", "ATTENDEE" }) Assert.DoesNotContain(theirs, calendar, StringComparison.Ordinal);

        var move = await InviteHost.GetAsync(browser, $"{root}?step=move");
        var with = booked.Booking.Interviewer;
        Assert.Contains("who has your appointment", move, StringComparison.Ordinal);
        var later = Times(move)[^1];
        Assert.Equal($"{root}?done=moved", (await InviteHost.SendAsync(browser, move, $"{root}/bookings", ("time", later), ("zone", "Europe/Lisbon"))).To);
        var moved = await host.StateAsync(interview);
        Assert.Equal((later, with, 1), (moved.Booking!.Start.ToUnixTimeSeconds().ToString(), moved.Booking.Interviewer, moved.Sequence));

        var sure = await InviteHost.GetAsync(browser, $"{root}?step=cancel");
        Assert.Equal($"{root}?done=cancelled", (await InviteHost.SendAsync(browser, sure, $"{root}/cancellation")).To);
        Assert.Null((await host.StateAsync(interview)).Booking);
        Assert.Contains("Your appointment is cancelled", await InviteHost.GetAsync(browser, $"{root}?done=cancelled"), StringComparison.Ordinal);
        // The first page again, from the browser's memory: it books anew, since nothing stands.
        Assert.Equal($"{root}?done=booked", (await InviteHost.SendAsync(browser, page, $"{root}/bookings", booking)).To);
        Assert.Equal(CaseStatus.Booked, (await host.StateAsync(interview)).Status);
        Assert.Equal($"{root}?done=cancelled", (await InviteHost.SendAsync(browser, sure, $"{root}/cancellation")).To);
        Assert.Null((await host.StateAsync(interview)).Booking);
        await Patience.UntilAsync(async () =>
        {
            Caller.House.Enter();
            return (await host.Grains.GetGrain<IInterviewer>(with).Day()).Promises.IsEmpty;
        });
        Assert.Equal(state.Person, (await host.StateAsync(interview)).Person);
    }

    [Fact]
    public async Task Looking_a_thousand_times_changes_no_store()
    {
        await using var host = await InviteHost.OpenAsync(deals: 5);
        var tokens = new List<string> { new('a', BuyersLink.TokenLength) };
        foreach (var interview in host.Cases) tokens.Add(await host.InviteAsync(interview));
        Assert.Null((await host.Door(tokens[2]).Choose(await FirstAsync(host, tokens[2]))).Trouble);
        Assert.Null((await host.Door(tokens[3]).Decline()).Refusal);
        Caller.House.Enter();
        Assert.Null((await host.Case(host.Cases[3]).Do("back", new InterviewCommand.RevokeInvitation("maya"))).Refusal);
        string[] asked = ["", "?step=no", "?step=cancel", "?step=move", "?step=colleague", "?zone=Asia/Tokyo", "?zone=Mars/Base", "?from=2026-11-25", "?gone=1764000000", "?with=anyone", "?lang=de", "?done=booked", "?trouble=offer", "/bookings", "/refusal", "/wishes", "/cancellation", "/colleague", "/codes", "/appointment.ics"];
        using var browser = host.Browser();
        foreach (var token in tokens) await browser.GetAsync($"/b/{token}", Stop);
        await SettledAsync(host);
        var before = await StoredAsync(host);
        Assert.True(before.Count > 30);
        var looks = 0;
        while (looks < 1000)
            foreach (var token in tokens)
                foreach (var query in asked)
                {
                    using var answer = await browser.SendAsync(new HttpRequestMessage(looks++ % 5 == 4 && !query.StartsWith('/') ? HttpMethod.Head : HttpMethod.Get, $"/b/{token}{query}"), Stop);
                    Assert.True((int)answer.StatusCode < 500 && answer.StatusCode != HttpStatusCode.MethodNotAllowed, $"{query} answered {answer.StatusCode}");
                }
        Assert.Equal(before, await StoredAsync(host));
    }

    [Fact]
    public async Task A_scanner_that_follows_every_link_books_nothing()
    {
        await using var host = await InviteHost.OpenAsync(deals: 1);
        var token = await host.InviteAsync(host.Cases[0]);
        var version = (await host.StateAsync(host.Cases[0])).Version;
        using var browser = host.Browser();
        var (seen, open) = (new HashSet<string>(), new Queue<string>([$"/b/{token}"]));
        while (open.TryDequeue(out var next) && seen.Count < 100)
        {
            if (!seen.Add(next)) continue;
            var page = await browser.GetAsync(next, Stop);
            foreach (Match link in Links().Matches(WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync(Stop))))
                if (link.Groups[1].Value.Split('#')[0] is { } to && to.StartsWith('/')) open.Enqueue(to);
        }
        Assert.True(seen.Count >= 5, $"Only {string.Join(", ", seen)} were linked.");
        Assert.Equal(version, (await host.StateAsync(host.Cases[0])).Version);
    }

    [Fact]
    public async Task No_thanks_is_for_good_everywhere_and_nobody_takes_it_back()
    {
        await using var host = await InviteHost.OpenAsync(deals: 1);
        var (interview, root) = (host.Cases[0], $"/b/{await host.InviteAsync(host.Cases[0])}");
        using var browser = host.Browser();
        var sure = await InviteHost.GetAsync(browser, $"{root}?step=no");
        Assert.Equal(CaseStatus.Waiting, (await host.StateAsync(interview)).Status);
        Assert.Equal((HttpStatusCode.SeeOther, root), Head(await InviteHost.SendAsync(browser, sure, $"{root}/refusal")));
        Assert.Contains("We will not contact you again", await InviteHost.GetAsync(browser, root), StringComparison.Ordinal);
        var state = await host.StateAsync(interview);
        Assert.Equal((CaseStatus.Refused, RefusalOf.Person), (state.Status, state.Never));
        Caller.House.Enter();
        Assert.False((await host.Grains.GetGrain<WinLossAgency.Grains.People.IPerson>(state.Person!).Permit("any", WinLossAgency.Domain.People.TouchKind.BookingMail, "contoso/q1/i-1")).Ok);
        Assert.NotNull((await host.Case(interview).Do("undo", new InterviewCommand.Undo("maya"))).Refusal);
        Assert.NotNull((await host.Case(interview).Do("again", new InterviewCommand.Invite("maya"))).Refusal);
        Assert.Equal(root, (await InviteHost.SendAsync(browser, sure, $"{root}/bookings", ("time", "1764000000"), ("zone", "Europe/Lisbon"), ("way", "Phone"))).To);
    }

    [Fact]
    public async Task What_was_said_wrongly_comes_back_with_what_was_typed()
    {
        await using var host = await InviteHost.OpenAsync(deals: 1);
        var (interview, root) = (host.Cases[0], $"/b/{await host.InviteAsync(host.Cases[0])}");
        using var browser = host.Browser();
        var page = await InviteHost.GetAsync(browser, $"{root}?zone=Mars/Base");
        Assert.Contains("We do not know that time zone. The times below are those of Lisbon.", page, StringComparison.Ordinal);
        Assert.Contains("your time: Tokyo", await InviteHost.GetAsync(browser, $"{root}?zone=Asia/Tokyo"), StringComparison.OrdinalIgnoreCase);
        var time = Times(page)[0];
        // The time that is named as the next is among those shown, and chosen.
        var gone = await InviteHost.GetAsync(browser, $"{root}?gone={Instant.FromUtc(2026, 11, 25, 10, 0).ToUnixTimeSeconds()}");
        Assert.Contains("Wednesday 25 November, 10:00 has just gone. The next is 10:30.", gone, StringComparison.Ordinal);
        Assert.Contains($"value=\"{Instant.FromUtc(2026, 11, 25, 10, 30).ToUnixTimeSeconds()}\" required checked", gone, StringComparison.Ordinal);
        Assert.Contains("trouble=time", (await InviteHost.SendAsync(browser, page, $"{root}/bookings", ("zone", "Europe/Lisbon"), ("way", "Phone"))).To, StringComparison.Ordinal);
        Assert.Contains("trouble=offer", (await InviteHost.SendAsync(browser, page, $"{root}/bookings", ("time", "1764000123"), ("zone", "Europe/Lisbon"), ("way", "Phone"))).To, StringComparison.Ordinal);
        var number = await InviteHost.SendAsync(browser, page, $"{root}/bookings", ("time", time), ("zone", "Europe/Lisbon"), ("way", "Phone"), ("number", "ask Rosa"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, number.Status);
        Assert.Contains("value=\"ask Rosa\"", number.Page, StringComparison.Ordinal);
        Assert.Contains($"value=\"{time}\" required checked", number.Page, StringComparison.Ordinal);
        Assert.Equal($"{root}?done=booked", (await InviteHost.SendAsync(browser, page, $"{root}/bookings", ("time", time), ("zone", "Europe/Lisbon"), ("way", "Phone"), ("number", "+351 912 777 123"))).To);
        Assert.Contains("ending in 123", await InviteHost.GetAsync(browser, root), StringComparison.Ordinal);
        Assert.Equal("n2", (await host.StateAsync(interview)).Stated!.NumberId);

        var nobody = await InviteHost.SendAsync(browser, page, $"{root}/colleague", ("name", "Rosa Ribeiro"), ("role", "Planner"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nobody.Status);
        Assert.Contains("value=\"Rosa Ribeiro\"", nobody.Page, StringComparison.Ordinal);
        Assert.Contains("Give an e-mail or a phone number", nobody.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_asks_too_often_is_told_to_wait()
    {
        await using var host = await InviteHost.OpenAsync(deals: 1, new BuyerLimits(PerLink: 3, PerAddress: 8));
        var token = await host.InviteAsync(host.Cases[0]);
        using var browser = host.Browser();
        // A minute may turn while this runs, so it asks as often as two minutes let through.
        var answers = new List<HttpResponseMessage>();
        for (var n = 0; n < 7; n++) answers.Add(await browser.GetAsync($"/b/{token}", Stop));
        var slow = Assert.Single(answers.Where(a => a.StatusCode == HttpStatusCode.TooManyRequests).Take(1));
        Assert.Equal(TimeSpan.FromSeconds(60), slow.Headers.RetryAfter!.Delta);
        Assert.Contains("A little slower, please", await slow.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        for (var n = 0; n < 17; n++) answers.Add(await browser.GetAsync($"/b/{new string('b', 60)}{n:0000}", Stop));
        Assert.Contains(answers.TakeLast(17), a => a.StatusCode == HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Where_the_sponsor_is_not_told_its_name_stands_nowhere()
    {
        await using var host = await InviteHost.OpenAsync(deals: 1, disclosed: false);
        var root = $"/b/{await host.InviteAsync(host.Cases[0])}";
        using var browser = host.Browser();
        foreach (var step in new[] { "", "?step=no", "?step=colleague", "?lang=de", "?step=no" })
        {
            var page = await InviteHost.GetAsync(browser, root + step);
            Assert.DoesNotContain("northwind", page, StringComparison.OrdinalIgnoreCase);
            if (step == "") Assert.Contains("A supplier in your field asked us", page, StringComparison.Ordinal);
            if (step == "?lang=de") Assert.Contains("Ein Anbieter aus Ihrem Bereich hat uns", page, StringComparison.Ordinal);
        }
        // The language that was chosen stays.
        Assert.Contains("Nein, danke?", await InviteHost.GetAsync(browser, $"{root}?step=no"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_language_says_everything_that_an_invitation_needs()
    {
        // The desk tells from its own pages in which language a buyer is written to.
        Assert.Equal(LetterWords.Languages.Order(StringComparer.Ordinal), BuyerTexts.Languages.Order(StringComparer.Ordinal));
        foreach (var code in LetterWords.Languages)
        {
            var words = LetterWords.For(code);
            Assert.Equal(code, words.Code);
            Assert.Equal(LetterWords.For("en").Keys.Order(StringComparer.Ordinal), words.Keys.Order(StringComparer.Ordinal));
            foreach (var letter in Enum.GetValues<LetterName>()) Assert.Null(words.Of(letter).WhyNot(letter));
        }
        var keys = BuyerTexts.KeysOf("en").ToHashSet();
        foreach (var level in Enum.GetNames<Attribution>().Where(l => l != nameof(Attribution.OffTheRecord))) Assert.Contains($"level-{level}-example", keys);
        foreach (var kind in Enum.GetNames<Domain.Engagements.EngagementKind>()) Assert.Contains($"asks-{kind}", keys);
        foreach (var mode in Enum.GetNames<Domain.Engagements.ProgrammeMode>()) Assert.Contains($"learn-{mode}", keys);
        foreach (var way in Enum.GetNames<MeetingWay>()) Assert.Contains($"way-{way}", keys);
    }

    private static async Task<ChosenTime> FirstAsync(InviteHost host, string token) =>
        new((await host.PageAsync(token)).Days[0].Times[0], "Europe/Lisbon", MeetingWay.Phone, Attribution.Unattributed, "", false);

    private static (HttpStatusCode, string?) Head((HttpStatusCode Status, string? To, string) answer) => (answer.Status, answer.To);

    private static string[] Times(string page) => [.. Slot().Matches(page).Select(m => m.Groups[1].Value)];

    /// <summary>All that rests in the stores of facts and people, byte for byte.</summary>
    private static async Task<SortedDictionary<string, string>> StoredAsync(InviteHost host)
    {
        var stores = host.Services.GetRequiredService<AgencyStores>();
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, store) in new[] { ("facts", stores.Facts), ("people", stores.PeopleIndex) })
            await foreach (var key in store.ListAsync("", Stop)) all[$"{name} {key}"] = Convert.ToHexString((await store.ReadAsync(key, Stop))!.Bytes.Span);
        return all;
    }

    /// <summary>Lets the minute pass for which mails wait, and waits until nobody owes anything any more.</summary>
    private static async Task SettledAsync(InviteHost host)
    {
        host.Services.GetRequiredService<WinLossAgency.Ui.Demo.IDemoClock>().Move(WinLossAgency.Ui.Demo.DemoMove.QuarterHour);
        var facts = host.Services.GetRequiredService<AgencyStores>().Facts;
        await Patience.UntilAsync(async () =>
        {
            await foreach (var key in facts.ListAsync("journal|", Stop))
                if (System.Text.Encoding.UTF8.GetString((await facts.ReadAsync(key, Stop))!.Bytes.Span).Contains("\"to\":\"", StringComparison.Ordinal)) return false;
            return true;
        });
    }

    [GeneratedRegex("name=\"time\" value=\"(\\d+)\"")]
    private static partial Regex Slot();

    [GeneratedRegex("href=\"([^\"]+)\"")]
    private static partial Regex Links();
}
