using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Rules.Tests.Interviews;

/// <summary>What a buyer is asked, may answer, and what silence means.</summary>
public sealed class ApprovalRules
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 9, 30);
    private static readonly Instant Later = Now + Duration.FromDays(7);

    private static InterviewState Coded(Attribution level = Attribution.Named) => Given(
        new InterviewEvent.Sampled(Now, "p-1", "c", "main", DealOutcome.Lost, new LocalDate(2026, 11, 7), new Place("Europe/Lisbon", "PT", null), "pt", 1, "standard"),
        new InterviewEvent.Consented(Now, "maya", level, true, "en/1", "2026-2"), new InterviewEvent.Started(Now, "maya"), new InterviewEvent.Completed(Now, "maya", 8),
        new InterviewEvent.WrappedUp(Now, "maya", false, false, CallFelt.Fine), new InterviewEvent.IntakeClosed(Now, "on-record"));

    private static InterviewState Given(params InterviewEvent[] events) => events.Aggregate(InterviewState.None, InterviewFold.Fold);

    private static InterviewState Then(InterviewState state, InterviewCommand command, Instant? at = null)
    {
        var decided = Interview.Decide(state, command, at ?? Now);
        var accepted = Assert.IsType<Decision<InterviewEvent>.Accepted>(decided);
        return accepted.Events.Aggregate(state, InterviewFold.Fold);
    }

    private static string Refused(InterviewState state, InterviewCommand command, Instant? at = null) =>
        Assert.IsType<Decision<InterviewEvent>.Refused>(Interview.Decide(state, command, at ?? Now)).Reason;

    private static InterviewState Asked(Attribution level = Attribution.Named) => Then(Coded(level), new InterviewCommand.AskApproval("priya", Later, ["q1", "q2"]));

    private static InterviewCommand Says(string passage, PassageChoice choice, Attribution level = Attribution.OffTheRecord, int round = 1) =>
        new InterviewCommand.AnswerPassages(round, [new PassageWish(passage, choice, level, false)]);

    [Fact]
    public void Silence_keeps_the_agreed_level_and_for_a_name_means_no()
    {
        Assert.Equal(new PassageStanding(Attribution.RoleOnly, null), Approvals.Of(Coded(), "q1", Attribution.Named, Now));
        Assert.Equal(new PassageStanding(Attribution.Named, Later), Approvals.Of(Asked(), "q1", Attribution.Named, Now));
        Assert.Equal(new PassageStanding(Attribution.RoleOnly, null), Approvals.Of(Asked(), "q1", Attribution.Named, Later));
        Assert.Equal(new PassageStanding(Attribution.Unattributed, null), Approvals.Of(Asked(), "q1", Attribution.Unattributed, Later));
        var kept = Then(Asked(), Says("q1", PassageChoice.Keep, Attribution.Named));
        Assert.Equal(new PassageStanding(Attribution.Named, null), Approvals.Of(kept, "q1", Attribution.Named, Later));
        // What they passed over when they answered is silence too, and nobody waits for it any longer.
        Assert.Equal(new PassageStanding(Attribution.RoleOnly, null), Approvals.Of(kept, "q2", Attribution.Named, Now));
    }

    [Fact]
    public void A_question_about_a_point_makes_no_passage_wait()
    {
        var point = new InterviewCommand.AskApproval("themes", Later + Duration.FromDays(7), ["q1", "q2", "q3"]) { Points = true };
        var given = Then(Then(Asked(), Says("q1", PassageChoice.Keep, Attribution.Named)), point);
        foreach (var passage in new[] { "q1", "q2", "q3" }) Assert.Null(Approvals.Of(given, passage, Attribution.RoleOnly, Now).WaitsUntil);
        // Only the newest link holds, and at it they may still take out what they left in.
        Assert.Equal(2, given.Approval!.Round);
        Assert.Contains("newer one", Refused(given, Says("q1", PassageChoice.TakeOut)));
        Assert.Equal(Attribution.OffTheRecord, Approvals.Of(Then(given, Says("q1", PassageChoice.TakeOut, round: 2)), "q1", Attribution.Named, Now).Level);
        // Who has not answered yet has as long as before; whose link was closed is waited for no more; who never was asked is not asked now.
        var silent = Then(Asked(), point);
        Assert.Equal(Later, Approvals.Of(silent, "q1", Attribution.Named, Now).WaitsUntil);
        Assert.Null(Approvals.Of(silent, "q3", Attribution.Named, Now).WaitsUntil);
        var revoked = Then(Then(Asked(), new InterviewCommand.RevokeLink("priya")), point);
        Assert.Null(Approvals.Of(revoked, "q1", Attribution.Named, Now + Duration.FromHours(1)).WaitsUntil);
        Assert.Empty(Then(Coded(), point).Approval!.Passages);
        // A question about the passages themselves opens the wait as ever.
        Assert.Equal(Later, Approvals.Of(Then(Then(Coded(), point), new InterviewCommand.AskApproval("priya", Later, ["q1"])), "q1", Attribution.Named, Now).WaitsUntil);
    }

    [Fact]
    public void A_softer_passage_never_gets_more_open_and_one_taken_out_is_out()
    {
        var softer = Then(Asked(), Says("q1", PassageChoice.Softer, Attribution.Unattributed));
        Assert.Equal(Attribution.Unattributed, Approvals.Of(softer, "q1", Attribution.Named, Now).Level);
        Assert.Equal(Attribution.AggregateOnly, Approvals.Of(softer, "q1", Attribution.AggregateOnly, Now).Level);
        Assert.Equal(Attribution.OffTheRecord, Approvals.Of(Then(softer, Says("q1", PassageChoice.TakeOut)), "q1", Attribution.Named, Now).Level);
    }

    [Fact]
    public void After_the_day_one_may_still_take_back_and_no_longer_give()
    {
        var out_ = Then(Asked(), Says("q1", PassageChoice.TakeOut), Later + Duration.FromDays(30));
        Assert.Contains("day has passed", Refused(out_, Says("q1", PassageChoice.Keep, Attribution.Named), Later));
        // A first word that would only give comes too late and changes nothing.
        Assert.Equal(Attribution.RoleOnly, Approvals.Of(Then(Asked(), Says("q1", PassageChoice.Keep, Attribution.Named), Later), "q1", Attribution.Named, Later).Level);
    }

    [Fact]
    public void An_older_link_and_a_revoked_one_open_nothing()
    {
        var again = Then(Asked(), new InterviewCommand.AskApproval("priya", Later, ["q1", "q2", "q3"]));
        Assert.Equal(2, again.Approval!.Round);
        Assert.Contains("no longer the one", Refused(again, Says("q1", PassageChoice.TakeOut)));
        var revoked = Then(again, new InterviewCommand.RevokeLink("priya"));
        Assert.Contains("no longer the one", Refused(revoked, Says("q1", PassageChoice.TakeOut, round: 2)));
        Assert.Contains("no longer the one", Refused(revoked, new InterviewCommand.Withdraw(2, true)));
        Assert.Null(Approvals.Of(revoked, "q1", Attribution.RoleOnly, Now).WaitsUntil);
    }

    [Fact]
    public void Asking_twice_while_they_may_answer_asks_once()
    {
        Assert.Empty(Assert.IsType<Decision<InterviewEvent>.Accepted>(Interview.Decide(Asked(), new InterviewCommand.AskApproval("tom", Later, ["q2"]), Now)).Events);
        Assert.Contains("No passage", Refused(Coded(), new InterviewCommand.AskApproval("tom", Later, [])));
        Assert.Contains("passed", Refused(Coded(), new InterviewCommand.AskApproval("tom", Now, ["q1"])));
        Assert.Contains("among those", Refused(Asked(), Says("q9", PassageChoice.Keep)));
    }

    [Fact]
    public void Whoever_takes_back_everything_is_not_quoted_and_nobody_else_can_undo_it()
    {
        var gone = Then(Asked(), new InterviewCommand.Withdraw(1, false));
        Assert.Equal(Attribution.OffTheRecord, gone.Consent!.Level);
        Assert.Equal(Attribution.OffTheRecord, Approvals.Of(gone, "q1", Attribution.RoleOnly, Now).Level);
        Assert.Contains("only the buyer", Refused(gone, new InterviewCommand.ChangeLevel("maya", Attribution.RoleOnly)));
        Assert.Contains("nothing left", Refused(gone, new InterviewCommand.AskApproval("tom", Later, ["q1"])));
        Assert.Empty(Assert.IsType<Decision<InterviewEvent>.Accepted>(Interview.Decide(gone, new InterviewCommand.Withdraw(1, false), Now)).Events);
        Assert.True(Then(gone, new InterviewCommand.Withdraw(1, true)).Withdrawal!.AtOnce);
    }

    [Fact]
    public void No_consent_recorded_means_the_most_private_level_that_the_mode_knows() =>
        Assert.All(Enum.GetValues<ProgrammeMode>(), mode => Assert.Equal(Attribution.AggregateOnly, Levels.Allowed(null, mode)));

    [Fact]
    public void Refused_recording_is_wrapped_up_with_notes_only()
    {
        var ended = Given(new InterviewEvent.Sampled(Now, "p-1", "c", "main", DealOutcome.Lost, new LocalDate(2026, 11, 7), new Place("Europe/Lisbon", "PT", null), "pt", 1, "standard"),
            new InterviewEvent.Consented(Now, "maya", Attribution.RoleOnly, false, "en/1", "2026-2"), new InterviewEvent.Started(Now, "maya"), new InterviewEvent.Completed(Now, "maya", 8));
        Assert.Contains("refused the recording", Refused(ended, new InterviewCommand.WrapUp("maya", false, false, CallFelt.Fine)));
        Assert.Equal(CaseStatus.Intake, Then(ended, new InterviewCommand.WrapUp("maya", true, false, CallFelt.Fine)).Status);
    }

    [Fact]
    public void A_code_holds_a_quarter_of_an_hour_five_tries_and_once()
    {
        var codes = BuyerCodes.None.Sent(Now);
        Assert.Null(codes.WhyNotTry(Now + Duration.FromMinutes(14)));
        Assert.Equal(CodeTrouble.Expired, codes.WhyNotTry(Now + BuyerCodes.HoldsFor));
        Assert.Equal(CodeTrouble.Expired, codes.Tried(right: true).WhyNotTry(Now));
        for (var wrong = 0; wrong < BuyerCodes.TriesMax; wrong++) codes = codes.Tried(right: false);
        Assert.Equal(CodeTrouble.TooManyTries, codes.WhyNotTry(Now));
        for (var sent = codes.Number; sent < BuyerCodes.SentPerHourMax; sent++) codes = codes.Sent(Now);
        Assert.Equal(CodeTrouble.TooMany, codes.WhyNotSend(Now));
        Assert.Null(codes.WhyNotSend(Now + Duration.FromHours(1)));
        for (var hour = 1; codes.Number < BuyerCodes.SentMax; hour++) codes = codes.Sent(Now + Duration.FromHours(hour));
        Assert.Equal(CodeTrouble.TooMany, codes.WhyNotSend(Now + Duration.FromDays(90)));
    }
}
