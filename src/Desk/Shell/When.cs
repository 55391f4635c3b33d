using System.Globalization;
using NodaTime;
using WinLossAgency.Domain.Calls;

namespace WinLossAgency.Desk.Shell;

/// <summary>Times as the desk says them: never without a place where the place could be mistaken.</summary>
internal static class When
{
    public static string Clock(Instant at, DateTimeZone zone) => Text(at, zone, "HH:mm");

    /// <summary>"Tue 09:42".</summary>
    public static string Day(Instant at, DateTimeZone zone) => Text(at, zone, "ddd HH:mm");

    /// <summary>"Thu 26 Nov 14:30".</summary>
    public static string Full(Instant at, DateTimeZone zone) => Text(at, zone, "ddd d MMM HH:mm");

    /// <summary>"Thu 26 Nov 14:30 Lisbon".</summary>
    public static string WithPlace(Instant at, DateTimeZone zone) => $"{Full(at, zone)} {Place(zone)}";

    /// <summary>"10:30" today, "Thu 26 10:30" on another day.</summary>
    public static string Short(Instant at, Instant now, DateTimeZone zone) =>
        at.InZone(zone).Date == now.InZone(zone).Date ? Clock(at, zone) : Text(at, zone, "ddd d HH:mm");

    /// <summary>"Mon 16:20" within the week, "2 Nov 09:00" before it.</summary>
    public static string Past(Instant at, Instant now, DateTimeZone zone) => now - at < Duration.FromDays(6) ? Day(at, zone) : Text(at, zone, "d MMM HH:mm");

    public static string Place(DateTimeZone zone) => DemoMoves.PlaceName(zone.Id);

    /// <summary>"in 48 min", "in 3 h", "12 min ago".</summary>
    public static string Away(Instant at, Instant now)
    {
        var minutes = (long)Math.Round(Math.Abs((at - now).TotalMinutes));
        if (minutes == 0) return "now";
        var words = minutes < 90 ? $"{minutes} min" : minutes < 36 * 60 ? $"{(minutes + 30) / 60} h" : $"{(minutes + 720) / 1440} days";
        return at >= now ? $"in {words}" : $"{words} ago";
    }

    private static string Text(Instant at, DateTimeZone zone, string pattern) => at.InZone(zone).ToString(pattern, CultureInfo.InvariantCulture);
}
