using NodaTime;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Calls;

/// <summary>Whoever leads the team gives a case to another, holds it back and ends it, each with a reason that stays.</summary>
public sealed class LeadTests
{
    [Fact]
    public async Task A_promise_goes_with_the_case_to_whoever_it_is_given_to()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (key, interview) = await OneCaseAsync(agency);
        var due = agency.Time.Now + Duration.FromDays(1);
        SmallAgency.AsHouse();
        Assert.True((await interview.Do("promise", new InterviewCommand.PromiseCallback("maya", "n1", due))).Ok);

        SmallAgency.As("sven", Role.Supervisor);
        Assert.Contains("Say why", (await interview.Lead("no-why", new InterviewCommand.Reassign("sven", "joao"), " ")).Refusal, StringComparison.Ordinal);
        Assert.Contains("must be somebody's", (await interview.Lead("nobody", new InterviewCommand.Reassign("sven", null), "away")).Refusal, StringComparison.Ordinal);
        Assert.Contains("promised", (await interview.Lead("hold", new InterviewCommand.PutOnHold("sven"), "wait")).Refusal, StringComparison.Ordinal);
        var given = await interview.Lead("give", new InterviewCommand.Reassign("sven", "joao"), "Maya is away tomorrow.");
        Assert.True(given.Ok, given.Refusal);
        var led = await interview.Led();
        Assert.Equal(("joao", (Instant?)due, CaseStatus.Promised), (led.Card.Owner, led.Card.Due, led.Card.Status));
        Assert.Contains(led.Notes, n => n is { By: "sven", Words: "Maya is away tomorrow." });

        SmallAgency.AsHouse();
        await agency.UntilAsync(async () => (await agency.Grains.GetGrain<IInterviewer>("maya").Day()).Promises.IsEmpty);
        Assert.Equal(key, Assert.Single((await agency.Grains.GetGrain<IInterviewer>("joao").Day()).Promises).Interview);
    }

    [Fact]
    public async Task A_case_held_back_is_offered_to_nobody_until_it_is_let_go()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (key, interview) = await OneCaseAsync(agency);
        var queue = agency.Grains.GetGrain<ICallQueue>("main");
        SmallAgency.As("sven", Role.Supervisor);
        Assert.True((await interview.Lead("hold", new InterviewCommand.PutOnHold("sven"), "Client asked us to wait a week.")).Ok);
        await agency.UntilAsync(async () => (await queue.WhyNot(key)).Reasons.Contains(CaseWords.HeldBack));
        SmallAgency.As("maya", Role.Interviewer);
        Assert.Null((await queue.Next()).Interview);
        SmallAgency.As("sven", Role.Supervisor);
        Assert.True((await interview.Lead("go", new InterviewCommand.LetGo("sven"), "They are ready.")).Ok);
        await agency.UntilAsync(async () => !(await queue.WhyNot(key)).Reasons.Contains(CaseWords.HeldBack));
    }

    [Fact]
    public async Task Ending_a_case_can_be_taken_back_for_a_minute_and_says_its_code()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (_, interview) = await OneCaseAsync(agency);
        SmallAgency.As("sven", Role.Supervisor);
        Assert.True((await interview.Lead("end", new InterviewCommand.EndFor("sven", EndReason.QuotaFilled), "We have enough of these.")).Ok);
        Assert.Equal(("4.80", CaseStatus.Ended), ((await interview.Led()).Code, (await interview.Led()).Card.Status));
        Assert.True((await interview.Lead("undo", new InterviewCommand.Undo("sven"), "")).Ok);
        Assert.Equal(("3.11", CaseStatus.Waiting), ((await interview.Led()).Code, (await interview.Led()).Card.Status));
        Assert.Contains("works the case", (await interview.Lead("dial", new InterviewCommand.RefuseSoft("sven"), "no")).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_field_of_a_team_counts_its_own_cases_and_names_its_engagements()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (key, _) = await OneCaseAsync(agency);
        SmallAgency.As("sven", Role.Supervisor);
        var field = await agency.Grains.GetGrain<ICallQueue>("main").Field();
        Assert.Equal(1, field.Report.Groups[0].Open);
        Assert.Equal("3.11", Assert.Single(field.Report.Codes).Code.Code);
        Assert.True(field.Titles.ContainsKey(key[..key.LastIndexOf('/')]));
        Assert.Single(await agency.Grains.GetGrain<ICallQueue>("main").Cases(CaseStatus.Waiting, null, 0));
        Assert.Empty(await agency.Grains.GetGrain<ICallQueue>("main").Cases(CaseStatus.Booked, null, 0));
    }

    [Fact]
    public async Task Nobody_leads_a_case_of_another_team_or_in_anothers_name()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (_, interview) = await OneCaseAsync(agency);
        SmallAgency.As("bruno", Role.Supervisor);
        await Assert.ThrowsAsync<AccessRefusedException>(() => interview.Led());
        await Assert.ThrowsAsync<AccessRefusedException>(() => interview.Lead("x", new InterviewCommand.PutOnHold("bruno"), "mine"));
        SmallAgency.As("sven", Role.Supervisor);
        await Assert.ThrowsAsync<AccessRefusedException>(() => interview.Lead("x", new InterviewCommand.PutOnHold("bruno"), "theirs"));
        SmallAgency.As("maya", Role.Interviewer);
        await Assert.ThrowsAsync<AccessRefusedException>(() => interview.Led());
    }

    private static async Task<(string Key, IInterview Interview)> OneCaseAsync(SmallAgency agency)
    {
        var engagementKey = await agency.InTheFieldAsync(DealLists.One);
        SmallAgency.AsHouse();
        var directory = agency.Grains.GetGrain<IAgency>(IAgency.Key);
        foreach (var (id, role, team) in new[] { ("sven", Role.Supervisor, "main"), ("bruno", Role.Supervisor, "south"), ("joao", Role.Interviewer, "main") })
            Assert.True((await directory.Join(id, new Staff(id, id, $"{id}@harrowlane.example", role, team, "Europe/Lisbon", null))).Ok);
        var engagement = agency.Grains.GetGrain<IEngagement>(engagementKey);
        Assert.True((await engagement.Choose("choose", [.. (await engagement.Deals(0)).Select(d => d.Deal)])).Ok);
        await agency.UntilAsync(async () => (await engagement.Cards()).Length == 1);
        var key = (await engagement.Cards())[0].Interview;
        SmallAgency.As("sven", Role.Supervisor);
        await agency.UntilAsync(async () => (await agency.Grains.GetGrain<ICallQueue>("main").WhyNot(key)).Place is not null);
        return (key, agency.Grains.GetGrain<IInterview>(key));
    }
}
