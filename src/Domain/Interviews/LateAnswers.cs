using NodaTime;
using static WinLossAgency.Domain.Decision;

namespace WinLossAgency.Domain.Interviews;

/// <summary>What came of answers that reached us when nobody worked the case any more. Who is not to be contacted or is erased is asked for as a wish of their own.</summary>
public enum AnswerOutcome { NothingToDo, PassedOn, TakenUp, TakenBack, TakenBackAtOnce }

/// <summary>Answers by mail that nobody has taken up: how many were counted, since when the first waits, and when the last was counted.</summary>
public sealed record UnreadAnswers(int Count, Instant Since, Instant Last);

/// <summary>Who dealt with them last, when, and what came of it.</summary>
public sealed record SettledAnswers(Instant At, string By, AnswerOutcome Outcome);

/// <summary>
/// What buyers write by mail. While their case is worked, its interviewer answers; afterwards it is the privacy officer's, and until it
/// is dealt with nothing goes on in silence: no report leaves, and the time to answer stands still.
/// </summary>
public static class LateAnswers
{
    /// <summary>Unread answers that are counted one by one. More of them lie in the vault and are counted once a day, so that nobody's mails fill a journal.</summary>
    public const int CountedMax = 10;
    public static readonly Duration CountedEvery = Duration.FromDays(1);

    /// <summary>An approval whose day came while an answer lay unread is still open.</summary>
    public static bool IsPast(InterviewState s, Instant now) => s.Approval is { } asked && now >= asked.Until && !StandsStill(s, asked);

    public static bool StandsStill(InterviewState s, Approval asked) => s.Late is { } late && late.Since < asked.Until;

    internal static Decision<InterviewEvent> Note(InterviewState s, Instant at)
    {
        // Somebody who read it and set the case aside hears of the next one.
        var waits = !s.Open ? s.Late : s.Wrote && s.ReturnedAt is not null && s.NotBefore <= at ? s.Written : null;
        return waits is { Count: >= CountedMax } && at < waits.Last + CountedEvery ? Nothing<InterviewEvent>() : new InterviewEvent.Replied(at);
    }

    internal static Decision<InterviewEvent> Settle(InterviewState s, InterviewCommand.SettleAnswers c, Instant at)
    {
        if (s.Late is not { } late) return Nothing<InterviewEvent>();
        if (late.Count != c.Seen) return Refuse("Another answer came meanwhile. Read it first, then say what came of them.");
        InterviewEvent settled = new InterviewEvent.AnswersSettled(at, c.By, c.Outcome);
        if (c.Outcome is not (AnswerOutcome.TakenBack or AnswerOutcome.TakenBackAtOnce)) return settled;
        if (s.EndedAt is null) return Refuse("They were never interviewed, so there is nothing said that they could take back.");
        var atOnce = c.Outcome == AnswerOutcome.TakenBackAtOnce;
        return s.Withdrawal is { } before && (before.AtOnce || !atOnce) ? settled : All(settled, new InterviewEvent.Withdrawn(at, atOnce));
    }

    internal static InterviewState Replied(InterviewState s, Instant at) => s.Open
        ? s with { ReturnedAt = at, Wrote = true, NotBefore = at, Written = s.Wrote && s.ReturnedAt is not null ? OneMore(s.Written, at) : OneMore(null, at) }
        : s with { Late = OneMore(s.Late, at) };

    /// <summary>The buyer gets the time back in which what they wrote lay unread.</summary>
    internal static InterviewState Settled(InterviewState s, InterviewEvent.AnswersSettled f) => s with
    {
        Late = null, Settled = new SettledAnswers(f.At, f.By, f.Outcome),
        Approval = s.Approval is { } asked && StandsStill(s, asked) ? asked with { Until = asked.Until + (f.At - s.Late!.Since) } : s.Approval,
    };

    /// <summary>A case that ends while an answer waits leaves it to whoever reads late ones.</summary>
    internal static UnreadAnswers? Left(InterviewState s) => s.Open && s.Wrote && s.ReturnedAt is not null && s.Written is { } written ? written : s.Late;

    private static UnreadAnswers OneMore(UnreadAnswers? before, Instant at) => before is { } known ? known with { Count = known.Count + 1, Last = at } : new UnreadAnswers(1, at, at);
}
