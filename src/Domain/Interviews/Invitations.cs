using NodaTime;
using static WinLossAgency.Domain.Decision;

namespace WinLossAgency.Domain.Interviews;

/// <summary>The newest link by which a buyer chooses a time; it holds until a newer one is sent or it is taken back.</summary>
public sealed record Invitation(int Round, Instant SentAt)
{
    public bool Revoked { get; init; }
}

/// <summary>What the buyer stated before the call. Their spoken consent goes before it.</summary>
public sealed record Stated(Instant At, Attribution? Level, MeetingWay Way, string Zone, string? NumberId);

/// <summary>Inviting a buyer to their own page, and what they may say there besides choosing a time.</summary>
public static class Invitations
{
    /// <summary>Links one buyer is sent.</summary>
    public const int RoundsMax = 20;
    /// <summary>Times one buyer may name a colleague.</summary>
    public const int SuggestionsMax = 5;
    /// <summary>Changes of one appointment at its buyer's page: each sends a letter, and what a person was sent is kept.</summary>
    public const int ChangesMax = 100;
    /// <summary>How long nobody rings after a message (DOMAIN §5).</summary>
    public static readonly Duration RestsFor = Duration.FromDays(2);

    public static int Next(InterviewState s) => Math.Max((s.Invitation?.Round ?? 0) + 1, s.LinksFrom);

    public static Decision<InterviewEvent> Invite(InterviewState s, string by, Instant at)
    {
        if (s.Booking is not null) return Refuse("An appointment stands, so there is no time to choose.");
        if (s.OnHold) return Refuse($"Nobody is to be invited: {CaseWords.HeldBack}.");
        return Next(s) > RoundsMax ? Refuse($"This buyer was invited {RoundsMax} times; that is the most.") : new InterviewEvent.Invited(at, by, Next(s));
    }

    public static Decision<InterviewEvent> Revoke(InterviewState s, InterviewCommand.RevokeInvitation c, Instant at) =>
        s.Invitation is { Revoked: false } sent ? new InterviewEvent.InvitationRevoked(at, c.By, sent.Round) : Nothing<InterviewEvent>();

    /// <summary>Said of an appointment that stands, another way to talk is how it meets from now on.</summary>
    public static Decision<InterviewEvent> State(InterviewState s, InterviewCommand.StateWishes c, Instant at)
    {
        var stated = new InterviewEvent.WishesStated(at, c.Level, c.Way, c.Zone, c.NumberId);
        var isNew = s.Stated is not { } before || (before with { At = at }) != new Stated(at, c.Level, c.Way, c.Zone, c.NumberId);
        if (s.Booking is { } booking && booking.Way != c.Way)
            return booking.Start <= at ? Refuse("The time of this appointment has come; tell your interviewer.") : All<InterviewEvent>(stated, new InterviewEvent.WayChanged(at, booking.Start, c.Way, s.Sequence + 1));
        return isNew ? stated : Nothing<InterviewEvent>();
    }

    public static Decision<InterviewEvent> Suggest(InterviewState s, Instant at) => s.Suggestions >= SuggestionsMax
        ? Refuse($"{SuggestionsMax} colleagues were named already; that is the most.") : new InterviewEvent.ColleagueSuggested(at);
}
