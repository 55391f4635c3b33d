using System.Globalization;
using NodaTime;
using NodaTime.Text;
using WinLossAgency.Agency.Mail;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Mail;
using WinLossAgency.Domain.People;

namespace WinLossAgency.Evaluate.Verbs;

/// <summary>
/// invite [ZONE LOCAL [FOLDER]]: one appointment booked, moved by a week and called off, as the mails that its buyer gets. The case
/// decides and the house writes; only the people are made up. With a folder the mails and the calendar files in them are left there.
/// </summary>
internal static class Invite
{
    public static int Run(string[] args)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(args.ElementAtOrDefault(0) ?? "Europe/Lisbon");
        var local = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(args.ElementAtOrDefault(1) ?? "2026-10-20T10:00");
        if (args.Length is 1 or > 3 || zone is null || !local.Success)
        {
            Console.Error.WriteLine("invite [ZONE LOCAL [FOLDER]], not that: Europe/Lisbon 2026-10-20T10:00.");
            return 2;
        }
        foreach (var (name, letter) in Letters(zone, local.Value))
        {
            Console.WriteLine($"===== {name}");
            Console.WriteLine(letter.ToMime());
            Console.WriteLine($"----- its {Letter.InviteFile}");
            Console.WriteLine(letter.Invite!.ToText());
            if (args.Length < 3) continue;
            Directory.CreateDirectory(args[2]);
            File.WriteAllText(Path.Combine(args[2], $"{name}.eml"), letter.ToMime());
            File.WriteAllText(Path.Combine(args[2], $"{name}.ics"), letter.Invite.ToText());
        }
        return 0;
    }

    private static IEnumerable<(string Name, Letter Letter)> Letters(DateTimeZone zone, LocalDateTime local)
    {
        var dossier = new DossierFile { Name = "Vera Lund", Emails = ["vera.lund@baltic-cold.example"], Phones = [new PhoneNumber("n1", "Mobile", "+351912555018", "the list")] };
        var from = new LetterFrom("Harrow Lane", "", "Maya Lindqvist", "5f1c2ab09d3e4f66", "", new Mailbox("Harrow Lane", "interviews@harrowlane.example"));
        var start = zone.AtLeniently(local).ToInstant();
        var at = start - Duration.FromDays(20);
        var state = InterviewState.None;
        InterviewCommand[] commands =
        [
            new InterviewCommand.Sample("house", new InterviewEvent.Sampled(at, "p1", "c1", "main", DealOutcome.Lost, local.Date.PlusDays(-40), new Place(zone.Id, "PT", null), "en", 0, "A")),
            new InterviewCommand.Book("maya", "maya", start, 30, MeetingWay.Phone),
            new InterviewCommand.Book("maya", "maya", zone.AtLeniently(local.PlusWeeks(1)).ToInstant(), 30, MeetingWay.Phone),
            new InterviewCommand.CallOff("maya"),
        ];
        foreach (var command in commands)
        {
            at += Duration.FromHours(1);
            foreach (var e in ((Decision<InterviewEvent>.Accepted)Interview.Decide(state, command, at)).Events)
            {
                state = InterviewFold.Fold(state, e);
                if (Appointments.Of(e, state, dossier, from, zone) is not { } invite) continue;
                var words = LetterWords.For(state.Sample!.Language);
                var letter = LetterKinds.NameOf(e, MailKind.Booking);
                var (subject, body) = words.Write(letter, words.Of(letter), LetterWriter.Values(state, dossier, from, zone, null));
                yield return (e.GetType().Name.ToLower(CultureInfo.InvariantCulture), new Letter("m", e.At, from.From, new Mailbox(dossier.Name, dossier.Emails[0]), "", subject, body, invite));
            }
        }
    }
}
