using NodaTime;
using Orleans;
using WinLossAgency.Agency.Interviews;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Mail;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Grains.Mail;

namespace WinLossAgency.Agency.Mail;

/// <summary>A letter to nobody: made by the very steps that make a real one, for a person, a time and a link that do not exist.</summary>
internal sealed class LetterSample(BuyerLinks links, LetterTokens tokens, MailSettings settings, JournalTools tools)
{
    private const string Case = "example";
    private static readonly LocalTime Hour = new(10, 0);

    public async Task<LetterSheet> WriteAsync(IGrainFactory grains, LetterName letter, string language, LetterTemplate template, SetUp setUp, string client)
    {
        var agency = grains.GetGrain<IAgency>(IAgency.Key);
        var (name, zone) = (await agency.Name(), Zones.Find(await agency.Zone()) ?? DateTimeZone.Utc);
        var words = LetterWords.For(language);
        var now = tools.Clock.GetCurrentInstant();
        var person = new DossierFile { Name = words["example-name"], Emails = ["example@example.com"], Phones = [new PhoneNumber("n1", "Mobile", words["example-number"], "example")] };
        var state = StateAt(letter, language, now, zone, setUp);
        var from = new LetterFrom(name, setUp.SponsorDisclosed ? client : "", words["example-interviewer"], tokens.UidOf(Case), "", new Mailbox(name, settings.MailFrom)) { Minutes = setUp.Minutes };
        var (subject, body) = words.Write(letter, template, LetterWriter.Values(state, person, from, zone, links.UrlOf(Case, 0, LinkPurpose.Invitation)));
        var invite = FactOf(letter, state, now) is { } fact ? Appointments.Of(fact, state, person, from, zone) : null;
        var mail = new Letter(Case, now, from.From, new Mailbox(person.Name, person.Emails[0]), "", subject, body, invite);
        return new LetterSheet(template, false, "", $"{from.From.Name} <{from.From.Address}>", person.Name, mail.Subject, mail.Html(), invite is null ? "" : $"{invite.Summary}, {words.When(invite.Start, zone)}. {invite.Location}. {invite.Description}");
    }

    /// <summary>A case as it stands when this letter is written: booked for the next working day but one, or not.</summary>
    private static InterviewState StateAt(LetterName letter, string language, Instant now, DateTimeZone zone, SetUp setUp)
    {
        var day = now.InZone(zone).Date.PlusDays(2);
        while (day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) day = day.PlusDays(1);
        var booking = new Booking("example", Zones.ToInstant(day + Hour, zone).At, setUp.Minutes, MeetingWay.Phone, 0);
        var state = InterviewState.None with { Sample = new InterviewEvent.Sampled(now, "", "", "", DealOutcome.Lost, day, new Place(zone.Id, "", null), language, 0, "") };
        return letter switch
        {
            LetterName.Invitation or LetterName.Missed => state,
            LetterName.CalledOff => state with { LetGo = booking },
            _ => state with { Booking = booking },
        };
    }

    private static InterviewEvent? FactOf(LetterName letter, InterviewState state, Instant now) => letter switch
    {
        LetterName.Booked => new InterviewEvent.Booked(now, "", "", state.Booking!.Start, state.Booking.Minutes, state.Booking.Way, 0),
        LetterName.Moved => new InterviewEvent.Moved(now, "", "", state.Booking!.Start, 0),
        LetterName.CalledOff => new InterviewEvent.CalledOff(now, "", 0),
        _ => null,
    };
}
