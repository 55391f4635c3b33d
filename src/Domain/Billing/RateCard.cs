using System.Collections.Immutable;
using System.Globalization;

namespace WinLossAgency.Domain.Billing;

public enum BillingTerms
{
    /// <summary>Advances at milestones, everything else as a balance at the readout. The default: it tells the client least.</summary>
    Milestones,

    /// <summary>What is new each month, once k people stand behind it.</summary>
    Monthly,
}

/// <summary>The price of one completed interview of a tier: seniority, language and booked length make the tier.</summary>
public sealed record TierPrice(string Tier, string Label, Money Completed);

/// <summary>From this many guide sections on, a partial interview costs this many percent of its tier's price.</summary>
public sealed record PartialStep(int SectionsFrom, decimal Percent);

/// <summary>An advance on the planned fee, billed when its milestone is reached.</summary>
public sealed record Milestone(string Key, string Label, decimal Percent);

/// <summary>One tax rate with the reason that the law asks an invoice to give: "VAT", or why none is charged.</summary>
/// <param name="Percent">Percent of the net amount; 0 with reverse charge.</param>
/// <param name="ReverseCharge">The buyer accounts for the tax (Directive 2006/112/EC, article 196); its tax id must then stand on the invoice.</param>
public sealed record TaxTerms(decimal Percent, string Reason, bool ReverseCharge)
{
    public string Label() => ReverseCharge
        ? "Reverse charge: tax is due from the customer"
        : $"{Reason} {Percent.ToString("0.###", CultureInfo.InvariantCulture)} %";
}

/// <summary>
/// The prices and terms of one engagement, all in one currency. Amounts are per fact unless said otherwise.
/// Partials go by guide sections reached, never by minutes, which would bill asides. Rush is a supplement per interview;
/// the planned fee is what milestones are percentages of; the minimum is the least the engagement's fees come to (gift cards
/// passed on do not count towards it). PaymentDays counts from the day of issue. K is how many people a line must speak of.
/// </summary>
public sealed record RateCard(
    string Currency,
    BillingTerms Terms,
    Money SetUpFee,
    ImmutableArray<TierPrice> Tiers,
    ImmutableArray<PartialStep> PartialSteps,
    Money NoShow,
    Money LateCancellation,
    int LateNoticeHours,
    Money Rush,
    Money ReadoutFee,
    Money PlannedFee,
    Money MinimumCommitment,
    ImmutableArray<Milestone> Milestones,
    bool PassesOnIncentives,
    TaxTerms Tax,
    int PaymentDays,
    bool PurchaseOrderRequired,
    int K)
{
    public const int KDefault = 5;
    public const int KFloor = 3;
    public const int PaymentDaysMax = 120;

    /// <summary>Half when the client agrees, the balance at readout.</summary>
    public static readonly ImmutableArray<Milestone> HalfAtAgreement = [new("agreed", "First half of the planned fee, on agreement", 50m)];

    /// <summary>A third of the guide is worth half an interview, two thirds three quarters; less is not charged.</summary>
    public static ImmutableArray<PartialStep> StepsFor(int guideSections) =>
        [new((guideSections + 2) / 3, 50m), new(((2 * guideSections) + 2) / 3, 75m)];

    public TierPrice? Tier(string tier) => Tiers.FirstOrDefault(one => one.Tier == tier);

    public Milestone? MilestoneOf(string key) => Milestones.FirstOrDefault(one => one.Key == key);

    /// <summary>What a person must mend before the card can be used; empty when it is sound.</summary>
    public ImmutableArray<string> Problems()
    {
        if (!Currencies.Knows(Currency)) return [$"{Currency} is not an ISO 4217 currency."];
        var problems = ImmutableArray.CreateBuilder<string>();
        foreach (var (name, amount) in Amounts())
        {
            if (amount.Currency != Currency) problems.Add($"{name} is in {amount.Currency}; the card is in {Currency}.");
            else if (amount.Minor < 0) problems.Add($"{name} is {amount}; a price is not below 0.");
        }
        if (Tiers.IsEmpty) problems.Add("No tier has a price for a completed interview.");
        foreach (var twice in Tiers.GroupBy(tier => tier.Tier).Where(group => group.Count() > 1)) problems.Add($"Tier {twice.Key} stands {twice.Count()} times.");
        foreach (var step in PartialSteps.Where(step => step.SectionsFrom < 1 || step.Percent is < 0 or > 100))
            problems.Add($"A partial from {step.SectionsFrom} sections at {step.Percent} % is out of range: from 1 section, 0 to 100 %.");
        if (Milestones.Sum(milestone => milestone.Percent) > 100) problems.Add($"The milestones come to {Milestones.Sum(milestone => milestone.Percent)} % of the planned fee; at most 100 %.");
        if (Terms == BillingTerms.Milestones && !Milestones.IsEmpty && PlannedFee.IsZero()) problems.Add("Milestones need a planned fee to be a part of.");
        if (Tax.Percent is < 0 or > 100) problems.Add($"A tax of {Tax.Percent} % is out of range: 0 to 100 %.");
        if (Tax is { ReverseCharge: true, Percent: not 0 }) problems.Add($"Reverse charge bears no tax here, not {Tax.Percent} %.");
        if (Tax is { ReverseCharge: false, Percent: 0, Reason: "" }) problems.Add("An invoice without tax must give the reason.");
        if (PaymentDays is < 0 or > PaymentDaysMax) problems.Add($"Payment within {PaymentDays} days is out of range: 0 to {PaymentDaysMax}.");
        if (K < KFloor) problems.Add($"A line may not speak of fewer than {KFloor} people; k is {K}.");
        return problems.ToImmutable();
    }

    private IEnumerable<(string Name, Money Amount)> Amounts() =>
    [
        ("The set-up fee", SetUpFee), ("The price of a no-show", NoShow), ("The price of a late cancellation", LateCancellation),
        ("The rush supplement", Rush), ("The readout fee", ReadoutFee), ("The planned fee", PlannedFee), ("The minimum commitment", MinimumCommitment),
        .. Tiers.Select(tier => ($"The price of {tier.Label}", tier.Completed)),
    ];
}
