using NodaTime;
using WinLossAgency.Desk.Shell;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Grains.Calls;

namespace WinLossAgency.Desk.Calls;

/// <summary>A concern as the board and the bell say it; the buyer's name follows.</summary>
internal static class ConcernWords
{
    private const string Whoever = "whoever promised this";

    /// <summary>A promise is told with its time and whose it is; the rest speaks for itself.</summary>
    public static string Of(Concern concern, Instant now, IReadOnlyDictionary<string, string> names)
    {
        var zone = PlaceClock.ZoneOf(concern.Card.Place);
        var words = concern.Words.Replace(Whoever, names.GetValueOrDefault(concern.Card.Owner ?? "", Whoever), StringComparison.Ordinal);
        return $"{char.ToUpperInvariant(words[0])}{words[1..]}{(concern.Card.Due is { } due ? $", promised for {When.Short(due, now, zone)} {When.Place(zone)} to" : ":")}";
    }
}
