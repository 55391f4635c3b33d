using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain.Calls;

namespace WinLossAgency.Domain.Interviews;

/// <summary>How the client's own list says the deal ended.</summary>
public enum DealOutcome { Won, Lost, Churned, Left }

/// <summary>How far a statement may travel (DOMAIN §4), the most open first.</summary>
public enum Attribution { Named, RoleOnly, Unattributed, ParaphraseOnly, AggregateOnly, OffTheRecord }

/// <summary>What one dial came to. Words for people are in <see cref="CaseWords"/>.</summary>
public enum AttemptOutcome { NoAnswer, Busy, VoicemailLeft, VoicemailNoMessage, WrongNumber, Technical, Gatekeeper, Spoke }

/// <summary>Whose fault a missed appointment was. Ours counts no attempt.</summary>
public enum Fault { Ours, Theirs, Technical }

/// <summary>Who will never be rung again.</summary>
public enum RefusalOf { Person, Company }

/// <summary>How an appointment meets: we ring, or a video link.</summary>
public enum MeetingWay { Phone, Video }

/// <summary>Why a case was set aside for now. The sentence beside it, if any, is a note and rests with the person.</summary>
public enum SkipReason { BetterLater, NeedsLanguage, NeedsNumber, AskSupervisor }

/// <summary>Why a case ends that nobody refused: what we learnt of the person, or what the programme no longer needs.</summary>
public enum EndReason { Deceased, LeftCompany, Unable, NoSharedLanguage, NotEligible, Duplicate, QuotaFilled }

/// <summary>What a mail to the buyer was for.</summary>
public enum MailKind { Invitation, Reminder, MissedYou, Booking, Approval }

/// <summary>How the call felt to the interviewer; Talk rings the supervisor.</summary>
public enum CallFelt { Fine, Hard, Talk }

/// <summary>What a buyer says of one passage that a report may quote.</summary>
public enum PassageChoice { Keep, Softer, TakeOut }

/// <summary>The place whose clock and calendar rule when a person may be rung.</summary>
public sealed record Place(string Zone, string Country, string? Region);

/// <summary>
/// Facts of one interview's pursuit, each finished and none holding a word that anyone typed or said (DOMAIN §5).
/// People and interviewers stand here as opaque ids.
/// </summary>
public abstract record InterviewEvent(Instant At)
{
    public sealed record Sampled(Instant At, string Person, string CompanyKey, string Team, DealOutcome Outcome, LocalDate DecidedOn,
        Place Place, string Language, int Priority, string Tier) : InterviewEvent(At);

    public sealed record Suppressed(Instant At) : InterviewEvent(At)
    {
        /// <summary>Their company had asked for it; null where they had, or nobody knows.</summary>
        public RefusalOf? Of { get; init; }
    }

    /// <summary>The buyer was erased at their wish. What they said is gone; that there was a case, and an interview, stays as a count.</summary>
    public sealed record Erased(Instant At) : InterviewEvent(At);

    /// <summary>The programme ended and the link to a person is cut; the case stays as a count.</summary>
    public sealed record Parted(Instant At) : InterviewEvent(At);

    public sealed record Attempted(Instant At, string By, string NumberId, AttemptOutcome Outcome) : InterviewEvent(At);

    public sealed record CallbackPromised(Instant At, string By, Instant Due) : InterviewEvent(At);

    public sealed record Returned(Instant At, string? WishedInterviewer) : InterviewEvent(At);

    public sealed record Booked(Instant At, string By, string Interviewer, Instant Start, int Minutes, MeetingWay Way, int Sequence) : InterviewEvent(At);

    public sealed record Moved(Instant At, string By, string Interviewer, Instant Start, int Sequence) : InterviewEvent(At);

    public sealed record CalledOff(Instant At, string By, int Sequence) : InterviewEvent(At);

    public sealed record Missed(Instant At, Fault Fault) : InterviewEvent(At);

    public sealed record RefusedSoft(Instant At, string By) : InterviewEvent(At);

    public sealed record RefusedHard(Instant At, string By, RefusalOf Of) : InterviewEvent(At);

    /// <summary>Somebody else declined on their behalf; the buyer has said nothing.</summary>
    public sealed record TurnedAway(Instant At, string By) : InterviewEvent(At);

    public sealed record Ended(Instant At, string By, EndReason Reason) : InterviewEvent(At);

    /// <summary>A mail was handed to whoever delivers it. That it arrived nobody knows.</summary>
    public sealed record Mailed(Instant At, string Mail, MailKind Kind) : InterviewEvent(At);

    public sealed record MailOpened(Instant At, string Mail) : InterviewEvent(At);

    /// <summary>A mail came back; lastingly, or only this time.</summary>
    public sealed record MailBounced(Instant At, string Mail, bool Lasting) : InterviewEvent(At);

    /// <summary>The buyer wrote to us. Their words are in the vault.</summary>
    public sealed record Replied(Instant At) : InterviewEvent(At);

    /// <summary>What they wrote after their case was over has been read, and something came of it.</summary>
    public sealed record AnswersSettled(Instant At, string By, AnswerOutcome Outcome) : InterviewEvent(At);

    /// <summary>A mail came that is no answer of theirs: a machine's, or one to a letter that somebody else has. It is kept for the privacy officer and stops nothing.</summary>
    public sealed record ReplyListed(Instant At) : InterviewEvent(At);

    /// <summary>Somebody has read all of them and is about to say what came of them; the next one is counted whatever came before.</summary>
    public sealed record AnswersRead(Instant At, string By) : InterviewEvent(At);

