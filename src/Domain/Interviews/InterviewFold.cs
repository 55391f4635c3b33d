using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain.Calls;

namespace WinLossAgency.Domain.Interviews;

/// <summary>How each fact changes the case.</summary>
public static class InterviewFold
{
    public static InterviewState Fold(InterviewState s, InterviewEvent e)
    {
        var applied = Apply(s, e);
        var next = applied with { Version = s.Version + 1, MovedAt = Moves(e) ? e.At : applied.MovedAt, NeverAt = e is InterviewEvent.RefusedHard ? e.At : applied.NeverAt, Held = HolderOf(e) is { } holder && !s.Held.Contains(holder) ? s.Held.Add(holder) : s.Held };
        return e switch
        {
            InterviewEvent.Undone => next with { Before = null },
            // What mails do happens outside and beside whatever somebody is about to take back.
            InterviewEvent.Mailed or InterviewEvent.MailOpened or InterviewEvent.MailBounced => next with { Before = s.Before is { } before ? Apply(before, e) : null },
            // A second fact of the same instant belongs to the same command, so undo takes back both.
            _ when Undoable(e) => next with { Before = s.UndoUntil == e.At + Interview.UndoFor ? s.Before : s with { Before = null }, UndoUntil = e.At + Interview.UndoFor },
            _ => next with { Before = null, UndoUntil = Instant.MinValue },
        };
    }

    private static string? HolderOf(InterviewEvent e) => e switch
    {
        InterviewEvent.Booked f => f.Interviewer,
        InterviewEvent.Moved f => f.Interviewer,
        InterviewEvent.CallbackPromised f => f.By,
        InterviewEvent.HandedOver f => f.To,
        InterviewEvent.Reassigned f => f.To,
        _ => null,
    };

    private static bool Moves(InterviewEvent e) => e is not (InterviewEvent.Mailed or InterviewEvent.MailOpened or InterviewEvent.MailBounced or InterviewEvent.Undone or InterviewEvent.Reassigned or InterviewEvent.HandedOver
        or InterviewEvent.Recused or InterviewEvent.PutOnHold or InterviewEvent.LetGo or InterviewEvent.Suppressed or InterviewEvent.Erased or InterviewEvent.Parted
        or InterviewEvent.ReplyListed or InterviewEvent.AnswersRead or InterviewEvent.LettersShut);

    private static bool Undoable(InterviewEvent e) => !ByBuyer(e) && (e is InterviewEvent.Invited or InterviewEvent.Attempted or InterviewEvent.CallbackPromised or InterviewEvent.Booked
        or InterviewEvent.Moved or InterviewEvent.CalledOff or InterviewEvent.RefusedSoft or InterviewEvent.RefusedHard
        or InterviewEvent.TurnedAway or InterviewEvent.Ended or InterviewEvent.Reassigned or InterviewEvent.PutOnHold or InterviewEvent.LetGo or InterviewEvent.ClosedUnreached or InterviewEvent.FoundWrongPerson or InterviewEvent.Skipped or InterviewEvent.Recused or InterviewEvent.Missed or InterviewEvent.Referred or InterviewEvent.RanOutOfNumbers);

    /// <summary>What the buyer did themselves is nobody's to take back.</summary>
    private static bool ByBuyer(InterviewEvent e) => e is InterviewEvent.Booked { By: Approvals.Buyer } or InterviewEvent.Moved { By: Approvals.Buyer } or InterviewEvent.CalledOff { By: Approvals.Buyer }
        or InterviewEvent.RefusedHard { By: Approvals.Buyer };

