using NodaTime;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Calls;

/// <summary>A time that cannot be promised: the same reason beside the field as after it is sent, and every hour of it on the buyer's clock.</summary>
public sealed class RefusedTimeTests
{
    [Fact]
    public async Task Every_hour_of_a_refusal_is_on_the_buyers_clock_with_its_place()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (_, interview) = await InBerlinAsync(agency);
        var taken = Instant.FromUtc(2026, 11, 25, 15, 0);
        SmallAgency.AsHouse();
        Assert.True((await agency.Grains.GetGrain<IInterviewer>("maya").Take("other", "c/e/i1", taken, 30)).Ok);
        SmallAgency.As("maya", Role.Interviewer);
        const string words = "Taken by another promise at 16:00 Berlin.";
        var refused = await interview.Do("call-back", new InterviewCommand.PromiseCallback("maya", "n1", taken));
        Assert.Equal($"{words} Nearest good time: Wed 25 Nov 16:45 Berlin.", refused.Refusal);
        var proposal = await interview.Propose(taken, true);
        Assert.Equal((words, (Instant?)(taken + Duration.FromMinutes(45))), (proposal.WhyNot, proposal.Nearest));
        var early = await interview.Do("early", new InterviewCommand.PromiseCallback("maya", "n1", Instant.FromUtc(2026, 11, 25, 8, 30)));
        Assert.StartsWith("Outside your hours, 10:00 to 19:00 Berlin. Nearest good time: Wed 25 Nov 10:00 Berlin.", early.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_said_beside_the_field_is_what_is_said_when_it_is_sent()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (_, interview) = await InBerlinAsync(agency);
        SmallAgency.As("maya", Role.Interviewer);
        // Long past, at night, before hers, after hers and theirs, on a Saturday.
        foreach (var at in new[] { Instant.FromUtc(2026, 11, 24, 8, 0), Instant.FromUtc(2026, 11, 25, 1, 0), Instant.FromUtc(2026, 11, 25, 7, 30), Instant.FromUtc(2026, 11, 25, 18, 30), Instant.FromUtc(2026, 11, 28, 11, 0) })
        {
            var proposal = await interview.Propose(at, true);
            Assert.NotNull(proposal.WhyNot);
            Assert.StartsWith(proposal.WhyNot, (await interview.Do($"at-{at}", new InterviewCommand.PromiseCallback("maya", "n1", at))).Refusal, StringComparison.Ordinal);
        }
        // Outside the usual hours there and within hers: they asked for it, so it is promised, and nothing beside the field says otherwise.
        var wished = Instant.FromUtc(2026, 11, 25, 17, 30);
        Assert.Null((await interview.Propose(wished, true)).WhyNot);
        Assert.True((await interview.Do("wished", new InterviewCommand.PromiseCallback("maya", "n1", wished))).Ok);
    }

    [Fact]
    public async Task An_interview_stays_within_the_usual_hours_and_a_call_back_within_those_that_the_buyer_named()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (_, interview) = await InBerlinAsync(agency);
        SmallAgency.As("maya", Role.Interviewer);
        var evening = Instant.FromUtc(2026, 11, 25, 17, 30);
        Assert.Contains("business hours are 09:00 to 18:00", (await interview.Propose(evening, false)).WhyNot, StringComparison.Ordinal);
        Assert.Equal("outside the usual hours, by their own wish", (await interview.Propose(evening, true)).Beyond);
        Assert.True((await interview.Do("said", new InterviewCommand.StateAvailability("maya", [new AvailableSpan(IsoDayOfWeek.Tuesday, new LocalTime(9, 0), new LocalTime(12, 0), false)]))).Ok);
        foreach (var callback in new[] { true, false })
            Assert.Contains("may be rung only Tuesday", (await interview.Propose(Instant.FromUtc(2026, 11, 25, 14, 0), callback)).WhyNot, StringComparison.Ordinal);
        Assert.Null((await interview.Propose(Instant.FromUtc(2026, 12, 1, 9, 30), true)).WhyNot);
    }

    /// <summary>A case in Berlin on the desk of somebody in Lisbon, who speaks the language.</summary>
    private static async Task<(string Key, IInterview Interview)> InBerlinAsync(SmallAgency agency)
    {
        var engagementKey = await agency.InTheFieldAsync(DealLists.One.Replace("+351", "+49 30", StringComparison.Ordinal));
        SmallAgency.AsHouse();
        Assert.True((await agency.Grains.GetGrain<IAgency>(IAgency.Key).Join("maya-de", new Staff("maya", "Maya Lindqvist", "maya@harrowlane.example", Role.Interviewer, "main", "Europe/Lisbon", null) { Languages = "de en pt" })).Ok);
        var engagement = agency.Grains.GetGrain<IEngagement>(engagementKey);
        Assert.True((await engagement.Choose("choose", [.. (await engagement.Deals(0)).Select(d => d.Deal)])).Ok);
        await agency.UntilAsync(async () => (await engagement.Cards()).Length == 1);
        var key = (await engagement.Cards())[0].Interview;
        SmallAgency.As("maya", Role.Interviewer);
        await agency.UntilAsync(async () => (await agency.Grains.GetGrain<ICallQueue>("main").Open(key)).Ok);
        return (key, agency.Grains.GetGrain<IInterview>(key));
    }
}
