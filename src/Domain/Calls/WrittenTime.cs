using System.Globalization;
using NodaTime;

namespace WinLossAgency.Domain.Calls;

/// <summary>
/// A moment with its place in a buyer's own language. Names of days and months, and their order, stand in the language's
/// text file ("days", "months", "when"), since the programs know no cultures.
/// </summary>
public static class WrittenTime
{
    public static string Say(IReadOnlyDictionary<string, string> lines, Instant at, DateTimeZone zone)
    {
        var local = at.InZone(zone).LocalDateTime;
        return lines["when"].Replace("{day}", lines["days"].Split(' ')[(int)local.DayOfWeek - 1], StringComparison.Ordinal)
            .Replace("{date}", local.Day.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{month}", lines["months"].Split(' ')[local.Month - 1], StringComparison.Ordinal)
            .Replace("{time}", local.ToString("HH:mm", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{place}", DemoMoves.PlaceName(zone.Id), StringComparison.Ordinal);
    }
}