    private static InterviewState Apply(InterviewState s, InterviewEvent e) => e switch
    {
        InterviewEvent.Sampled f => s with { Status = CaseStatus.Waiting, Sample = f, Person = f.Person, NotBefore = f.At },
        InterviewEvent.Suppressed f => Stop(s, CaseStatus.Suppressed) with { Late = LateAnswers.Left(s), WithdrawnFor = f.Of },
        InterviewEvent.Erased => End(s) with { IsErased = true, Late = null, Listed = null, Consent = null, Stated = null, TalkWished = null, ContactRequested = false },
        // What was sampled stays for the counts, without whom.
        InterviewEvent.Parted => End(s) with { Person = "", EarlierPeople = [], Late = null, Listed = null, Sample = s.Sample! with { Person = "", CompanyKey = "" }, Struck = [], Stated = null, ContactRequested = false, TalkWished = null },
        InterviewEvent.Attempted f => s with
        {
            Struck = f is { Outcome: AttemptOutcome.WrongNumber, NumberId.Length: > 0 } && !s.Struck.Contains(f.NumberId) ? s.Struck.Add(f.NumberId) : s.Struck,
            Attempts = s.Attempts.Add(new Attempt(f.At, f.By, f.NumberId, f.Outcome) { Wished = IsWished(s, f.At) }),
            ReturnedAt = null, Wrote = false, Written = null, SetAside = null, MissedBy = null,
            PromiseDue = Keeps(s, f) ? null : s.PromiseDue,
            Status = s.Status == CaseStatus.Promised && Keeps(s, f) ? CaseStatus.Waiting : s.Status,
            Owner = f.Outcome == AttemptOutcome.Spoke ? f.By : s.Owner,
            NotBefore = f.At + WaitAfter(f.Outcome),
        },
        InterviewEvent.CallbackPromised f => s with
        {
            // Whoever asks to be rung at another time expects nobody at the one that was booked.
            Status = CaseStatus.Promised, Booking = null, Sequence = s.Booking is null ? s.Sequence : s.Sequence + 1, PromiseDue = f.Due, Owner = f.By, NotBefore = f.Due, MissedBy = null,
        },
        InterviewEvent.Returned f => s with { ReturnedAt = f.At, Wrote = false, Written = null, Owner = f.WishedInterviewer ?? s.Owner, NotBefore = f.At },
        InterviewEvent.Booked f => s with
        {
            Status = CaseStatus.Booked, Booking = new Booking(f.Interviewer, f.Start, f.Minutes, f.Way, f.Sequence), Sequence = f.Sequence,
            Owner = f.Interviewer, PromiseDue = null, ReturnedAt = null, NotBefore = f.Start, MissedBy = null,
        },
        InterviewEvent.Moved f => s with
        {
            Booking = s.Booking! with { Interviewer = f.Interviewer, Start = f.Start, Sequence = f.Sequence, WasMoved = s.Booking.WasMoved || s.Booking.Start != f.Start }, Sequence = f.Sequence,
            Owner = f.Interviewer, ReturnedAt = null, NotBefore = f.Start,
        },
        InterviewEvent.CalledOff f => s with { Status = CaseStatus.Waiting, LetGo = s.Booking, LetGoPerson = s.Person, Booking = null, ReturnedAt = null, Sequence = f.Sequence, NotBefore = f.At + Duration.FromDays(1) },
        InterviewEvent.Missed f => s with
        {
            Status = CaseStatus.Waiting, Booking = null, PromiseDue = null, Sequence = s.Booking is null ? s.Sequence : s.Sequence + 1,
            MissedBy = f.Fault, MissedDue = s.Booking?.Start ?? s.PromiseDue,
            OurMisses = s.OurMisses + (f.Fault == Fault.Ours ? 1 : 0),
            MissedAt = f.Fault == Fault.Theirs && s.Booking is not null ? s.MissedAt.Add(f.At) : s.MissedAt,
            NotBefore = f.Fault == Fault.Theirs ? f.At + Duration.FromDays(1) : f.At,
        },
        InterviewEvent.RefusedSoft f => Decline(s, f.By, f.At) with { RefusedAtGate = false },
        InterviewEvent.TurnedAway f => Decline(s, f.By, f.At) with { RefusedAtGate = true },
        InterviewEvent.Ended f => Stop(s, CaseStatus.Ended) with { EndedFor = f.Reason, Late = LateAnswers.Left(s) },
        InterviewEvent.Mailed f => s with { Mails = s.Mails.Add(new SentMail(f.Mail, f.Kind, f.At)) },
        InterviewEvent.MailOpened f => s with { Mails = Marked(s.Mails, f.Mail, m => m with { OpenedAt = f.At }) },
        InterviewEvent.MailBounced f => s with { Mails = Marked(s.Mails, f.Mail, m => m with { BouncedAt = f.At, Lasting = f.Lasting }) },
        InterviewEvent.Replied f => LateAnswers.Replied(s, f.At),
        InterviewEvent.AnswersSettled f => LateAnswers.Settled(s, f),
        InterviewEvent.ReplyListed f => LateAnswers.Listed(s, f.At),
        InterviewEvent.AnswersRead => LateAnswers.Read(s),
        InterviewEvent.LettersShut f => LateAnswers.Shut(s, f.Letters),
        // A case that has come to an end keeps it: who was heard was heard, whatever they ask afterwards.
        InterviewEvent.RefusedHard f => (s.Open || s.Status == CaseStatus.InInterview ? Stop(s, CaseStatus.Refused) : s) with { Never = f.Of, Late = f.By == Approvals.Buyer ? LateAnswers.Left(s) : s.Late },
        InterviewEvent.FoundWrongPerson => Stop(s, CaseStatus.WrongPerson) with { Late = LateAnswers.Left(s) },
        InterviewEvent.Referred f => Refer(s, f),
        InterviewEvent.Consented f => s with { Consent = new Consent(f.At, f.Level, f.Recording, f.Script, f.JurisdictionTable) { By = f.By, Rule = f.Rule, Jurisdiction = f.Jurisdiction } },
        InterviewEvent.LevelChanged f => s with { Consent = s.Consent! with { Level = f.Level } },
        InterviewEvent.Started f => s with { Status = CaseStatus.InInterview, StartedAt = f.At, Owner = f.By, PromiseDue = null, ReturnedAt = null },
        InterviewEvent.BrokenOff f => s with { Status = CaseStatus.WrapUpOpen, EndedAt = f.At, SectionsReached = f.SectionsReached, Partial = true, Booking = null },
        InterviewEvent.Completed f => s with { Status = CaseStatus.WrapUpOpen, EndedAt = f.At, SectionsReached = f.SectionsReached, Booking = null },
        InterviewEvent.WrappedUp f => s with
        {
            Status = CaseStatus.Intake, ContactRequested = f.ContactRequested, TalkWished = f.Felt == CallFelt.Talk ? new TalkWish(f.By, f.At) : null,
        },
        InterviewEvent.TalkHeld => s with { TalkWished = null },
        InterviewEvent.IntakeClosed f => s with { Status = CaseStatus.Coding, OnRecord = f.OnRecord },
        InterviewEvent.Coded f => s with { Status = CaseStatus.Done, Coding = f.Coding },
        InterviewEvent.Skipped f => s with { NotBefore = f.NotBefore, SetAside = f.Reason, PassedOn = new PassedOn(f.By, f.NotBefore), Owner = s.Owner == f.By ? null : s.Owner },
        InterviewEvent.Recused f => s with { Barred = s.Barred.Add(f.By), Owner = s.Owner == f.By ? null : s.Owner, NotBefore = f.At },
        InterviewEvent.RanOutOfNumbers => s with { NoNumber = true },
        InterviewEvent.NumberFound => s with { NoNumber = false },
        InterviewEvent.Reassigned f => s with { Owner = f.To, PassedOn = null, RefusedTo = s.RefusedTo == f.To ? null : s.RefusedTo },
        InterviewEvent.PutOnHold => s with { OnHold = true },
        InterviewEvent.LetGo => s with { OnHold = false },
        InterviewEvent.AvailabilityStated f => s with { Available = f.Spans },
        InterviewEvent.HandedOver f => s with { Owner = f.To },
        InterviewEvent.Undone => s.Before ?? s,
        InterviewEvent.ClosedUnreached => Stop(s, CaseStatus.Unreached) with { Late = LateAnswers.Left(s) },
        InterviewEvent.ApprovalAsked f => s with { Approval = new Approval(f.Round, f.At, f.Until, f.Passages) },
        InterviewEvent.PointsAsked f => s with { Approval = Approvals.AfterPoints(s.Approval, f) },
        InterviewEvent.LinkRevoked => s with { Approval = s.Approval! with { Revoked = true } },
        InterviewEvent.PassageAnswered f => s with { Passages = s.Passages.SetItem(f.Passage, new PassageAnswer(f.At, f.Choice, f.Level, f.AtOnce)) },
        InterviewEvent.ApprovalGiven f => s with { Approval = s.Approval! with { GivenAt = f.At } },
        InterviewEvent.Withdrawn f => s with { Withdrawal = new Withdrawal(f.At, f.AtOnce), Consent = s.Consent is { } agreed ? agreed with { Level = Attribution.OffTheRecord } : null },
        InterviewEvent.Invited f => s with
        {
            Invitation = new Invitation(f.Round, f.At), Wrote = false, Written = null, ReturnedAt = s.Wrote ? null : s.ReturnedAt,
            NotBefore = s.Status == CaseStatus.Waiting && (s.Wrote || s.ReturnedAt is null) ? Instant.Max(s.NotBefore, f.At + Invitations.RestsFor) : s.NotBefore,
        },
        InterviewEvent.InvitationRevoked => s with { Invitation = s.Invitation! with { Revoked = true } },
        InterviewEvent.WishesStated f => s with { Stated = new Stated(f.At, f.Level, f.Way, f.Zone, f.NumberId), StatedTimes = s.StatedTimes + 1 },
        InterviewEvent.WayChanged f => s with { Booking = s.Booking! with { Way = f.Way, Sequence = f.Sequence }, Sequence = f.Sequence },
        // They came back to us in writing, and somebody has to answer.
        InterviewEvent.ColleagueSuggested f => s with { SuggestedAt = f.At, Suggestions = s.Suggestions + 1, ReturnedAt = f.At, Wrote = true, NotBefore = f.At },
        _ => throw new InvalidOperationException($"No fold for {e.GetType().Name}."),
    };

