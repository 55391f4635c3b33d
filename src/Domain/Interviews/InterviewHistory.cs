using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain.Calls;

namespace WinLossAgency.Domain.Interviews;

/// <summary>The case told in sentences, newest first, for the people who work it.</summary>
public static class InterviewHistory
{
    public static ImmutableArray<(Instant At, string Sentence)> Lines(IEnumerable<InterviewEvent> events, Func<string, string> nameOf, DateTimeZone theirs)
    {
        var lines = new List<(Instant At, string Sentence, bool OfMail)>();
        foreach (var e in events)
        {
            // What mails do happens beside whatever somebody takes back.
            if (e is InterviewEvent.Undone && lines.FindLastIndex(l => !l.OfMail) is >= 0 and var last)
            {
                var undone = lines[last].At;
                lines.RemoveAll(l => l.At == undone && !l.OfMail);
            }
            else if (Sentence(e, nameOf, theirs) is { } sentence) lines.Add((e.At, sentence, e is InterviewEvent.Mailed or InterviewEvent.MailOpened or InterviewEvent.MailBounced));
        }
        lines.Reverse();
        return [.. lines.Select(l => (l.At, l.Sentence))];
    }

    private static string? Sentence(InterviewEvent e, Func<string, string> nameOf, DateTimeZone theirs) => e switch
    {
        InterviewEvent.Sampled => "Chosen for a call",
        InterviewEvent.Attempted { Outcome: AttemptOutcome.Spoke } => null,
        InterviewEvent.ClosedUnreached => "Closed without reaching them",
        InterviewEvent.Attempted f => $"{Capital(CaseWords.Of(f.Outcome))} ({nameOf(f.By)})",
        InterviewEvent.CallbackPromised f => $"Promised to ring {When(f.Due, theirs)} ({nameOf(f.By)})",
        InterviewEvent.Returned => "Rang us back",
        InterviewEvent.Booked { By: Approvals.Buyer } f => $"Chose {When(f.Start, theirs)} with {nameOf(f.Interviewer)} at their own page",
        InterviewEvent.Moved { By: Approvals.Buyer } f => $"Moved it themselves to {When(f.Start, theirs)} with {nameOf(f.Interviewer)}",
        InterviewEvent.CalledOff { By: Approvals.Buyer } => "Called the appointment off themselves",
        InterviewEvent.Invited { WithBooking: true } => null,
        InterviewEvent.Invited f => $"Invited to choose a time ({nameOf(f.By)})",
        InterviewEvent.InvitationRevoked f => $"Took the invitation back ({nameOf(f.By)})",
        InterviewEvent.WishesStated => "Said at their own page how they would talk and be quoted",
        InterviewEvent.WayChanged f => f.Way == MeetingWay.Video ? "Chose to talk by video at their own page" : "Chose to talk by phone at their own page",
        InterviewEvent.ColleagueSuggested => "Suggested a colleague at their own page",
        InterviewEvent.Booked f => $"Booked for {When(f.Start, theirs)} with {nameOf(f.Interviewer)}",
        InterviewEvent.Moved f => $"Moved to {When(f.Start, theirs)} with {nameOf(f.Interviewer)}",
        InterviewEvent.CalledOff => "Appointment called off",
        InterviewEvent.Missed { Fault: Fault.Ours } => "We missed the appointment",
        InterviewEvent.Missed { Fault: Fault.Theirs } => "They could not make the appointment",
        InterviewEvent.Missed => "The line failed at the appointment",
        InterviewEvent.RefusedSoft f => $"Would rather not, for now ({nameOf(f.By)})",
        InterviewEvent.RefusedHard { Of: RefusalOf.Company } => "The company asked never to be called",
        InterviewEvent.RefusedHard => "Asked never to be called",
        InterviewEvent.TurnedAway f => $"Somebody else declined for them ({nameOf(f.By)})",
        InterviewEvent.Ended f => $"Ended: {CaseWords.Of(f.Reason)} ({nameOf(f.By)})",
        InterviewEvent.Mailed f => $"Mail: {CaseWords.Of(f.Kind)}",
        InterviewEvent.MailOpened => "Mail opened",
        InterviewEvent.MailBounced { Lasting: true } => "Mail came back: there is no such address any more",
        InterviewEvent.MailBounced => "Mail came back this time",
        InterviewEvent.Reassigned { To: { } to } f => $"Given to {nameOf(to)} by {nameOf(f.By)}",
        InterviewEvent.Reassigned f => $"Given back to the team by {nameOf(f.By)}",
        InterviewEvent.PutOnHold f => $"Held back by {nameOf(f.By)}",
        InterviewEvent.LetGo f => $"Let go again by {nameOf(f.By)}",
        InterviewEvent.Replied => "Wrote to us",
        InterviewEvent.AnswersSettled f => $"What they wrote was dealt with ({nameOf(f.By)})",
        InterviewEvent.FoundWrongPerson => "Not the person who decided",
        InterviewEvent.Referred f => $"Referred us to a colleague ({nameOf(f.By)})",
        InterviewEvent.Consented f => f.Recording ? "Agreed to talk and to the recording" : "Agreed to talk, without recording",
        InterviewEvent.BrokenOff => "Broke off the interview",
        InterviewEvent.Completed => "Interviewed",
        InterviewEvent.Skipped f => $"Set aside by {nameOf(f.By)}, {CaseWords.Of(f.Reason)}",
        InterviewEvent.Recused f => $"Passed on by {nameOf(f.By)}, who knows them",
        InterviewEvent.AvailabilityStated { Spans.IsEmpty: true } f => $"May be rung at the usual hours again ({nameOf(f.By)})",
        InterviewEvent.AvailabilityStated f => $"Said when they may be rung ({nameOf(f.By)})",
        InterviewEvent.HandedOver f => $"Passed to {nameOf(f.To)}, because {nameOf(f.From)} is away",
        InterviewEvent.NumberFound f => $"Another number was found ({nameOf(f.By)})",
        // Who was asked about a point has said something in confidence; the open side reads the same of either.
        InterviewEvent.PointsAsked f => $"Asked to look at their passages ({nameOf(f.By)})",
        InterviewEvent.ApprovalAsked f => $"Asked to look at their passages ({nameOf(f.By)})",
        InterviewEvent.ApprovalGiven => "Looked at their passages",
        InterviewEvent.Withdrawn => "Took back everything they said",
        InterviewEvent.LevelChanged => "Changed how they may be quoted",
        _ => null,
    };

    private static string When(Instant at, DateTimeZone zone) =>
        $"{CalendarRoom.Say(at, zone)} {DemoMoves.PlaceName(zone.Id)}";

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
