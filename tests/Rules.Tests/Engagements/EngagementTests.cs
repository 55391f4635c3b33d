using NodaTime;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Engagements;
using Xunit;

namespace WinLossAgency.Rules.Tests.Engagements;

public class EngagementTests
{
    private static readonly Instant At = Instant.FromUtc(2026, 11, 24, 9, 0);

    private static readonly SetUp SetUp = new()
    {
        Title = "Q4", Kind = EngagementKind.WinLoss, FieldFrom = new(2026, 11, 2), FieldUntil = new(2026, 12, 11), ReadoutOn = new(2026, 12, 18), GoalWins = 1, GoalLosses = 1, Interviewers = ["maya"],
    };

    [Fact]
    public void Leaving_a_deal_out_twice_records_once()
    {
        var left = After(new EngagementCommand.Draft(SetUp), new EngagementCommand.LeaveOut("i-1", "left-out/i-1"));
        Assert.Empty(Accepted(left, new EngagementCommand.LeaveOut("i-1", "left-out/i-1")));
    }

    [Fact]
    public void A_set_up_saved_unchanged_records_nothing()
    {
        var draft = After(new EngagementCommand.Draft(SetUp));
        Assert.Empty(Accepted(draft, new EngagementCommand.ChangeSetUp(SetUp with { Interviewers = [.. SetUp.Interviewers] })));
        Assert.Single(Accepted(draft, new EngagementCommand.ChangeSetUp(SetUp with { Interviewers = ["maya", "joao"] })));
        Assert.Single(Accepted(draft, new EngagementCommand.ChangeSetUp(SetUp with { Analysts = ["priya"] })));
    }

    [Fact]
    public void Openness_is_frozen_once_people_were_asked()
    {
        var field = After(new EngagementCommand.Draft(SetUp), new EngagementCommand.Reach(Stage.Agreed), new EngagementCommand.ImportDeals("a", 1, 0), new EngagementCommand.Reach(Stage.InTheField));
        Assert.Contains("frozen", Refused(field, new EngagementCommand.ChangeSetUp(SetUp with { Mode = ProgrammeMode.Attributed })));
        Assert.Contains("only rise", Refused(field, new EngagementCommand.ChangeSetUp(SetUp with { K = 4 })));
    }

    [Fact]
    public void Whoever_opened_what_was_said_cannot_have_the_log_of_it_go_sooner()
    {
        var draft = After(new EngagementCommand.Draft(SetUp));
        Assert.Single(Accepted(draft, new EngagementCommand.ChangeSetUp(SetUp with { LogYears = 3 })));
        var field = After(new EngagementCommand.Draft(SetUp), new EngagementCommand.Reach(Stage.Agreed), new EngagementCommand.ImportDeals("a", 1, 0), new EngagementCommand.Reach(Stage.InTheField));
        Assert.Contains("only be kept longer", Refused(field, new EngagementCommand.ChangeSetUp(SetUp with { LogYears = 1 })));
        Assert.Single(Accepted(field, new EngagementCommand.ChangeSetUp(SetUp with { LogYears = 10 })));
        var closed = After(new EngagementCommand.Draft(SetUp), new EngagementCommand.Reach(Stage.Agreed), new EngagementCommand.ImportDeals("a", 1, 0), new EngagementCommand.Reach(Stage.InTheField),
            new EngagementCommand.Reach(Stage.Analysis), new EngagementCommand.Reach(Stage.Delivered), new EngagementCommand.Reach(Stage.Closed));
        Assert.Contains("only be kept longer", Refused(closed, new EngagementCommand.ChangeSetUp(SetUp with { LogYears = 1 })));
    }

