using System.Net;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Mail;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Buyers;

/// <summary>Until the interview begins its buyer says anew how we talk and how they may be quoted, at the page of their appointment.</summary>
public sealed class OwnWishesTests
{
    [Fact]
    public async Task A_buyer_changes_the_way_and_the_level_and_the_time_stays()
    {
        await using var host = await InviteHost.OpenAsync(rooms: "https://meet.example/{room}");
        var (interview, token) = (host.Cases[0], await host.InviteAsync(host.Cases[0]));
        var root = $"/b/{token}";
        using var browser = host.Browser();
        var start = (await host.PageAsync(token)).Days[0].Times[0];
        Assert.Null((await host.Door(token).Choose(new ChosenTime(start, "Europe/Lisbon", MeetingWay.Phone, Attribution.ParaphraseOnly, "", false))).Trouble);
        var page = await InviteHost.GetAsync(browser, root);
        Assert.Contains("The sense, not my words", page, StringComparison.Ordinal);

        var video = new[] { ("way", "Video"), ("level", "Unattributed") };
        Assert.Equal((HttpStatusCode.SeeOther, $"{root}?done=changed"), await HeadAsync(browser, page, $"{root}/wishes", video));
        // Pressed twice, and nothing more happens.
        Assert.Equal((HttpStatusCode.SeeOther, $"{root}?done=changed"), await HeadAsync(browser, page, $"{root}/wishes", video));
        var changed = await host.StateAsync(interview);
        Assert.Equal((start, MeetingWay.Video, 1, Attribution.Unattributed), (changed.Booking!.Start, changed.Booking.Way, changed.Sequence, changed.Stated!.Level));
        var shown = await InviteHost.GetAsync(browser, $"{root}?done=changed");
        Assert.Contains("It is changed", shown, StringComparison.Ordinal);
        Assert.Contains("https://meet.example/", shown, StringComparison.Ordinal);
        Assert.Contains("\r\nSEQUENCE:1\r\n", await browser.GetStringAsync($"{root}/appointment.ics", TestContext.Current.CancellationToken), StringComparison.Ordinal);

        // How they may be quoted is no matter of the calendar's.
        Assert.Equal((HttpStatusCode.SeeOther, $"{root}?done=changed"), await HeadAsync(browser, page, $"{root}/wishes", ("level", "AggregateOnly")));
        var quoted = await host.StateAsync(interview);
        Assert.Equal((MeetingWay.Video, 1, Attribution.AggregateOnly), (quoted.Booking!.Way, quoted.Sequence, quoted.Stated!.Level));
        Assert.Contains("Ändern, wie wir sprechen", await InviteHost.GetAsync(browser, $"{root}?lang=de"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task How_they_may_be_quoted_is_never_taken_for_said()
    {
        await using var host = await InviteHost.OpenAsync();
        var (interview, token) = (host.Cases[0], await host.InviteAsync(host.Cases[0]));
        using var browser = host.Browser();
        var page = await InviteHost.GetAsync(browser, $"/b/{token}");
        Assert.DoesNotContain(Inputs(page, "level"), input => input.Contains("checked", StringComparison.Ordinal));
        Assert.All(Inputs(page, "level"), input => Assert.Contains("required", input, StringComparison.Ordinal));
        var start = (await host.PageAsync(token)).Days[0].Times[0];
        Assert.Null((await host.Door(token).Choose(new ChosenTime(start, "Europe/Lisbon", MeetingWay.Phone, null, "", false))).Trouble);
        Assert.Null((await host.StateAsync(interview)).Stated!.Level);
        page = await InviteHost.GetAsync(browser, $"/b/{token}");
        Assert.Contains("Nothing is agreed yet", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Inputs(page, "level"), input => input.Contains("checked", StringComparison.Ordinal));
    }

    private static string[] Inputs(string page, string name) => [.. page.Split("<input").Skip(1).Select(rest => rest[..rest.IndexOf('>', StringComparison.Ordinal)]).Where(input => input.Contains($"name=\"{name}\"", StringComparison.Ordinal))];

    [Fact]
    public async Task Each_change_of_the_way_is_mailed_under_a_higher_sequence_and_one_UID()
    {
        await using var host = await InviteHost.OpenAsync(rooms: "https://meet.example/{room}");
        var (interview, token) = (host.Cases[0], await host.InviteAsync(host.Cases[0]));
        var start = (await host.PageAsync(token)).Days[0].Times[0];
        Assert.Null((await host.Door(token).Choose(new ChosenTime(start, "Europe/Lisbon", MeetingWay.Video, null, "", false))).Trouble);
        await MailedAsync(host, interview, 1);
        Assert.Null((await host.Door(token).Change(new OwnWishes(MeetingWay.Phone, null, ""))).Trouble);
        await MailedAsync(host, interview, 2);
        Caller.House.Enter();
        var mails = (await host.Grains.GetGrain<IMailbox>(IMailbox.Key).Lately()).Where(m => m.Subject.StartsWith("Your interview on", StringComparison.Ordinal)).OrderBy(m => m.At).ToArray();
        Assert.Equal(2, mails.Length);
        Assert.Contains("meet.example", mails.Single(m => m.Body.Contains("meet.example", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
        Assert.Single(mails, m => m.Body.Contains("ring you on", StringComparison.Ordinal));
        var state = await host.StateAsync(interview);
        Assert.Equal((MeetingWay.Phone, 1, start), (state.Booking!.Way, state.Booking.Sequence, state.Booking.Start));
    }

    [Fact]
    public async Task Nothing_is_changed_without_an_appointment_a_number_or_once_it_has_begun()
    {
        await using var host = await InviteHost.OpenAsync();
        var (interview, token) = (host.Cases[0], await host.InviteAsync(host.Cases[0]));
        Assert.Equal(ChoiceTrouble.Closed, (await host.Door(token).Change(new OwnWishes(null, Attribution.Named, ""))).Trouble);
        var start = (await host.PageAsync(token)).Days[0].Times[0];
        Assert.Null((await host.Door(token).Choose(new ChosenTime(start, "Europe/Lisbon", MeetingWay.Phone, null, "", false))).Trouble);
        Assert.Equal(ChoiceTrouble.Number, (await host.Door(token).Change(new OwnWishes(null, null, "no number"))).Trouble);
        // This agency has no rooms for a video call and this programme names nobody, whatever a page sends.
        Assert.Null((await host.Door(token).Change(new OwnWishes(null, Attribution.Named, ""))).Trouble);
        Assert.Null((await host.StateAsync(interview)).Stated!.Level);
        Assert.Null((await host.Door(token).Change(new OwnWishes(MeetingWay.Video, Attribution.AggregateOnly, ""))).Trouble);
        Assert.Equal((MeetingWay.Phone, Attribution.AggregateOnly, 0), ((await host.StateAsync(interview)).Booking!.Way, (await host.StateAsync(interview)).Stated!.Level, (await host.StateAsync(interview)).Sequence));
        var maya = (await host.StateAsync(interview)).Booking!.Interviewer;
        Caller.House.Enter();
        Assert.True((await host.Case(interview).Do("begin", new InterviewCommand.TakeConsent(maya, Attribution.Unattributed, false, "en/1", "2026-1"))).Ok);
        Assert.Equal(ChoiceTrouble.Closed, (await host.Door(token).Change(new OwnWishes(null, Attribution.ParaphraseOnly, ""))).Trouble);
        Assert.Equal(Attribution.AggregateOnly, (await host.StateAsync(interview)).Stated!.Level);
    }

    private static Task MailedAsync(InviteHost host, string interview, int count) => Patience.UntilAsync(async () =>
    {
        Caller.House.Enter();
        await host.Case(interview).MailCarried();
        return (await host.StateAsync(interview)).Mails.Count(m => m.Kind == MailKind.Booking) >= count;
    });

    private static async Task<(HttpStatusCode, string?)> HeadAsync(HttpClient browser, string page, string address, params (string, string)[] fields)
    {
        var (status, to, _) = await InviteHost.SendAsync(browser, page, address, fields);
        return (status, to);
    }
}
