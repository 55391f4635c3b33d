namespace WinLossAgency.Domain.Interviews;

/// <summary>Statuses as people read them.</summary>
public static class CaseWords
{
    public static string Of(CaseStatus status) => status switch
    {
        CaseStatus.Waiting => "waiting to be called",
        CaseStatus.Promised => "promised a call back",
        CaseStatus.Booked => "booked",
        CaseStatus.InInterview => "in the interview",
        CaseStatus.WrapUpOpen => "waiting for its wrap-up",
        CaseStatus.Intake => "waiting for its transcript",
        CaseStatus.Coding => "being coded",
        CaseStatus.Done => "coded",
        CaseStatus.Refused => "declined",
        CaseStatus.Suppressed => "not to be contacted",
        CaseStatus.WrongPerson => "the wrong person",
        CaseStatus.Unreached => "not reached",
        CaseStatus.Ended => "ended",
        _ => "not drawn yet",
    };

    /// <summary>Where a case stands on a board: one that nobody is going to ring by themselves does not wait to be called.</summary>
    public static string Of(InterviewCard card) => card switch
    {
        { Stuck: null } => Of(card.Status),
        { OnHold: true } => "held back",
        { NoNumber: true } => "waiting for a number",
        _ => "not reached so far",
    };

    /// <summary>Said wherever a case waits for another number.</summary>
    public const string NoNumberLeft = "no number left: find another or ask the client";

    public static readonly string TriesUsed = $"all {Interview.AttemptsMax} attempts are used";

    public const string HeldBack = "held back by whoever leads the team";

    public static string Of(AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.NoAnswer => "no answer",
        AttemptOutcome.Busy => "busy",
        AttemptOutcome.VoicemailLeft => "voicemail left",
        AttemptOutcome.VoicemailNoMessage => "voicemail, no message",
        AttemptOutcome.WrongNumber => "wrong number",
        AttemptOutcome.Technical => "technical failure",
        AttemptOutcome.Gatekeeper => "someone else answered",
        _ => "spoke",
    };

    public static string Of(MailKind kind) => kind switch
    {
        MailKind.Invitation => "invited to choose a time",
        MailKind.Reminder => "reminded of the appointment",
        MailKind.MissedYou => "sorry I missed you",
        MailKind.Booking => "the appointment",
        _ => "asked to look at their passages",
    };

    public static string Of(EndReason reason) => reason switch
    {
        EndReason.Deceased => "they have died",
        EndReason.LeftCompany => "they left the company",
        EndReason.Unable => "they are not able to take part",
        EndReason.NoSharedLanguage => "no language in common",
        EndReason.NotEligible => "they had no part in the decision",
        EndReason.Duplicate => "the same person stands in the list twice",
        _ => "enough interviews of this kind are done",
    };

    public static string Of(SkipReason reason) => reason switch
    {
        SkipReason.NeedsLanguage => "needs another language",
        SkipReason.NeedsNumber => "needs a number",
        SkipReason.AskSupervisor => "to ask the supervisor",
        _ => "better later",
    };
}
