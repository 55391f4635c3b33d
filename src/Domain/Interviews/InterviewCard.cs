using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain.Calls;

namespace WinLossAgency.Domain.Interviews;

/// <summary>
/// What an engagement keeps of each of its interviews: ids, status and what the queue sorts by. No word of anyone.
/// Queue, boards, progress and billing read cards; nobody enumerates interviews.
/// </summary>
public sealed record InterviewCard
{
    public required string Interview { get; init; }
    public required string Engagement { get; init; }
    public required string Person { get; init; }
    public required string CompanyKey { get; init; }
    public required string Team { get; init; }
    public required CaseStatus Status { get; init; }
    public required DealOutcome Outcome { get; init; }
    public required LocalDate DecidedOn { get; init; }
    public required Place Place { get; init; }
    public required string Language { get; init; }
    public required string Tier { get; init; }
    public required int Priority { get; init; }
    public Instant? Due { get; init; }
    public bool Interviewing { get; init; }
    public Instant? ReturnedAt { get; init; }
    public Instant NotBefore { get; init; }
    public string? Owner { get; init; }
    public string? RefusedTo { get; init; }
    public ImmutableArray<string> Barred { get; init; } = [];
    /// <summary>Who set the case aside and is not offered it, not even its promise, before <see cref="NotBefore"/>.</summary>
    public string? PassedOnBy { get; init; }
    public ImmutableArray<Instant> Tried { get; init; } = [];
    public int Counted { get; init; }
    public int Declined { get; init; }
    public bool NoNumber { get; init; }
    public bool Partial { get; init; }
    public Instant? EndedAt { get; init; }
    public TalkWish? TalkWished { get; init; }
    /// <summary>The final code that the case would get if the field closed now.</summary>
    public string Code { get; init; } = "3.11";
    public NextStep? Next { get; init; }
    public Fault? MissedBy { get; init; }
    /// <summary>The time that we promised and missed: the buyer's wish for that hour is not over because we were late.</summary>
    public Instant? MissedDue { get; init; }
    public int OurMisses { get; init; }
    public int TheirMisses { get; init; }
    /// <summary>When something last brought the case on: it was drawn or dialled, they answered, a time was agreed or ended.</summary>
    public Instant MovedAt { get; init; }
    /// <summary>Whoever leads the team holds it back; nobody is offered it.</summary>
    public bool OnHold { get; init; }
    public bool Wrote { get; init; }
    /// <summary>Mails of theirs that came when nobody worked the case any more, until the privacy officer has dealt with them.</summary>
    public UnreadAnswers? Late { get; init; }
    /// <summary>Mails that stop nothing and that the privacy officer has not looked at.</summary>
    public UnreadAnswers? Listed { get; init; }
    /// <summary>Something that they wrote has not been answered or dealt with, whoever's it is to read.</summary>
    public bool Unread { get; init; }
    /// <summary>A link to choose a time lies with the buyer.</summary>
    public bool Invited { get; init; }
    public int Version { get; init; }

    // What the call queue weighs beside that; empty in cards laid before it was kept.
    public ImmutableArray<Instant> Reached { get; init; } = [];
    public ImmutableArray<Instant> Failed { get; init; } = [];
    public ImmutableArray<AvailableSpan> Available { get; init; } = [];

    /// <summary>Minutes after which a promise that nobody kept is missed.</summary>
    public static readonly Duration MissedAfter = Duration.FromMinutes(5);

    /// <summary>After this an open wrap-up alarms.</summary>
    public static readonly Duration WrapUpLate = Duration.FromHours(24);

    public bool IsMissed(Instant now) => Due is { } due && now > due + MissedAfter && Status is CaseStatus.Promised or CaseStatus.Booked;

    public bool IsWrapUpLate(Instant now) => Status == CaseStatus.WrapUpOpen && EndedAt is { } ended && now > ended + WrapUpLate;

    /// <summary>We missed what we had promised and have not rung since.</summary>
    public bool IsOwedACall => Status == CaseStatus.Waiting && MissedBy == Fault.Ours && !OnHold && !NoNumber;

