using NodaTime;
using WinLossAgency.Desk.Shell;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Grains.Calls;

namespace WinLossAgency.Desk.Calls;

/// <summary>A concern as the board and the bell say it; the buyer's name follows.</summary>
internal static class ConcernWords
{
    /// <summary>Whether it is about one promise, and not about what keeps many cases from being called.</summary>
    public static bool IsOfAPromise(Concern concern) => concern.Words.StartsWith(QueueIndex.Whoever, StringComparison.Ordinal);

    /// <summary>What several cases have in common; the board names each.</summary>
    public static string OfSeveral(Concern one) => $"{Spelling.Capital(one.Words)}, and several cases need somebody who does";

    /// <summary>A promise is told with its time and whose it is; the rest speaks for itself.</summary>
    public static string Of(Concern concern, Instant now, IReadOnlyDictionary<string, string> names)
    {
        var zone = PlaceClock.ZoneOf(concern.Card.Place);
        var words = concern.Words.Replace(QueueIndex.Whoever, names.GetValueOrDefault(concern.Card.Owner ?? "", QueueIndex.Whoever), StringComparison.Ordinal);
        return $"{Spelling.Capital(words)}{(concern.Card.Due is { } due ? $", promised for {When.Short(due, now, zone)} {When.Place(zone)} to" : ":")}";
    }
}
