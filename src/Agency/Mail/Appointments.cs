using NodaTime;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Mail;
using WinLossAgency.Domain.People;

namespace WinLossAgency.Agency.Mail;

/// <summary>What a letter about a case is written from.</summary>
/// <param name="Sponsor">For whom the agency asks; empty where buyers are not told, and then it stands nowhere.</param>
/// <param name="Room">The address of the case's video room; empty where there is none.</param>
internal sealed record LetterFrom(string Agency, string Sponsor, string Interviewer, string Uid, string Room, Mailbox From)
{
    /// <summary>How long an interview of the programme lasts, for letters about no appointment.</summary>
    public int Minutes { get; init; }
}

/// <summary>From a fact of a case to the appointment that its letter carries, in the buyer's own language where we have it.</summary>
internal static class Appointments
{
    /// <summary>The appointment as it stands after the fact; null where the fact is about none.</summary>
    public static CalendarInvite? Of(InterviewEvent e, InterviewState state, DossierFile dossier, LetterFrom from, DateTimeZone zone) => e switch
    {
        InterviewEvent.Booked or InterviewEvent.Moved or InterviewEvent.WayChanged when state.Booking is { } booking => Of(InviteMethod.Request, e.At, booking, booking.Sequence, state, dossier, from, zone),
        InterviewEvent.CalledOff off when state.LetGo is { } booking => Of(InviteMethod.Cancel, e.At, booking, off.Sequence, state, dossier, from, zone),
        _ => null,
    };

    /// <summary>How it meets: the number that they named or else the first that was not wrong, or the room.</summary>
    public static string Place(Booking booking, InterviewState state, DossierFile dossier, LetterFrom from) => LetterWords.For(state.Sample!.Language).How(
        booking.Way, dossier.Phones.Where(p => !state.Struck.Contains(p.Id)).OrderBy(p => p.Id != state.Stated?.NumberId).FirstOrDefault()?.Grouped(), from.Room);

    private static CalendarInvite Of(InviteMethod method, Instant stamp, Booking booking, int sequence, InterviewState state, DossierFile dossier, LetterFrom from, DateTimeZone zone)
    {
        var words = LetterWords.For(state.Sample!.Language);
        return new(method, from.Uid, sequence, stamp, booking.Start, booking.Minutes, zone)
        {
            Summary = words.Say("summary", ("agency", from.Agency)),
            Description = words.Say("description", ("minutes", words.Minutes(booking.Minutes)), ("with", from.Interviewer.Length > 0 ? $" {words.Say("with", ("interviewer", from.Interviewer))}" : ""),
                ("for", from.Sponsor.Length > 0 ? $", {words.Say("for", ("client", from.Sponsor))}" : ""), ("agency", from.Agency)),
            // A calendar makes a place of an address and of nothing around it.
            Location = booking.Way == MeetingWay.Video && from.Room.Length > 0 ? from.Room : Place(booking, state, dossier, from),
            Organiser = from.From,
            Attendee = new Mailbox(dossier.Name, dossier.Emails[0]),
        };
    }
}
