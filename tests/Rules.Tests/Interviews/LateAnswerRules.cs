using NodaTime;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Rules.Tests.Interviews;

/// <summary>What a buyer writes by mail, and what waits until somebody has read it.</summary>
public sealed class LateAnswerRules
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 9, 30);
    private static readonly Instant Until = Now + Duration.FromDays(7);

    private static readonly InterviewEvent Drawn = new InterviewEvent.Sampled(Now, "p-1", "c", "main", DealOutcome.Lost, new LocalDate(2026, 11, 7), new Place("Europe/Lisbon", "PT", null), "pt", 1, "standard");

    private static InterviewState Waiting() => Given(Drawn);

    private static InterviewState Coded() => Given(Drawn,
        new InterviewEvent.Consented(Now, "maya", Attribution.Named, true, "en/1", "2026-2"), new InterviewEvent.Started(Now, "maya"), new InterviewEvent.Completed(Now, "maya", 8),
        new InterviewEvent.WrappedUp(Now, "maya", false, false, CallFelt.Fine), new InterviewEvent.IntakeClosed(Now, "on-record"));

    private static InterviewState Asked() => Then(Coded(), new InterviewCommand.AskApproval("priya", Until, ["q1"]), Now);

    private static InterviewState Given(params InterviewEvent[] events) => events.Aggregate(InterviewState.None, InterviewFold.Fold);

    private static InterviewState Then(InterviewState state, InterviewCommand command, Instant at) =>
        Assert.IsType<Decision<InterviewEvent>.Accepted>(Interview.Decide(state, command, at)).Events.Aggregate(state, InterviewFold.Fold);

    private static string Refused(InterviewState state, InterviewCommand command, Instant at) =>
        Assert.IsType<Decision<InterviewEvent>.Refused>(Interview.Decide(state, command, at)).Reason;

    private static InterviewState Writes(InterviewState state, Instant at, string? letter = null) => Then(state, new InterviewCommand.NoteReply { Letter = letter }, at);

    private static InterviewState Settled(InterviewState state, AnswerOutcome outcome, Instant at) => Then(state, new InterviewCommand.SettleAnswers("karin", outcome, state.Late!.Count), at);

    [Fact]
    public void An_answer_after_the_case_is_over_waits_until_somebody_says_what_came_of_it()
    {
        var wrote = Writes(Writes(Coded(), Now), Now + Duration.FromHours(2));
        Assert.Equal(new UnreadAnswers(2, Now, Now + Duration.FromHours(2)), wrote.Late);
        Assert.False(wrote.Wrote);
        var settled = Settled(wrote, AnswerOutcome.PassedOn, Until);
        Assert.Null(settled.Late);
        Assert.Equal(new SettledAnswers(Until, "karin", AnswerOutcome.PassedOn), settled.Settled);
        Assert.Contains("dealt with already", Refused(settled, new InterviewCommand.SettleAnswers("karin", AnswerOutcome.NothingToDo, 2), Until));
        Assert.Contains("Nothing that they wrote", Refused(Coded(), new InterviewCommand.SettleAnswers("karin", AnswerOutcome.TakenBack, 0), Until));
        Assert.Equal(1, Writes(settled, Until).Late!.Count);
    }

    [Fact]
    public void One_that_came_while_another_was_read_is_not_settled_unread()
    {
        var wrote = Writes(Writes(Coded(), Now), Now);
        Assert.Contains("Another answer", Refused(wrote, new InterviewCommand.SettleAnswers("karin", AnswerOutcome.NothingToDo, 1), Now));
    }

    [Fact]
    public void A_passage_of_whoever_wrote_waits_whatever_was_said_of_it_before()
    {
        foreach (var state in new[] { Coded(), Asked(), Then(Asked(), new InterviewCommand.AnswerPassages(1, [new PassageWish("q1", PassageChoice.Keep, Attribution.Named, false)]), Now) })
        {
            Assert.False(Approvals.Of(state, "q1", Attribution.Unattributed, Now).Unread);
            Assert.True(Approvals.Of(Writes(state, Now), "q1", Attribution.Unattributed, Now).Unread);
            Assert.False(Approvals.Of(Settled(Writes(state, Now), AnswerOutcome.NothingToDo, Now), "q1", Attribution.Unattributed, Now).Unread);
        }
    }

    [Fact]
    public void Silence_is_not_counted_while_an_answer_lies_unread()
    {
        var wrote = Writes(Asked(), Until - Duration.FromDays(1));
        var longAfter = Until + Duration.FromDays(20);
        Assert.Equal(Until, Approvals.Of(wrote, "q1", Attribution.Unattributed, longAfter).WaitsUntil);
        // Nothing that was withheld by silence is lost to them meanwhile.
        Assert.Equal(PassageChoice.Keep, Then(wrote, new InterviewCommand.AnswerPassages(1, [new PassageWish("q1", PassageChoice.Keep, Attribution.Named, false)]), longAfter).Passages["q1"].Choice);
        // Read on that day, they have the one day that was left.
        var read = Settled(wrote, AnswerOutcome.NothingToDo, longAfter);
        Assert.Equal(longAfter + Duration.FromDays(1), read.Approval!.Until);
        Assert.NotNull(Approvals.Of(read, "q1", Attribution.Unattributed, longAfter).WaitsUntil);
        Assert.Null(Approvals.Of(read, "q1", Attribution.Unattributed, longAfter + Duration.FromDays(1)).WaitsUntil);
    }

    [Fact]
    public void An_answer_after_the_day_opens_no_approval_anew()
    {
        var late = Writes(Asked(), Until + Duration.FromDays(1));
        Assert.Null(Approvals.Of(late, "q1", Attribution.Unattributed, Until + Duration.FromDays(2)).WaitsUntil);
        Assert.Equal(Until, Settled(late, AnswerOutcome.NothingToDo, Until + Duration.FromDays(2)).Approval!.Until);
    }

    [Fact]
    public void Nobody_is_asked_anything_before_what_they_wrote_is_read()
    {
        var ask = new InterviewCommand.AskApproval("priya", Until, ["q1"]);
        Assert.Contains("privacy officer", Refused(Writes(Coded(), Now), ask, Now));
        Assert.NotNull(Then(Settled(Writes(Coded(), Now), AnswerOutcome.NothingToDo, Now), ask, Now).Approval);
    }

    [Theory]
    [InlineData(AnswerOutcome.TakenBack, false)]
    [InlineData(AnswerOutcome.TakenBackAtOnce, true)]
    public void What_they_take_back_is_taken_back(AnswerOutcome outcome, bool atOnce)
    {
        var back = Settled(Writes(Coded(), Now), outcome, Until);
        Assert.Equal(new Withdrawal(Until, atOnce), back.Withdrawal);
        Assert.Equal(Attribution.OffTheRecord, back.Consent!.Level);
        // Once is enough, and whoever would not wait before does not wait now.
        Assert.Equal(Until, Settled(Writes(back, Until), outcome, Until + Duration.FromDays(1)).Withdrawal!.At);
        Assert.True(Settled(Writes(back, Until), AnswerOutcome.TakenBackAtOnce, Until).Withdrawal!.AtOnce);
    }

    [Fact]
    public void A_second_officer_who_reads_that_they_take_it_back_is_not_answered_in_vain()
    {
        var settled = Settled(Writes(Asked(), Now), AnswerOutcome.NothingToDo, Now);
        var back = Then(settled, new InterviewCommand.SettleAnswers("ines", AnswerOutcome.TakenBackAtOnce, 1), Until);
        Assert.Equal((new Withdrawal(Until, true), "ines"), (back.Withdrawal, back.Settled!.By));
    }

    [Fact]
    public void What_answers_a_letter_that_a_stranger_has_is_listed_and_stops_nothing()
    {
        var forged = Writes(Asked(), Now, "m-1");
        var shut = Then(forged, new InterviewCommand.SettleAnswers("karin", AnswerOutcome.NotTheirs, 1) { Letters = ["m-1"] }, Now);
        var again = Writes(shut, Now, "m-1");
        Assert.Equal((null, 1), (again.Late, again.Listed!.Count));
        Assert.False(Approvals.Of(again, "q1", Attribution.Unattributed, Until).Unread);
        Assert.Null(Approvals.Of(again, "q1", Attribution.Unattributed, Until).WaitsUntil);
        Assert.NotNull(Then(again, new InterviewCommand.AskApproval("priya", Until, ["q2"]), Now).Approval);
        // Their own letter is heard as before, and both are dealt with at once.
        var both = Writes(again, Now, "m-2");
        Assert.Equal(1, both.Late!.Count);
        Assert.Contains("Another answer", Refused(both, new InterviewCommand.SettleAnswers("karin", AnswerOutcome.PassedOn, 1), Now));
        Assert.True(Then(both, new InterviewCommand.SettleAnswers("karin", AnswerOutcome.PassedOn, 2), Now) is { Late: null, Listed: null });
        for (var minute = 0; minute < 24 * 60; minute++) again = Writes(again, Now + Duration.FromMinutes(minute), "m-1");
        Assert.Equal(LateAnswers.CountedMax, again.Listed!.Count);
    }

    [Fact]
    public void A_machine_that_says_they_are_away_has_not_answered()
    {
        var away = new InterviewCommand.NoteReply { ByMachine = true };
        Assert.True(Then(Coded(), away, Now) is { Late: null, Listed.Count: 1 });
        Assert.False(Then(Waiting(), away, Now).Wrote);
        // It may have been a program of theirs all the same.
        Assert.NotNull(Then(Then(Coded(), away, Now), new InterviewCommand.SettleAnswers("karin", AnswerOutcome.TakenBack, 1), Now).Withdrawal);
    }

    [Fact]
    public void While_somebody_decides_the_next_one_is_counted_however_many_came_before()
    {
        var late = Coded();
        for (var n = 0; n < LateAnswers.CountedMax; n++) late = Writes(late, Now);
        var looked = Then(late, new InterviewCommand.ReadAnswers("karin"), Now);
        Assert.Equal(LateAnswers.CountedMax, looked.Late!.Count);
        Assert.Contains("Another answer", Refused(Writes(looked, Now), new InterviewCommand.SettleAnswers("karin", AnswerOutcome.NothingToDo, LateAnswers.CountedMax), Now));
        Assert.Equal(Writes(Coded(), Now), Then(Writes(Coded(), Now), new InterviewCommand.ReadAnswers("karin"), Now));
    }

    [Fact]
    public void A_buyer_who_writes_and_then_says_no_at_their_own_page_is_read()
    {
        var never = Then(Writes(Waiting(), Now), new InterviewCommand.RefuseHard(Approvals.Buyer, RefusalOf.Person), Now);
        Assert.Equal((CaseStatus.Refused, 1), (never.Status, never.Late!.Count));
        Assert.Null(Then(Writes(Waiting(), Now), new InterviewCommand.RefuseHard("maya", RefusalOf.Person), Now).Late);
        Assert.Equal(1, Then(Writes(Waiting(), Now), new InterviewCommand.NoteWrongPerson("maya"), Now).Late!.Count);
    }

    [Fact]
    public void A_buyer_who_writes_and_then_books_and_calls_off_themselves_is_read()
    {
        var booked = Then(Writes(Waiting(), Now), new InterviewCommand.Book(Approvals.Buyer, "maya", Until, 30, MeetingWay.Phone), Now);
        var off = Then(booked, new InterviewCommand.CallOff(Approvals.Buyer), Now);
        Assert.True(LateAnswers.LiesUnread(off));
        Assert.Equal(1, Then(off, new InterviewCommand.CloseUnreached("house"), Now).Late!.Count);
        Assert.Equal((2, Now), (Writes(off, Until).Written!.Count, Writes(off, Until).Written!.Since));
        // What was answered does not come back with the next thing that they do.
        var named = Then(Then(Writes(Waiting(), Now), new InterviewCommand.RecordAttempt("maya", "n1", AttemptOutcome.Spoke), Now), new InterviewCommand.SuggestColleague(), Now);
        Assert.False(LateAnswers.LiesUnread(named));
    }

    [Fact]
    public void Whoever_said_nothing_takes_nothing_back()
    {
        var unreached = Writes(Then(Waiting(), new InterviewCommand.CloseUnreached("house"), Now), Now);
        Assert.Contains("never interviewed", Refused(unreached, new InterviewCommand.SettleAnswers("karin", AnswerOutcome.TakenBack, 1), Now));
        Assert.Null(Settled(unreached, AnswerOutcome.PassedOn, Now).Late);
    }

    [Fact]
    public void An_answer_that_nobody_took_up_before_the_case_was_closed_is_a_late_one()
    {
        var wrote = Writes(Waiting(), Now);
        foreach (InterviewCommand over in new InterviewCommand[] { new InterviewCommand.CloseUnreached("house"), new InterviewCommand.EndFor("maya", EndReason.QuotaFilled), new InterviewCommand.Suppress("house") })
            Assert.Equal(1, Then(wrote, over, Now).Late!.Count);
        var rung = Then(wrote, new InterviewCommand.RecordAttempt("maya", "n1", AttemptOutcome.Spoke), Now);
        Assert.Null(Then(rung, new InterviewCommand.CloseUnreached("house"), Now).Late);
    }

    [Fact]
    public void Whoever_writes_without_end_fills_no_journal_and_nobody_thinks_it_was_read()
    {
        foreach (var begun in new[] { Coded(), Waiting() })
        {
            var (state, events) = (begun, 0);
            for (var minute = 0; minute < 3 * 24 * 60; minute += 10)
            {
                var at = Now + Duration.FromMinutes(minute);
                var decided = Assert.IsType<Decision<InterviewEvent>.Accepted>(Interview.Decide(state, new InterviewCommand.NoteReply(), at));
                (state, events) = (decided.Events.Aggregate(state, InterviewFold.Fold), events + decided.Events.Length);
            }
            Assert.Equal(LateAnswers.CountedMax + 2, events);
            Assert.True(state.Late is not null || state is { Wrote: true, ReturnedAt: not null });
        }
    }

    [Fact]
    public void After_the_flood_was_dealt_with_the_next_answer_is_heard_at_once()
    {
        var late = Coded();
        for (var n = 0; n < LateAnswers.CountedMax; n++) late = Writes(late, Now);
        Assert.Equal(1, Writes(Settled(late, AnswerOutcome.NothingToDo, Now), Now).Late!.Count);
        var waiting = Waiting();
        for (var n = 0; n < LateAnswers.CountedMax; n++) waiting = Writes(waiting, Now);
        // An interviewer who read them and set the case aside is told of the next.
        var later = Now + Duration.FromMinutes(1);
        Assert.Equal(later, Writes(Then(waiting, new InterviewCommand.Skip("maya", Until), Now), later).NotBefore);
        Assert.Equal(later, Writes(Then(waiting, new InterviewCommand.RecordAttempt("maya", "n1", AttemptOutcome.NoAnswer), Now), later).ReturnedAt);
    }

    [Fact]
    public void An_erased_buyer_leaves_nothing_that_waits() => Assert.Null(Then(Writes(Coded(), Now), new InterviewCommand.Erase("house"), Now).Late);
}
