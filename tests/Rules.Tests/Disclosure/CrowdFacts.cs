using System.Collections.Immutable;
using WinLossAgency.Disclosure.Crowd;
using Xunit;

namespace WinLossAgency.Rules.Tests.Disclosure;

public sealed class CrowdFacts
{
    private static readonly ListedDeal[] Deals =
    [
        .. Enumerable.Repeat(Deal("CFO", "Porto"), 1), .. Enumerable.Repeat(Deal("CFO", "Lisbon"), 5), .. Enumerable.Repeat(Deal("CIO", "Porto"), 3), .. Enumerable.Repeat(Deal("CIO", "Faro"), 2),
    ];

    [Fact]
    public void A_statement_that_many_deals_fit_passes() =>
        Assert.Equal(new CrowdVerdict(6, true, null), CrowdTest.Test(Deals, Stated(("role", "CFO")), 5));

    [Fact]
    public void A_statement_that_one_deal_fits_is_held_and_widened()
    {
        var widening = new Widening("region", "Portugal", ["Porto", "Lisbon", "Faro"]);
        var verdict = CrowdTest.Test(Deals, Stated(("role", "CFO"), ("region", "Porto")), 5, [widening]);
        Assert.False(verdict.Passes);
        Assert.Equal(1, verdict.Fitting);
        Assert.Equal("Portugal", verdict.Suggestion!.Stated["region"]);
        Assert.Equal(6, verdict.Suggestion.Fitting);
    }

    [Fact]
    public void Without_a_wider_value_the_attribute_is_dropped_that_leaves_most()
    {
        var verdict = CrowdTest.Test(Deals, Stated(("role", "CFO"), ("region", "Porto")), 4);
        Assert.Equal(["region"], verdict.Suggestion!.Dropped);
    }

    [Fact]
    public void Where_nothing_helps_there_is_no_suggestion() =>
        Assert.Null(CrowdTest.Test(Deals[..3], Stated(("role", "CFO")), 5).Suggestion);

    [Fact]
    public void A_record_that_stands_alone_is_found_with_its_smallest_reason()
    {
        var report = Uniqueness.Of([["won", "bank"], ["won", "bank"], ["won", "retail"]], ["a", "b", "c"], 3);
        Assert.Equal([1], Assert.Single(report.MinimalUniques[2]));
        Assert.Equal(1, report.SmallestGroup);
    }

    private static ListedDeal Deal(string role, string region) => new(Stated(("role", role), ("region", region)));

    private static ImmutableDictionary<string, string> Stated(params (string Name, string Value)[] values) => values.ToImmutableDictionary(v => v.Name, v => v.Value);
}
