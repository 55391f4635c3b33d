using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using WinLossAgency.Disclosure.SmallCells;
using Xunit;

namespace WinLossAgency.Rules.Tests.Disclosure;

public sealed class SmallCellFacts
{
    [Fact]
    public void Progress_is_told_in_whole_steps_of_k()
    {
        Assert.Equal("at least 20 interviews done", SmallCell.ProgressText(23));
        Assert.Equal("fewer than 5 interviews done", SmallCell.ProgressText(4));
    }

    [Fact]
    public void K_never_falls_below_its_floor() => Assert.Throws<ArgumentOutOfRangeException>(() => SmallCell.IsSmall(1, 2));

    [Fact]
    public void Words_cover_every_count_once_and_never_narrower_than_the_floor()
    {
        for (var k = SmallCell.KFloor; k <= 7; k++)
        {
            for (var n = k; n < 60; n++)
            {
                var bands = ShareWords.Bands(n, k);
                Assert.Equal(Enumerable.Range(0, n + 1), bands.SelectMany(b => Enumerable.Range(b.Low, b.High - b.Low + 1)));
                Assert.All(bands.Where(b => n >= 2 * k), b => Assert.True(b.High - b.Low + 1 >= SmallCell.KFloor, $"{b} of {n} at {k}"));
            }
        }
    }

    [Fact]
    public void Percentages_begin_at_thirty_and_are_directional_under_fifty()
    {
        Assert.Equal("about half", ShareWords.Of(14, 29).Text);
        Assert.Equal(new Share("50%", 15, 15, true), ShareWords.Of(15, 30));
        Assert.False(ShareWords.Of(25, 50).Directional);
        Assert.Equal(ShareWords.AlsoHeard, ShareWords.Of(4, 60).Text);
        Assert.Equal("nearly all", ShareWords.Of(58, 60).Text);
    }

    [Fact]
    public void Bounds_are_what_brute_force_finds() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(Counts(2, 3, 3).ToArbitrary(), Gen.Choose(1, 63).Where(m => int.PopCount(m) <= 4).ToArbitrary(), (rows, mask) =>
        {
            var table = new CountTable(rows);
            var hidden = Enumerable.Range(0, 6).Where(i => (mask >> i & 1) == 1).Select(i => (i / 3, i % 3)).ToHashSet();
            foreach (var (cell, bounds) in Brute.BoundsOf(table, hidden, 9)) Assert.Equal(bounds, CellBounds.Of(table, hidden, cell));
        }));

    [Fact]
    public void Suppression_leaves_no_small_cell_to_be_worked_out() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(Counts(2, 2, 6).ToArbitrary(), rows =>
        {
            var table = new CountTable(rows);
            var plan = Suppression.Protect(table, SmallCell.KFloor);
            var hidden = plan.Primary.Union(plan.Complementary);
            var brute = Brute.BoundsOf(table, hidden.ToHashSet(), 12);
            foreach (var cell in plan.Primary) Assert.True(brute[cell].High - brute[cell].Low >= SmallCell.KFloor, $"{cell} is {brute[cell]}");
        }));

    [Fact]
    public void A_table_without_small_cells_stays_whole() =>
        Assert.Empty(Suppression.Protect(new CountTable([[10, 20], [30, 0]])).Primary);

    [Fact]
    public void One_more_interview_with_its_count_is_refused()
    {
        var found = Differencing.Find([Release("all", 11, 6), Release("all", 12, 7)]);
        Assert.Equal("the 12th respondent said price_lost", found?.Reveals);
    }

    [Fact]
    public void The_same_release_twice_and_groups_apart_are_fine()
    {
        Assert.Null(Differencing.Find([Release("all", 14, 5), Release("all", 14, 5)]));
        Assert.Null(Differencing.Find([Release("won", 12, 9), Release("lost", 15, 6)]));
    }

    [Fact]
    public void One_answer_from_all_is_homogeneous()
    {
        Assert.True(SmallCell.IsHomogeneous(["price", "price", "price"]));
        Assert.False(SmallCell.IsHomogeneous(["price", "trust"]));
    }

    private static Published Release(string filter, int interviews, int said) => new(Published.ParseCut(filter), interviews, ImmutableSortedDictionary<string, double>.Empty.Add("price_lost", said));

    private static Gen<int[][]> Counts(int rows, int columns, int most) => Gen.Choose(0, most).ArrayOf(columns).ArrayOf(rows);
}
