using System.Globalization;
using NodaTime;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Agency.Mail;

/// <summary>What a buyer reads, in plain words.</summary>
internal static class MailWords
{
    public static (string Subject, string Body) For(InterviewEvent e, string name, string agency, DateTimeZone zone)
    {
        string When(Instant at) => Said(at, zone);
        var (hello, end) = (Hello(name), End(agency));
        return e switch
        {
            InterviewEvent.Booked f => ($"Your interview on {When(f.Start)}", $"{hello}thank you. We will talk on {When(f.Start)} for {f.Minutes} minutes.{end}"),
            InterviewEvent.Moved f => ($"Moved: your interview on {When(f.Start)}", $"{hello}your interview now stands on {When(f.Start)}.{end}"),
            InterviewEvent.CalledOff { By: not Approvals.Buyer } => ("Your interview is called off", $"{hello}your interview is called off, and nobody will ring you at its time. You need do nothing more.{end}"),
            InterviewEvent.CalledOff => ("Your interview is called off", $"{hello}your interview is called off as you asked. You need do nothing more.{end}"),
            _ => ("Sorry I missed you", $"{hello}I rang today and left a message. When would a call suit you? A reply with a time is enough.{end}"),
        };
    }

    public static (string Subject, string Body) Reminder(Booking booking, string place, string name, string agency, DateTimeZone zone) =>
        ($"A reminder: your interview on {Said(booking.Start, zone)}", $"{Hello(name)}we talk on {Said(booking.Start, zone)} for {booking.Minutes} minutes. {place}. If the time does not suit you any more, a reply with another is enough.{End(agency)}");

    private static string Said(Instant at, DateTimeZone zone) => at.InZone(zone).LocalDateTime.ToString("dddd d MMMM, HH:mm", CultureInfo.InvariantCulture) + $" ({zone.Id})";

    private static string Hello(string name) => $"Dear {name},\n\n";

    private static string End(string agency) => $"\n\nIf you would rather not hear from us, say so in a reply and we will not write or call again.\n\n{agency}, independent interviews";
}
