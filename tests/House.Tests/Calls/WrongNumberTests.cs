using NodaTime;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Calls;

/// <summary>A number that was someone else's is never rung again for this person, and a case without a number waits outside the queue.</summary>
public sealed class WrongNumberTests
{
    [Fact]
    public async Task A_wrong_number_is_struck_out_and_undo_gives_it_back()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (interview, queue) = await OnTheDeskAsync(agency);
        SmallAgency.As("maya", Role.Interviewer);
        Assert.True((await interview.Correct("phone", "+351 912 555 077")).Ok);
        Assert.True((await interview.Do("wrong", new InterviewCommand.RecordAttempt("maya", "n1", AttemptOutcome.WrongNumber))).Ok);
        var screen = await interview.Screen();
        Assert.Equal(["n1"], screen.State.Struck);
        Assert.False(screen.State.NoNumber);
        Assert.Contains("struck out", (await interview.Dial("dial-1", "n1")).Refusal, StringComparison.Ordinal);
        Assert.True((await interview.Dial("dial-2", screen.Dossier.Phones[1].Id)).Ok);
        Assert.True((await interview.Do("undo", new InterviewCommand.Undo("maya"))).Ok);
        Assert.Empty((await interview.View()).State.Struck);
        Assert.NotNull((await queue.Next()).Interview);
    }

    [Fact]
    public async Task A_case_without_a_number_leaves_the_queue_and_says_why_until_one_is_found()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (interview, queue) = await OnTheDeskAsync(agency);
        SmallAgency.As("maya", Role.Interviewer);
        var key = (await interview.View()).Interview;
        Assert.True((await interview.Do("wrong", new InterviewCommand.RecordAttempt("maya", "n1", AttemptOutcome.WrongNumber))).Ok);
        await queue.Close(key);
        Assert.Null((await queue.Next()).Interview);
        Assert.Contains(CaseWords.NoNumberLeft, (await queue.WhyNot(key)).Reasons);
        Assert.True((await queue.Open(key)).Ok);
        Assert.False((await interview.Dial("dial-1", "n1")).Ok);
        Assert.False((await interview.Correct("phone", "+351 912 555 018")).Ok);
        Assert.True((await interview.Correct("phone", "+351 912 555 077")).Ok);
        Assert.False((await interview.View()).State.NoNumber);
        await queue.Close(key);
        Assert.Equal(key, (await queue.Next()).Interview);
    }

    [Fact]
    public void Undo_gives_the_last_number_back_and_a_colleague_starts_with_their_own()
    {
        var at = Instant.FromUtc(2026, 11, 24, 9, 30);
        var sampled = new InterviewEvent.Sampled(at, "p-1", "co-1", "main", DealOutcome.Lost, new LocalDate(2026, 11, 7), new Place("Europe/Lisbon", "PT", null), "en", 2, "standard");
        InterviewEvent[] wrong = [sampled, new InterviewEvent.Attempted(at + Duration.FromHours(1), "maya", "n1", AttemptOutcome.WrongNumber), new InterviewEvent.RanOutOfNumbers(at + Duration.FromHours(1))];
        var struck = wrong.Aggregate(InterviewState.None, InterviewFold.Fold);
        Assert.True(struck is { NoNumber: true, Struck: ["n1"] });
        Assert.True(InterviewFold.Fold(struck, new InterviewEvent.Undone(at + Duration.FromHours(1), "maya")) is { NoNumber: false, Struck: [] });
        Assert.True(InterviewFold.Fold(struck, new InterviewEvent.Referred(at + Duration.FromHours(2), "maya", "p-2")) is { NoNumber: false, Struck: [] });
    }

    private static async Task<(IInterview Interview, ICallQueue Queue)> OnTheDeskAsync(SmallAgency agency)
    {
        var key = await agency.InTheFieldAsync(DealLists.One);
        SmallAgency.AsHouse();
        var engagement = agency.Grains.GetGrain<IEngagement>(key);
        Assert.True((await engagement.Choose("choose", [.. (await engagement.Deals(0)).Select(d => d.Deal)])).Ok);
        await agency.UntilAsync(async () => (await engagement.Cards()).Length == 1);
        SmallAgency.As("maya", Role.Interviewer);
        var queue = agency.Grains.GetGrain<ICallQueue>("main");
        var next = await queue.Next();
        return (agency.Grains.GetGrain<IInterview>(next.Interview!), queue);
    }
}
