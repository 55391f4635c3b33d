using NodaTime;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Rules.Tests.Interviews;

/// <summary>What an invitation does to a case, and what its buyer may do at it.</summary>
public sealed class InvitationRules
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 9, 30);
    private static readonly Instant Then = Now + Duration.FromDays(2);

    private static readonly InterviewState Waiting = new[] { new InterviewEvent.Sampled(Now, "p-1", "c", "main", DealOutcome.Lost, new LocalDate(2026, 11, 7), new Place("Europe/Lisbon", "PT", null), "pt", 1, "standard") }
        .Aggregate(InterviewState.None, (s, e) => InterviewFold.Fold(s, e));

    private static InterviewState After(InterviewState state, params InterviewCommand[] commands) => commands.Aggregate(state, (s, command) =>
        Assert.IsType<Decision<InterviewEvent>.Accepted>(Interview.Decide(s, command, Now)).Events.Aggregate(s, InterviewFold.Fold));

    private static string Refused(InterviewState state, InterviewCommand command) => Assert.IsType<Decision<InterviewEvent>.Refused>(Interview.Decide(state, command, Now)).Reason;

    private static InterviewCommand BuyerBooks(Instant start) => new InterviewCommand.Book(Approvals.Buyer, "maya", start, 30, MeetingWay.Phone);

    [Fact]
    public void Each_invitation_supersedes_the_one_before_and_nobody_rings_for_two_days()
    {
        var invited = After(Waiting, new InterviewCommand.Invite("maya"), new InterviewCommand.Invite("sofia"));
        Assert.Equal((2, false, Now + Invitations.RestsFor), (invited.Invitation!.Round, invited.Invitation.Revoked, invited.NotBefore));
        Assert.True(After(invited, new InterviewCommand.RevokeInvitation("maya"), new InterviewCommand.RevokeInvitation("maya")).Invitation!.Revoked);
        Assert.Equal(3, After(invited, new InterviewCommand.RevokeInvitation("maya"), new InterviewCommand.Invite("maya")).Invitation!.Round);
    }

    [Fact]
    public void A_voicemail_brings_an_invitation_where_none_holds_and_undo_takes_back_both()
    {
        var left = new InterviewCommand.RecordAttempt("maya", "n1", AttemptOutcome.VoicemailLeft);
        Assert.Null(After(Waiting, left).Invitation);
        var invited = After(Waiting, left with { Invites = true });
        Assert.Equal((1, 1), (invited.Invitation!.Round, invited.Attempts.Length));
        var undone = After(invited, new InterviewCommand.Undo("maya"));
        Assert.Null(undone.Invitation);
        Assert.Empty(undone.Attempts);
        Assert.Equal(1, After(invited, left with { Invites = true }).Invitation!.Round);
    }

    [Fact]
    public void What_a_buyer_did_themselves_nobody_undoes()
    {
        var booked = After(Waiting, new InterviewCommand.Invite("maya"), BuyerBooks(Then));
        Assert.Contains("nothing to undo", Refused(booked, new InterviewCommand.Undo("maya")), StringComparison.Ordinal);
        foreach (var theirs in new[] { BuyerBooks(Then + Duration.FromHours(1)), new InterviewCommand.CallOff(Approvals.Buyer), new InterviewCommand.RefuseHard(Approvals.Buyer, RefusalOf.Person) })
            Assert.Contains("nothing to undo", Refused(After(booked, theirs), new InterviewCommand.Undo("maya")), StringComparison.Ordinal);
        // An interviewer's own step after it can be, and leaves what the buyer did.
        Assert.Equal(booked.Booking, After(booked, new InterviewCommand.RecordAttempt("maya", "n1", AttemptOutcome.Busy), new InterviewCommand.Undo("maya")).Booking);
    }

    [Fact]
    public void A_named_colleague_is_answered_like_a_letter_and_taking_them_up_closes_the_link()
    {
        var named = After(Waiting, new InterviewCommand.Invite("maya"), new InterviewCommand.SuggestColleague());
        Assert.Equal((Now, Now), (named.ReturnedAt, named.NotBefore));
        Assert.Equal("Take up the colleague they named", NextSteps.Of(named).Words);
        var referred = After(named, new InterviewCommand.Refer("maya", "p-2"));
        Assert.True(referred.Invitation!.Revoked);
        Assert.Null(referred.SuggestedAt);
        Assert.Equal(2, After(referred, new InterviewCommand.Invite("maya")).Invitation!.Round);
        var many = Enumerable.Repeat<InterviewCommand>(new InterviewCommand.SuggestColleague(), Invitations.SuggestionsMax).ToArray();
        Assert.Contains("5 colleagues", Refused(After(Waiting, many), new InterviewCommand.SuggestColleague()), StringComparison.Ordinal);
    }

    [Fact]
    public void Wishes_said_twice_are_one_fact()
    {
        var wish = new InterviewCommand.StateWishes(Attribution.ParaphraseOnly, MeetingWay.Phone, "Asia/Tokyo", "n1");
        Assert.Equal(After(Waiting, wish).Version, After(Waiting, wish, wish).Version);
        Assert.Null(After(Waiting, wish).Consent);
        Assert.Contains("no time to choose", Refused(After(Waiting, BuyerBooks(Then)), new InterviewCommand.Invite("maya")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("it is booked for then", false)]
    [InlineData("the appointment was moved to then", true)]
    public void Another_way_to_talk_moves_no_appointment(string why, bool moves)
    {
        var wish = new InterviewCommand.StateWishes(Attribution.ParaphraseOnly, MeetingWay.Video, "Asia/Tokyo", "n1");
        InterviewCommand[] first = moves ? [BuyerBooks(Then), BuyerBooks(Then + Duration.FromDays(1))] : [BuyerBooks(Then)];
        Assert.Equal(why, NextSteps.Of(After(Waiting, [.. first, wish])).Because);
    }

    [Fact]
    public void Once_its_time_has_come_an_appointment_keeps_its_way()
    {
        var booked = After(Waiting, BuyerBooks(Then));
        Decision<InterviewEvent> Says(MeetingWay way, Attribution level, Instant at) => Interview.Decide(booked, new InterviewCommand.StateWishes(level, way, "Europe/Lisbon", "n1"), at);
        Assert.Equal("The time of this appointment has come; tell your interviewer.", Assert.IsType<Decision<InterviewEvent>.Refused>(Says(MeetingWay.Video, Attribution.Named, Then)).Reason);
        Assert.IsType<Decision<InterviewEvent>.Accepted>(Says(MeetingWay.Video, Attribution.Named, Then - Duration.FromSeconds(1)));
        // How they may be quoted they may say until the interview begins.
        Assert.IsType<Decision<InterviewEvent>.Accepted>(Says(MeetingWay.Phone, Attribution.ParaphraseOnly, Then));
    }
}
