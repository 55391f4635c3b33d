using NodaTime;
using Orleans;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Journals;

namespace WinLossAgency.Agency.Mail;

/// <summary>The appointment at its buyer's page: the same that the letter about it carries.</summary>
internal sealed class BuyersCalendar(MailRoom mail, MailSettings settings, JournalTools tools)
{
    /// <summary>Whether this agency has video rooms to meet in.</summary>
    public bool HasRooms => settings.VideoRooms.Length > 0;

    /// <summary>The clock they chose at their own page, else that of their place.</summary>
    public static DateTimeZone ZoneOf(InterviewState state) => Zones.Find(state.Stated?.Zone ?? "") ?? PlaceClock.ZoneOf(state.Sample!.Place);

    public async Task<string> RoomAsync(IGrainFactory grains, string interview, InterviewState state) => (await FromAsync(grains, interview, state)).Room;

    public async Task<string?> FileAsync(IGrainFactory grains, string interview, InterviewState state, DossierFile dossier)
    {
        if (state.Booking is not { } b || dossier.Emails.IsEmpty) return null;
        var stands = new InterviewEvent.Booked(tools.Clock.GetCurrentInstant(), Approvals.Buyer, b.Interviewer, b.Start, b.Minutes, b.Way, b.Sequence);
        // No code stands before it, so it holds no more than the page: no name, no address, and of a number its end.
        return Appointments.Of(stands, state, dossier, await FromAsync(grains, interview, state), ZoneOf(state)) is { } invite
            ? (invite with { Attendee = null, Location = WithoutNumbers(invite.Location, dossier) }).ToText() : null;
    }

    /// <summary>The same words with a number's end in its place.</summary>
    private static string WithoutNumbers(string place, DossierFile dossier) =>
        dossier.Phones.Where(p => p.E164.Length > 3).Aggregate(place, (said, p) => said.Replace(p.Grouped(), $"… {p.E164[^3..]}", StringComparison.Ordinal));

    private async Task<LetterFrom> FromAsync(IGrainFactory grains, string interview, InterviewState state) =>
        await mail.FromAsync(grains, interview, state, await grains.GetGrain<IAgency>(IAgency.Key).Name());
}
