using WinLossAgency.Domain.Calls;

namespace WinLossAgency.Domain.Interviews;

/// <summary>
/// The AAPOR final code a case would get if the field closed now, and why in a sentence. For supervisors and rates only.
/// Source: AAPOR Standard Definitions, telephone sample; here every case is a named person from the client's list, so a
/// number or mailbox from it is taken as that person's until we learn otherwise.
/// </summary>
public sealed record Disposition(FinalCode Code, string Because);

public static class Dispositions
{
    /// <summary>Sections of the guide from which a broken-off talk counts as a partial interview and no longer as a break-off.</summary>
    public const int PartialFrom = 4;

    /// <summary>What is furthest along decides: the talk, then a refusal, then that we met somebody, then what the line did.</summary>
    public static Disposition Of(InterviewState s) => s switch
    {
        { EndedAt: not null, Partial: false } => Is("1.1", "the interview was held"),
        { EndedAt: not null } when s.SectionsReached >= PartialFrom => Is("1.2", $"broken off after {s.SectionsReached} sections, enough to count in part"),
        { EndedAt: not null } => Is("2.12", $"broken off after {s.SectionsReached} sections; from {PartialFrom} on it counts in part"),
        { Status: CaseStatus.InInterview } => Is("2.12", "the talk has begun and not ended"),
        { EndedFor: { } reason } => OfEnded(reason),
        { Never: RefusalOf.Company } => Is("2.111", "the company asked never to be called"),
        { Never: RefusalOf.Person } => Is("2.112", "they asked never to be called"),
        { Status: CaseStatus.Suppressed } when s.Attempts.IsEmpty && s.Mails.IsEmpty => Is("4.10", "not to be contacted before anybody tried"),
        { Status: CaseStatus.Suppressed, WithdrawnFor: RefusalOf.Company } => Is("2.111", "the company asked never to be called"),
        { Status: CaseStatus.Suppressed } => Is("2.112", "they asked not to be contacted"),
        { Booking: not null } or { PromiseDue: not null } => Is("2.25", "a time is promised that has not come yet; that is no refusal"),
        { SoftRefusals: > 0, RefusedAtGate: true } => Is("2.111", "somebody else declined for them"),
        { SoftRefusals: > 0 } => Is("2.112", s.Open ? "they would rather not; nobody has won them over yet" : "they declined twice"),
        { Status: CaseStatus.WrongPerson } => Is("4.70", "the person had no part in the decision and named nobody"),
        { SetAside: SkipReason.NeedsLanguage } => Is("2.333", "nobody here speaks their language"),
        { ReturnedAt: not null } => Is("2.21", s.Wrote ? "they wrote to us and we have not talked yet" : "they rang us and we have not talked yet"),
        _ when Any(s, AttemptOutcome.Spoke) || s.MissedAt.Length > 0 || s.OurMisses > 0 => Is("2.21", "we spoke and found no time for the talk"),
        _ when Any(s, AttemptOutcome.Gatekeeper) => Is("2.21", "somebody else answered; they themselves were never there"),
        _ when Any(s, AttemptOutcome.VoicemailLeft) => Is("2.222", "only their voicemail answered; a message was left"),
        _ when Any(s, AttemptOutcome.VoicemailNoMessage) => Is("2.221", "only their voicemail answered; no message was left"),
        { NoNumber: true } => Is("3.30", "every number was wrong, so nobody knows whether the person can be met"),
        _ when Any(s, AttemptOutcome.NoAnswer) => Is("3.13", "nobody answered"),
        _ when Any(s, AttemptOutcome.Busy) => Is("3.12", "the line was always busy"),
        _ when Any(s, AttemptOutcome.Technical) => Is("3.16", "the line failed each time"),
        _ when Any(s, AttemptOutcome.WrongNumber) => Is("3.30", "a number was wrong and the others are not tried yet"),
        _ => Is("3.11", s.Mails.IsEmpty ? "nobody has tried yet" : "written to and not rung yet"),
    };

    private static Disposition OfEnded(EndReason reason) => Is(reason switch
    {
        EndReason.Deceased => "2.31",
        EndReason.Unable => "2.32",
        EndReason.NoSharedLanguage => "2.332",
        EndReason.LeftCompany => "4.54",
        EndReason.NotEligible => "4.70",
        EndReason.Duplicate => "4.81",
        _ => "4.80",
    }, CaseWords.Of(reason));

    private static bool Any(InterviewState s, AttemptOutcome outcome) => s.Attempts.Any(a => a.Outcome == outcome);

    private static Disposition Is(string code, string because) => new(FinalCodes.Find(code) ?? throw new InvalidOperationException($"There is no final code {code}."), because);
}
