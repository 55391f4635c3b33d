using System.Collections.Immutable;

namespace WinLossAgency.Disclosure.Crowd;

/// <summary>A deal of the client's own list: attribute (role, region, segment, competitor, size, month, outcome) to value.</summary>
public sealed record ListedDeal(ImmutableDictionary<string, string> Attributes);

/// <summary>A wider value to tell in place of a narrow one: "Porto" to "Portugal", "2026-03" to "2026-Q1".</summary>
/// <param name="Values">Every listed value that the wider one takes in.</param>
public sealed record Widening(string Attribute, string Wider, ImmutableHashSet<string> Values);

/// <summary>What the crowd test found.</summary>
/// <param name="Fitting">Deals of the list that fit what is stated.</param>
/// <param name="Passes">Whether they are at least k.</param>
/// <param name="Suggestion">Attributes that may be told instead, or null when it passes or nothing short of silence would.</param>
public sealed record CrowdVerdict(int Fitting, bool Passes, Generalisation? Suggestion);

/// <summary>A less telling way to say it, with the crowd it then has.</summary>
public sealed record Generalisation(ImmutableSortedDictionary<string, string> Stated, ImmutableArray<string> Dropped, ImmutableArray<string> Widened, int Fitting);

/// <summary>
/// The re-identification test (DOMAIN 9.8): how many deals of the client's own list fit what a quote or finding states. The client
/// knows the list, so a statement that fits few deals names its speaker.
/// </summary>
public static class CrowdTest
{
    /// <summary>The most attributes one statement may carry; the search for a suggestion looks at every subset.</summary>
    public const int AttributesMax = 12;

    /// <summary>How many deals fit all stated attributes; letter case does not matter. A deal without the attribute does not fit: the client may know what its list leaves out.</summary>
    public static int Count(IEnumerable<ListedDeal> deals, IReadOnlyDictionary<string, string> stated)
    {
        ArgumentNullException.ThrowIfNull(deals);
        ArgumentNullException.ThrowIfNull(stated);
        return deals.Count(d => Fits(d, stated, []));
    }

    /// <summary>Tests a statement and, where too few deals fit, looks for the change that loses least: widened values before dropped attributes, few before many.</summary>
    public static CrowdVerdict Test(IReadOnlyList<ListedDeal> deals, IReadOnlyDictionary<string, string> stated, int k, IReadOnlyList<Widening>? widenings = null)
    {
        ArgumentNullException.ThrowIfNull(deals);
        ArgumentNullException.ThrowIfNull(stated);
        SmallCells.SmallCell.Checked(k);
        if (stated.Count > AttributesMax) throw new ArgumentException($"{stated.Count} attributes are stated; a statement carries at most {AttributesMax}.", nameof(stated));
        // What is said widely already fits every deal that the wider word takes in.
        var fitting = deals.Count(d => Fits(d, stated, widenings ?? []));
        return fitting >= k ? new CrowdVerdict(fitting, true, null) : new CrowdVerdict(fitting, false, Suggest(deals, stated, k, widenings ?? []));
    }

    // Each attribute is kept (0), widened (1) or dropped (2); the cheapest choice that passes wins, ties by the larger crowd.
    private static Generalisation? Suggest(IReadOnlyList<ListedDeal> deals, IReadOnlyDictionary<string, string> stated, int k, IReadOnlyList<Widening> widenings)
    {
        var names = stated.Keys.Order(StringComparer.Ordinal).ToArray();
        var wider = names.Select(n => widenings.FirstOrDefault(w => w.Attribute == n && w.Values.Contains(stated[n]))).ToArray();
        var best = (Cost: int.MaxValue, Found: (Generalisation?)null);
        var choices = (int)Math.Pow(3, names.Length);
        for (var choice = 1; choice < choices; choice++)
        {
            var cost = CostOf(choice, wider);
            if (cost is null || cost > best.Cost) continue;
            var tried = Try(deals, stated, names, wider, choice);
            if (tried.Fitting >= k && tried.Stated.Count > 0 && (cost < best.Cost || tried.Fitting > best.Found!.Fitting)) best = (cost.Value, tried);
        }
        return best.Found;
    }

    private static int? CostOf(int choice, Widening?[] wider)
    {
        var cost = 0;
        foreach (var widening in wider)
        {
            var step = choice % 3;
            choice /= 3;
            if (step == 1 && widening is null) return null;
            cost += step == 1 ? 2 : step == 2 ? 3 : 0;
        }
        return cost;
    }

    private static Generalisation Try(IReadOnlyList<ListedDeal> deals, IReadOnlyDictionary<string, string> stated, string[] names, Widening?[] wider, int choice)
    {
        var told = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var (dropped, widened, used) = (new List<string>(), new List<string>(), new List<Widening>());
        for (var i = 0; i < names.Length; i++, choice /= 3)
        {
            if (choice % 3 == 2) dropped.Add(names[i]);
            else told[names[i]] = choice % 3 == 1 ? wider[i]!.Wider : stated[names[i]];
            if (choice % 3 != 1) continue;
            widened.Add(names[i]);
            used.Add(wider[i]!);
        }
        var statement = told.ToImmutable();
        return new Generalisation(statement, [.. dropped], [.. widened], deals.Count(d => Fits(d, statement, used)));
    }

    private static bool Fits(ListedDeal deal, IReadOnlyDictionary<string, string> stated, IReadOnlyList<Widening> widened)
    {
        foreach (var (name, value) in stated)
        {
            if (!deal.Attributes.TryGetValue(name, out var own)) return false;
            if (string.Equals(own, value, StringComparison.OrdinalIgnoreCase)) continue;
            if (!widened.Any(w => w.Attribute == name && w.Wider == value && w.Values.Contains(own))) return false;
        }
        return true;
    }
}
