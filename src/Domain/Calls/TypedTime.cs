using System.Globalization;
using NodaTime;

namespace WinLossAgency.Domain.Calls;

/// <summary>
/// Reads a time as an interviewer types it while talking: "th1430", "fr 9", "1430", "26 1430", "tm 10:15". Always wall time
/// where the buyer is; the next such time to come is meant. Null where it cannot be read.
/// </summary>
public static class TypedTime
{
    private static readonly string[] Days = ["mo", "tu", "we", "th", "fr", "sa", "su"];

    public static LocalDateTime? Read(string typed, LocalDateTime now)
    {
        var text = new string([.. typed.ToLowerInvariant().Where(c => !char.IsWhiteSpace(c) || c == ' ')]).Trim();
        if (text.Length is 0 or > 24) return null;
        var letters = new string([.. text.TakeWhile(char.IsAsciiLetter)]);
        var rest = text[letters.Length..].Trim();
        if (letters.Length > 0) return Day(letters, now.Date) is { } day ? At(day, rest) : null;
        var parts = rest.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 2) return DayOfMonth(parts[0], now.Date) is { } date ? At(date, parts[1]) : null;
        return At(now.Date, rest) is not { } time ? null : time > now ? time : time.PlusDays(1);
    }

    private static LocalDate? Day(string letters, LocalDate today)
    {
        if (letters is "tm" or "tomorrow") return today.PlusDays(1);
        if (letters is "td" or "today") return today;
        var at = letters.Length < 2 ? -1 : Array.FindIndex(Days, d => letters.StartsWith(d, StringComparison.Ordinal));
        if (at < 0) return null;
        var ahead = (at + 1 - (int)today.DayOfWeek + 7) % 7;
        return today.PlusDays(ahead == 0 ? 7 : ahead);
    }

    private static LocalDate? DayOfMonth(string digits, LocalDate today)
    {
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var day) || day is < 1 or > 31) return null;
        for (var date = today; date < today.PlusDays(62); date = date.PlusDays(1))
            if (date.Day == day) return date;
        return null;
    }

    private static LocalDateTime? At(LocalDate day, string digits)
    {
        var plain = digits.Replace(":", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        if (plain.Length is 0 or > 4 || !int.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        var (hour, minute) = plain.Length <= 2 ? (number, 0) : (number / 100, number % 100);
        return hour > 23 || minute > 59 ? null : day.At(new LocalTime(hour, minute));
    }
}
