using System.Collections.Immutable;

namespace WinLossAgency.Disclosure.SmallCells;

/// <summary>What a reader can work out of a hidden cell. High is <see cref="Unbounded"/> where nothing limits it.</summary>
public readonly record struct Bounds(int Low, int High)
{
    public const int Unbounded = int.MaxValue;

    public bool Exact => Low == High;
}

/// <summary>
/// A table of counts with its totals. A cell is named by row and column; row number <see cref="RowCount"/> holds the column totals,
/// column number <see cref="ColumnCount"/> the row totals, and both together the grand total.
/// </summary>
public sealed class CountTable
{
    private readonly ImmutableArray<int> cells;

    /// <param name="rows">Rows of inner counts, all of one length, none negative; totals are worked out.</param>
    public CountTable(IReadOnlyList<IReadOnlyList<int>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        RowCount = rows.Count;
        ColumnCount = RowCount == 0 ? 0 : rows[0].Count;
        var all = new int[(RowCount + 1) * (ColumnCount + 1)];
        for (var r = 0; r < RowCount; r++)
        {
            if (rows[r].Count != ColumnCount) throw new ArgumentException($"Row {r} has {rows[r].Count} cells; row 0 has {ColumnCount}.", nameof(rows));
            for (var c = 0; c < ColumnCount; c++)
            {
                var count = rows[r][c];
                if (count < 0) throw new ArgumentException($"Cell {r},{c} holds {count}; counts are not negative.", nameof(rows));
                foreach (var at in (ReadOnlySpan<int>)[Index(r, c), Index(r, ColumnCount), Index(RowCount, c), Index(RowCount, ColumnCount)]) all[at] += count;
            }
        }
        cells = [.. all];
    }

    public int RowCount { get; }

    public int ColumnCount { get; }

    public int this[int row, int column] => cells[Index(row, column)];

    internal int Index(int row, int column) => (row * (ColumnCount + 1)) + column;

    internal (int Row, int Column) Place(int index) => (index / (ColumnCount + 1), index % (ColumnCount + 1));

    internal int At(int index) => cells[index];
}