    /// <summary>The link lies with the one who named their colleague: it shows nothing of the colleague, to whom nothing was promised either.</summary>
    private static InterviewState Refer(InterviewState s, InterviewEvent.Referred f) => s with
    {
        EarlierPeople = s.EarlierPeople.Contains(s.Person!) ? s.EarlierPeople : s.EarlierPeople.Add(s.Person!), Person = f.Person,
        LinksFrom = Math.Max(s.LinksFrom, s.Invitation?.Round ?? 0) + 1, Invitation = s.Invitation is { } sent ? sent with { Revoked = true } : null,
        Status = s.Status == CaseStatus.Promised ? CaseStatus.Waiting : s.Status, PromiseDue = null, ReturnedAt = null, Wrote = false, Written = null, MissedBy = null,
        Struck = [], NoNumber = false, Available = [], Stated = null, SuggestedAt = null, Owner = f.By, NotBefore = f.At,
    };

    /// <summary>A first refusal, whoever spoke it, rests a week and goes to another interviewer, and ends what was promised; a second ends the case.</summary>
    private static InterviewState Decline(InterviewState s, string by, Instant at) => s.SoftRefusals > 0
        ? Stop(s, CaseStatus.Refused) with { SoftRefusals = s.SoftRefusals + 1 }
        : s with
        {
            Status = CaseStatus.Waiting, Booking = null, PromiseDue = null, ReturnedAt = null, Sequence = s.Booking is null ? s.Sequence : s.Sequence + 1,
            SoftRefusals = 1, RefusedTo = by, Owner = null, NotBefore = at + Duration.FromDays(7),
        };

