using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using WinLossAgency.Domain.Calls;

namespace WinLossAgency.Domain.Mail;

/// <summary>One stretch of an interviewer's day, as a calendar elsewhere shows it.</summary>
public sealed record FeedEntry(string Uid, Instant Start, Instant End, string Summary);

/// <summary>
/// An interviewer's day as a calendar that is read again and again (RFC 5545 with METHOD:PUBLISH). Every stretch stands by
/// itself: a rule that recurs would need a zone with rules, and many have none that holds (<see cref="ZoneLines"/>).
/// </summary>
public sealed record DayFeed(string Name, DateTimeZone Zone, Instant Stamp, ImmutableArray<FeedEntry> Entries)
{
    /// <summary>Days ahead for which breaks are told.</summary>
    public const int BreakDays = 42;

    /// <summary>Days ahead that are told at all; whoever is away for longer is away until then.</summary>
    public const int DaysAhead = 400;

    /// <summary>Minutes after which a calendar should read again. Most read when they like.</summary>
    public const int AgainMinutes = 15;

    /// <param name="name">What the calendar is called where it is read.</param>
    /// <param name="day">Whose day it is.</param>
    /// <param name="interviews">Which of the promises are interviews; the others are calls back.</param>
    /// <param name="now">When it is read.</param>
    /// <param name="mark">From what an entry is to a name that is the same at every reading and tells nothing.</param>
    public static DayFeed Of(string name, CalendarState day, IReadOnlySet<Promise> interviews, Instant now, Func<string, string> mark)
    {
        var horizon = now + Duration.FromDays(DaysAhead);
        var entries = day.Promises.Where(p => p.Start < horizon).Select(p => Entry($"promise|{p.Interview}|", p.Start, p.End, Words(p, interviews.Contains(p))))
            .Concat(day.Away.Where(a => a.End > now && a.Start < horizon).Select(a => Entry("away|", a.Start, Instant.Min(a.End, horizon), "Away")))
            .Concat(Breaks(day, now).Select(b => Entry("break|", b.Start, b.End, "Break")));
        return new DayFeed(name, day.Hours.In(), now, [.. entries]);

        FeedEntry Entry(string what, Instant start, Instant end, string words) => new(mark($"{what}{start.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}"), start, end, words);
    }

    /// <summary>What a promise is and how long it lasts. With whom stands at the desk only.</summary>
    private static string Words(Promise promise, bool interview) => string.Create(CultureInfo.InvariantCulture, $"{(interview ? "Interview" : "Call back")}, {promise.Minutes} min");

    private static IEnumerable<(Instant Start, Instant End)> Breaks(CalendarState day, Instant now)
    {
        var zone = day.Hours.In();
        var today = now.InZone(zone).Date;
        for (var date = today; date < today.PlusDays(BreakDays); date = date.PlusDays(1))
        {
            if (!day.Hours.Days.Contains((int)date.DayOfWeek)) continue;
            foreach (var pause in day.Hours.Breaks)
            {
                var (start, end) = (Zones.ToInstant(date + pause.From, zone).At, Zones.ToInstant(date + pause.Until, zone).At);
                // A change of the clock may swallow a break, and whoever is away has none.
                if (start < end && !day.Away.Any(a => a.Meets(start, end))) yield return (start, end);
            }
        }
    }

    public string ToText() => string.Concat(Lines().Select(CalendarText.Fold));

    private IEnumerable<string> Lines()
    {
        yield return "BEGIN:VCALENDAR";
        yield return "PRODID:-//Interviews//Day 1.0//EN";
        yield return "VERSION:2.0";
        yield return "CALSCALE:GREGORIAN";
        yield return "METHOD:PUBLISH";
        // The name and the wish to be read again have a standard (RFC 7986 §5) and an older way that more programs know.
        yield return $"NAME:{CalendarText.Escape(Name)}";
        yield return $"X-WR-CALNAME:{CalendarText.Escape(Name)}";
        yield return FormattableString.Invariant($"REFRESH-INTERVAL;VALUE=DURATION:PT{AgainMinutes}M");
        yield return FormattableString.Invariant($"X-PUBLISHED-TTL:PT{AgainMinutes}M");
        var (from, until) = (Entries.Select(e => e.Start).Append(Stamp).Min(), Entries.Select(e => e.End).Append(Stamp).Max());
        foreach (var line in ZoneLines.Of(Zone, from, until)) yield return line;
        foreach (var entry in Entries)
        {
            yield return "BEGIN:VEVENT";
            yield return $"UID:{CalendarText.Escape(entry.Uid)}";
            yield return $"DTSTAMP:{ZoneLines.Utc(Stamp)}";
            yield return ZoneLines.At("DTSTART", entry.Start, Zone);
            yield return ZoneLines.At("DTEND", entry.End, Zone);
            yield return $"SUMMARY:{CalendarText.Escape(entry.Summary)}";
            yield return "STATUS:CONFIRMED";
            yield return "TRANSP:OPAQUE";
            yield return "END:VEVENT";
        }
        yield return "END:VCALENDAR";
    }
}
