using WinLossAgency.Disclosure.SmallCells;

namespace WinLossAgency.Rules.Tests.Disclosure;

/// <summary>Works hidden cells out as a patient reader would: by trying every table of small numbers that agrees with what is published.</summary>
internal static class Brute
{
    /// <param name="most">Inner cells are tried from nought to here; bounds that touch it stand for no limit.</param>
    public static Dictionary<(int Row, int Column), Bounds> BoundsOf(CountTable table, HashSet<(int Row, int Column)> hidden, int most)
    {
        var seen = new Dictionary<(int Row, int Column), Bounds>();
        var inner = hidden.Where(c => c.Row < table.RowCount && c.Column < table.ColumnCount).Order().ToList();
        var values = new int[table.RowCount, table.ColumnCount];
        for (var r = 0; r < table.RowCount; r++)
            for (var c = 0; c < table.ColumnCount; c++) values[r, c] = table[r, c];
        Try(table, hidden, inner, 0, values, most, seen);
        return seen;
    }

    private static void Try(CountTable table, HashSet<(int Row, int Column)> hidden, List<(int Row, int Column)> inner, int next, int[,] values, int most, Dictionary<(int Row, int Column), Bounds> seen)
    {
        if (next == inner.Count)
        {
            Note(table, hidden, values, seen);
            return;
        }
        for (var value = 0; value <= most; value++)
        {
            values[inner[next].Row, inner[next].Column] = value;
            Try(table, hidden, inner, next + 1, values, most, seen);
        }
    }

    private static void Note(CountTable table, HashSet<(int Row, int Column)> hidden, int[,] values, Dictionary<(int Row, int Column), Bounds> seen)
    {
        var full = new CountTable([.. Enumerable.Range(0, table.RowCount).Select(r => (IReadOnlyList<int>)[.. Enumerable.Range(0, table.ColumnCount).Select(c => values[r, c])])]);
        for (var r = 0; r <= table.RowCount; r++)
            for (var c = 0; c <= table.ColumnCount; c++)
                if (!hidden.Contains((r, c)) && full[r, c] != table[r, c]) return;
        foreach (var cell in hidden)
        {
            var value = full[cell.Row, cell.Column];
            seen[cell] = seen.TryGetValue(cell, out var b) ? new Bounds(Math.Min(b.Low, value), Math.Max(b.High, value)) : new Bounds(value, value);
        }
    }
}
