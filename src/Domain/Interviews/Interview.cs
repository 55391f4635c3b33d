using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain.Calls;
using static WinLossAgency.Domain.Decision;

namespace WinLossAgency.Domain.Interviews;

/// <summary>What may be asked of a case. Who asks stands in By; times of day come with the command, never from a clock.</summary>
public abstract record InterviewCommand(string By)
{
    public sealed record Sample(string By, InterviewEvent.Sampled Facts) : InterviewCommand(By);
    public sealed record Suppress(string By) : InterviewCommand(By)
    {
        /// <summary>Who had asked for it, where that was not the person.</summary>
        public RefusalOf? Of { get; init; }
    }
    public sealed record Erase(string By) : InterviewCommand(By);
    public sealed record Part(string By) : InterviewCommand(By);
    public sealed record RecordAttempt(string By, string NumberId, AttemptOutcome Outcome) : InterviewCommand(By)
    {
        /// <summary>The mail about it carries a link to choose a time, where none holds yet. The case's own grain says it, since it knows whether there is an address.</summary>
        public bool Invites { get; init; }
    }
    public sealed record Invite(string By) : InterviewCommand(By);
    public sealed record RevokeInvitation(string By) : InterviewCommand(By);
    public sealed record StateWishes(Attribution? Level, MeetingWay Way, string Zone, string? NumberId) : InterviewCommand(Approvals.Buyer);
    public sealed record SuggestColleague() : InterviewCommand(Approvals.Buyer);
    /// <summary>The number is someone else's; Left tells how many others of this person are not struck out.</summary>
    public sealed record StrikeNumber(string By, string NumberId, int Left) : InterviewCommand(By);
    public sealed record NoteNumber(string By) : InterviewCommand(By);
    public sealed record PromiseCallback(string By, string NumberId, Instant Due) : InterviewCommand(By);
    public sealed record NoteReturn(string By, string? WishedInterviewer) : InterviewCommand(By);
    public sealed record Book(string By, string Interviewer, Instant Start, int Minutes, MeetingWay Way) : InterviewCommand(By)
    {
        /// <summary>As with an attempt: the letter about it carries a link to move or cancel it, where none holds yet.</summary>
        public bool Invites { get; init; }
    }
    public sealed record CallOff(string By) : InterviewCommand(By);
    public sealed record NoteMissed(string By, Fault Fault) : InterviewCommand(By);
    public sealed record RefuseSoft(string By) : InterviewCommand(By);
    public sealed record RefuseHard(string By, RefusalOf Of) : InterviewCommand(By);
    public sealed record NoteWrongPerson(string By) : InterviewCommand(By);
    /// <summary>Somebody else answered and declined for them.</summary>
    public sealed record TurnAway(string By, string NumberId) : InterviewCommand(By);
    public sealed record EndFor(string By, EndReason Reason) : InterviewCommand(By);
    public sealed record NoteMailed(string Mail, MailKind Kind) : InterviewCommand("house");
    public sealed record NoteOpened(string Mail) : InterviewCommand("house");
    public sealed record NoteBounced(string Mail, bool Lasting) : InterviewCommand("house");
    public sealed record NoteReply() : InterviewCommand("house")
    {
        /// <summary>The letter that it answers, where that is known.</summary>
        public string? Letter { get; init; }
        /// <summary>A machine sent it: it says that they are away, or that a mail of ours did not arrive. That is no answer of theirs.</summary>
        public bool ByMachine { get; init; }
    }
    public sealed record ReadAnswers(string By) : InterviewCommand(By);
    /// <summary>Seen is how many had been counted when they were read, so that one which came since is not settled unread.</summary>
    public sealed record SettleAnswers(string By, AnswerOutcome Outcome, int Seen) : InterviewCommand(By)
    {
        /// <summary>The letters that they answered; where they are not from the buyer, what answers these stops nothing any more.</summary>
        public ImmutableArray<string> Letters { get; init; } = [];
    }
    public sealed record Refer(string By, string Person) : InterviewCommand(By);
    public sealed record NoteTalk(string By) : InterviewCommand(By);
    public sealed record TakeConsent(string By, Attribution Level, bool Recording, string Script, string JurisdictionTable) : InterviewCommand(By)
    {
        /// <summary>The rule of the stricter end. The case's own grain says it, from where both are.</summary>
        public Ruling? Ruling { get; init; }
    }
    public sealed record AskApproval(string By, Instant Until, ImmutableArray<string> Passages) : InterviewCommand(By)
    {
        /// <summary>They are asked about a point from an aside too, so there is something to ask without a passage, and a mail is due in any case.</summary>
        public bool Points { get; init; }
    }
    public sealed record RevokeLink(string By) : InterviewCommand(By);
    public sealed record AnswerPassages(int Round, ImmutableArray<PassageWish> Wishes) : InterviewCommand(Approvals.Buyer);
    public sealed record Withdraw(int Round, bool AtOnce) : InterviewCommand(Approvals.Buyer);
    public sealed record ChangeLevel(string By, Attribution Level) : InterviewCommand(By);
    public sealed record BreakOff(string By, int SectionsReached) : InterviewCommand(By);
    public sealed record Complete(string By, int SectionsReached) : InterviewCommand(By);
    public sealed record WrapUp(string By, bool NotesOnly, bool ContactRequested, CallFelt Felt) : InterviewCommand(By);
    public sealed record CloseIntake(string By, string OnRecord) : InterviewCommand(By);
    public sealed record CloseCoding(string By, string Coding) : InterviewCommand(By);
    public sealed record Skip(string By, Instant NotBefore, SkipReason Reason = SkipReason.BetterLater) : InterviewCommand(By);
    public sealed record Recuse(string By) : InterviewCommand(By);
    public sealed record StateAvailability(string By, ImmutableArray<AvailableSpan> Spans) : InterviewCommand(By);
    public sealed record HandOver(string By, string From, string To) : InterviewCommand(By);
    public sealed record Undo(string By) : InterviewCommand(By);
    public sealed record Reassign(string By, string? To) : InterviewCommand(By);
    public sealed record PutOnHold(string By) : InterviewCommand(By);
    public sealed record LetGo(string By) : InterviewCommand(By);
    public sealed record CloseUnreached(string By) : InterviewCommand(By);
}

