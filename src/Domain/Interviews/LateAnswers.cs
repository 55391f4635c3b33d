using System.Collections.Immutable;
using NodaTime;
using static WinLossAgency.Domain.Decision;

namespace WinLossAgency.Domain.Interviews;

/// <summary>What came of answers that reached us when nobody worked the case any more. Who is not to be contacted or is erased is asked for as a wish of their own.</summary>
public enum AnswerOutcome { NothingToDo, PassedOn, TakenUp, TakenBack, TakenBackAtOnce, NotTheirs }

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

    internal static Decision<InterviewEvent> Note(InterviewState s, InterviewCommand.NoteReply c, Instant at)
    {
        if (c.ByMachine || c.Letter is { } letter && s.Shut.Contains(letter)) return s.Open || IsFull(s.Listed, at) ? Nothing<InterviewEvent>() : new InterviewEvent.ReplyListed(at);
        // Somebody who read it and set the case aside hears of the next one.
        var waits = !s.Open ? s.Late : s.Wrote && s.ReturnedAt is not null && s.NotBefore <= at ? s.Written : null;
        return IsFull(waits, at) ? Nothing<InterviewEvent>() : new InterviewEvent.Replied(at);
    }

    /// <summary>From now on the next mail is counted again, so that none which comes while somebody decides is taken for read.</summary>
    internal static Decision<InterviewEvent> Look(InterviewState s, InterviewCommand.ReadAnswers c, Instant at) =>
        IsFull(s.Late, at) || IsFull(s.Listed, at) ? new InterviewEvent.AnswersRead(at, c.By) : Nothing<InterviewEvent>();

    internal static Decision<InterviewEvent> Settle(InterviewState s, InterviewCommand.SettleAnswers c, Instant at)
    {
        var takesBack = c.Outcome is AnswerOutcome.TakenBack or AnswerOutcome.TakenBackAtOnce;
        var waits = s.Late is not null || s.Listed is not null;
        if (!waits && s.Settled is null) return Refuse("Nothing that they wrote waits here.");
        // What somebody dealt with otherwise may have been that they take it all back, and that is never too late.
        if (!waits && !takesBack) return Refuse("It was dealt with already, by somebody else in the meantime.");
        if (waits && Counted(s) != c.Seen) return Refuse("Another answer came meanwhile. Read it first, then say what came of them.");
        InterviewEvent settled = new InterviewEvent.AnswersSettled(at, c.By, c.Outcome);
        if (c.Outcome == AnswerOutcome.NotTheirs && !c.Letters.IsEmpty) return All(settled, new InterviewEvent.LettersShut(at, c.By, c.Letters));
        if (!takesBack) return settled;
        if (s.EndedAt is null) return Refuse("They were never interviewed, so there is nothing said that they could take back.");
        var atOnce = c.Outcome == AnswerOutcome.TakenBackAtOnce;
        return s.Withdrawal is { } before && (before.AtOnce || !atOnce) ? settled : All(settled, new InterviewEvent.Withdrawn(at, atOnce));
    }

    /// <summary>How many were counted that somebody has yet to deal with, those among them that stop nothing.</summary>
    public static int Counted(InterviewState s) => (s.Late?.Count ?? 0) + (s.Listed?.Count ?? 0);

    /// <summary>Whether a mail of theirs lies here that nobody has answered or dealt with, so that nothing of it may go.</summary>
    public static bool LiesUnread(InterviewState s) => s.Late is not null || s is { Open: true, Wrote: true, Written: not null };

    internal static InterviewState Replied(InterviewState s, Instant at) => s.Open
        ? s with { ReturnedAt = at, Wrote = true, NotBefore = at, Written = OneMore(s.Wrote ? s.Written : null, at) }
        : s with { Late = OneMore(s.Late, at) };

    internal static InterviewState Listed(InterviewState s, Instant at) => s with { Listed = OneMore(s.Listed, at) };

    internal static InterviewState Read(InterviewState s) => s with { Late = Heard(s.Late), Listed = Heard(s.Listed) };

    internal static InterviewState Shut(InterviewState s, ImmutableArray<string> letters) => s with { Shut = [.. s.Shut.Union(letters)] };

    /// <summary>The buyer gets the time back in which what they wrote lay unread.</summary>
    internal static InterviewState Settled(InterviewState s, InterviewEvent.AnswersSettled f) => s with
    {
        Late = null, Listed = null, Settled = new SettledAnswers(f.At, f.By, f.Outcome),
        Approval = s.Approval is { } asked && StandsStill(s, asked) ? asked with { Until = asked.Until + (f.At - s.Late!.Since) } : s.Approval,
    };

    /// <summary>A case that ends while an answer waits leaves it to whoever reads late ones.</summary>
    internal static UnreadAnswers? Left(InterviewState s) => s is { Open: true, Wrote: true, Written: { } written } ? written : s.Late;

    private static bool IsFull(UnreadAnswers? waits, Instant at) => waits is { Count: >= CountedMax } && at < waits.Last + CountedEvery;

    private static UnreadAnswers? Heard(UnreadAnswers? waits) => waits is null ? null : waits with { Last = Instant.MinValue };

    private static UnreadAnswers OneMore(UnreadAnswers? before, Instant at) => before is { } known ? known with { Count = known.Count + 1, Last = at } : new UnreadAnswers(1, at, at);
}