    /// <summary>
    /// A talk keeps what was promised, and so does a ring at its time that nobody answered. One before its time that reached
    /// nobody does not, nor a line that was busy or failed: the buyer still expects us.
    /// </summary>
    private static bool Keeps(InterviewState s, InterviewEvent.Attempted f) => f.Outcome == AttemptOutcome.Spoke
        || f.Outcome is not (AttemptOutcome.Busy or AttemptOutcome.Technical) && s.PromiseDue - Dialling.PromiseLead <= f.At;

    private static ImmutableArray<SentMail> Marked(ImmutableArray<SentMail> mails, string id, Func<SentMail, SentMail> mark) => [.. mails.Select(m => m.Id == id ? mark(m) : m)];

    /// <summary>Whether a dial at this instant is one they asked for; a ring before the promised time is one of ours.</summary>
    private static bool IsWished(InterviewState s, Instant at) => (s.Booking?.Start ?? s.PromiseDue) <= at + Calls.Dialling.PromiseLead || s.ReturnedAt is not null || s.MissedBy == Fault.Ours;

    private static InterviewState Stop(InterviewState s, CaseStatus status) => s with { Status = status, Booking = null, PromiseDue = null, ReturnedAt = null };

    /// <summary>A case under way is over; one that was heard stays among those that were.</summary>
    private static InterviewState End(InterviewState s) =>
        s.EndedAt is not null ? s with { Status = CaseStatus.Done, OnRecord = null }
        : Stop(s, s.Open || s.Status == CaseStatus.InInterview ? CaseStatus.Suppressed : s.Status);

    /// <summary>How long a case rests after a dial (DOMAIN §5): busy 30 minutes, no answer half a day, a message 2 days.</summary>
    public static Duration WaitAfter(AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.Busy or AttemptOutcome.Technical => Duration.FromMinutes(30),
        AttemptOutcome.NoAnswer or AttemptOutcome.VoicemailNoMessage or AttemptOutcome.Gatekeeper => Duration.FromHours(4),
        AttemptOutcome.VoicemailLeft => Duration.FromDays(2),
        _ => Duration.Zero,
    };
}
