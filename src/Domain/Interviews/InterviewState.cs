using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain.Calls;

namespace WinLossAgency.Domain.Interviews;

/// <summary>Where a case stands, in the words the boards use.</summary>
public enum CaseStatus { Unknown, Waiting, Promised, Booked, InInterview, WrapUpOpen, Intake, Coding, Done, Refused, Suppressed, WrongPerson, Unreached, Ended }

/// <summary>An appointment that stands.</summary>
public sealed record Booking(string Interviewer, Instant Start, int Minutes, MeetingWay Way, int Sequence)
{
    public Instant End => Start + Duration.FromMinutes(Minutes);

    /// <summary>It stood at another time before. A change of way or of interviewer alone moves nothing.</summary>
    public bool WasMoved { get; init; }
}

public sealed record Attempt(Instant At, string By, string NumberId, AttemptOutcome Outcome)
{
    /// <summary>They had asked for this call: it was promised, they had come back to us, or we had missed what we promised.</summary>
    public bool Wished { get; init; }
}

/// <summary>A mail to the buyer and what became of it.</summary>
public sealed record SentMail(string Id, MailKind Kind, Instant At)
{
    public Instant? OpenedAt { get; init; }
    public Instant? BouncedAt { get; init; }
    /// <summary>The address does not exist any more; no mail goes there again.</summary>
    public bool Lasting { get; init; }
}

/// <summary>What the buyer agreed to before the first question (DOMAIN §7).</summary>
public sealed record Consent(Instant At, Attribution Level, bool Recording, string Script, string JurisdictionTable)
{
    /// <summary>Who asked; null in what was written before this was kept.</summary>
    public string? By { get; init; }

    /// <summary>What the law of the stricter end asks of a recording, and which place that is.</summary>
    public RecordingRule? Rule { get; init; }
    public string? Jurisdiction { get; init; }
}

/// <summary>Who set the case aside, and until when: a promise that stands is theirs no more until then, and a colleague keeps it.</summary>
public sealed record PassedOn(string By, Instant Until);

/// <summary>Who would like to talk about a call with whoever leads the team, and since when.</summary>
public sealed record TalkWish(string By, Instant At);

/// <summary>The case as its history tells it. Everything here follows from the events and nothing else.</summary>
public sealed record InterviewState
{
    public static readonly InterviewState None = new();

