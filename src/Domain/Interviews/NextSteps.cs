using NodaTime;

namespace WinLossAgency.Domain.Interviews;

/// <summary>What happens next with a case: the step in words, from when on (null: at once, or nothing), and why it is this one.</summary>
public sealed record NextStep(string Words, Instant? From, string Because)
{
    /// <summary>Nobody does anything more by themselves; whoever leads the team may.</summary>
    public bool IsOver { get; init; }
}

public static class NextSteps
{
    /// <summary>Follows from the case alone; whether the place is open and the person may be touched at that hour is asked when the hour has come.</summary>
    public static NextStep Of(InterviewState s) => s switch
    {
        { Status: CaseStatus.InInterview } => new("Finish the interview", null, "it has begun"),
        { Status: CaseStatus.WrapUpOpen } => new("Wrap up", null, s.Partial ? "the talk was broken off" : "the talk is over"),
        { Status: CaseStatus.Intake } => new("Take in the transcript", null, "the wrap-up is done"),
        { Status: CaseStatus.Coding } => new("Code", null, "the transcript is taken in"),
        { Open: false } => new("Nothing", null, WhyOver(s)) { IsOver = true },
        { Booking: { } booking } => new("Hold the interview", booking.Start, booking.WasMoved ? "the appointment was moved to then" : "it is booked for then"),
        { PromiseDue: { } due } => new("Ring as promised", due, "they named this hour"),
        { SuggestedAt: { } at, ReturnedAt: not null } => new("Take up the colleague they named", at, "they suggested one at their own page"),
        { ReturnedAt: { } at } => s.Wrote ? new("Answer them", at, "they wrote to us") : new("Ring back", at, "they rang us"),
        { MissedBy: Fault.Ours } => new("Ring and apologise", s.NotBefore, "we missed what we had promised"),
        { MissedBy: Fault.Theirs } => new("Offer another time", s.NotBefore, "they could not make the appointment"),
        { MissedBy: Fault.Technical } => new("Ring again", s.NotBefore, "the line failed at the appointment"),
        { OnHold: true } => new("Nothing yet", null, CaseWords.HeldBack),
        { NoNumber: true } => new("Find a number", null, "every number we had was wrong"),
        _ when s.Counted >= Interview.AttemptsMax => s.Invitation is { Revoked: false } ? new("Wait for them, or close it", null, $"{CaseWords.TriesUsed}, and their link to choose a time still opens")
            : new("Close it as not reached", null, CaseWords.TriesUsed),
        { SoftRefusals: > 0 } when s.Attempts.IsEmpty || s.Attempts[^1].By == s.RefusedTo => new("A colleague asks once more", s.NotBefore, s.RefusedAtGate ? "somebody else declined for them" : "they would rather not, for now"),
        { SetAside: { } reason } => new("Ring", s.NotBefore, $"set aside: {CaseWords.Of(reason)}"),
        { Attempts: [.., { } last] } => new("Ring again", s.NotBefore, $"the last try came to: {CaseWords.Of(last.Outcome)}"),
        { Invitation: { Revoked: false } } => new("Ring", s.NotBefore, "they were invited to choose a time and have not yet"),
        _ => new("Ring", s.NotBefore, "nobody has tried yet"),
    };

    private static string WhyOver(InterviewState s) => s switch
    {
        { EndedFor: { } reason } => CaseWords.Of(reason),
        { Never: RefusalOf.Company } => "the company asked never to be called",
        { Never: RefusalOf.Person } => "they asked never to be called",
        { Status: CaseStatus.Refused } => "declined twice",
        _ => CaseWords.Of(s.Status),
    };
}
