using System.Collections.Immutable;

namespace WinLossAgency.Disclosure.Crowd;

/// <summary>The groups that some attributes cut a table of records into.</summary>
public sealed record SubsetCells(ImmutableArray<int> Attributes, int SmallestCell, int Uniques, int CellsBelowK);

/// <summary>How far records stand out (k-anonymity and l-diversity; Sweeney 2002, Machanavajjhala et al. 2007; special uniques, Elliot et al. 2002).</summary>
/// <param name="MinimalUniques">For each record the smallest sets of attributes that alone single it out.</param>
public sealed record UniquenessReport(
    int SmallestGroup, int RecordsBelowK, int FewestAnswers, ImmutableArray<ImmutableArray<ImmutableArray<int>>> MinimalUniques, ImmutableArray<SubsetCells> Subsets);

/// <summary>Looks at every subset of attributes of a table of records.</summary>
public static class Uniqueness
{
    public const int AttributesMax = 12;

    /// <param name="rows">One array of values a record, all of one length.</param>
    /// <param name="sensitive">The answer of each record, for the diversity within groups.</param>
    public static UniquenessReport Of(IReadOnlyList<IReadOnlyList<string>> rows, IReadOnlyList<string> sensitive, int k)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(sensitive);
        var width = rows.Count == 0 ? 0 : rows[0].Count;
        if (width > AttributesMax) throw new ArgumentException($"{width} attributes; at most {AttributesMax} are looked at.", nameof(rows));
        var minimal = Enumerable.Range(0, rows.Count).Select(_ => new List<ImmutableArray<int>>()).ToArray();
        var subsets = ImmutableArray.CreateBuilder<SubsetCells>();
        var (smallest, below, fewest) = (0, 0, 0);
        foreach (var attributes in Combinations(width))
        {
            var groups = Groups(rows, attributes);
            subsets.Add(new SubsetCells(attributes, groups.Min(g => g.Count), groups.Count(g => g.Count == 1), groups.Count(g => g.Count < k)));
            foreach (var group in groups.Where(g => g.Count == 1))
                if (!minimal[group[0]].Exists(m => m.All(a => attributes.Contains(a)))) minimal[group[0]].Add(attributes);
            if (attributes.Length < width) continue;
            smallest = groups.Min(g => g.Count);
            below = groups.Where(g => g.Count < k).Sum(g => g.Count);
            fewest = groups.Min(g => g.Select(r => sensitive[r]).Distinct(StringComparer.Ordinal).Count());
        }
        return new UniquenessReport(smallest, below, fewest, [.. minimal.Select(m => m.ToImmutableArray())], subsets.ToImmutable());
    }

    private static List<List<int>> Groups(IReadOnlyList<IReadOnlyList<string>> rows, ImmutableArray<int> attributes)
    {
        var groups = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var r = 0; r < rows.Count; r++)
        {
            var key = string.Join('\u001f', attributes.Select(a => rows[r][a]));
            if (!groups.TryGetValue(key, out var group)) groups[key] = group = [];
            group.Add(r);
        }
        return [.. groups.Values];
    }

    // All subsets by size, each size in order of position.
    private static IEnumerable<ImmutableArray<int>> Combinations(int width) =>
        Enumerable.Range(1, (1 << width) - 1).Select(bits => Enumerable.Range(0, width).Where(i => (bits >> i & 1) == 1).ToImmutableArray())
            .OrderBy(s => s.Length).ThenBy(s => string.Concat(s.Select(i => (char)('a' + i))), StringComparer.Ordinal);
}
