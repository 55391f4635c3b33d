using NodaTime;

namespace WinLossAgency.Domain.Mail;

/// <summary>What an invitation asks of a calendar (RFC 5546 §3.2): to hold the time, or to let go of it.</summary>
public enum InviteMethod { Request, Cancel }

/// <summary>Somebody's name and address, as a mail and a calendar name them.</summary>
public sealed record Mailbox(string Name, string Address)
{
    /// <summary>Octets of one address (RFC 5321 §4.5.3.1.3, less its brackets).</summary>
    public const int AddressMax = 254;

    /// <summary>An address that can stand in a header and in a calendar without becoming anything else there.</summary>
    public static bool Takes(string address) => address.Length is > 2 and <= AddressMax && address.IndexOf('@') is var at && at > 0 && at == address.LastIndexOf('@') && at < address.Length - 1
        && !address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>' or '"' or ',' or ';' or '(' or ')' or '\\');
}

/// <summary>
/// An appointment as a calendar takes it. The Uid is the case's for life and the Sequence rises with every change (RFC 5546
/// §2.1.4), so a moved appointment replaces the one that stood and a called off one takes it away.
/// </summary>
public sealed record CalendarInvite(InviteMethod Method, string Uid, int Sequence, Instant Stamp, Instant Start, int Minutes, DateTimeZone Zone)
{
    public required string Summary { get; init; }
    public required string Description { get; init; }

    /// <summary>How the two meet, in words or as the address of a video room.</summary>
    public required string Location { get; init; }
    public required Mailbox Organiser { get; init; }

    /// <summary>Whom it is sent to; null in a file that whoever holds the link takes, which names nobody (RFC 5546 §3.2.1).</summary>
    public required Mailbox? Attendee { get; init; }

    /// <summary>As METHOD, and as the method of the MIME part, which must be the same (RFC 6047 §2.4).</summary>
    public string MethodName => Method == InviteMethod.Cancel ? "CANCEL" : Attendee is null ? "PUBLISH" : "REQUEST";

    public string ToText() => string.Concat(Lines().Select(CalendarText.Fold));

    private IEnumerable<string> Lines()
    {
        var end = Start + Duration.FromMinutes(Minutes);
        yield return "BEGIN:VCALENDAR";
        yield return "PRODID:-//Interviews//Appointments 1.0//EN";
        yield return "VERSION:2.0";
        yield return "CALSCALE:GREGORIAN";
        yield return $"METHOD:{MethodName}";
        foreach (var line in ZoneLines.Of(Zone, Start, end)) yield return line;
        yield return "BEGIN:VEVENT";
        yield return $"UID:{CalendarText.Escape(Uid)}";
        yield return FormattableString.Invariant($"SEQUENCE:{Sequence}");
        yield return $"DTSTAMP:{ZoneLines.Utc(Stamp)}";
        yield return ZoneLines.At("DTSTART", Start, Zone);
        yield return ZoneLines.At("DTEND", end, Zone);
        yield return $"SUMMARY:{CalendarText.Escape(Summary)}";
        yield return $"DESCRIPTION:{CalendarText.Escape(Description)}";
        yield return $"LOCATION:{CalendarText.Escape(Location)}";
        yield return $"ORGANIZER;CN={CalendarText.Quoted(Organiser.Name)}:mailto:{Organiser.Address}";
        // They chose the time, so nothing is asked of them: an answer to a calendar would reach nobody.
        if (Attendee is not null) yield return $"ATTENDEE;CN={CalendarText.Quoted(Attendee.Name)};ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:{Attendee.Address}";
        yield return $"STATUS:{(Method == InviteMethod.Cancel ? "CANCELLED" : "CONFIRMED")}";
        yield return "TRANSP:OPAQUE";
        yield return "END:VEVENT";
        yield return "END:VCALENDAR";
    }
}
