using NodaTime;
using Orleans;
using WinLossAgency.Agency.Interviews;
using WinLossAgency.Agency.People;
using WinLossAgency.Agency.Work;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Mail;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Grains.People;

namespace WinLossAgency.Agency.Mail;

/// <summary>One mail as it was handed over. Rests sealed with the person it is to.</summary>
public sealed record MailFile(string Id, Instant At, string To, string Subject, string Body)
{
    /// <summary>When whoever delivers it took it; null while it has not.</summary>
    public Instant? HandedAt { get; init; }

    /// <summary>The calendar file in it, and the address that its reader answers to; null where there was none.</summary>
    public string? Calendar { get; init; }
    public string? ReplyTo { get; init; }
}

/// <summary>
/// Writes what a fact of a case says to its buyer, and gives it to the courier. Every mail asks the person's permit first; one
/// who asked us to stop gets none, whatever was owed. What was not taken stays owed by the case, and dies with no program.
/// </summary>
internal sealed class MailRoom(AgencyStores stores, JournalTools tools, BuyerLinks links, LetterTokens tokens, MailSettings settings, IMailCourier courier, EffectWorker worker, LetterWriter writer)
{
    /// <summary>Under whom mails to the auditor rest: nobody's dossier.</summary>
    public const string Witness = "witness";
    private const string LocalInbound = "replies.invalid";

    public Task PostAsync(IGrainFactory grains, string interview, InterviewState state, InterviewEvent e, string effectId) => GiveAsync(grains, interview, state, e, LetterKinds.Of(e), effectId);

    /// <summary>
    /// Reminds of the appointment as it stands now: nothing was written beforehand. Where the house slept through the hour it
    /// waits for the next one at which their place is open, and says nothing when that would be too late to help.
    /// </summary>
    public Task RemindAsync(IGrainFactory grains, string interview, InterviewState state, InterviewEvent e, string effectId)
    {
        if (state.Booking is not { } booking || Reminders.WaitFrom(tools.Clock.GetCurrentInstant(), booking.Start, state.Sample!.Place) is not { } wait) return Task.CompletedTask;
        return wait > Duration.Zero ? throw new PaymentPostponedException("Their place is shut at this hour.", wait, isTry: false) : GiveAsync(grains, interview, state, e, MailKind.Reminder, effectId);
    }

    /// <summary>A service may be slow, and no case waits for it: a worker carries the letter, and looks first whether it is still true.</summary>
    private Task GiveAsync(IGrainFactory grains, string interview, InterviewState state, InterviewEvent e, MailKind kind, string effectId) => courier.IsLocal
        ? CarryAsync(grains, interview, state, e, kind, effectId, CancellationToken.None)
        : worker.PayAsync(effectId, async stop =>
        {
            var now = (await grains.GetGrain<IInterview>(interview).View()).State;
            if (InterviewDebts.StillStands(now, e)) await CarryAsync(grains, interview, InterviewDebts.ToldTo(now, e), e, kind, effectId, stop);
            return JobEnd.Done;
        }, () => grains.GetGrain<IInterview>(interview).MailCarried());

    /// <summary>The letter's id if it was handed over; null where none went.</summary>
    public async Task<string?> HandedOverAsync(string person, string effectId) => (await ReadAsync(person, IdOf(effectId)))?.HandedAt is null ? null : IdOf(effectId);

    /// <summary>A code that somebody at the buyer's own page has just asked for. No permit: they may look after their words also when they asked us to stop.</summary>
    public async Task CodeAsync(IGrainFactory grains, InterviewState state, DossierFile dossier, string code, string id)
    {
        var agency = await grains.GetGrain<IAgency>(IAgency.Key).Name();
        var (subject, body) = ApprovalWords.Code(state.Sample!.Language, dossier.Name, agency, code);
        var letter = new Letter(id, tools.Clock.GetCurrentInstant(), new Mailbox(agency, settings.MailFrom), new Mailbox(dossier.Name, dossier.Emails[0]), "", subject, body, null);
        // Whoever waits at the page asks for another where this one does not come.
        if (courier.IsLocal) await HandOverAsync(state.Person!, letter, id, CancellationToken.None);
        else worker.Try(id, stop => HandOverAsync(state.Person!, letter, id, stop));
    }

    public async Task ToWitnessAsync(string agency, string id, string address, string subject, string body) =>
        await HandOverAsync(Witness, new Letter(id, tools.Clock.GetCurrentInstant(), new Mailbox(agency, settings.MailFrom), new Mailbox("", address), "", subject, body, null), id, CancellationToken.None);

    private async Task CarryAsync(IGrainFactory grains, string interview, InterviewState state, InterviewEvent e, MailKind kind, string effectId, CancellationToken stop)
    {
        if (state.Wrote && LetterKinds.WaitsForAnswer(kind)) return;
        var person = grains.GetGrain<IPerson>(state.Person!);
        if (await person.Dossier() is not { } dossier || await AddressAsync(stores, state, dossier) is not { } address) return;
        // A permit that was given before a first try is none any more once they have asked us to stop.
        if (await person.WhyNot(TouchKind.BookingMail, interview) is not null) return;
        if (e is InterviewEvent.Attempted) await InterviewDebts.MessageLeftAsync(person, interview, e);
        if (!(await person.Permit(effectId, LetterKinds.TouchOf(kind), interview)).Ok) return;
        if (!Mailbox.Takes(address)) throw new PaymentRefusedException("What we hold as the buyer's address is no mail address.");
        var id = IdOf(effectId);
        var letter = await WriteAsync(grains, interview, state, e, kind, dossier with { Emails = [address] }, id);
        // One that was written and not yet taken stays as it was written, unless its link has ended or it would go elsewhere.
        if (await ReadAsync(state.Person!, id) is { HandedAt: null } waits && waits.To == letter.To.Address && LetterWriter.StillLeads(waits.Body, await writer.LinkAsync(interview, state)))
            letter = letter with { Subject = waits.Subject, Body = waits.Body };
        await tokens.LayAsync(interview, id);
        await HandOverAsync(state.Person!, letter, tokens.Of(interview, id), stop);
    }

