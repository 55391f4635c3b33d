using WinLossAgency.Disclosure.SmallCells;

namespace WinLossAgency.Rules.Tests.Disclosure;

/// <summary>Single tables on which a rule of suppression just holds, beside the properties that hold on all.</summary>
public sealed class SuppressionEdgeFacts
{
    [Fact]
    public void A_cell_one_below_k_is_hidden_and_one_of_k_is_not()
    {
        var plan = Suppression.Protect(new CountTable([[4, 19], [15, 18]]), 5);
        Assert.Contains((0, 0), plan.Primary);
        Assert.Single(plan.Primary);
    }

    [Fact]
    public void No_hidden_cell_stands_alone_in_its_row_or_column()
    {
        var table = new CountTable([[4, 19, 30], [15, 18, 22], [40, 12, 9]]);
        var plan = Suppression.Protect(table, 5);
        for (var row = 0; row <= table.RowCount; row++)
            Assert.NotEqual(1, Enumerable.Range(0, table.ColumnCount + 1).Count(column => plan.Hides(row, column)));
        for (var column = 0; column <= table.ColumnCount; column++)
            Assert.NotEqual(1, Enumerable.Range(0, table.RowCount + 1).Count(row => plan.Hides(row, column)));
    }

    [Fact]
    public void Bounds_that_leave_fewer_than_k_values_open_protect_nobody()
    {
        Assert.False(Suppression.IsSafe(new Bounds(0, 4), 5));
        Assert.True(Suppression.IsSafe(new Bounds(0, 5), 5));
    }

    [Fact]
    public void A_small_cell_between_small_ones_keeps_k_values_open()
    {
        foreach (int[][] rows in (int[][][])[[[1, 1], [1, 20]], [[2, 1], [1, 2]], [[1, 0], [0, 30]], [[2, 2], [30, 30]]])
        {
            var table = new CountTable(rows);
            var plan = Suppression.Protect(table, 3);
            var hidden = plan.Primary.Union(plan.Complementary).ToHashSet();
            foreach (var cell in plan.Primary)
            {
                var bounds = CellBounds.Of(table, hidden, cell);
                Assert.True(bounds.High == Bounds.Unbounded || bounds.High - bounds.Low >= 3, $"{cell} lies within {bounds.Low} to {bounds.High}");
            }
        }
    }
}
