using System.Collections.Immutable;
using NodaTime;
using static WinLossAgency.Domain.Decision;

namespace WinLossAgency.Domain.Interviews;

/// <summary>The last time a buyer was asked to look at their passages, and what came of it.</summary>
public sealed record Approval(int Round, Instant AskedAt, Instant Until, ImmutableArray<string> Passages)
{
    /// <summary>When the buyer had looked at all they wished to look at; null while they are silent.</summary>
    public Instant? GivenAt { get; init; }

    /// <summary>Its link opens nothing any more.</summary>
    public bool Revoked { get; init; }

    public bool Waits(Instant now) => GivenAt is null && !Revoked && now < Until;
}

/// <summary>What the buyer said of one passage. Level is what they agreed to in its place where it is softer.</summary>
public sealed record PassageAnswer(Instant At, PassageChoice Choice, Attribution Level, bool AtOnce);

/// <summary>All of it is taken back; at once where the buyer would not wait for the next report.</summary>
public sealed record Withdrawal(Instant At, bool AtOnce);

/// <summary>What a buyer wishes for one passage.</summary>
public sealed record PassageWish(string Passage, PassageChoice Choice, Attribution Level, bool AtOnce);

/// <summary>How one passage may leave now, and until when its buyer is still waited for.</summary>
public sealed record PassageStanding(Attribution Level, Instant? WaitsUntil)
{
    /// <summary>Its buyer wrote to us after their call and nobody has dealt with it; it may be that they take the words back.</summary>
    public bool Unread { get; init; }
}

/// <summary>The buyer's approval (DOMAIN §9.11): what may be asked and answered, what silence means, and how each passage stands.</summary>
public static class Approvals
{
    /// <summary>Under this name stands what the buyer did at their own page.</summary>
    public const string Buyer = "buyer";

    /// <summary>Times one buyer is asked.</summary>
    public const int RoundsMax = 10;

    /// <summary>
    /// Silence keeps what was agreed; for a name silence means no, also where nobody asked. While the buyer may still
    /// answer, the passage waits for them, and so it does while something that they wrote lies unread.
    /// </summary>
    public static PassageStanding Of(InterviewState s, string passage, Attribution agreed, Instant now) => Said(s, passage, agreed, now) with { Unread = s is { Late: not null, Withdrawal: null } };

    private static PassageStanding Said(InterviewState s, string passage, Attribution agreed, Instant now)
    {
        if (s.Withdrawal is not null) return new(Attribution.OffTheRecord, null);
        var waits = s.Approval is { GivenAt: null, Revoked: false } approval && !LateAnswers.IsPast(s, now) && approval.Passages.Contains(passage) ? approval.Until : (Instant?)null;
        return s.Passages.GetValueOrDefault(passage) switch
        {
            { Choice: PassageChoice.TakeOut } => new(Attribution.OffTheRecord, null),
            { Choice: PassageChoice.Softer } softer => new(Max(agreed, softer.Level), waits),
            { Choice: PassageChoice.Keep } => new(agreed, waits),
            _ => new(Max(agreed, waits is null ? Attribution.RoleOnly : agreed), waits),
        };
    }

    /// <summary>One step more private; what is only counted has no softer form but out.</summary>
    public static Attribution? Softer(Attribution level) => level < Attribution.AggregateOnly ? level + 1 : null;

    public static Decision<InterviewEvent> Ask(InterviewState s, InterviewCommand.AskApproval c, Instant at)
    {
        if (s.OnRecord is null) return Refuse("The words on record have not been handed out yet, so there is nothing to show to the buyer.");
        if (s.Withdrawal is not null) return Refuse("This buyer took back all they said; there is nothing left to ask.");
        if (s.Late is not null) return Refuse("This buyer wrote to us after their call, and nobody has read it yet. The privacy officer has it; ask them afterwards.");
        if (c.Passages.IsEmpty && !c.Points) return Refuse("No passage of this interview is kept as a quote, so there is nothing to ask.");
        if (c.Until <= at) return Refuse("An answer is asked for by a time to come; that time has passed.");
        if (!c.Points && s.Approval is { } before && before.Waits(at) && !c.Passages.Except(before.Passages).Any()) return Nothing<InterviewEvent>();
        var round = (s.Approval?.Round ?? 0) + 1;
        if (round > RoundsMax) return Refuse($"This buyer was asked {RoundsMax} times; that is the most.");
        return c.Points ? new InterviewEvent.PointsAsked(at, c.By, round, c.Until) : new InterviewEvent.ApprovalAsked(at, c.By, round, c.Until, c.Passages);
    }

    /// <summary>A newer link, and nothing that waits anew: a point waits in the vault alone, and a report that was ready stays so.</summary>
    internal static Approval AfterPoints(Approval? before, InterviewEvent.PointsAsked asked) => before is not { Passages.IsEmpty: false }
        ? new Approval(asked.Round, asked.At, asked.Until, [])
        // Nobody waited for an answer at the link that was closed.
        : before with { Round = asked.Round, Revoked = false, Until = before.Revoked && asked.At < before.Until ? asked.At : before.Until };

    public static Decision<InterviewEvent> Revoke(InterviewState s, InterviewCommand.RevokeLink c, Instant at) =>
        s.Approval is { Revoked: false } approval ? new InterviewEvent.LinkRevoked(at, c.By, approval.Round) : Nothing<InterviewEvent>();

    /// <summary>After the day nothing can be given any more that silence withheld; taking out and softening stay possible for good.</summary>
    public static Decision<InterviewEvent> Answer(InterviewState s, InterviewCommand.AnswerPassages c, Instant at)
    {
        if (Closed(s, c.Round) is { } closed) return closed;
        var events = new List<InterviewEvent>();
        foreach (var wish in c.Wishes)
        {
            if (!s.Approval!.Passages.Contains(wish.Passage)) return Refuse("This passage is not among those you were asked about.");
            var before = s.Passages.GetValueOrDefault(wish.Passage);
            if (before is not null && before.Choice == wish.Choice && before.Level == wish.Level && (before.AtOnce || !wish.AtOnce)) continue;
            if (LateAnswers.IsPast(s, at) && wish.Choice == PassageChoice.Keep)
            {
                if (before is null) continue;
                return Refuse("The day has passed. You can still soften your words or take them out.");
            }
            events.Add(new InterviewEvent.PassageAnswered(at, c.Round, wish.Passage, wish.Choice, wish.Level, wish.AtOnce));
        }
        if (s.Approval!.GivenAt is null) events.Add(new InterviewEvent.ApprovalGiven(at, c.Round));
        return All<InterviewEvent>([.. events]);
    }

    public static Decision<InterviewEvent> Withdraw(InterviewState s, InterviewCommand.Withdraw c, Instant at)
    {
        if (s.Withdrawal is { } before && (before.AtOnce || !c.AtOnce)) return Nothing<InterviewEvent>();
        return Closed(s, c.Round) is { } closed ? closed : new InterviewEvent.Withdrawn(at, c.AtOnce);
    }

    private static Refusal? Closed(InterviewState s, int round) =>
        s.Approval is { Revoked: false } approval && approval.Round == round ? null : Refuse("This link is no longer the one that holds; a newer one was sent, or it was taken back.");

    private static Attribution Max(Attribution one, Attribution other) => one > other ? one : other;
}
