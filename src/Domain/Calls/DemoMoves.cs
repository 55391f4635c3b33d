using NodaTime;

namespace WinLossAgency.Domain.Calls;

/// <summary>Where a demo agency's clock begins, and where "next morning" lies. Both programs of a demo move by these.</summary>
public static class DemoMoves
{
    /// <summary>A Tuesday with a working week around it, so that a demo started on any night of the week has somebody to call.</summary>
    public static readonly LocalDateTime Begins = new(2026, 11, 17, 9, 30);
    /// <summary>Where the demo agency sits.</summary>
    public static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Lisbon"];
    private static readonly LocalTime Morning = new(9, 30);

    public static Instant Beginning(DateTimeZone zone) => Zones.ToInstant(Begins, zone).At;

    /// <summary>Half past nine on the next working day.</summary>
    public static Instant NextMorning(Instant now, DateTimeZone zone)
    {
        var day = now.InZone(zone).Date.PlusDays(1);
        while (day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) day = day.PlusDays(1);
        return Zones.ToInstant(day + Morning, zone).At;
    }

    /// <summary>"Tue 09:30 Lisbon".</summary>
    public static string Words(Instant now, DateTimeZone zone) =>
        now.InZone(zone).ToString("ddd HH:mm", System.Globalization.CultureInfo.InvariantCulture) + " " + PlaceName(zone.Id);

    /// <summary>The city of a zone as people say it.</summary>
    public static string PlaceName(string zone) => zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' ');
}
