using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Domain.Engagements;

/// <summary>A deal as choosing sees it: facts the client gave, and nobody's name.</summary>
public sealed record RankedDeal(string Deal, DealOutcome Outcome, LocalDate DecidedOn, long ValueMinor, string Region, bool Chosen);

/// <summary>Its place in the order and why it stands there.</summary>
public sealed record RankedPlace(string Deal, ImmutableArray<string> Reasons);

/// <summary>
/// In which order deals are offered for choosing: what the goals still want, how fresh the memory is, how much was at
/// stake, and regions not yet heard. Each deal that is ranked counts as if chosen for those below it, so a page taken
/// from the top is a balanced one.
/// </summary>
public static class DealRanking
{
    private const double GoalWeight = 3, FreshWeight = 2, ValueWeight = 1, RegionWeight = 1.5;

    /// <summary>Days after the decision within which people tell best (DOMAIN §5).</summary>
    public const int LostFreshFrom = 14, LostFreshUntil = 28, ChurnFreshFrom = 14, ChurnFreshUntil = 42;

    /// <summary>Days after which a decision is half remembered.</summary>
    private const double FadesIn = 90;

    public static ImmutableArray<RankedPlace> Order(IReadOnlyCollection<RankedDeal> deals, int goalWins, int goalLosses, LocalDate today)
    {
        var open = deals.Where(d => !d.Chosen).OrderBy(d => d.Deal, StringComparer.Ordinal).ToList();
        var value = ValueRank(open);
        var sides = deals.Where(d => d.Chosen).CountBy(d => IsWin(d.Outcome)).ToDictionary();
        var regions = deals.Where(d => d.Chosen).CountBy(d => d.Region).ToDictionary();
        var order = ImmutableArray.CreateBuilder<RankedPlace>(open.Count);
        // Within one side and one region the order never changes, so each step looks at the heads of these lines only.
        var lines = open.GroupBy(d => (IsWin(d.Outcome), d.Region))
            .Select(g => new Queue<RankedDeal>(g.OrderByDescending(d => Own(d, value[d.Deal], today)).ThenBy(d => d.Deal, StringComparer.Ordinal))).ToList();
        while (lines.Count > 0)
        {
            var line = lines.OrderByDescending(l => Own(l.Peek(), value[l.Peek().Deal], today) + Shared(l.Peek())).ThenBy(l => l.Peek().Deal, StringComparer.Ordinal).First();
            var next = line.Dequeue();
            if (line.Count == 0) lines.Remove(line);
            order.Add(new RankedPlace(next.Deal, Reasons(next)));
            sides[IsWin(next.Outcome)] = sides.GetValueOrDefault(IsWin(next.Outcome)) + 1;
            regions[next.Region] = regions.GetValueOrDefault(next.Region) + 1;
        }
        return order.ToImmutable();

        int Goal(RankedDeal d) => IsWin(d.Outcome) ? goalWins : goalLosses;

        double Shared(RankedDeal d) => GoalWeight * (Goal(d) == 0 ? 0 : Math.Max(0, 1 - sides.GetValueOrDefault(IsWin(d.Outcome)) / (double)Goal(d)))
            + (d.Region.Length == 0 ? 0 : RegionWeight / (1 + regions.GetValueOrDefault(d.Region)));

        ImmutableArray<string> Reasons(RankedDeal d)
        {
            var had = sides.GetValueOrDefault(IsWin(d.Outcome));
            var side = d.Outcome switch { DealOutcome.Won => "wins", DealOutcome.Lost => "losses", _ => "departures" };
            var days = Period.DaysBetween(d.DecidedOn, today);
            var said = new List<string> { days < 0 ? "decided after today, by the list" : $"decided {Count(days, "day")} ago{(Fresh(d, today) >= 1 ? ", while it is fresh" : "")}" };
            if (Goal(d) > 0) said.Add(had < Goal(d) ? $"{had} of {Goal(d)} {side} above it" : $"the goal of {Goal(d)} {side} is met above it");
            if (value[d.Deal] >= 0.9 && d.ValueMinor > 0) said.Add("among the largest tenth");
            if (d.Region.Length > 0 && !regions.ContainsKey(d.Region)) said.Add($"the first from {d.Region}");
            return [.. said];
        }
    }

    private static double Own(RankedDeal d, double value, LocalDate today) => FreshWeight * Fresh(d, today) + ValueWeight * value;

    private static double Fresh(RankedDeal d, LocalDate today)
    {
        var days = Period.DaysBetween(d.DecidedOn, today);
        var (from, until) = d.Outcome == DealOutcome.Churned ? (ChurnFreshFrom, ChurnFreshUntil) : (LostFreshFrom, LostFreshUntil);
        return days < 0 ? 0 : days < from ? 0.8 : days <= until ? 1 : 1 / (1 + (days - until) / FadesIn);
    }

    /// <summary>Where a deal's value stands among the others, 0 to 1. Sums in different currencies are compared as they stand.</summary>
    private static Dictionary<string, double> ValueRank(List<RankedDeal> open)
    {
        var values = open.Select(d => d.ValueMinor).Order().ToArray();
        return open.ToDictionary(d => d.Deal, d => values.Length < 2 ? 0 : ~Array.BinarySearch(values, d.ValueMinor, Upper) / (double)values.Length);
    }

    // Never equal, so that a search ends after the last of equal values.
    private static readonly IComparer<long> Upper = Comparer<long>.Create((a, b) => a <= b ? -1 : 1);

    private static bool IsWin(DealOutcome outcome) => outcome == DealOutcome.Won;

    private static string Count(int n, string one) => n == 1 ? $"1 {one}" : string.Create(CultureInfo.InvariantCulture, $"{n} {one}s");
}
