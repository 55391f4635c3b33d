using System.Collections.Immutable;
using WinLossAgency.Disclosure.Crowd;

namespace WinLossAgency.Rules.Tests.Disclosure;

/// <summary>Statements that just pass and just do not.</summary>
public sealed class CrowdEdgeFacts
{
    private static readonly ImmutableDictionary<string, string> Cfo = ImmutableDictionary<string, string>.Empty.Add("role", "CFO");

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void A_statement_passes_from_k_deals_on(int fitting, bool passes) =>
        Assert.Equal((fitting, passes), CrowdTest.Test([.. Enumerable.Repeat(new ListedDeal(Cfo), fitting)], Cfo, 5) is var verdict ? (verdict.Fitting, verdict.Passes) : default);

    [Fact]
    public void A_deal_that_does_not_say_its_role_is_nobody_in_the_crowd()
    {
        var silent = new ListedDeal(ImmutableDictionary<string, string>.Empty);
        Assert.False(CrowdTest.Test([.. Enumerable.Repeat(new ListedDeal(Cfo), 4), silent, silent], Cfo, 5).Passes);
    }
}
