using System.Collections.Immutable;

namespace WinLossAgency.Desk.Demo;

/// <summary>
/// Who gives which reason. The counts are chosen, so that a report has something to tell: changing faces lead the first
/// report, slow rates and data that is hard to get at lead the second, and training is too rare at first to be told.
/// </summary>
internal static class GeneratedReasons
{
    /// <summary>How many of the leavers among the first twenty, and among the second, give a reason.</summary>
    private static readonly (string Reason, int First, int Second)[] Left =
    [
        ("account-person-", 11, 4), ("upgrades-", 9, 7), ("rate-changes-", 8, 12), ("knows-insurance+", 8, 9), ("renewal-price-", 7, 5), ("broker-links+", 6, 7),
        ("rival-offer-", 6, 5), ("support-", 5, 9), ("claims-screens-", 4, 9), ("data-out-", 4, 13), ("roadmap-", 3, 4), ("training-", 2, 3),
    ];

    private static readonly (string Reason, int First, int Second)[] Stayed =
    [
        ("knows-insurance+", 3, 3), ("broker-links+", 2, 3), ("support+", 3, 2), ("renewal-price+", 2, 2), ("rate-changes-", 1, 2),
    ];

    /// <summary>The reasons of each interview in order, spread so that nobody gives many more than another.</summary>
    public static ImmutableArray<ImmutableArray<string>> Spread(ulong seed, ImmutableArray<bool> stayed, int half)
    {
        var given = stayed.Select(_ => new List<string>()).ToArray();
        foreach (var (side, table) in new[] { (false, Left), (true, Stayed) })
            foreach (var second in new[] { false, true })
                foreach (var (reason, one, two) in table)
                {
                    var chance = GeneratedChance.For(seed, $"{reason}/{side}/{second}");
                    var mine = chance.Shuffled(Enumerable.Range(0, stayed.Length).Where(n => stayed[n] == side && n >= half == second));
                    foreach (var n in mine.OrderBy(n => given[n].Count).Take(second ? two : one)) given[n].Add(reason);
                }
        return [.. given.Select((reasons, n) => GeneratedChance.For(seed, $"order/{n}").Shuffled(reasons).ToImmutableArray())];
    }
}
