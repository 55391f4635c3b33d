using NodaTime;

namespace WinLossAgency.Evaluate.Year;

/// <summary>
/// Clocks and holidays of the year's places by rules written down here and nowhere else, so that the product's own tables
/// are not what it is held against. Offsets are hours; the rule says when summer begins and ends.
/// </summary>
internal static class OwnCalendar
{
    private enum Summer { None, Europe, America, Sydney }

    private static readonly Dictionary<string, (double Offset, Summer Rule)> Zones = new()
    {
        ["Europe/Lisbon"] = (0, Summer.Europe), ["Europe/London"] = (0, Summer.Europe), ["Europe/Dublin"] = (0, Summer.Europe), ["Europe/Berlin"] = (1, Summer.Europe), ["Europe/Paris"] = (1, Summer.Europe),
        ["Europe/Madrid"] = (1, Summer.Europe), ["Europe/Stockholm"] = (1, Summer.Europe), ["America/New_York"] = (-5, Summer.America), ["America/Chicago"] = (-6, Summer.America),
        ["America/Los_Angeles"] = (-8, Summer.America), ["America/Phoenix"] = (-7, Summer.None), ["Australia/Sydney"] = (10, Summer.Sydney), ["Asia/Kolkata"] = (5.5, Summer.None), ["Asia/Tokyo"] = (9, Summer.None),
    };

    /// <summary>Days off that are told by their date (month, day) or by their distance from Easter Sunday, as anybody there would name them.</summary>
    private static readonly Dictionary<string, ((int Month, int Day)[] Fixed, int[] Easter)> Holidays = new()
    {
        ["PT"] = ([(1, 1), (4, 25), (5, 1), (6, 10), (8, 15), (10, 5), (11, 1), (12, 1), (12, 8), (12, 25)], [-2, 60]),
        ["DE"] = ([(1, 1), (5, 1), (10, 3), (12, 25), (12, 26)], [-2, 1, 39, 50]),
        ["FR"] = ([(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)], [1, 39, 50]),
        ["GB"] = ([(1, 1), (12, 25)], [-2, 1]),
        ["IE"] = ([(1, 1), (3, 17), (12, 25), (12, 26)], [1]),
        ["US"] = ([(1, 1), (6, 19), (12, 25)], []),
        ["SE"] = ([(1, 1), (1, 6), (5, 1), (6, 6), (12, 25), (12, 26)], [-2, 1, 39]),
        ["ES"] = ([(1, 1), (1, 6), (5, 1), (10, 12), (12, 8), (12, 25)], [-2]),
    };

    public static LocalDateTime Local(string zone, Instant at)
    {
        var (offset, rule) = Zones[zone];
        return at.InUtc().LocalDateTime.PlusMinutes((long)((offset + (IsSummer(rule, offset, at) ? 1 : 0)) * 60));
    }

    public static LocalDate Day(string zone, Instant at) => Local(zone, at).Date;

    /// <summary>Why nobody rings there at that time of their own accord, or null.</summary>
    public static string? Closed(string zone, string country, Instant at)
    {
        var local = Local(zone, at);
        if (local.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) return $"{local.DayOfWeek}";
        if (local.Hour is < 9 or >= 18) return $"{local.Hour:00}:{local.Minute:00}";
        if (!Holidays.TryGetValue(country, out var free)) return null;
        return free.Fixed.Contains((local.Month, local.Day)) || free.Easter.Contains(Period.DaysBetween(Easter(local.Year), local.Date)) ? "a holiday" : null;
    }

    /// <summary>The Gregorian computus.</summary>
    private static LocalDate Easter(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        var l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        var m = (a + 11 * h + 22 * l) / 451;
        var n = h + l - 7 * m + 114;
        return new LocalDate(year, n / 31, n % 31 + 1);
    }

    private static bool IsSummer(Summer rule, double offset, Instant at)
    {
        var year = at.InUtc().Year;
        return rule switch
        {
            // One instant for all of Europe; the wall clock elsewhere.
            Summer.Europe => at >= Nth(year, 3, -1, 1, 0) && at < Nth(year, 10, -1, 1, 0),
            Summer.America => at >= Nth(year, 3, 2, 2, offset) && at < Nth(year, 11, 1, 1, offset),
            Summer.Sydney => at < Nth(year, 4, 1, 2, offset) || at >= Nth(year, 10, 1, 2, offset),
            _ => false,
        };
    }

    /// <summary>The nth Sunday of a month (-1: the last) at an hour of a standard offset.</summary>
    private static Instant Nth(int year, int month, int nth, int hour, double offset)
    {
        var first = new LocalDate(year, month, 1);
        var sunday = first.PlusDays((7 - (int)first.DayOfWeek) % 7 + 7 * (Math.Max(nth, 1) - 1));
        if (nth < 0) while (sunday.PlusDays(7).Month == month) sunday = sunday.PlusDays(7);
        return sunday.At(new LocalTime(hour, 0)).InUtc().ToInstant() - Duration.FromMinutes((long)(offset * 60));
    }
}