    public CaseStatus Status { get; init; }
    public InterviewEvent.Sampled? Sample { get; init; }
    public string? Person { get; init; }
    public ImmutableArray<Attempt> Attempts { get; init; } = [];
    /// <summary>Numbers of this person that were wrong; nobody dials them again.</summary>
    public ImmutableArray<string> Struck { get; init; } = [];
    /// <summary>No number is left, so the case waits outside the queue for another.</summary>
    public bool NoNumber { get; init; }
    public Instant? PromiseDue { get; init; }
    public Instant? ReturnedAt { get; init; }
    /// <summary>They came back to us in writing, not by telephone.</summary>
    public bool Wrote { get; init; }
    /// <summary>Mails of theirs that nobody has answered, while the case is worked.</summary>
    public UnreadAnswers? Written { get; init; }
    /// <summary>Mails that came when nobody worked the case any more; nobody has dealt with them yet.</summary>
    public UnreadAnswers? Late { get; init; }
    public SettledAnswers? Settled { get; init; }
    /// <summary>Mails that came after the case was over and are no answer of theirs. They stop nothing and wait to be looked at.</summary>
    public UnreadAnswers? Listed { get; init; }
    /// <summary>Letters that somebody else answers.</summary>
    public ImmutableArray<string> Shut { get; init; } = [];
    public ImmutableArray<SentMail> Mails { get; init; } = [];
    public Booking? Booking { get; init; }
    public int Sequence { get; init; }
    /// <summary>The appointment that was called off last: whoever was invited to it is told which one.</summary>
    public Booking? LetGo { get; init; }
    /// <summary>Whose it was; the case may have gone on to a colleague since.</summary>
    public string? LetGoPerson { get; init; }
    public string? Owner { get; init; }
    /// <summary>Held back by whoever leads the team.</summary>
    public bool OnHold { get; init; }
    /// <summary>Interviewers in whose calendars a time of this case stood; each must hear when it no longer does.</summary>
    public ImmutableArray<string> Held { get; init; } = [];
    public int SoftRefusals { get; init; }
    public string? RefusedTo { get; init; }
    /// <summary>The last refusal came from somebody else on their behalf.</summary>
    public bool RefusedAtGate { get; init; }
    public EndReason? EndedFor { get; init; }
    /// <summary>Why somebody set the case aside last, until it is dialled again.</summary>
    public SkipReason? SetAside { get; init; }
    public PassedOn? PassedOn { get; init; }
    /// <summary>Interviewers who know the person; the case is never offered to them.</summary>
    public ImmutableArray<string> Barred { get; init; } = [];
    public RefusalOf? Never { get; init; }
    /// <summary>When it was said; null beside a "never" from before this was kept.</summary>
    public Instant? NeverAt { get; init; }
    /// <summary>Who had asked for it where the case was withdrawn; null where that is not known, or was the person.</summary>
    public RefusalOf? WithdrawnFor { get; init; }
    /// <summary>When the buyer may be rung, where they said so.</summary>
    public ImmutableArray<AvailableSpan> Available { get; init; } = [];
    public Instant NotBefore { get; init; } = Instant.MinValue;
    public Consent? Consent { get; init; }
    public Instant? StartedAt { get; init; }
    public Instant? EndedAt { get; init; }
    public int SectionsReached { get; init; }
    public bool Partial { get; init; }
    public bool ContactRequested { get; init; }
    public TalkWish? TalkWished { get; init; }
    public string? OnRecord { get; init; }
    public string? Coding { get; init; }
    public Approval? Approval { get; init; }
    /// <summary>What the buyer said last of each passage.</summary>
    public ImmutableDictionary<string, PassageAnswer> Passages { get; init; } = ImmutableDictionary<string, PassageAnswer>.Empty;
    public Withdrawal? Withdrawal { get; init; }
    public Invitation? Invitation { get; init; }
    /// <summary>Links of earlier rounds were sent to somebody whom the case has left. Higher with everybody it passes to.</summary>
    public int LinksFrom { get; init; }
    public Stated? Stated { get; init; }
    /// <summary>How often they stated anything there.</summary>
    public int StatedTimes { get; init; }
    /// <summary>Whose the case was before it passed to a colleague, in that order.</summary>
    public ImmutableArray<string> EarlierPeople { get; init; } = [];
    /// <summary>When the buyer last named a colleague whom nobody has taken up yet.</summary>
    public Instant? SuggestedAt { get; init; }
    public int Suggestions { get; init; }
    public int OurMisses { get; init; }
    /// <summary>Whose fault the last missed promise was, until somebody has talked or dialled again.</summary>
    public Fault? MissedBy { get; init; }
    /// <summary>The time that was missed last.</summary>
    public Instant? MissedDue { get; init; }

    /// <summary>When the other side missed an appointment; the place in this list numbers it on a bill.</summary>
    public ImmutableArray<Instant> MissedAt { get; init; } = [];
    /// <summary>When something last brought the case on: a dial, an answer, an appointment, an end. Who in the team has it, and what the post did, brings nothing on.</summary>
    public Instant MovedAt { get; init; } = Instant.MinValue;
    public int Version { get; init; }

    /// <summary>Erased at the buyer's wish: nothing is left to read.</summary>
    public bool IsErased { get; init; }

    /// <summary>The case before the last thing that undo can take back, and when that was.</summary>
    public InterviewState? Before { get; init; }
    public Instant UndoUntil { get; init; } = Instant.MinValue;

    public bool Open => Status is CaseStatus.Waiting or CaseStatus.Promised or CaseStatus.Booked;

    /// <summary>The time that stands promised and with whom, or null; a promise that its owner gave back is anyone's to keep.</summary>
    public (string With, Instant Start, int Minutes)? Appointment() =>
        Booking is { } booking ? (booking.Interviewer, booking.Start, booking.Minutes) : PromiseDue is { } due && Owner is { } owner ? (owner, due, Interview.CallbackMinutes) : null;

    /// <summary>Attempts that count against the budget: every dial but those they had asked for, busy lines and technical failure (DOMAIN §5).</summary>
    public int Counted => Attempts.Count(a => !a.Wished && a.Outcome is not (AttemptOutcome.Busy or AttemptOutcome.Technical));
}
