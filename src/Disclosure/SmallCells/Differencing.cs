using System.Collections.Immutable;
using System.Globalization;

namespace WinLossAgency.Disclosure.SmallCells;

/// <summary>A published base with its figures, and the cut it was taken over.</summary>
/// <param name="Cut">The conditions of the cut, all of which hold ("region=EMEA", "size&gt;1000"); none means everybody.</param>
/// <param name="Base">How many respondents the cut holds.</param>
/// <param name="Figures">Counts by name; a name ending in _mean holds an average over the base.</param>
public sealed record Published(ImmutableSortedSet<string> Cut, int Base, ImmutableSortedDictionary<string, double> Figures)
{
    /// <summary>Reads a cut written as "all" or conditions joined by " and ".</summary>
    public static ImmutableSortedSet<string> ParseCut(string filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return filter.Trim() is "all" or "" ? [] : [.. filter.Split(" and ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
    }
}

/// <summary>What comparing two published figures would give away.</summary>
/// <param name="Reveals">For the reading room only: it says what the reader could work out.</param>
public sealed record Difference(int Earlier, int Later, int Size, string Reveals);

/// <summary>Compares releases: a cut within a cut, or the same cut later, must not differ by a small number (DOMAIN 9.7).</summary>
public static class Differencing
{
    /// <summary>The first pair whose difference is a small cell, or null.</summary>
    public static Difference? Find(IReadOnlyList<Published> published, int k = SmallCell.KDefault)
    {
        ArgumentNullException.ThrowIfNull(published);
        SmallCell.Checked(k);
        for (var i = 0; i < published.Count; i++)
            for (var j = i + 1; j < published.Count; j++)
                if (Compare(published[i], published[j], i, j, k) is { } difference) return difference;
        return null;
    }

    private static Difference? Compare(Published first, Published second, int i, int j, int k)
    {
        var same = first.Cut.SetEquals(second.Cut);
        if (!same && !first.Cut.IsSubsetOf(second.Cut) && !second.Cut.IsSubsetOf(first.Cut)) return null;
        // The wide one holds everyone of the narrow one; of two releases of one cut the later is the wide one.
        var (wide, narrow) = same ? (second, first) : first.Cut.IsSubsetOf(second.Cut) ? (first, second) : (second, first);
        var size = Math.Abs(wide.Base - narrow.Base);
        if (SmallCell.IsSmall(size, k)) return new Difference(i, j, size, Reveal(wide, narrow, size, same));
        foreach (var (name, figure) in wide.Figures)
        {
            if (IsMean(name) || !narrow.Figures.TryGetValue(name, out var other)) continue;
            var change = (int)Math.Abs(figure - other);
            if (SmallCell.IsSmall(change, k)) return new Difference(i, j, change, $"{change} of {size} respondents between the two said {name}");
        }
        return null;
    }

    private static string Reveal(Published wide, Published narrow, int size, bool same)
    {
        foreach (var (name, figure) in wide.Figures)
        {
            if (!narrow.Figures.TryGetValue(name, out var other)) continue;
            if (IsMean(name))
            {
                var value = ((figure * wide.Base) - (other * narrow.Base)) / size;
                return $"{Who(wide, narrow, size, same)} {name[..^"_mean".Length]}={value.ToString("0.##", CultureInfo.InvariantCulture)}";
            }
            var said = (int)Math.Abs(figure - other);
            if (said == size || said == 0) return $"{Who(wide, narrow, size, same)} {(said == 0 ? "did not say" : "said")} {name}";
            return $"{said} of {size} respondents said {name}";
        }
        return $"a group of {size}";
    }

    private static string Who(Published wide, Published narrow, int size, bool same)
    {
        if (size == 2) return "both remaining respondents";
        if (size > 2) return $"all {size} remaining respondents";
        if (same) return $"the {Math.Max(wide.Base, narrow.Base)}th respondent";
        var unlike = narrow.Cut.Except(wide.Cut).FirstOrDefault(c => c.Contains("!=", StringComparison.Ordinal));
        return unlike is null ? "the single remaining respondent" : $"single {unlike[(unlike.IndexOf('=') + 1)..]} respondent";
    }

    private static bool IsMean(string name) => name.EndsWith("_mean", StringComparison.Ordinal);
}
