using NodaTime;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Rules.Tests.Interviews;

/// <summary>A time that was promised stands until it is kept, moved, called off or missed, and until then everybody sees it.</summary>
public sealed class PromiseRules
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 24, 9, 30);
    private static readonly Instant Due = Start + Duration.FromHours(5);
    private static readonly InterviewCommand CallBack = new InterviewCommand.PromiseCallback("maya", "n1", Due);
    private static readonly InterviewCommand Booked = new InterviewCommand.Book("maya", "maya", Due, 30, MeetingWay.Phone);

    [Fact]
    public void A_ring_before_its_time_that_reaches_nobody_leaves_the_promise() =>
        Assert.Equal(Due, Card(CallBack, Ring(AttemptOutcome.NoAnswer)).Due);

    [Fact]
    public void A_busy_or_failed_line_leaves_the_promise()
    {
        Assert.Equal(Due, Card(CallBack, Ring(AttemptOutcome.Busy)).Due);
        Assert.Equal(Due, Card(CallBack, Ring(AttemptOutcome.Technical)).Due);
    }

    [Fact]
    public void A_talk_before_its_time_or_a_ring_at_it_keeps_the_promise()
    {
        Assert.Null(Card(CallBack, Ring(AttemptOutcome.Spoke)).Due);
        var promised = Play(CallBack);
        Assert.Null(InterviewFold.Fold(promised, new InterviewEvent.Attempted(Due, "maya", "n1", AttemptOutcome.NoAnswer)).PromiseDue);
    }

    [Fact]
    public void A_call_back_in_the_place_of_an_appointment_is_what_stands()
    {
        var later = new InterviewCommand.PromiseCallback("maya", "n1", Due + Duration.FromDays(1));
        var card = Card(Booked, later);
        Assert.Equal((CaseStatus.Promised, Due + Duration.FromDays(1), false), (card.Status, card.Due!.Value, card.Interviewing));
        Assert.Equal(1, Play(Booked, later).Sequence);
    }

    [Fact]
    public void Who_would_rather_not_expects_nobody_at_the_time_that_was_booked()
    {
        var state = Play(Booked, new InterviewCommand.RefuseSoft("maya"));
        Assert.Equal((CaseStatus.Waiting, null), (state.Status, state.Appointment()));
    }

    /// <summary>Whoever was written an appointment is written that there is none any more, however it came to an end before its time.</summary>
    [Fact]
    public void An_appointment_that_ends_before_its_time_is_called_off_by_one_number_more()
    {
        InterviewCommand[] endings =
        [
            new InterviewCommand.RefuseSoft("maya"), new InterviewCommand.TurnAway("maya", "n1"), new InterviewCommand.PromiseCallback("maya", "n1", Due + Duration.FromDays(1)),
            new InterviewCommand.EndFor("maya", EndReason.NotEligible), new InterviewCommand.NoteWrongPerson("maya"), new InterviewCommand.Refer("maya", "q"), new InterviewCommand.Suppress("house"),
        ];
        foreach (var ending in endings)
        {
            var booked = Play(Booked);
            var events = ((Decision<InterviewEvent>.Accepted)Interview.Decide(booked, ending, Start + Duration.FromMinutes(30))).Events;
            Assert.Equal(1, Assert.Single(events.OfType<InterviewEvent.CalledOff>()).Sequence);
            var after = events.Aggregate(booked, InterviewFold.Fold);
            Assert.Equal((null, 1, "p"), (after.Booking, after.Sequence, after.LetGoPerson));
            if (after.Before is null) continue;
            var undone = InterviewFold.Fold(after, new InterviewEvent.Undone(Start + Duration.FromMinutes(30), "maya"));
            Assert.Equal((booked.Booking, 0), (undone.Booking, undone.Sequence));
        }
    }

    [Fact]
    public void A_talk_held_long_before_its_time_takes_the_appointments_place_and_one_held_at_it_does_not()
    {
        var consent = new InterviewCommand.TakeConsent("maya", Attribution.Unattributed, true, "en/1", "2026-1");
        var booked = Play(Booked);
        var early = ((Decision<InterviewEvent>.Accepted)Interview.Decide(booked, consent, Due - Duration.FromHours(2))).Events;
        Assert.Equal(1, Assert.Single(early.OfType<InterviewEvent.CalledOff>()).Sequence);
        Assert.Equal((CaseStatus.InInterview, null), (early.Aggregate(booked, InterviewFold.Fold).Status, early.Aggregate(booked, InterviewFold.Fold).Booking));
        Assert.Empty(((Decision<InterviewEvent>.Accepted)Interview.Decide(booked, consent, Due - Duration.FromMinutes(5))).Events.OfType<InterviewEvent.CalledOff>());
    }

    [Fact]
    public void Whoever_is_named_by_a_buyer_has_been_promised_nothing_yet()
    {
        var state = Play(CallBack, new InterviewCommand.Refer("maya", "q"));
        Assert.Equal((CaseStatus.Waiting, null, null), (state.Status, state.PromiseDue, state.ReturnedAt));
    }

    [Fact]
    public void A_case_with_a_promise_is_not_closed_before_the_promise_is_kept_or_called_off()
    {
        foreach (var promise in new[] { CallBack, Booked })
            Assert.StartsWith("A time is promised to them.", ((Decision<InterviewEvent>.Refused)Interview.Decide(Play(promise), new InterviewCommand.CloseUnreached("sven"), Start + Duration.FromMinutes(30))).Reason, StringComparison.Ordinal);
    }

    private static InterviewCommand.RecordAttempt Ring(AttemptOutcome outcome) => new("maya", "n1", outcome);

    private static InterviewCard Card(params InterviewCommand[] commands) => InterviewCard.Of("c/e/i", Play(commands));

    private static InterviewState Play(params InterviewCommand[] commands)
    {
        var (state, at) = (InterviewFold.Fold(InterviewState.None, new InterviewEvent.Sampled(Start, "p", "k", "main", DealOutcome.Lost, new LocalDate(2026, 11, 3), new Place("Europe/Lisbon", "PT", null), "en", 3, "standard")), Start);
        foreach (var command in commands)
        {
            at += Duration.FromMinutes(10);
            state = ((Decision<InterviewEvent>.Accepted)Interview.Decide(state, command, at)).Events.Aggregate(state, InterviewFold.Fold);
        }
        return state;
    }
}
