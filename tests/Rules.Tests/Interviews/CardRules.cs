using NodaTime;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Rules.Tests.Interviews;

/// <summary>What the boards say of a case: when it moved last, where it stands, and what is next.</summary>
public sealed class CardRules
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 2, 9, 30), Later = Start + Duration.FromDays(20);
    private static readonly InterviewCommand Booked = new InterviewCommand.Book("maya", "maya", Later + Duration.FromDays(2), 30, MeetingWay.Phone);

    [Fact]
    public void Whatever_brings_a_case_on_moves_it()
    {
        InterviewCommand[] moves =
        [
            Booked, new InterviewCommand.PromiseCallback("maya", "n1", Later + Duration.FromHours(3)), new InterviewCommand.NoteReturn("maya", null), new InterviewCommand.NoteReply(), new InterviewCommand.Invite("maya"),
            new InterviewCommand.SuggestColleague(), new InterviewCommand.Refer("maya", "p-2"), new InterviewCommand.RecordAttempt("maya", "n1", AttemptOutcome.NoAnswer), new InterviewCommand.RefuseHard("buyer", RefusalOf.Person),
            new InterviewCommand.Skip("maya", Later + Duration.FromHours(3)), new InterviewCommand.CloseUnreached("lea"), new InterviewCommand.StateWishes(Attribution.Unattributed, MeetingWay.Phone, "Europe/Lisbon", null),
        ];
        Assert.All(moves, move => Assert.True(Card(move).MovedAt == Later, $"{move.GetType().Name} left it at {Card(move).MovedAt}"));
        Assert.Equal(Later, InterviewCard.Of("c/e/i-1", Play(Play(Sampled(), Start, Booked), Later, new InterviewCommand.CallOff("buyer"))).MovedAt);
    }

    [Fact]
    public void What_only_the_team_or_the_post_does_with_it_leaves_it_untouched()
    {
        InterviewCommand[] others = [new InterviewCommand.Reassign("lea", "joao"), new InterviewCommand.PutOnHold("lea"), new InterviewCommand.NoteMailed("m1", MailKind.Reminder), new InterviewCommand.Recuse("maya")];
        Assert.All(others, other => Assert.True(Card(other).MovedAt == Start, $"{other.GetType().Name} moved it to {Card(other).MovedAt}"));
    }

    [Fact]
    public void A_move_that_is_taken_back_was_none()
    {
        Assert.Equal(Start, Card(Booked, new InterviewCommand.Undo("maya")).MovedAt);
    }

    [Fact]
    public void A_case_whose_tries_are_used_up_is_not_said_to_wait_for_a_call()
    {
        var spent = Card([.. Enumerable.Repeat(new InterviewCommand.RecordAttempt("maya", "n1", AttemptOutcome.NoAnswer), Interview.AttemptsMax)]);
        Assert.Equal(("not reached so far", "Close it as not reached", "all 6 attempts are used"), (CaseWords.Of(spent), spent.Next!.Words, spent.Next.Because));
        var invited = Card([.. Enumerable.Repeat(new InterviewCommand.RecordAttempt("maya", "n1", AttemptOutcome.NoAnswer), Interview.AttemptsMax), new InterviewCommand.Invite("maya")]);
        Assert.Equal(("not reached so far", "Wait for them, or close it"), (CaseWords.Of(invited), invited.Next!.Words));
        Assert.False(spent.Next.IsOver || invited.Next.IsOver);
        Assert.Equal("held back", CaseWords.Of(Card(new InterviewCommand.PutOnHold("lea"))));
        Assert.Equal("waiting for a number", CaseWords.Of(Card(new InterviewCommand.StrikeNumber("maya", "n1", 0))));
        Assert.Equal("waiting to be called", CaseWords.Of(Card()));
        Assert.Equal("waiting to be called", CaseWords.Of(spent with { ReturnedAt = Later }));
    }

    private static InterviewCard Card(params InterviewCommand[] commands) => InterviewCard.Of("c/e/i-1", Play(Sampled(), Later, commands));

    private static InterviewState Sampled() => InterviewFold.Fold(InterviewState.None, new InterviewEvent.Sampled(Start, "p-1", "co-1", "main", DealOutcome.Lost, new LocalDate(2026, 10, 20), new Place("Europe/Lisbon", "PT", null), "en", 2, "standard"));

    private static InterviewState Play(InterviewState from, Instant at, params InterviewCommand[] commands) => commands.Aggregate(from, (s, c) => ((Decision<InterviewEvent>.Accepted)Interview.Decide(s, c, at)).Events.Aggregate(s, InterviewFold.Fold));
}
