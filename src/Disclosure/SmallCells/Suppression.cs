using System.Collections.Immutable;

namespace WinLossAgency.Disclosure.SmallCells;

/// <summary>Which cells of a table stay hidden.</summary>
/// <param name="Primary">Cells below k, totals included.</param>
/// <param name="Complementary">Cells hidden so that no primary one can be worked out.</param>
/// <param name="Proof">What a reader can work out of each primary cell.</param>
public sealed record SuppressionPlan(
    ImmutableHashSet<(int Row, int Column)> Primary,
    ImmutableHashSet<(int Row, int Column)> Complementary,
    ImmutableDictionary<(int Row, int Column), Bounds> Proof)
{
    public bool Hides(int row, int column) => Primary.Contains((row, column)) || Complementary.Contains((row, column));
}

/// <summary>
/// Primary and complementary suppression of a two-way table with totals (DOMAIN 9.7; Hundepool et al., Statistical Disclosure
/// Control, 2012, ch. 4). A plan is only returned with its proof: every primary cell could be anything over at least k values.
/// </summary>
public static class Suppression
{
    public static SuppressionPlan Protect(CountTable table, int k = SmallCell.KDefault) =>
        TryProtect(table, k, None, None) ?? throw new InvalidOperationException($"No pattern hides the small cells of this {table.RowCount} by {table.ColumnCount} table.");

    /// <summary>The plan, or null where no pattern protects every cell that must be: then the table is not told at all.</summary>
    /// <param name="sensitive">Cells that must be hidden although they are not small.</param>
    /// <param name="open">Cells that are told elsewhere and so cannot be hidden here.</param>
    public static SuppressionPlan? TryProtect(CountTable table, int k, IReadOnlySet<(int Row, int Column)> sensitive, IReadOnlySet<(int Row, int Column)> open)
    {
        ArgumentNullException.ThrowIfNull(table);
        SmallCell.Checked(k);
        var primary = All(table).Where(c => SmallCell.IsSmall(table[c.Row, c.Column], k) || sensitive.Contains(c)).ToList();
        if (primary.Exists(open.Contains)) return null;
        var hidden = new HashSet<(int Row, int Column)>(primary);
        foreach (var cell in primary)
            while (!IsSafe(CellBounds.Of(table, hidden, cell), k) && Widen(table, hidden, cell, open)) { }
        var proof = primary.ToImmutableDictionary(c => c, c => CellBounds.Of(table, hidden, c));
        return proof.Values.All(bounds => IsSafe(bounds, k)) ? new SuppressionPlan([.. primary], [.. hidden.Except(primary)], proof) : null;
    }

    private static readonly ImmutableHashSet<(int Row, int Column)> None = [];

    /// <summary>Whether bounds leave at least k values open.</summary>
    public static bool IsSafe(Bounds bounds, int k) => bounds.High == Bounds.Unbounded || bounds.High - bounds.Low >= k;

    // Hides the cheapest rectangle through the cell that is not hidden yet; totals count as a row and a column of their own.
    private static bool Widen(CountTable table, HashSet<(int Row, int Column)> hidden, (int Row, int Column) cell, IReadOnlySet<(int Row, int Column)> open)
    {
        var best = (Cost: long.MaxValue, Row: -1, Column: -1);
        for (var row = 0; row <= table.RowCount; row++)
        {
            for (var column = 0; column <= table.ColumnCount; column++)
            {
                if (row == cell.Row || column == cell.Column || open.Contains((cell.Row, column)) || open.Contains((row, cell.Column)) || open.Contains((row, column))) continue;
                var cost = Cost(table, hidden, (cell.Row, column)) + Cost(table, hidden, (row, cell.Column)) + Cost(table, hidden, (row, column));
                if (cost > 0 && cost < best.Cost) best = (cost, row, column);
            }
        }
        if (best.Row < 0) return false;
        hidden.Add((cell.Row, best.Column));
        hidden.Add((best.Row, cell.Column));
        hidden.Add((best.Row, best.Column));
        return true;
    }

    // An empty cell gives no room to move and a total costs the reader more than a cell.
    private static long Cost(CountTable table, HashSet<(int Row, int Column)> hidden, (int Row, int Column) cell)
    {
        if (hidden.Contains(cell)) return 0;
        var count = table[cell.Row, cell.Column];
        var total = cell.Row == table.RowCount || cell.Column == table.ColumnCount;
        return count == 0 ? 1_000_000 : total ? 10_000 + count : count;
    }

    private static IEnumerable<(int Row, int Column)> All(CountTable table)
    {
        for (var row = 0; row <= table.RowCount; row++)
            for (var column = 0; column <= table.ColumnCount; column++) yield return (row, column);
    }
}