    /// <summary>What answers these letters was not from the buyer; it stops nothing from now on.</summary>
    public sealed record LettersShut(Instant At, string By, ImmutableArray<string> Letters) : InterviewEvent(At);

    public sealed record FoundWrongPerson(Instant At, string By) : InterviewEvent(At);

    public sealed record Referred(Instant At, string By, string Person) : InterviewEvent(At);

    /// <summary>Evidence of what was asked and answered: when, by whom, from which script, under which place's rule of which table.</summary>
    public sealed record Consented(Instant At, string By, Attribution Level, bool Recording, string Script, string JurisdictionTable,
        RecordingRule? Rule = null, string? Jurisdiction = null) : InterviewEvent(At);

    public sealed record LevelChanged(Instant At, string By, Attribution Level) : InterviewEvent(At);

    public sealed record Started(Instant At, string By) : InterviewEvent(At);

    public sealed record BrokenOff(Instant At, string By, int SectionsReached) : InterviewEvent(At);

    public sealed record Completed(Instant At, string By, int SectionsReached) : InterviewEvent(At);

    /// <summary>Somebody who leads the team has talked with the interviewer who wished it.</summary>
    public sealed record TalkHeld(Instant At, string By) : InterviewEvent(At);

    public sealed record WrappedUp(Instant At, string By, bool NotesOnly, bool ContactRequested, CallFelt Felt) : InterviewEvent(At);

    public sealed record IntakeClosed(Instant At, string OnRecord) : InterviewEvent(At);

    public sealed record Coded(Instant At, string By, string Coding) : InterviewEvent(At);

    public sealed record Skipped(Instant At, string By, Instant NotBefore, SkipReason Reason = SkipReason.BetterLater) : InterviewEvent(At);

    /// <summary>The interviewer knows this person; a stranger to them takes the case.</summary>
    public sealed record Recused(Instant At, string By) : InterviewEvent(At);

    /// <summary>Every number we know of the person is struck out; nobody can ring until there is another.</summary>
    public sealed record RanOutOfNumbers(Instant At) : InterviewEvent(At);

    public sealed record NumberFound(Instant At, string By) : InterviewEvent(At);

    /// <summary>Whoever leads the team gives the case to somebody, or back to all where nobody is named. Why is a note.</summary>
    public sealed record Reassigned(Instant At, string By, string? To) : InterviewEvent(At);

    public sealed record PutOnHold(Instant At, string By) : InterviewEvent(At);

    public sealed record LetGo(Instant At, string By) : InterviewEvent(At);

    /// <summary>When the buyer says they may be rung, as weekly spans and nothing else; none takes back what they said before.</summary>
    public sealed record AvailabilityStated(Instant At, string By, ImmutableArray<AvailableSpan> Spans) : InterviewEvent(At);

    /// <summary>Whoever promised is away, so a colleague keeps the promise; its time stands.</summary>
    public sealed record HandedOver(Instant At, string By, string From, string To) : InterviewEvent(At);

    public sealed record Undone(Instant At, string By) : InterviewEvent(At);

    public sealed record ClosedUnreached(Instant At) : InterviewEvent(At);

    /// <summary>The buyer is asked to look at these passages until an instant. The round is that of the link they get; an older one opens nothing.</summary>
    public sealed record ApprovalAsked(Instant At, string By, int Round, Instant Until, ImmutableArray<string> Passages) : InterviewEvent(At);

    /// <summary>The buyer is asked about something that is no passage, under a newer link. What they were asked before stands as it stood.</summary>
    public sealed record PointsAsked(Instant At, string By, int Round, Instant Until) : InterviewEvent(At);

    public sealed record LinkRevoked(Instant At, string By, int Round) : InterviewEvent(At);

    /// <summary>What the buyer said of one passage: where it stands is kept beside the coding, its words nowhere here.</summary>
    public sealed record PassageAnswered(Instant At, int Round, string Passage, PassageChoice Choice, Attribution Level, bool AtOnce) : InterviewEvent(At);

    /// <summary>The buyer has looked at everything they wished to look at.</summary>
    public sealed record ApprovalGiven(Instant At, int Round) : InterviewEvent(At);

    /// <summary>The buyer is sent a link at which they choose a time, name a colleague or say no. Only the newest round opens anything.</summary>
    public sealed record Invited(Instant At, string By, int Round) : InterviewEvent(At)
    {
        /// <summary>The link goes with the letter about an appointment, to move or cancel it, and has no letter of its own.</summary>
        public bool WithBooking { get; init; }
    }

    public sealed record InvitationRevoked(Instant At, string By, int Round) : InterviewEvent(At);

    /// <summary>What the buyer stated at their own page: how they would be quoted, how they would talk and on which of their numbers, and whose clock they read. Consent is asked for in the call all the same.</summary>
    public sealed record WishesStated(Instant At, Attribution? Level, MeetingWay Way, string Zone, string? NumberId) : InterviewEvent(At);

    /// <summary>The buyer chose at their own page to talk another way at the time that stands; their calendar is told by a newer sequence.</summary>
    public sealed record WayChanged(Instant At, Instant Start, MeetingWay Way, int Sequence) : InterviewEvent(At);

    /// <summary>The buyer named a colleague at their own page. Who it is rests with the case and nowhere here.</summary>
    public sealed record ColleagueSuggested(Instant At) : InterviewEvent(At);

    /// <summary>The buyer takes back all they said.</summary>
    public sealed record Withdrawn(Instant At, bool AtOnce) : InterviewEvent(At);
}
