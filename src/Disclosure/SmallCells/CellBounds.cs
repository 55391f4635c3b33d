namespace WinLossAgency.Disclosure.SmallCells;

/// <summary>
/// The exact bounds of a hidden cell. A table with totals is a flow: each row passes from the rows' side to the columns' side, totals
/// close the circle. What a hidden cell can gain or lose is the greatest flow around it through other hidden cells, so the bounds
/// are whole numbers and sharp (Cox 1995, network models for complementary cell suppression).
/// </summary>
public static class CellBounds
{
    /// <summary>Bounds of one cell when the hidden cells are unknown and all others, with their sums, are published.</summary>
    public static Bounds Of(CountTable table, IReadOnlySet<(int Row, int Column)> hidden, (int Row, int Column) cell)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(hidden);
        var count = table[cell.Row, cell.Column];
        if (!hidden.Contains(cell)) return new Bounds(count, count);
        var (from, to) = Ends(table, cell);
        var gain = new Flow(table, hidden, cell).Greatest(to, from, Bounds.Unbounded);
        var loss = new Flow(table, hidden, cell).Greatest(from, to, count);
        return new Bounds(count - Math.Min(loss, count), gain == Bounds.Unbounded ? Bounds.Unbounded : count + gain);
    }

    // Nodes: rows, then columns, then the source of row totals, then the sink of column totals.
    private static (int From, int To) Ends(CountTable table, (int Row, int Column) cell)
    {
        var (rows, columns) = (table.RowCount, table.ColumnCount);
        int source = rows + columns, sink = source + 1;
        if (cell.Row < rows && cell.Column < columns) return (cell.Row, rows + cell.Column);
        if (cell.Row < rows) return (source, cell.Row);
        return cell.Column < columns ? (rows + cell.Column, sink) : (sink, source);
    }

    private sealed class Flow
    {
        private readonly int[,] room;
        private readonly int nodes;

        public Flow(CountTable table, IReadOnlySet<(int Row, int Column)> hidden, (int Row, int Column) left)
        {
            nodes = table.RowCount + table.ColumnCount + 2;
            room = new int[nodes, nodes];
            foreach (var cell in hidden)
            {
                if (cell == left) continue;
                var (from, to) = Ends(table, cell);
                room[from, to] = Bounds.Unbounded;
                room[to, from] = Add(room[to, from], table[cell.Row, cell.Column]);
            }
        }

        public int Greatest(int from, int to, int limit)
        {
            var total = 0;
            while (total < limit)
            {
                var path = Path(from, to);
                if (path is null) return total;
                var width = limit - total;
                for (var node = to; node != from; node = path[node]) width = Math.Min(width, room[path[node], node]);
                if (width == Bounds.Unbounded) return Bounds.Unbounded;
                for (var node = to; node != from; node = path[node])
                {
                    if (room[path[node], node] != Bounds.Unbounded) room[path[node], node] -= width;
                    room[node, path[node]] = Add(room[node, path[node]], width);
                }
                total += width;
            }
            return total;
        }

        // A path of unlimited edges settles the matter at once, so it is looked for before any other.
        private int[]? Path(int from, int to) => Search(from, to, Bounds.Unbounded) ?? Search(from, to, 1);

        private int[]? Search(int from, int to, int least)
        {
            var before = new int[nodes];
            Array.Fill(before, -1);
            before[from] = from;
            var queue = new Queue<int>([from]);
            while (queue.TryDequeue(out var node))
            {
                for (var next = 0; next < nodes; next++)
                {
                    if (before[next] >= 0 || room[node, next] < least) continue;
                    before[next] = node;
                    if (next == to) return before;
                    queue.Enqueue(next);
                }
            }
            return null;
        }

        private static int Add(int a, int b) => a == Bounds.Unbounded || b == Bounds.Unbounded ? Bounds.Unbounded : a + b;
    }
}