/// <summary>Decisions on one case, from sample to coded transcript. Pure: the same history and command give the same answer.</summary>
public static class Interview
{
    /// <summary>How long a promised call back keeps its interviewer free.</summary>
    public const int CallbackMinutes = 15;
    public const int AttemptsMax = 6;
    public static readonly Duration UndoFor = Duration.FromSeconds(60);

    public static Decision<InterviewEvent> Decide(InterviewState s, InterviewCommand command, Instant at) => (s.Status, command) switch
    {
        (CaseStatus.Unknown, InterviewCommand.Sample c) => c.Facts with { At = at },
        (_, InterviewCommand.Sample) => Nothing<InterviewEvent>(),
        (CaseStatus.Unknown, _) => Refuse("This case has not been drawn into the sample yet."),
        (_, InterviewCommand.Suppress c) => s.Status is CaseStatus.Suppressed or CaseStatus.Refused || s.EndedAt is not null
            ? Nothing<InterviewEvent>() : Ending(s, c.By, at, new InterviewEvent.Suppressed(at) { Of = c.Of }),
        (_, InterviewCommand.Erase) => s.IsErased ? Nothing<InterviewEvent>() : new InterviewEvent.Erased(at),
        (_, InterviewCommand.Part) => s.Person is "" ? Nothing<InterviewEvent>() : new InterviewEvent.Parted(at),
        _ when s.IsErased || s.Person is "" => Refuse("Nothing of this case is left but that there was one."),
        (_, InterviewCommand.Undo c) => Undo(s, c, at),
        (_, InterviewCommand.RefuseHard c) => s.Never is not null ? Nothing<InterviewEvent>() : new InterviewEvent.RefusedHard(at, c.By, c.Of),
        (_, InterviewCommand.ChangeLevel c) => ChangeLevel(s, c, at),
        (_, InterviewCommand.NoteMailed c) => s.Mails.Any(m => m.Id == c.Mail) ? Nothing<InterviewEvent>() : new InterviewEvent.Mailed(at, c.Mail, c.Kind),
        // A delivery service tells the same thing many times, and of mails that were never ours.
        (_, InterviewCommand.NoteOpened c) => s.Mails.Any(m => m.Id == c.Mail && m.OpenedAt is null) ? new InterviewEvent.MailOpened(at, c.Mail) : Nothing<InterviewEvent>(),
        (_, InterviewCommand.NoteBounced c) => s.Mails.Any(m => m.Id == c.Mail && (m.BouncedAt is null || c.Lasting && !m.Lasting)) ? new InterviewEvent.MailBounced(at, c.Mail, c.Lasting) : Nothing<InterviewEvent>(),
        (_, InterviewCommand.NoteReply c) => LateAnswers.Note(s, c, at),
        (_, InterviewCommand.ReadAnswers c) => LateAnswers.Look(s, c, at),
        (_, InterviewCommand.SettleAnswers c) => LateAnswers.Settle(s, c, at),
        (CaseStatus.InInterview, InterviewCommand.BreakOff c) => new InterviewEvent.BrokenOff(at, c.By, c.SectionsReached),
        (CaseStatus.InInterview, InterviewCommand.Complete c) => new InterviewEvent.Completed(at, c.By, c.SectionsReached),
        (_, InterviewCommand.Complete or InterviewCommand.BreakOff) => s.EndedAt is not null
            ? Nothing<InterviewEvent>() : Refuse("The interview has not begun: consent comes first."),
        (CaseStatus.WrapUpOpen, InterviewCommand.WrapUp { NotesOnly: false }) when s.Consent is { Recording: false } => Refuse("They refused the recording, so there are notes only."),
        (CaseStatus.WrapUpOpen, InterviewCommand.WrapUp c) => new InterviewEvent.WrappedUp(at, c.By, c.NotesOnly, c.ContactRequested, c.Felt),
        (_, InterviewCommand.WrapUp) => s.EndedAt is not null ? Nothing<InterviewEvent>() : Refuse("There is no ended interview to wrap up."),
        (_, InterviewCommand.NoteTalk c) => s.TalkWished is null ? Nothing<InterviewEvent>() : new InterviewEvent.TalkHeld(at, c.By),
        (CaseStatus.Intake, InterviewCommand.CloseIntake c) => new InterviewEvent.IntakeClosed(at, c.OnRecord),
        (_, InterviewCommand.CloseIntake c) => c.OnRecord == s.OnRecord ? Nothing<InterviewEvent>()
            : Refuse(s.OnRecord is null ? "The wrap-up is still open; the transcript closes after it." : "The transcript has been closed before."),
        (CaseStatus.Coding, InterviewCommand.CloseCoding c) => new InterviewEvent.Coded(at, c.By, c.Coding),
        (_, InterviewCommand.CloseCoding) => s.Coding is not null ? Nothing<InterviewEvent>() : Refuse("Coding closes after the transcript has been taken in."),
        (_, InterviewCommand.AskApproval c) => Approvals.Ask(s, c, at),
        (_, InterviewCommand.RevokeLink c) => Approvals.Revoke(s, c, at),
        (_, InterviewCommand.AnswerPassages c) => Approvals.Answer(s, c, at),
        (_, InterviewCommand.Withdraw c) => Approvals.Withdraw(s, c, at),
        (_, InterviewCommand.RevokeInvitation c) => Invitations.Revoke(s, c, at),
        _ when !s.Open => Refuse($"This case is no longer being called: it is {CaseWords.Of(s.Status)}."),
        (_, InterviewCommand.Invite c) => Invitations.Invite(s, c.By, at),
        (_, InterviewCommand.StateWishes c) => Invitations.State(s, c, at),
        (_, InterviewCommand.SuggestColleague) => Invitations.Suggest(s, at),
        (_, InterviewCommand.RecordAttempt { Invites: true } c) when s.Invitation is null or { Revoked: true } && s.Booking is null => All<InterviewEvent>(
            new InterviewEvent.Attempted(at, c.By, c.NumberId, c.Outcome), new InterviewEvent.Invited(at, c.By, Invitations.Next(s))),
        (_, InterviewCommand.RecordAttempt c) => new InterviewEvent.Attempted(at, c.By, c.NumberId, c.Outcome),
        (_, InterviewCommand.StrikeNumber { Left: 0 } c) => All<InterviewEvent>(
            new InterviewEvent.Attempted(at, c.By, c.NumberId, AttemptOutcome.WrongNumber), new InterviewEvent.RanOutOfNumbers(at)),
        (_, InterviewCommand.StrikeNumber c) => new InterviewEvent.Attempted(at, c.By, c.NumberId, AttemptOutcome.WrongNumber),
        (_, InterviewCommand.NoteNumber c) => s.NoNumber ? new InterviewEvent.NumberFound(at, c.By) : Nothing<InterviewEvent>(),
        (_, InterviewCommand.PromiseCallback c) => Promise(s, c, at),
        (_, InterviewCommand.NoteReturn c) => new InterviewEvent.Returned(at, c.WishedInterviewer),
        (_, InterviewCommand.Book c) => Book(s, c, at),
        (CaseStatus.Booked, InterviewCommand.CallOff c) => new InterviewEvent.CalledOff(at, c.By, s.Sequence + 1),
        (_, InterviewCommand.CallOff) => Nothing<InterviewEvent>(),
        (CaseStatus.Booked or CaseStatus.Promised, InterviewCommand.NoteMissed c) => new InterviewEvent.Missed(at, c.Fault),
        (_, InterviewCommand.NoteMissed) => Refuse("There was no promise to miss."),
        (_, InterviewCommand.RefuseSoft c) => Ending(s, c.By, at, new InterviewEvent.RefusedSoft(at, c.By), new InterviewEvent.Attempted(at, c.By, "", AttemptOutcome.Spoke)),
        (_, InterviewCommand.TurnAway c) => Ending(s, c.By, at, new InterviewEvent.TurnedAway(at, c.By), new InterviewEvent.Attempted(at, c.By, c.NumberId, AttemptOutcome.Gatekeeper)),
        (_, InterviewCommand.EndFor c) => Ending(s, c.By, at, new InterviewEvent.Ended(at, c.By, c.Reason)),
        (_, InterviewCommand.NoteWrongPerson c) => Ending(s, c.By, at, new InterviewEvent.FoundWrongPerson(at, c.By)),
        (_, InterviewCommand.Refer c) => c.Person == s.Person ? Nothing<InterviewEvent>() : Ending(s, c.By, at, new InterviewEvent.Referred(at, c.By, c.Person)),
        (_, InterviewCommand.TakeConsent c) => Begin(s, c, at),
        (_, InterviewCommand.Skip c) => new InterviewEvent.Skipped(at, c.By, c.NotBefore, c.Reason),
        (_, InterviewCommand.Recuse c) => s.Barred.Contains(c.By) ? Nothing<InterviewEvent>() : new InterviewEvent.Recused(at, c.By),
        (_, InterviewCommand.Reassign c) => Reassign(s, c, at),
        (_, InterviewCommand.PutOnHold c) => s.OnHold ? Nothing<InterviewEvent>()
            : s.Appointment() is not null ? Refuse(Standing(s, "Give the case to a colleague")) : new InterviewEvent.PutOnHold(at, c.By),
        (_, InterviewCommand.LetGo c) => s.OnHold ? new InterviewEvent.LetGo(at, c.By) : Nothing<InterviewEvent>(),
        (_, InterviewCommand.StateAvailability c) => s.Available.SequenceEqual(c.Spans) ? Nothing<InterviewEvent>() : new InterviewEvent.AvailabilityStated(at, c.By, c.Spans),
        (CaseStatus.Promised, InterviewCommand.HandOver c) => s.Owner != c.From ? Nothing<InterviewEvent>() : new InterviewEvent.HandedOver(at, c.By, c.From, c.To),
        (_, InterviewCommand.HandOver) => Nothing<InterviewEvent>(),
        (_, InterviewCommand.CloseUnreached) => s.Appointment() is not null
            ? Refuse(Standing(s, "Keep it")) : new InterviewEvent.ClosedUnreached(at),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name} while {s.Status}."),
    };

    /// <summary>With a time promised the case goes to somebody at that very time, or it stays: nobody's promise is kept by nobody.</summary>
    private static Decision<InterviewEvent> Reassign(InterviewState s, InterviewCommand.Reassign c, Instant at)
    {
        if (c.To is { } one && s.Barred.Contains(one)) return Refuse("They said that they know this person; choose somebody else.");
        if (s.Owner == c.To && s.Appointment()?.With is var with && (with is null || with == c.To)) return Nothing<InterviewEvent>();
        if (s.Appointment() is not { } stands) return new InterviewEvent.Reassigned(at, c.By, c.To);
        if (c.To is not { } to) return Refuse("A time is promised to them, so the case must be somebody's. Choose who keeps it.");
        return s.Booking is not null
            ? All<InterviewEvent>(new InterviewEvent.Reassigned(at, c.By, to), new InterviewEvent.Moved(at, c.By, to, stands.Start, s.Sequence + 1))
            : new InterviewEvent.Reassigned(at, c.By, to);
    }

    /// <summary>An appointment can be called off; that we ring, as we said we would, cannot.</summary>
    private static string Standing(InterviewState s, string instead) => $"A time is promised to them. {instead}{(s.Booking is null ? "; we ring when we said we would" : ", or call the appointment off first")}.";

    private static Decision<InterviewEvent> Promise(InterviewState s, InterviewCommand.PromiseCallback c, Instant at) => c.Due <= at
        ? Refuse("That time has passed. A call back is promised for a time to come.")
        : Ending(s, c.By, at, new InterviewEvent.CallbackPromised(at, c.By, c.Due), new InterviewEvent.Attempted(at, c.By, c.NumberId, AttemptOutcome.Spoke));

    /// <summary>A talk that will be over before the time that was booked is held instead of it, so nobody is to wait at that time.</summary>
    private static Decision<InterviewEvent> Begin(InterviewState s, InterviewCommand.TakeConsent c, Instant at)
    {
        InterviewEvent agreed = new InterviewEvent.Consented(at, c.By, c.Level, c.Recording, c.Script, c.Ruling?.Table ?? c.JurisdictionTable, c.Ruling?.Rule, c.Ruling?.Place), started = new InterviewEvent.Started(at, c.By);
        return s.Booking is { } booking && booking.Start >= at + Duration.FromMinutes(booking.Minutes) ? Ending(s, c.By, at, started, agreed) : All(agreed, started);
    }

    /// <summary>Something after which nobody is expected at the time that was booked: whoever was invited to it is told, by the same letter as when it is called off by itself.</summary>
    private static Decision<InterviewEvent> Ending(InterviewState s, string by, Instant at, InterviewEvent ending, params InterviewEvent[] first) =>
        s.Status == CaseStatus.Booked && s.Booking is not null ? All([.. first, new InterviewEvent.CalledOff(at, by, s.Sequence + 1), ending]) : All([.. first, ending]);

    private static Decision<InterviewEvent> Book(InterviewState s, InterviewCommand.Book c, Instant at)
    {
        if (c.Start <= at) return Refuse("That time has passed. An appointment is for a time to come.");
        if (s.Booking is { } b && b.Start == c.Start && b.Interviewer == c.Interviewer) return Nothing<InterviewEvent>();
        InterviewEvent stands = s.Booking is null
            ? new InterviewEvent.Booked(at, c.By, c.Interviewer, c.Start, c.Minutes, c.Way, s.Sequence == 0 ? 0 : s.Sequence + 1)
            : new InterviewEvent.Moved(at, c.By, c.Interviewer, c.Start, s.Sequence + 1);
        return c.Invites && s.Invitation is not { Revoked: false } ? All(stands, new InterviewEvent.Invited(at, c.By, Invitations.Next(s)) { WithBooking = true }) : stands;
    }

    private static Decision<InterviewEvent> ChangeLevel(InterviewState s, InterviewCommand.ChangeLevel c, Instant at)
    {
        if (s.Consent is null) return Refuse("Nothing has been agreed yet that could be changed.");
        if (s.Withdrawal is not null) return s.Consent.Level == c.Level ? Nothing<InterviewEvent>() : Refuse("The buyer took back all they said; only the buyer can change that.");
        return s.Consent.Level == c.Level ? Nothing<InterviewEvent>() : new InterviewEvent.LevelChanged(at, c.By, c.Level);
    }

    private static Decision<InterviewEvent> Undo(InterviewState s, InterviewCommand.Undo c, Instant at)
    {
        if (s.Before is null) return Refuse("There is nothing to undo.");
        return at <= s.UndoUntil ? new InterviewEvent.Undone(at, c.By) : Refuse("Undo is open for 60 seconds; they have passed.");
    }
}