    /// <summary>Why a waiting case is proposed to nobody any more, or null.</summary>
    public string? Stuck => Status != CaseStatus.Waiting || ReturnedAt is not null ? null
        : OnHold ? CaseWords.HeldBack
        : NoNumber ? CaseWords.NoNumberLeft
        : Counted >= Domain.Interviews.Interview.AttemptsMax ? CaseWords.TriesUsed : null;

    /// <summary>Where a board shows the case: missed promises first, then what is due or booked, live work, and ended cases last.</summary>
    public int BoardRank(Instant now) => Status switch
    {
        _ when IsMissed(now) => 0,
        CaseStatus.InInterview => 1,
        CaseStatus.Promised or CaseStatus.Booked => 2,
        CaseStatus.Waiting when ReturnedAt is not null => 2,
        CaseStatus.WrapUpOpen => 3,
        CaseStatus.Waiting => Stuck is null ? 4 : 5,
        CaseStatus.Intake or CaseStatus.Coding => 6,
        _ => 7,
    };

    /// <summary>Whether whoever leads the team is asked for: somebody would like to talk, a promise was missed, a wrap-up lies open.</summary>
    public bool NeedsLead(Instant now) => TalkWished is not null || IsMissed(now) || IsWrapUpLate(now);

    public static InterviewCard Of(string interview, InterviewState s)
    {
        var sample = s.Sample ?? throw new InvalidOperationException("A case that was never drawn has no card.");
        return new InterviewCard
        {
            Interview = interview, Engagement = interview[..interview.LastIndexOf('/')], Person = s.Person!, CompanyKey = sample.CompanyKey, Team = sample.Team,
            Status = s.Status, Outcome = sample.Outcome, DecidedOn = sample.DecidedOn, Place = sample.Place, Language = sample.Language, Tier = sample.Tier,
            Priority = sample.Priority, Due = s.Booking?.Start ?? s.PromiseDue, Interviewing = s.Booking is not null, ReturnedAt = s.ReturnedAt,
            NotBefore = s.NotBefore, Owner = s.Owner, RefusedTo = s.RefusedTo, Barred = s.Barred, PassedOnBy = s.PassedOn is { } passed && passed.Until == s.NotBefore ? passed.By : null, Tried = [.. s.Attempts.Select(a => a.At)], Counted = s.Counted, NoNumber = s.NoNumber,
            Declined = s.SoftRefusals + (s.Never is null ? 0 : 1), Partial = s.Partial, EndedAt = s.EndedAt, TalkWished = s.TalkWished, Version = s.Version,
            Code = Dispositions.Of(s).Code.Code, Next = NextSteps.Of(s), MissedBy = s.MissedBy, MissedDue = s.MissedBy == Fault.Ours ? s.MissedDue : null, Wrote = s.Wrote, Late = s.Late, Listed = s.Listed, Unread = LateAnswers.LiesUnread(s), Invited = s.Invitation is { Revoked: false },
            OurMisses = s.OurMisses, TheirMisses = s.MissedAt.Length, OnHold = s.OnHold,
            MovedAt = MovedAtOf(s, sample),
            Reached = [.. s.Attempts.Where(a => a.Outcome == AttemptOutcome.Spoke).Select(a => a.At)],
            Failed = [.. s.Attempts.Where(a => a.Outcome is AttemptOutcome.NoAnswer or AttemptOutcome.VoicemailLeft or AttemptOutcome.VoicemailNoMessage or AttemptOutcome.Gatekeeper).Select(a => a.At)],
            Available = s.Available,
        };
    }

    /// <summary>Of a history whose beginning was closed before this was kept, what can still be told.</summary>
    private static Instant MovedAtOf(InterviewState s, InterviewEvent.Sampled sample) =>
        new[] { sample.At, s.MovedAt, s.EndedAt ?? Instant.MinValue, s.Attempts is [.., var last] ? last.At : Instant.MinValue }.Max();
}
