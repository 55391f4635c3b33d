using NodaTime;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Mail;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Calls;

/// <summary>One person has one appointment with us, with somebody who can talk to them, and hears of its end.</summary>
public sealed class OneAppointmentTests
{
    private const int Rounds = 25;

    [Fact]
    public async Task Two_programmes_that_book_the_same_person_at_the_same_instant_get_one_appointment()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var cards = await LeaseTests.ChosenAsync(agency);
        var twice = cards.GroupBy(c => c.Person).Single(g => g.Count() == 2).Select(c => c.Interview).ToArray();
        var start = Instant.FromUtc(2026, 11, 26, 10, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var answers = await Task.WhenAll(twice.Select((interview, n) => Task.Run(() =>
            {
                SmallAgency.AsHouse();
                return agency.Grains.GetGrain<IInterview>(interview).Do($"book-{round}", new InterviewCommand.Book($"i{n}", $"i{n}", start, 30, MeetingWay.Phone));
            })));
            SmallAgency.AsHouse();
            var booked = 0;
            foreach (var interview in twice)
                if ((await agency.Grains.GetGrain<IInterview>(interview).View()).State.Booking is not null) booked++;
            Assert.Equal((1, 1), (booked, answers.Count(a => a.Ok)));
            foreach (var interview in twice) Assert.True((await agency.Grains.GetGrain<IInterview>(interview).Do($"off-{round}", new InterviewCommand.CallOff("i0"))).Ok);
        }
    }

    [Fact]
    public async Task A_promise_is_given_to_nobody_who_does_not_speak_the_language()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var cards = await LeaseTests.ChosenAsync(agency);
        SmallAgency.AsHouse();
        var directory = agency.Grains.GetGrain<IAgency>(IAgency.Key);
        Assert.True((await directory.Join("jana", new Staff("jana", "Jana Weiss", "jana@harrowlane.example", Role.Interviewer, "main", "Europe/Lisbon", null, "de"))).Ok);
        Assert.True((await directory.Join("sven", new Staff("sven", "Sven", "sven@harrowlane.example", Role.Supervisor, "main", "Europe/Lisbon", null))).Ok);
        Assert.True((await agency.Grains.GetGrain<IInterviewer>("jana").SetHours("hours", WorkingHours.Default("Europe/Lisbon"))).Ok);
        var interview = agency.Grains.GetGrain<IInterview>(cards[0].Interview);
        Assert.True((await interview.Do("book", new InterviewCommand.Book("i0", "i0", Instant.FromUtc(2026, 11, 26, 10, 0), 30, MeetingWay.Phone))).Ok);
        SmallAgency.As("sven", Role.Supervisor);
        Assert.Equal("Jana cannot take it: does not speak Portuguese.", (await interview.Lead("give", new InterviewCommand.Reassign("sven", "jana"), "She has time.")).Refusal);
        Assert.True((await interview.Lead("give-2", new InterviewCommand.Reassign("sven", "i1"), "He has time.")).Ok);
        // Sent twice, the reason stands once.
        Assert.True((await interview.Lead("give-2", new InterviewCommand.Reassign("sven", "i1"), "He has time.")).Ok);
        Assert.Single((await interview.Led()).Notes, n => n.Words == "He has time.");
    }

    [Fact]
    public async Task Whoever_declines_at_the_telephone_is_written_that_the_appointment_is_off()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var cards = await LeaseTests.ChosenAsync(agency);
        SmallAgency.AsHouse();
        var interview = agency.Grains.GetGrain<IInterview>(cards[0].Interview);
        Assert.True((await interview.Do("book", new InterviewCommand.Book("i0", "i0", Instant.FromUtc(2026, 11, 26, 10, 0), 30, MeetingWay.Phone))).Ok);
        agency.Time.Pass(Duration.FromMinutes(2));
        await agency.UntilAsync(async () => await MailsAsync(interview) == 1);
        Assert.True((await interview.Do("no", new InterviewCommand.RefuseSoft("i0"))).Ok);
        agency.Time.Pass(Duration.FromMinutes(2));
        await agency.UntilAsync(async () => await MailsAsync(interview) == 2);
        var calendars = (await agency.Grains.GetGrain<IMailbox>(IMailbox.Key).Lately()).Select(m => m.Calendar).ToArray();
        Assert.Single(calendars, c => c.Contains("METHOD:REQUEST", StringComparison.Ordinal) && c.Contains("SEQUENCE:0", StringComparison.Ordinal));
        Assert.Single(calendars, c => c.Contains("METHOD:CANCEL", StringComparison.Ordinal) && c.Contains("SEQUENCE:1", StringComparison.Ordinal));
    }

    private static async Task<int> MailsAsync(IInterview interview) => (await interview.View()).State.Mails.Length;
}