    private async Task<Letter> WriteAsync(IGrainFactory grains, string interview, InterviewState state, InterviewEvent e, MailKind kind, DossierFile dossier, string id)
    {
        var agency = await grains.GetGrain<IAgency>(IAgency.Key).Name();
        var zone = BuyersCalendar.ZoneOf(state);
        var from = await FromAsync(grains, interview, state, agency);
        (int Round, Instant Until)? asked = e switch { InterviewEvent.ApprovalAsked a => (a.Round, a.Until), InterviewEvent.PointsAsked a => (a.Round, a.Until), _ => null };
        var (subject, body) = asked is { } ask
            ? ApprovalWords.Ask(state.Sample!.Language, dossier.Name, agency, links.UrlOf(interview, ask.Round), ask.Until, PlaceClock.ZoneOf(state.Sample.Place))
            : await writer.WriteAsync(grains, LetterKinds.NameOf(e, kind), interview, state, dossier, from, zone);
        var replyTo = settings is { UsesService: true, MailInbound.Length: 0 } ? "" : $"{tokens.Of(interview, id)}@{(settings.MailInbound.Length > 0 ? settings.MailInbound : LocalInbound)}";
        return new Letter(id, tools.Clock.GetCurrentInstant(), from.From, new Mailbox(dossier.Name, dossier.Emails[0]), replyTo, subject, body, kind == MailKind.Reminder ? null : Appointments.Of(e, state, dossier, from, zone));
    }

    /// <summary>Who asks is told only where the programme says so; in a blind one the client's name is not even at hand here.</summary>
    internal async Task<LetterFrom> FromAsync(IGrainFactory grains, string interview, InterviewState state, string agency)
    {
        var setUp = (await grains.GetGrain<IEngagement>(interview[..interview.LastIndexOf('/')]).View())?.SetUp;
        var sponsor = setUp is { SponsorDisclosed: true } ? await grains.GetGrain<IClient>(interview[..interview.IndexOf('/')]).Name() : "";
        var with = (state.Booking ?? state.LetGo)?.Interviewer;
        var interviewer = with is null ? "" : (await grains.GetGrain<IAgency>(IAgency.Key).StaffList()).FirstOrDefault(s => s.Id == with)?.Name ?? "";
        return new LetterFrom(agency, sponsor, interviewer, tokens.UidOf(interview), settings.VideoRooms.Replace("{room}", tokens.RoomOf(interview, state.LinksFrom), StringComparison.Ordinal), new Mailbox(agency, settings.MailFrom)) { Minutes = setUp?.Minutes ?? 0 };
    }

    /// <summary>The first address to which no letter came back for good.</summary>
    internal static async Task<string?> AddressAsync(AgencyStores stores, InterviewState state, DossierFile dossier)
    {
        var gone = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var lost in state.Mails.Where(m => m.Lasting))
            if (await KeptAsync(stores, state.Person!, lost.Id) is { } mail) gone.Add(mail.To);
        return dossier.Emails.FirstOrDefault(address => !gone.Contains(address));
    }

    /// <summary>
    /// The letter rests before it goes and is marked once it was taken, so that a death in between sends it again and never
    /// loses it. What was taken is not sent a second time.
    /// </summary>
    private async Task HandOverAsync(string person, Letter letter, string token, CancellationToken stop)
    {
        if ((await ReadAsync(person, letter.Id))?.HandedAt is not null) return;
        var mail = new MailFile(letter.Id, letter.At, letter.To.Address, letter.Subject, letter.Body)
        {
            Calendar = letter.Invite?.ToText(), ReplyTo = letter.ReplyTo.Length > 0 ? letter.ReplyTo : null,
        };
        await KeepAsync(person, mail);
        switch (await courier.SendAsync(letter, token, stop))
        {
            case Delivery.TryLater later: throw new PaymentPostponedException(later.Why, later.After);
            case Delivery.Refused refused: throw new PaymentRefusedException(refused.Why);
            default:
                if (courier.IsLocal) await LocalMailbox.NoteAsync(stores, person, mail);
                await KeepAsync(person, mail with { HandedAt = letter.At });
                return;
        }
    }

    private Task KeepAsync(string person, MailFile mail) => stores.People.WriteAsync(PeopleSubjects.Of(person), PlaceOf(mail.Id), mail);

    private Task<MailFile?> ReadAsync(string person, string id) => KeptAsync(stores, person, id);

    internal static Task<MailFile?> KeptAsync(AgencyStores stores, string person, string id) => stores.People.ReadAsync<MailFile>(PeopleSubjects.Of(person), PlaceOf(id));

    private static string PlaceOf(string id) => $"mail/{id.Replace('/', '.')}";

    private static string IdOf(string effectId) => effectId.Replace('#', '-');
}
