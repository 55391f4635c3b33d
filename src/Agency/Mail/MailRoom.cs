using System.Globalization;
using NodaTime;
using Orleans;
using WinLossAgency.Agency.Interviews;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Grains.People;

namespace WinLossAgency.Agency.Mail;

/// <summary>One mail as it was handed over. Rests sealed with the person it is to.</summary>
public sealed record MailFile(string Id, Instant At, string To, string Subject, string Body);

/// <summary>
/// Writes what a fact of a case says to its buyer. Every mail asks the person's permit first; one who asked us to stop gets
/// none, whatever was owed. Without a mail service the mail lies in the local mailbox, which is also what a demo agency reads.
/// </summary>
internal sealed class MailRoom(AgencyStores stores, JournalTools tools, BuyerLinks links, InvitationMail invitations)
{
    /// <summary>Under whom mails to the auditor rest: nobody's dossier.</summary>
    public const string Witness = "witness";

    public async Task PostAsync(IGrainFactory grains, string interview, InterviewState state, InterviewEvent e, string effectId)
    {
        var person = grains.GetGrain<IPerson>(state.Person!);
        if (await person.Dossier() is not { Emails.IsEmpty: false } dossier) return;
        var kind = e is InterviewEvent.Attempted or InterviewEvent.Invited ? TouchKind.Mail : TouchKind.BookingMail;
        if (!(await person.Permit(effectId, kind, interview)).Ok) return;
        var agency = await grains.GetGrain<IAgency>(IAgency.Key).Name();
        var zone = PlaceClock.ZoneOf(state.Sample!.Place);
        (int Round, Instant Until)? asked = e switch { InterviewEvent.ApprovalAsked a => (a.Round, a.Until), InterviewEvent.PointsAsked a => (a.Round, a.Until), _ => null };
        var words = asked is { } ask
            ? ApprovalWords.Ask(state.Sample.Language, dossier.Name, agency, links.UrlOf(interview, ask.Round), ask.Until, zone)
            : await invitations.WordsAsync(grains, interview, state, e, dossier) ?? MailWords.For(e, dossier.Name, agency, zone);
        await HandOverAsync(state.Person!, dossier, effectId.Replace('#', '-'), words);
    }

    /// <summary>A code that somebody at the buyer's own page has just asked for. No permit: they may look after their words also when they asked us to stop.</summary>
    public async Task CodeAsync(IGrainFactory grains, InterviewState state, DossierFile dossier, string code, string id) =>
        await HandOverAsync(state.Person!, dossier, id, ApprovalWords.Code(state.Sample!.Language, dossier.Name, await grains.GetGrain<IAgency>(IAgency.Key).Name(), code));

    private async Task HandOverAsync(string person, DossierFile dossier, string id, (string Subject, string Body) words)
    {
        var mail = new MailFile(id, tools.Clock.GetCurrentInstant(), dossier.Emails[0], words.Subject, words.Body);
        await stores.People.WriteAsync(People.PeopleSubjects.Of(person), $"mail/{mail.Id.Replace('/', '.')}", mail);
        await LocalMailbox.NoteAsync(stores, person, mail);
    }
}

/// <summary>What a buyer reads, in plain words.</summary>
internal static class MailWords
{
    public static (string Subject, string Body) For(InterviewEvent e, string name, string agency, DateTimeZone zone)
    {
        string When(Instant at) => at.InZone(zone).LocalDateTime.ToString("dddd d MMMM, HH:mm", CultureInfo.InvariantCulture) + $" ({zone.Id})";
        var hello = $"Dear {name},\n\n";
        var end = $"\n\nIf you would rather not hear from us, say so in a reply and we will not write or call again.\n\n{agency}, independent interviews";
        return e switch
        {
            InterviewEvent.Booked f => ($"Your interview on {When(f.Start)}", $"{hello}thank you. We will talk on {When(f.Start)} for {f.Minutes} minutes.{end}"),
            InterviewEvent.Moved f => ($"Moved: your interview on {When(f.Start)}", $"{hello}your interview now stands on {When(f.Start)}.{end}"),
            InterviewEvent.CalledOff => ("Your interview is called off", $"{hello}your interview is called off as you asked. You need do nothing more.{end}"),
            _ => ("Sorry I missed you", $"{hello}I rang today and left a message. When would a call suit you? A reply with a time is enough.{end}"),
        };
    }
}
