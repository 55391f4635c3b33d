using System.Globalization;
using NodaTime;

namespace WinLossAgency.Domain.Mail;

/// <summary>
/// A zone as a calendar file tells it (RFC 5545 §3.6.5): each change of the clock around an event, one by one, with the day on
/// which it really happens. No recurring rule is written, since many zones have none that holds.
/// </summary>
public static class ZoneLines
{
    private static readonly Duration Around = Duration.FromDays(400);
    private static readonly LocalDateTime SinceEver = new(1970, 1, 1, 0, 0);

    public static IEnumerable<string> Of(DateTimeZone zone, Instant from, Instant until)
    {
        yield return "BEGIN:VTIMEZONE";
        yield return $"TZID:{zone.Id}";
        foreach (var interval in zone.GetZoneIntervals(from - Around, until + Around))
        {
            var before = interval.HasStart ? zone.GetZoneInterval(interval.Start - Duration.Epsilon).WallOffset : interval.WallOffset;
            // Some zones are ahead in winter's law and back in summer's; what is not ahead of the law is standard.
            var kind = interval.Savings > Offset.Zero ? "DAYLIGHT" : "STANDARD";
            yield return $"BEGIN:{kind}";
            yield return $"DTSTART:{Local(interval.HasStart ? interval.Start.WithOffset(before).LocalDateTime : SinceEver)}";
            yield return $"TZOFFSETFROM:{Hours(before)}";
            yield return $"TZOFFSETTO:{Hours(interval.WallOffset)}";
            yield return $"TZNAME:{CalendarText.Escape(interval.Name)}";
            yield return $"END:{kind}";
        }
        yield return "END:VTIMEZONE";
    }

    /// <summary>
    /// An instant as a property of an event. A wall time that comes twice would be read as its first (RFC 5545 §3.3.5), so on that
    /// one hour of the year the instant is told in UTC.
    /// </summary>
    public static string At(string property, Instant at, DateTimeZone zone)
    {
        var local = at.InZone(zone).LocalDateTime;
        return zone.MapLocal(local).Count == 1 ? $"{property};TZID={zone.Id}:{Local(local)}" : $"{property}:{Utc(at)}";
    }

    public static string Utc(Instant at) => at.ToString("uuuuMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Local(LocalDateTime time) => time.ToString("uuuuMMdd'T'HHmmss", CultureInfo.InvariantCulture);

    private static string Hours(Offset offset)
    {
        var seconds = Math.Abs(offset.Seconds);
        var text = string.Create(CultureInfo.InvariantCulture, $"{(offset.Seconds < 0 ? '-' : '+')}{seconds / 3600:00}{seconds / 60 % 60:00}");
        return seconds % 60 == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}{seconds % 60:00}");
    }
}
