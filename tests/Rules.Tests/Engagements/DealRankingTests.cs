using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using Xunit;

namespace WinLossAgency.Rules.Tests.Engagements;

public class DealRankingTests
{
    private static readonly LocalDate Today = new(2026, 11, 24);

    [Fact]
    public void A_fresh_loss_stands_before_an_old_one() =>
        Assert.Equal(["fresh", "old"], Order([Deal("old", days: 200), Deal("fresh", days: 20)]));

    [Fact]
    public void Of_two_alike_the_larger_stands_first() =>
        Assert.Equal(["large", "small"], Order([Deal("small", value: 10), Deal("large", value: 900)]));

    [Fact]
    public void What_the_goals_still_want_stands_first()
    {
        var won = Enumerable.Range(0, 5).Select(i => Deal($"w{i}", DealOutcome.Won, chosen: true));
        Assert.Equal("loss", Order([.. won, Deal("win", DealOutcome.Won), Deal("loss")], wins: 5, losses: 5)[0]);
    }

    [Fact]
    public void Regions_not_heard_yet_come_before_more_of_the_same() =>
        Assert.Equal("far", Order([Deal("a", region: "Near"), Deal("b", region: "Near"), Deal("far", region: "Far", value: 0)])[1]);

    [Fact]
    public void Every_open_deal_is_ranked_once_with_a_reason_whatever_order_they_came_in() =>
        Prop.ForAll(Gen.Choose(0, 60).Two().ToArbitrary(), n =>
        {
            RankedDeal[] deals = [.. Enumerable.Range(0, n.Item1).Select(i => Deal($"d{i:00}", i % 3 == 0 ? DealOutcome.Won : DealOutcome.Lost, i * 7 % 90, i * 31 % 11, "R" + i % 4, i % 10 == 9))];
            var order = DealRanking.Order(deals, 5, 5, Today);
            var other = DealRanking.Order([.. deals.Reverse()], 5, 5, Today);
            return order.Select(p => p.Deal).SequenceEqual(other.Select(p => p.Deal)) && order.Length == deals.Count(d => !d.Chosen)
                && order.Select(p => p.Deal).Distinct().Count() == order.Length && order.All(p => !p.Reasons.IsEmpty);
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void The_reason_names_days_goals_and_regions() => Assert.Equal(
        ["decided 20 days ago, while it is fresh", "0 of 5 losses above it", "among the largest tenth", "the first from North"],
        DealRanking.Order([Deal("a", days: 20, value: 5, region: "North"), Deal("b", days: 20, value: 1, region: "North")], 5, 5, Today)[0].Reasons);

    private static string[] Order(RankedDeal[] deals, int wins = 0, int losses = 0) => [.. DealRanking.Order(deals, wins, losses, Today).Select(p => p.Deal)];

    private static RankedDeal Deal(string key, DealOutcome outcome = DealOutcome.Lost, int days = 20, long value = 1, string region = "", bool chosen = false) =>
        new(key, outcome, Today.PlusDays(-days), value, region, chosen);
}