    [Fact]
    public void What_buyers_were_told_of_how_long_they_are_kept_only_gets_shorter()
    {
        var draft = Happened(new EngagementEvent.Drafted(At, SetUp));
        Assert.Single(Accepted(draft, new EngagementCommand.ChangeSetUp(SetUp with { RawDays = 120, DossierMonths = 24 })));
        var field = Happened(new EngagementEvent.Drafted(At, SetUp), new EngagementEvent.StageReached(At, Stage.InTheField));
        Assert.Contains("stands at 90 days", Refused(field, new EngagementCommand.ChangeSetUp(SetUp with { RawDays = 91 })));
        Assert.Contains("stands at 12 months", Refused(field, new EngagementCommand.ChangeSetUp(SetUp with { DossierMonths = 13 })));
        Assert.Single(Accepted(field, new EngagementCommand.ChangeSetUp(SetUp with { RawDays = 30, DossierMonths = 6 })));
        // What was shortened once does not grow again, and what is destroyed was kept as long as it was.
        var shorter = Happened(new EngagementEvent.Drafted(At, SetUp), new EngagementEvent.StageReached(At, Stage.InTheField), new EngagementEvent.SetUpChanged(At, SetUp with { RawDays = 30 }));
        Assert.Contains("stands at 30 days", Refused(shorter, new EngagementCommand.ChangeSetUp(SetUp)));
        var gone = Happened(new EngagementEvent.Drafted(At, SetUp), new EngagementEvent.StageReached(At, Stage.Delivered), new EngagementEvent.RawForgotten(At));
        Assert.Contains("was destroyed 90 days", Refused(gone, new EngagementCommand.ChangeSetUp(SetUp with { RawDays = 30 })));
    }

    [Fact]
    public void A_sample_no_longer_changes_once_it_was_read_out()
    {
        var done = After(new EngagementCommand.Draft(SetUp), new EngagementCommand.Reach(Stage.Agreed), new EngagementCommand.ImportDeals("a", 1, 0),
            new EngagementCommand.Reach(Stage.InTheField), new EngagementCommand.Reach(Stage.Analysis), new EngagementCommand.Reach(Stage.Delivered));
        Assert.Contains("no longer change", Refused(done, new EngagementCommand.LeaveOut("i-1", "left-out/i-1")));
        Assert.Contains("new engagement", Refused(done, new EngagementCommand.ImportDeals("b", 1, 0)));
    }

    [Fact]
    public void Choosing_is_bounded_at_once_and_in_all()
    {
        var agreed = After(new EngagementCommand.Draft(SetUp), new EngagementCommand.Reach(Stage.Agreed), new EngagementCommand.ImportDeals("a", 2000, 0));
        Assert.Contains("200", Refused(agreed, new EngagementCommand.Choose([.. Enumerable.Range(0, 201).Select(i => $"i-{i}")])));
        for (var part = 0; part < 5; part++)
            agreed = Fold(agreed, new EngagementCommand.Choose([.. Enumerable.Range(part * 200, 200).Select(i => $"i-{i}")]));
        Assert.Contains("1,000", Refused(agreed, new EngagementCommand.Choose(["i-x"])));
    }

    [Fact]
    public void Each_stage_says_what_the_next_still_wants()
    {
        var draft = After(new EngagementCommand.Draft(SetUp with { GoalWins = 0, GoalLosses = 0, Interviewers = [] }));
        var facts = new StageFacts(0, false, 0, 0, 0, new LocalDate(2026, 11, 24));
        Assert.Equal(3, StageNeeds.Of(draft, facts).Length);
        Assert.Empty(StageNeeds.Of(After(new EngagementCommand.Draft(SetUp)), facts with { Questions = 1 }));
        Assert.Contains("deal list", StageNeeds.Of(After(new EngagementCommand.Draft(SetUp), new EngagementCommand.Reach(Stage.Agreed)), facts)[0]);
    }

    private static EngagementState Happened(params EngagementEvent[] events) => events.Aggregate(EngagementState.None, EngagementState.Fold);

    private static EngagementState After(params EngagementCommand[] commands) => commands.Aggregate(EngagementState.None, Fold);

    private static EngagementState Fold(EngagementState state, EngagementCommand command) => Accepted(state, command).Aggregate(state, EngagementState.Fold);

    private static IEnumerable<EngagementEvent> Accepted(EngagementState state, EngagementCommand command) =>
        Assert.IsType<Decision<EngagementEvent>.Accepted>(Engagement.Decide(state, command, At)).Events;

    private static string Refused(EngagementState state, EngagementCommand command) =>
        Assert.IsType<Decision<EngagementEvent>.Refused>(Engagement.Decide(state, command, At)).Reason;
}
