using WinLossAgency.Domain.Billing;
using Xunit;

namespace WinLossAgency.Rules.Tests.Billing;

internal static class Cards
{
    public static readonly RateCard Default = new(
        Currency: "EUR", Terms: BillingTerms.Milestones, SetUpFee: Eur(1_500),
        Tiers: [new TierPrice("mid", "managers", Eur(1_150)), new TierPrice("senior", "senior buyers", Eur(1_390))],
        PartialSteps: RateCard.StepsFor(8), NoShow: Eur(150), LateCancellation: Eur(200), LateNoticeHours: 24, Rush: Eur(250), ReadoutFee: Eur(2_000),
        PlannedFee: Eur(12_000), MinimumCommitment: Eur(0), Milestones: RateCard.HalfAtAgreement, PassesOnIncentives: true,
        Tax: new TaxTerms(23m, "VAT", ReverseCharge: false), PaymentDays: 30, PurchaseOrderRequired: true, K: RateCard.KDefault);

    public static readonly RateCard Monthly = Default with { Terms = BillingTerms.Monthly };

    private static Money Eur(int major) => Money.Of(major, "EUR");
}

public class RateCardTests
{
    [Fact]
    public void A_sound_card_has_no_problems() => Assert.Empty(Cards.Default.Problems());

    [Fact]
    public void Each_problem_says_what_and_how_much()
    {
        var card = Cards.Default with
        {
            NoShow = new Money(100, "USD"),
            Rush = new Money(-1, "EUR"),
            K = 2,
            Milestones = [new Milestone("a", "First", 60), new Milestone("b", "Second", 50)],
            Tax = new TaxTerms(19, "VAT", ReverseCharge: true),
        };
        Assert.Equal(
        [
            "The price of a no-show is in USD; the card is in EUR.",
            "The rush supplement is -0.01 EUR; a price is not below 0.",
            "The milestones come to 110 % of the planned fee; at most 100 %.",
            "Reverse charge bears no tax here, not 19 %.",
            "A line may not speak of fewer than 3 people; k is 2.",
        ], card.Problems());
    }
}
