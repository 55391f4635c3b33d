using NodaTime;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Calls;

/// <summary>A case and the calendars that hold its time agree, whatever comes between the two writes of a command.</summary>
public sealed class SlotTests
{
    private static readonly Instant First = Instant.FromUtc(2026, 11, 25, 10, 0);
    private static readonly Instant Second = Instant.FromUtc(2026, 11, 25, 14, 0);

    [Fact]
    public async Task A_kill_between_the_new_slot_and_the_case_loses_neither_time()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (key, interview) = await BookedAsync(agency);
        var maya = agency.Grains.GetGrain<IInterviewer>("maya");
        SmallAgency.AsHouse();
        await agency.UntilAsync(async () => !System.Text.Encoding.UTF8.GetString((await agency.Given.Facts.ReadAsync($"journal|interview|{key}", TestContext.Current.CancellationToken))!.Bytes.Span).Contains("\"to\":\"slot\"", StringComparison.Ordinal));
        // The first half of a move, as a kill leaves it.
        Assert.True((await maya.Take("half", key, Second, 30)).Ok);
        Assert.Equal([First, Second], (await maya.Day()).Promises.Select(p => p.Start));
        SmallAgency.As("maya", Role.Interviewer);
        Assert.True((await interview.Do("busy", new InterviewCommand.RecordAttempt("maya", "n1", AttemptOutcome.Busy))).Ok);
        SmallAgency.AsHouse();
        await agency.UntilAsync(async () => (await maya.Day()).Promises is [{ Start: var start }] && start == First);
        Assert.Equal(First, (await interview.View()).State.Booking!.Start);
    }

    [Fact]
    public async Task A_move_that_the_case_refuses_leaves_the_time_that_stands()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (_, interview) = await BookedAsync(agency);
        var maya = agency.Grains.GetGrain<IInterviewer>("maya");
        SmallAgency.As("maya", Role.Interviewer);
        // Yesterday is within hours and free in the calendar; only the case knows better.
        Assert.False((await interview.Do("back", new InterviewCommand.Book("maya", "maya", Instant.FromUtc(2026, 11, 23, 10, 0), 30, MeetingWay.Phone))).Ok);
        SmallAgency.AsHouse();
        Assert.Equal([First], (await maya.Day()).Promises.Select(p => p.Start));
    }

    [Fact]
    public async Task A_booking_that_goes_to_a_colleague_leaves_no_promise_behind()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (_, interview) = await BookedAsync(agency);
        SmallAgency.As("maya", Role.Interviewer);
        Assert.True((await interview.Do("over", new InterviewCommand.Book("maya", "joao", Second, 30, MeetingWay.Phone))).Ok);
        SmallAgency.AsHouse();
        await agency.UntilAsync(async () => (await agency.Grains.GetGrain<IInterviewer>("maya").Day()).Promises.IsEmpty);
        Assert.Equal([Second], (await agency.Grains.GetGrain<IInterviewer>("joao").Day()).Promises.Select(p => p.Start));
    }

    [Fact]
    public async Task Undoing_a_move_is_refused_once_the_old_time_has_gone_to_somebody_else()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (_, interview) = await BookedAsync(agency);
        var maya = agency.Grains.GetGrain<IInterviewer>("maya");
        SmallAgency.As("maya", Role.Interviewer);
        // Facts of one instant are undone together.
        agency.Time.Pass(Duration.FromMinutes(1));
        Assert.True((await interview.Do("move", new InterviewCommand.Book("maya", "maya", Second, 30, MeetingWay.Phone))).Ok);
        SmallAgency.AsHouse();
        await agency.UntilAsync(async () => (await maya.Day()).Promises is [{ Start: var start }] && start == Second);
        Assert.True((await maya.Take("other", "northwind/q4/i-other", First, 30)).Ok);
        SmallAgency.As("maya", Role.Interviewer);
        var undone = await interview.Do("undo", new InterviewCommand.Undo("maya"));
        Assert.Contains("Taken", undone.Refusal, StringComparison.Ordinal);
        Assert.Equal(Second, (await interview.View()).State.Booking!.Start);
    }

    [Fact]
    public void A_settled_time_is_never_refused()
    {
        var state = CalendarState.None with { Promises = [new("a", First, 30)] };
        var settled = Assert.IsType<Domain.Decision<CalendarEvent>.Accepted>(Calendar.Decide(state, new CalendarCommand.SettleSlot("b", First, 30), First));
        Assert.Equal(2, settled.Events.Aggregate(state, CalendarState.Fold).Promises.Length);
    }

    private static async Task<(string Key, IInterview Interview)> BookedAsync(SmallAgency agency)
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
        var interview = agency.Grains.GetGrain<IInterview>(key);
        Assert.True((await interview.Do("booked", new InterviewCommand.Book("maya", "maya", First, 30, MeetingWay.Phone))).Ok);
        return (key, interview);
    }
}
