using NodaTime;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.People;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Calls;

public sealed class BookingTests
{
    private const int Tries = 50;

    [Fact]
    public async Task Of_fifty_simultaneous_tries_for_one_slot_exactly_one_wins()
    {
        await using var agency = await SmallAgency.OpenAsync();
        SmallAgency.AsHouse();
        var maya = agency.Grains.GetGrain<IInterviewer>("maya");
        await maya.SetHours("hours", WorkingHours.Default("Europe/Lisbon"));
        var slot = Instant.FromUtc(2026, 11, 25, 10, 0);
        var answers = await Task.WhenAll(Enumerable.Range(0, Tries).Select(n => Task.Run(() => maya.Take($"take-{n}", $"c/e/i{n}", slot, 25))));
        Assert.Single(answers, a => a.Ok);
        Assert.All(answers.Where(a => !a.Ok), a => Assert.Contains("Taken by another promise at 10:00", a.Refusal, StringComparison.Ordinal));
        Assert.Single((await maya.Day()).Promises);
    }

    [Fact]
    public async Task Whoever_knows_the_buyer_is_passed_over_and_undo_gives_the_case_back()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var key = await agency.InTheFieldAsync(List);
        SmallAgency.AsHouse();
        var engagement = agency.Grains.GetGrain<IEngagement>(key);
        await engagement.Choose("choose", [(await engagement.Deals(0))[0].Deal]);
        await Until(async () => (await engagement.Cards()).Length == 1);
        SmallAgency.As("maya", Role.Interviewer);
        var queue = agency.Grains.GetGrain<ICallQueue>("main");
        var open = (await queue.Next()).Interview!;
        var interview = agency.Grains.GetGrain<IInterview>(open);
        Assert.True((await interview.Do("know", new InterviewCommand.Recuse("maya"))).Ok);
        await queue.Close(open);
        await Until(async () => (await queue.Next()).Interview is null);
        Assert.True((await interview.Do("undo", new InterviewCommand.Undo("maya"))).Ok);
        await Until(async () => (await queue.Next()).Interview == open);
    }

    [Fact]
    public async Task Nobody_is_offered_whose_budget_another_client_has_used_up_and_the_reason_shows()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var key = await agency.InTheFieldAsync(List);
        SmallAgency.AsHouse();
        var engagement = agency.Grains.GetGrain<IEngagement>(key);
        await engagement.Choose("choose", [(await engagement.Deals(0))[0].Deal]);
        await Until(async () => (await engagement.Cards()).Length == 1);
        var card = (await engagement.Cards()).Single();
        var person = agency.Grains.GetGrain<IPerson>(card.Person);
        var now = agency.Time.Now;
        foreach (var ago in new[] { 3, 2 })
        {
            agency.Time.Now = now - Duration.FromDays(ago);
            Assert.True((await person.Permit($"elsewhere-{ago}", TouchKind.Dial, "southwind/q4/i-1")).Ok);
        }
        agency.Time.Now = now;
        SmallAgency.As("maya", Role.Interviewer);
        var queue = agency.Grains.GetGrain<ICallQueue>("main");
        var next = await queue.Next();
        Assert.Null(next.Interview);
        Assert.True(next.NextCallable > now);
        var why = await queue.WhyNot(card.Interview);
        Assert.False(why.Callable);
        Assert.Contains("2 days of the last week", Assert.Single(why.Reasons), StringComparison.Ordinal);

        agency.Time.Pass(Duration.FromDays(6));
        Assert.Equal(card.Interview, (await queue.Next()).Interview);
        Assert.True((await agency.Grains.GetGrain<IInterview>(card.Interview).Dial("dial", "n1")).Ok);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_promise_that_comes_due_takes_the_desk_from_a_case_that_nobody_has_begun(bool begun)
    {
        await using var agency = await SmallAgency.OpenAsync();
        var key = await agency.InTheFieldAsync(List + "\nRoute for one site,Casa Norte,Rui Marques,rui@norte.example,+351 912 555 019,Head,90000,2026-11-07,Closed Lost,Price,Haulwise,North");
        SmallAgency.AsHouse();
        var engagement = agency.Grains.GetGrain<IEngagement>(key);
        await engagement.Choose("choose", [.. (await engagement.Deals(0)).Select(d => d.Deal)]);
        await Until(async () => (await engagement.Cards()).Length == 2);
        SmallAgency.As("maya", Role.Interviewer);
        var queue = agency.Grains.GetGrain<ICallQueue>("main");
        var promised = (await queue.Next()).Interview!;
        var due = agency.Time.Now + Duration.FromMinutes(30);
        Assert.True((await agency.Grains.GetGrain<IInterview>(promised).Do("promise", new InterviewCommand.PromiseCallback("maya", "n1", due))).Ok);
        await queue.Close(promised);
        var offered = (await queue.Next()).Interview!;
        Assert.NotEqual(promised, offered);
        if (begun) Assert.True((await agency.Grains.GetGrain<IInterview>(offered).Dial("dial", "n1")).Ok);
        Assert.Equal(offered, (await queue.Next()).Interview);
        agency.Time.Now = due;
        Assert.Equal(begun ? offered : promised, (await queue.Next()).Interview);
    }

    private const string List = """
        Opportunity Name,Account Name,Contact: Full Name,Contact: Email,Contact: Phone,Contact: Title,Amount,Close Date,Stage,Loss Reason,Primary Competitor,Region
        Route for three sites,Vale do Lima,Ana Ferreira,ana@vale.example,+351 912 555 018,Head of Operations,100000,2026-11-07,Closed Lost,Price,Haulwise,North
        """;

    private static Task Until(Func<Task<bool>> holds) => Patience.UntilAsync(holds);
}
