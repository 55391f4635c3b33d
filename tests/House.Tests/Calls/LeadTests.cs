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
    public async Task What_is_refused_leaves_no_reason_behind()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (_, interview) = await OneCaseAsync(agency);
        SmallAgency.AsHouse();
        Assert.True((await interview.Do("promise", new InterviewCommand.PromiseCallback("maya", "n1", agency.Time.Now + Duration.FromDays(1)))).Ok);
        SmallAgency.As("sven", Role.Supervisor);
        Assert.False((await interview.Lead("hold", new InterviewCommand.PutOnHold("sven"), "Client asked us to wait a week.")).Ok);
        Assert.False((await interview.Lead("give", new InterviewCommand.Reassign("sven", null), "Anybody may have it.")).Ok);
        Assert.Empty((await interview.Led()).Notes);
        // A form that is sent twice gives its reason once, and loses it by neither.
        for (var n = 0; n < 2; n++) Assert.True((await interview.Lead("real", new InterviewCommand.Reassign("sven", "joao"), "Maya is away.")).Ok);
        Assert.Equal("Maya is away.", Assert.Single((await interview.Led()).Notes).Words);
    }

    [Fact]
    public async Task A_case_is_given_only_to_who_can_take_it_and_the_others_have_their_reason()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (_, interview) = await OneCaseAsync(agency);
        SmallAgency.AsHouse();
        Assert.True((await agency.Grains.GetGrain<IAgency>(IAgency.Key).Join("ines", new Staff("ines", "Ines", "ines@harrowlane.example", Role.Interviewer, "main", "Europe/Lisbon", null) { Languages = "fr" })).Ok);
        var due = agency.Time.Now + Duration.FromDays(1);
        Assert.True((await interview.Do("book", new InterviewCommand.Book("maya", "maya", due, 30, MeetingWay.Phone))).Ok);
        Assert.True((await agency.Grains.GetGrain<IInterviewer>("joao").Take("other", "c/e/i1", due, 30)).Ok);
        SmallAgency.As("sven", Role.Supervisor);
        var team = (await interview.Led()).Team.ToDictionary(t => t.Id, t => t.WhyNot);
        Assert.Null(team["maya"]);
        Assert.StartsWith("Does not speak ", team["ines"], StringComparison.Ordinal);
        Assert.StartsWith("Taken by another promise at ", team["joao"], StringComparison.Ordinal);
        Assert.Contains("cannot take it: does not speak", (await interview.Lead("give", new InterviewCommand.Reassign("sven", "ines"), "She has time.")).Refusal, StringComparison.Ordinal);
        // What stands in the way is called off by the same hand, and the case can be held back.
        Assert.Contains("call the appointment off first", (await interview.Lead("hold", new InterviewCommand.PutOnHold("sven"), "Wait.")).Refusal, StringComparison.Ordinal);
        Assert.True((await interview.Lead("off", new InterviewCommand.CallOff("sven"), "The client asked us to wait.")).Ok);
        Assert.True((await interview.Lead("hold-2", new InterviewCommand.PutOnHold("sven"), "The client asked us to wait.")).Ok);
        team = (await interview.Led()).Team.ToDictionary(t => t.Id, t => t.WhyNot);
        Assert.Null(team["joao"]);
    }

    [Fact]
    public async Task A_case_goes_to_nobody_outside_its_team_and_to_nobody_who_does_not_ring()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (_, interview) = await OneCaseAsync(agency);
        SmallAgency.AsHouse();
        Assert.True((await agency.Grains.GetGrain<IAgency>(IAgency.Key).Join("far", new Staff("far", "Far", "far@harrowlane.example", Role.Interviewer, "south", "Europe/Lisbon", null))).Ok);
        SmallAgency.As("sven", Role.Supervisor);
        foreach (var to in new[] { "far", "bruno", "Ana hated the demo" })
            Assert.Contains("choose from the list", (await interview.Lead($"to-{to.Length}", new InterviewCommand.Reassign("sven", to), "Why not.")).Refusal, StringComparison.Ordinal);
        SmallAgency.AsHouse();
        Assert.Null((await interview.View()).State.Owner);
    }

    [Fact]
    public async Task A_form_sent_again_with_another_choice_changes_nothing_and_takes_no_reason_away()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (_, interview) = await OneCaseAsync(agency);
        SmallAgency.AsHouse();
        var due = agency.Time.Now + Duration.FromDays(1);
        Assert.True((await interview.Do("promise", new InterviewCommand.PromiseCallback("maya", "n1", due))).Ok);
        SmallAgency.As("sven", Role.Supervisor);
        Assert.True((await interview.Lead("form", new InterviewCommand.Reassign("sven", "joao"), "Maya is away.")).Ok);
        SmallAgency.AsHouse();
        var maya = agency.Grains.GetGrain<IInterviewer>("maya");
        await agency.UntilAsync(async () => (await maya.Day()).Promises.IsEmpty);
        SmallAgency.As("sven", Role.Supervisor);
        Assert.True((await interview.Lead("form", new InterviewCommand.Reassign("sven", "maya"), "Maya is back.")).Ok);
        await interview.Lead("form", new InterviewCommand.PutOnHold("sven"), "Wait.");
        Assert.Equal("Maya is away.", Assert.Single((await interview.Led()).Notes).Words);
        SmallAgency.AsHouse();
        Assert.Equal("joao", (await interview.View()).State.Owner);
        Assert.Empty((await maya.Day()).Promises);
        Assert.Single((await agency.Grains.GetGrain<IInterviewer>("joao").Day()).Promises);
    }

    [Fact]
    public async Task An_appointment_is_called_off_only_while_a_mail_can_tell_the_buyer()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (_, interview) = await OneCaseAsync(agency);
        SmallAgency.AsHouse();
        var start = agency.Time.Now + Duration.FromMinutes(90);
        Assert.True((await interview.Do("book", new InterviewCommand.Book("maya", "maya", start, 30, MeetingWay.Phone))).Ok);
        agency.Time.Pass(Duration.FromMinutes(45));
        SmallAgency.As("sven", Role.Supervisor);
        Assert.Contains("too soon for a mail", (await interview.Lead("soon", new InterviewCommand.CallOff("sven"), "The client asked.")).Refusal, StringComparison.Ordinal);
        agency.Time.Pass(Duration.FromMinutes(50));
        Assert.Contains("Its time has come", (await interview.Lead("late", new InterviewCommand.CallOff("sven"), "The client asked.")).Refusal, StringComparison.Ordinal);
        Assert.Equal(CaseStatus.Booked, (await interview.Led()).Card.Status);

        await using var silent = await SmallAgency.OpenAsync();
        (_, interview) = await OneCaseAsync(silent, DealLists.One.Replace("ana@vale.example", "", StringComparison.Ordinal));
        SmallAgency.AsHouse();
        Assert.True((await interview.Do("book", new InterviewCommand.Book("maya", "maya", silent.Time.Now + Duration.FromDays(1), 30, MeetingWay.Phone))).Ok);
        SmallAgency.As("sven", Role.Supervisor);
        Assert.Contains("No mail reaches this buyer", (await interview.Lead("off", new InterviewCommand.CallOff("sven"), "The client asked.")).Refusal, StringComparison.Ordinal);
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

    private static async Task<(string Key, IInterview Interview)> OneCaseAsync(SmallAgency agency, string list = DealLists.One)
    {
        var engagementKey = await agency.InTheFieldAsync(list);
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
