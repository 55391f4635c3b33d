using NodaTime;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Rules.Tests.Interviews;

/// <summary>What a history comes to: its AAPOR code, what happens next and why (DOMAIN §5).</summary>
public sealed class DispositionRules
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 24, 9, 30);
    private static readonly InterviewEvent.Sampled Sampled = new(Start, "p-1", "co-1", "main", DealOutcome.Lost, new LocalDate(2026, 11, 7), new Place("Europe/Lisbon", "PT", null), "en", 2, "standard");

    private static InterviewCommand Dial(AttemptOutcome outcome) => new InterviewCommand.RecordAttempt("maya", "n1", outcome);
    private static readonly InterviewCommand Agree = new InterviewCommand.TakeConsent("maya", Attribution.Unattributed, true, "en/1", "2026-1");
    private static readonly InterviewCommand NotNow = new InterviewCommand.RefuseSoft("maya");

    [Theory]
    [InlineData("3.11", Bucket.UH, "Ring")]
    [InlineData("3.13", Bucket.UH, "Ring again", AttemptOutcome.Busy, AttemptOutcome.NoAnswer, AttemptOutcome.Busy)]
    [InlineData("3.12", Bucket.UH, "Ring again", AttemptOutcome.Busy, AttemptOutcome.Busy)]
    [InlineData("3.16", Bucket.UH, "Ring again", AttemptOutcome.Technical)]
    [InlineData("2.222", Bucket.NC, "Ring again", AttemptOutcome.VoicemailLeft, AttemptOutcome.NoAnswer)]
    [InlineData("2.221", Bucket.NC, "Ring again", AttemptOutcome.NoAnswer, AttemptOutcome.VoicemailNoMessage)]
    [InlineData("2.21", Bucket.NC, "Ring again", AttemptOutcome.Gatekeeper, AttemptOutcome.VoicemailLeft)]
    public void What_the_line_did_gives_the_code(string code, Bucket bucket, string step, params AttemptOutcome[] dials)
    {
        var s = Play([.. dials.Select(Dial)]);
        Assert.Equal(code, Dispositions.Of(s).Code.Code);
        Assert.Equal(bucket, Dispositions.Of(s).Code.Bucket);
        Assert.Equal(step, NextSteps.Of(s).Words);
    }

    [Fact]
    public void A_pending_appointment_is_no_refusal_and_a_refused_one_that_books_is_none_either()
    {
        var booked = new InterviewCommand.Book("maya", "maya", Start + Duration.FromDays(1), 30, MeetingWay.Phone);
        Assert.Equal("2.25", Dispositions.Of(Play(booked)).Code.Code);
        Assert.Equal(new NextStep("Hold the interview", Start + Duration.FromDays(1), "it is booked for then"), NextSteps.Of(Play(booked)));
        Assert.Equal("2.112", Dispositions.Of(Play(NotNow)).Code.Code);
        Assert.Equal("2.25", Dispositions.Of(Play(NotNow, booked)).Code.Code);
    }

    [Fact]
    public void Refusals_are_told_apart_by_who_spoke()
    {
        Assert.Equal("2.111", Dispositions.Of(Play(new InterviewCommand.TurnAway("maya", "n1"))).Code.Code);
        Assert.Equal("2.111", Dispositions.Of(Play(new InterviewCommand.RefuseHard("maya", RefusalOf.Company))).Code.Code);
        Assert.Equal("2.112", Dispositions.Of(Play(new InterviewCommand.RefuseHard("maya", RefusalOf.Person))).Code.Code);
        Assert.Equal("2.112", Dispositions.Of(Play(new InterviewCommand.TurnAway("maya", "n1"), new InterviewCommand.RefuseSoft("joao"))).Code.Code);
    }

    [Fact]
    public void Somebody_elses_refusal_rests_a_week_and_goes_to_another_and_a_second_ends_the_case()
    {
        var once = Play(new InterviewCommand.TurnAway("maya", "n1"));
        Assert.Equal(("maya", 1, Start + Duration.FromDays(7)), (once.RefusedTo, once.SoftRefusals, once.NotBefore));
        Assert.Equal("A colleague asks once more", NextSteps.Of(once).Words);
        Assert.Equal(CaseStatus.Refused, Play(new InterviewCommand.TurnAway("maya", "n1"), new InterviewCommand.TurnAway("joao", "n1")).Status);
    }

    [Theory]
    [InlineData(8, "1.2")]
    [InlineData(4, "1.2")]
    [InlineData(3, "2.12")]
    [InlineData(0, "2.12")]
    public void A_broken_off_talk_counts_in_part_from_half_of_the_guide_on(int sections, string code) =>
        Assert.Equal(code, Dispositions.Of(Play(Agree, new InterviewCommand.BreakOff("maya", sections))).Code.Code);

    [Fact]
    public void Who_was_heard_and_asks_never_to_be_called_again_was_heard()
    {
        var s = Play(Agree, new InterviewCommand.Complete("maya", 8), new InterviewCommand.RefuseHard("maya", RefusalOf.Person));
        Assert.Equal((CaseStatus.WrapUpOpen, "1.1"), (s.Status, Dispositions.Of(s).Code.Code));
        Assert.Equal(RefusalOf.Person, s.Never);
    }

    [Fact]
    public void Do_not_contact_before_anybody_tried_is_outside_the_sample_and_after_it_a_refusal()
    {
        Assert.Equal("4.10", Dispositions.Of(Play(new InterviewCommand.Suppress("house"))).Code.Code);
        Assert.Equal("2.112", Dispositions.Of(Play(Dial(AttemptOutcome.NoAnswer), new InterviewCommand.Suppress("house"))).Code.Code);
        var company = new InterviewCommand.Suppress("house") { Of = RefusalOf.Company };
        Assert.Equal("4.10", Dispositions.Of(Play(company)).Code.Code);
        Assert.Equal("2.111", Dispositions.Of(Play(Dial(AttemptOutcome.NoAnswer), company)).Code.Code);
    }

    [Theory]
    [InlineData(EndReason.Deceased, "2.31")]
    [InlineData(EndReason.Unable, "2.32")]
    [InlineData(EndReason.NoSharedLanguage, "2.332")]
    [InlineData(EndReason.LeftCompany, "4.54")]
    [InlineData(EndReason.NotEligible, "4.70")]
    [InlineData(EndReason.Duplicate, "4.81")]
    [InlineData(EndReason.QuotaFilled, "4.80")]
    public void Why_a_case_ended_gives_its_code_and_is_the_reason_on_screen(EndReason reason, string code)
    {
        var s = Play(Dial(AttemptOutcome.Gatekeeper), new InterviewCommand.EndFor("maya", reason));
        Assert.Equal(code, Dispositions.Of(s).Code.Code);
        Assert.Equal(new NextStep("Nothing", null, CaseWords.Of(reason)) { IsOver = true }, NextSteps.Of(s));
    }

    [Fact]
    public void A_promise_we_missed_is_rung_at_once_to_apologise()
    {
        var s = Play(new InterviewCommand.PromiseCallback("maya", "n1", Start + Duration.FromHours(2)), new InterviewCommand.NoteMissed("house", Fault.Ours));
        Assert.Equal("Ring and apologise", NextSteps.Of(s).Words);
        Assert.Equal(s.NotBefore, NextSteps.Of(s).From);
        Assert.Equal("2.21", Dispositions.Of(s).Code.Code);
    }

    [Fact]
    public void A_call_they_asked_for_counts_as_no_attempt()
    {
        var (due, promise) = (Start + Duration.FromHours(2), new InterviewCommand.PromiseCallback("maya", "n1", Start + Duration.FromHours(2)));
        var promised = Play(promise);
        Assert.Equal(1, promised.Counted);
        var rung = InterviewFold.Fold(promised, new InterviewEvent.Attempted(due, "maya", "n1", AttemptOutcome.NoAnswer));
        Assert.Equal(1, rung.Counted);
        Assert.Equal(2, InterviewFold.Fold(rung, new InterviewEvent.Attempted(due + Duration.FromHours(5), "maya", "n1", AttemptOutcome.NoAnswer)).Counted);
        // A ring before its time is one of ours.
        Assert.Equal(2, Play(promise, Dial(AttemptOutcome.NoAnswer)).Counted);
        Assert.Equal(1, Play(promise, new InterviewCommand.NoteMissed("house", Fault.Ours), Dial(AttemptOutcome.VoicemailLeft)).Counted);
        Assert.Equal(0, Play(new InterviewCommand.NoteReturn("maya", null), Dial(AttemptOutcome.NoAnswer)).Counted);
    }

    [Fact]
    public void What_we_missed_comes_up_before_anything_nobody_waits_for()
    {
        var owed = InterviewCard.Of("northwind/q4/i-1", Play(new InterviewCommand.PromiseCallback("maya", "n1", Start + Duration.FromHours(2)), new InterviewCommand.NoteMissed("house", Fault.Ours)));
        Assert.True(owed.IsOwedACall);
        Assert.Equal(WinLossAgency.Domain.People.TouchKind.PromisedCall, Dialling.KindOf(owed, Start));
        Assert.False(InterviewCard.Of("northwind/q4/i-1", Play(new InterviewCommand.PromiseCallback("maya", "n1", Start + Duration.FromHours(2)), new InterviewCommand.NoteMissed("house", Fault.Ours), Dial(AttemptOutcome.NoAnswer))).IsOwedACall);
    }

    [Fact]
    public void Whoever_writes_to_us_is_answered_before_anybody_rings()
    {
        var s = Play(Dial(AttemptOutcome.VoicemailLeft), new InterviewCommand.NoteReply());
        Assert.Equal(new NextStep("Answer them", s.ReturnedAt, "they wrote to us"), NextSteps.Of(s));
        Assert.Equal("2.21", Dispositions.Of(s).Code.Code);
    }

    [Fact]
    public void A_hundred_times_the_same_word_of_a_mail_is_one_fact()
    {
        var s = Play([new InterviewCommand.NoteMailed("m1", MailKind.Invitation), .. Enumerable.Repeat<InterviewCommand>(new InterviewCommand.NoteOpened("m1"), 100), .. Enumerable.Repeat<InterviewCommand>(new InterviewCommand.NoteBounced("m1", true), 100)]);
        Assert.Equal(4, s.Version);
        Assert.True(Assert.Single(s.Mails) is { OpenedAt: not null, Lasting: true });
    }

    private static InterviewState Play(params InterviewCommand[] commands)
    {
        var (s, at) = (InterviewFold.Fold(InterviewState.None, Sampled), Start);
        foreach (var command in commands)
        {
            var decided = Interview.Decide(s, command, at);
            Assert.False(decided is Decision<InterviewEvent>.Refused, (decided as Decision<InterviewEvent>.Refused)?.Reason);
            s = ((Decision<InterviewEvent>.Accepted)decided).Events.Aggregate(s, InterviewFold.Fold);
        }
        return s;
    }
}
