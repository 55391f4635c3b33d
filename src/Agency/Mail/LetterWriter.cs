using NodaTime;
using Orleans;
using WinLossAgency.Agency.Interviews;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Mail;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains.Mail;

namespace WinLossAgency.Agency.Mail;

/// <summary>What a letter on the way to an interview says to its buyer, in their own language where we have it and the programme's own words where it has some, with the link that holds now.</summary>
internal sealed class LetterWriter(BuyerLinks links)
{
    public async Task<(string Subject, string Body)> WriteAsync(IGrainFactory grains, LetterName letter, string interview, InterviewState state, DossierFile dossier, LetterFrom from, DateTimeZone zone)
    {
        var words = LetterWords.For(state.Sample!.Language);
        var own = await grains.GetGrain<ILetterBook>(interview[..interview.LastIndexOf('/')]).Words(letter, words.Code);
        return words.Write(letter, own ?? words.Of(letter), Values(state, dossier, from, zone, await LinkAsync(interview, state)));
    }

    /// <summary>The one link of this buyer: it chooses, moves and cancels. It is laid here, before anybody is told of it; null where none holds.</summary>
    public async Task<string?> LinkAsync(string interview, InterviewState state)
    {
        if (state.Invitation is not { Revoked: false } sent || !state.Open) return null;
        await links.LayAsync(interview, sent.Round, LinkPurpose.Invitation);
        return links.UrlOf(interview, sent.Round, LinkPurpose.Invitation);
    }

    /// <summary>Whether the link in a letter, if there is one, is the one that holds.</summary>
    public static bool StillLeads(string body, string? link) => !body.Contains("/b/", StringComparison.Ordinal) || link is not null && body.Contains(link, StringComparison.Ordinal);

    /// <summary>What is filled in for this buyer. Who asked us is among it only where that is told.</summary>
    public static Dictionary<string, string> Values(InterviewState state, DossierFile dossier, LetterFrom from, DateTimeZone zone, string? link)
    {
        var words = LetterWords.For(state.Sample!.Language);
        var values = new Dictionary<string, string> { ["name"] = dossier.Name, ["agency"] = from.Agency, ["client"] = from.Sponsor.Length > 0 ? from.Sponsor : words["blind"], ["minutes"] = words.Minutes(from.Minutes), ["interviewer"] = from.Interviewer };
        if (link is not null) values[LetterTemplate.Link] = link;
        if ((state.Booking ?? state.LetGo) is not { } booking) return values;
        values["minutes"] = words.Minutes(booking.Minutes);
        values["time"] = words.When(booking.Start, zone);
        values["how"] = Appointments.Place(booking, state, dossier, from);
        return values;
    }
}
