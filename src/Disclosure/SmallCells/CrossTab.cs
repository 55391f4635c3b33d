using System.Collections.Immutable;
using System.Globalization;

namespace WinLossAgency.Disclosure.SmallCells;

/// <summary>Counts of respondents by two attributes, with the deals of the client's list in the same cells.</summary>
/// <param name="Counts">Respondents.</param>
/// <param name="Crowd">Listed deals that fit each cell, of the same shape.</param>
public sealed record CrossTab(string Title, ImmutableArray<string> Rows, ImmutableArray<string> Columns, CountTable Counts, CountTable Crowd);

/// <summary>A cross-tab as it may be told: a number or <see cref="Telling.TooFew"/> in each cell, totals last.</summary>
public sealed record ToldCrossTab(CrossTab Of, SuppressionPlan Plan)
{
    public string Cell(int row, int column) => Plan.Hides(row, column) ? Telling.TooFew : Of.Counts[row, column].ToString(CultureInfo.InvariantCulture);
}

/// <summary>
/// Tells cross-tabs that share their columns (DOMAIN 9.7). Below thirty respondents none is told. In each a cell is hidden that is
/// small, whose crowd is small, whose whole crowd took part (its number would say of each deal that it was reached), or that moved by
/// a few since it was told before; others are hidden with it until the bounds prove that none can be worked out. The shared totals
/// stand in every table, so no plan may hide one, and each table is then as safe as if it stood alone.
/// </summary>
public static class CrossTabs
{
    /// <param name="linked">Tables with the same columns over the same respondents.</param>
    /// <param name="earlier">Everything told before.</param>
    public static ImmutableArray<ToldCrossTab> Tell(IReadOnlyList<CrossTab> linked, IReadOnlyList<ToldFigure> earlier, int k = SmallCell.KDefault)
    {
        ArgumentNullException.ThrowIfNull(linked);
        ArgumentNullException.ThrowIfNull(earlier);
        var told = ImmutableArray.CreateBuilder<ToldCrossTab>();
        foreach (var table in linked)
        {
            var counts = table.Counts;
            if (counts[counts.RowCount, counts.ColumnCount] < SmallCell.PercentFrom || counts.RowCount < 2 || counts.ColumnCount < 2) continue;
            var totals = Enumerable.Range(0, counts.ColumnCount + 1).Select(c => (counts.RowCount, c)).ToHashSet();
            if (Suppression.TryProtect(counts, k, Sensitive(table, earlier, k), totals) is { } plan) told.Add(new ToldCrossTab(table, plan));
        }
        return told.ToImmutable();
    }

    /// <summary>The cells of a told table as figures, for the next release to be held against.</summary>
    public static IEnumerable<ToldFigure> Figures(ToldCrossTab told)
    {
        ArgumentNullException.ThrowIfNull(told);
        foreach (var (row, column) in Cells(told.Of))
            if (!told.Plan.Hides(row, column))
                yield return new ToldFigure(NameOf(told.Of, row, column), told.Of.Title, told.Of.Counts[row, column], told.Cell(row, column), told.Of.Counts[row, column], told.Of.Counts[row, column]);
    }

    private static HashSet<(int Row, int Column)> Sensitive(CrossTab table, IReadOnlyList<ToldFigure> earlier, int k)
    {
        var before = earlier.Where(e => e.Name == table.Title).ToLookup(e => e.Cut, StringComparer.Ordinal);
        return [.. Cells(table).Where(cell =>
        {
            var (count, crowd) = (table.Counts[cell.Row, cell.Column], table.Crowd[cell.Row, cell.Column]);
            return (count > 0 && (crowd < k || crowd <= count)) || before[NameOf(table, cell.Row, cell.Column)].Any(e => SmallCell.IsSmall(Math.Abs(count - e.Base), k));
        })];
    }

    private static string NameOf(CrossTab table, int row, int column) =>
        $"{(row < table.Rows.Length ? table.Rows[row] : "all")} / {(column < table.Columns.Length ? table.Columns[column] : "all")}";

    private static IEnumerable<(int Row, int Column)> Cells(CrossTab table)
    {
        for (var row = 0; row <= table.Rows.Length; row++)
            for (var column = 0; column <= table.Columns.Length; column++) yield return (row, column);
    }
}
