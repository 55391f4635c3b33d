using NodaTime;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Calls;

/// <summary>Whoever is away keeps nobody waiting: what they promised goes to a colleague at its time, or is seen before it is due.</summary>
public sealed class AbsenceTests
{
    private static readonly Instant Tomorrow = Instant.FromUtc(2026, 11, 25, 10, 0);
    private static readonly TimeOff Wednesday = new("Europe/Lisbon", new LocalDateTime(2026, 11, 25, 0, 0), new LocalDateTime(2026, 11, 26, 0, 0));

    [Fact]
    public async Task An_interview_booked_with_somebody_who_is_away_goes_to_a_free_colleague_at_its_time()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (key, interview) = await OpenAsync(agency);
        SmallAgency.As("maya", Role.Interviewer);
        Assert.True((await interview.Do("book", new InterviewCommand.Book("maya", "maya", Tomorrow, 30, MeetingWay.Phone))).Ok);
        SmallAgency.AsHouse();
        Assert.True((await agency.Grains.GetGrain<IInterviewer>("maya").Away("away", Wednesday)).Ok);
        await agency.UntilAsync(async () => (await interview.View()).State.Booking!.Interviewer == "joao");
        Assert.Equal((Tomorrow, 1), ((await interview.View()).State.Booking!.Start, (await interview.View()).State.Booking!.Sequence));
        await agency.UntilAsync(async () => (await agency.Grains.GetGrain<IInterviewer>("maya").Day()).Promises.IsEmpty);
        Assert.Equal([key], (await agency.Grains.GetGrain<IInterviewer>("joao").Day()).Promises.Select(p => p.Interview));
        Assert.Empty(await agency.Grains.GetGrain<ICallQueue>("main").Concerns());
    }

    [Fact]
    public async Task A_call_back_promised_by_somebody_who_is_away_is_a_colleagues_and_counts_no_attempt()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (key, interview) = await OpenAsync(agency);
        SmallAgency.As("maya", Role.Interviewer);
        Assert.True((await interview.Do("call-back", new InterviewCommand.PromiseCallback("maya", "n1", Tomorrow))).Ok);
        await agency.Grains.GetGrain<ICallQueue>("main").Close(key);
        SmallAgency.AsHouse();
        Assert.True((await agency.Grains.GetGrain<IInterviewer>("maya").Away("away", Wednesday)).Ok);
        await agency.UntilAsync(async () => (await interview.View()).State.Owner == "joao");
        var state = (await interview.View()).State;
        Assert.Equal((CaseStatus.Promised, Tomorrow, 1), (state.Status, state.PromiseDue, state.Attempts.Length));
        agency.Time.Now = Tomorrow;
        SmallAgency.As("joao", Role.Interviewer);
        await agency.UntilAsync(async () => (await agency.Grains.GetGrain<ICallQueue>("main").Next()).Interview is not null);
        var screen = await interview.Screen();
        Assert.Contains(screen.History, l => l.Sentence == "Passed to João, because Maya is away");
    }

    [Fact]
    public async Task Where_nobody_is_free_the_promise_stands_and_is_raised_before_it_is_due()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (key, interview) = await OpenAsync(agency);
        SmallAgency.As("maya", Role.Interviewer);
        Assert.True((await interview.Do("book", new InterviewCommand.Book("maya", "maya", Tomorrow, 30, MeetingWay.Phone))).Ok);
        SmallAgency.AsHouse();
        var queue = agency.Grains.GetGrain<ICallQueue>("main");
        await agency.UntilAsync(async () => (await queue.Board(0))[0].Status == CaseStatus.Booked);
        Assert.Empty(await queue.Concerns());
        Assert.True((await agency.Grains.GetGrain<IInterviewer>("joao").Away("away", Wednesday)).Ok);
        Assert.True((await agency.Grains.GetGrain<IInterviewer>("maya").Away("away", Wednesday)).Ok);
        await agency.UntilAsync(async () => (await queue.Concerns()).Length == 1);
        var concern = (await queue.Concerns())[0];
        Assert.True(concern.Rings);
        Assert.Equal((key, "whoever promised this is away then", true), (concern.Card.Interview, concern.Words, concern.CanPassOn));
        Assert.Equal(Tomorrow, (await interview.View()).State.Booking!.Start);

        // A colleague comes back; whoever leads the team looks again.
        Assert.True((await agency.Grains.GetGrain<IInterviewer>("joao").WithdrawAway("back", Wednesday)).Ok);
        await agency.Grains.GetGrain<IAgency>(IAgency.Key).Join("sven", new Staff("sven", "Sven", "sven@harrowlane.example", Role.Supervisor, "main", "Europe/Lisbon", null));
        SmallAgency.As("sven", Role.Supervisor);
        Assert.True((await interview.HandOver("again", "maya")).Ok);
        SmallAgency.AsHouse();
        await agency.UntilAsync(async () => (await queue.Concerns()).IsEmpty);
        Assert.Equal("joao", (await interview.View()).State.Booking!.Interviewer);
    }

    [Fact]
    public async Task New_hours_that_leave_a_promise_outside_pass_it_on_as_well()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (_, interview) = await OpenAsync(agency);
        SmallAgency.As("maya", Role.Interviewer);
        Assert.True((await interview.Do("book", new InterviewCommand.Book("maya", "maya", Tomorrow, 30, MeetingWay.Phone))).Ok);
        SmallAgency.AsHouse();
        Assert.True((await agency.Grains.GetGrain<IInterviewer>("maya").SetHours("later", WorkingHours.Default("Europe/Lisbon") with { From = new LocalTime(13, 0) })).Ok);
        await agency.UntilAsync(async () => (await interview.View()).State.Booking!.Interviewer == "joao");
    }

    [Fact]
    public async Task A_promise_into_time_away_is_refused_when_it_is_made_with_the_nearest_good_time()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (_, interview) = await OpenAsync(agency);
        SmallAgency.As("maya", Role.Interviewer);
        Assert.True((await agency.Grains.GetGrain<IInterviewer>("maya").Away("away", Wednesday)).Ok);
        var refused = await interview.Do("call-back", new InterviewCommand.PromiseCallback("maya", "n1", Tomorrow));
        Assert.Equal("You are away until Thu 26 Nov 00:00 Lisbon. Nearest good time: Thu 26 Nov 09:00 Lisbon.", refused.Refusal);
        Assert.Equal(refused.Refusal, (await interview.Do("book", new InterviewCommand.Book("maya", "maya", Tomorrow, 30, MeetingWay.Phone))).Refusal);
        await Assert.ThrowsAsync<AccessRefusedException>(() => agency.Grains.GetGrain<IInterviewer>("joao").Away("not-mine", Wednesday));
    }

    private static async Task<(string Key, IInterview Interview)> OpenAsync(SmallAgency agency)
    {
        var engagementKey = await agency.InTheFieldAsync(
            "Opportunity Name,Account Name,Contact: Full Name,Contact: Email,Contact: Phone,Contact: Title,Amount,Close Date,Stage,Loss Reason,Primary Competitor,Region\n"
            + "Route for three sites,Vale do Lima,Ana Ferreira,ana@vale.example,+351 912 555 018,Head of Operations,100000,2026-11-07,Closed Lost,Price,Haulwise,North");
        SmallAgency.AsHouse();
        var engagement = agency.Grains.GetGrain<IEngagement>(engagementKey);
        await engagement.Choose("choose", [(await engagement.Deals(0))[0].Deal]);
        await agency.UntilAsync(async () => (await engagement.Cards()).Length == 1);
        SmallAgency.As("maya", Role.Interviewer);
        var key = (await agency.Grains.GetGrain<ICallQueue>("main").Next()).Interview!;
        return (key, agency.Grains.GetGrain<IInterview>(key));
    }
}
