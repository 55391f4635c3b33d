using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using WinLossAgency.Disclosure.SmallCells;
using Xunit;

namespace WinLossAgency.Rules.Tests.Disclosure;

public sealed class CrossTabFacts
{
    private const int K = SmallCell.KDefault;
    private static readonly ImmutableArray<string> Sides = ["Chose you", "Went elsewhere"];

    [Fact]
    public void Below_thirty_no_cross_tab_is_told()
    {
        Assert.Empty(CrossTabs.Tell([Tab([[7, 7], [7, 8]])], [], K));
        Assert.Single(CrossTabs.Tell([Tab([[7, 7], [8, 8]])], [], K));
    }

    [Fact]
    public void A_small_cell_hides_another_in_its_row()
    {
        var told = Assert.Single(CrossTabs.Tell([Tab([[3, 12], [14, 20], [16, 22]])], [], K));
        Assert.Equal(Telling.TooFew, told.Cell(0, 0));
        Assert.True(told.Plan.Complementary.Count >= 3, $"{told.Plan.Complementary.Count} hidden with it");
        Assert.Equal("33", told.Cell(3, 0));
    }

    [Fact]
    public void A_cell_that_holds_the_whole_of_its_crowd_is_not_told()
    {
        int[][] counts = [[8, 12], [14, 20]];
        var told = Assert.Single(CrossTabs.Tell([new CrossTab("t", ["a", "b"], Sides, new CountTable(counts), new CountTable([[8, 30], [30, 40]]))], [], K));
        Assert.Equal(Telling.TooFew, told.Cell(0, 0));
        // Without a third row the totals can hide it only if the whole row goes; where nothing protects it, nothing is told.
        Assert.Empty(CrossTabs.Tell([new CrossTab("t", ["a", "b"], Sides, new CountTable([[8, 0], [0, 40]]), new CountTable([[8, 30], [30, 60]]))], [], K).Where(t => t.Cell(0, 0) != Telling.TooFew));
    }

    [Fact]
    public void A_shared_total_that_is_small_leaves_every_table_untold() =>
        Assert.Empty(CrossTabs.Tell([Tab([[1, 20], [2, 20]]), Tab([[3, 10], [0, 30]])], [], K));

    [Fact]
    public void A_cell_that_moved_by_a_few_since_any_release_is_hidden()
    {
        var first = Assert.Single(CrossTabs.Tell([Tab([[10, 12], [14, 20], [9, 9]])], [], K));
        ToldFigure[] earlier = [.. CrossTabs.Figures(first)];
        var grown = Assert.Single(CrossTabs.Tell([Tab([[12, 18], [19, 25], [14, 14]])], earlier, K));
        Assert.Equal(Telling.TooFew, grown.Cell(0, 0));
        Assert.Equal("25", grown.Cell(1, 1));
        // A shared total that moved by a few stops them all.
        Assert.Empty(CrossTabs.Tell([Tab([[12, 12], [14, 20], [9, 9]])], earlier, K));
    }

    [Fact]
    public void No_told_table_lets_a_hidden_cell_be_worked_out_closer_than_k() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Gen.Choose(0, 18).ArrayOf(2).ArrayOf(4).Two().ToArbitrary(), pair =>
        {
            foreach (var told in CrossTabs.Tell([Tab(pair.Item1), Tab(pair.Item2)], [], K))
            {
                var hidden = told.Plan.Primary.Union(told.Plan.Complementary);
                for (var column = 0; column <= Sides.Length; column++) Assert.False(told.Plan.Hides(told.Of.Rows.Length, column), "A shared total is hidden.");
                foreach (var cell in told.Plan.Primary)
                {
                    var bounds = CellBounds.Of(told.Of.Counts, hidden, cell);
                    Assert.True(bounds.High == Bounds.Unbounded || bounds.High - bounds.Low >= K, $"{cell} is {bounds}");
                }
                for (var row = 0; row <= told.Of.Rows.Length; row++)
                    for (var column = 0; column <= Sides.Length; column++)
                        if (int.TryParse(told.Cell(row, column), out var count)) Assert.False(SmallCell.IsSmall(count, K), $"{count} is told");
            }
        }));

    [Fact]
    public void The_bounds_of_a_told_table_are_what_a_patient_reader_finds() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(25), Prop.ForAll(Gen.Choose(2, 8).ArrayOf(2).ArrayOf(3).ToArbitrary(), rows =>
        {
            foreach (var told in CrossTabs.Tell([Tab(rows)], [], SmallCell.KFloor))
            {
                var hidden = told.Plan.Primary.Union(told.Plan.Complementary).ToHashSet();
                if (hidden.Count(c => c.Row < 3 && c.Column < 2) > 5) continue;
                var brute = Brute.BoundsOf(told.Of.Counts, hidden, 16);
                foreach (var cell in told.Plan.Primary) Assert.True(brute[cell].High - brute[cell].Low >= SmallCell.KFloor, $"{cell} is {brute[cell]}");
            }
        }));

    private static CrossTab Tab(int[][] counts) =>
        new("t", [.. counts.Select((_, i) => $"r{i}")], Sides, new CountTable(counts), new CountTable([.. counts.Select(row => (IReadOnlyList<int>)[.. row.Select(n => n + 20)])]));
}
