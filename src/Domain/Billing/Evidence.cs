using NodaTime;

namespace WinLossAgency.Domain.Billing;

public enum EvidenceKind { SetUp, Milestone, Completed, Partial, NoShow, LateCancellation, Rush, Incentive, Readout }

/// <summary>
/// One billable fact out of an interview's or an engagement's history. Id says it once and for all: the same fact told twice
/// has the same id. Subject is the opaque reference of the interview it speaks of, or empty where it speaks of nobody.
/// The day is not kept, only the month: a day would lead back to a person.
/// </summary>
/// <param name="Tier">Of interviews; of a milestone, its key.</param>
/// <param name="SectionsReached">Guide sections reached, of a partial.</param>
/// <param name="PassedOn">What an incentive cost.</param>
public sealed record Evidence(string Id, string Engagement, EvidenceKind Kind, string Subject, string Tier, int SectionsReached, YearMonth Month, Money? PassedOn)
{
    public static Evidence SetUp(string engagement, YearMonth month) => new($"{engagement}/set-up", engagement, EvidenceKind.SetUp, "", "", 0, month, null);

    public static Evidence MilestoneReached(string engagement, string key, YearMonth month) => new($"{engagement}/milestone/{key}", engagement, EvidenceKind.Milestone, "", key, 0, month, null);

    public static Evidence Readout(string engagement, int release, YearMonth month) => new($"{engagement}/readout/{release}", engagement, EvidenceKind.Readout, "", "", 0, month, null);

    public static Evidence Completed(string engagement, string interview, string tier, YearMonth month) => new($"{interview}/interview", engagement, EvidenceKind.Completed, interview, tier, 0, month, null);

    // The same id as Completed: one interview is charged whole or in part, never both.
    public static Evidence Partial(string engagement, string interview, string tier, int sections, YearMonth month) => new($"{interview}/interview", engagement, EvidenceKind.Partial, interview, tier, sections, month, null);

    public static Evidence NoShow(string engagement, string interview, int appointment, YearMonth month) => new($"{interview}/no-show/{appointment}", engagement, EvidenceKind.NoShow, interview, "", 0, month, null);

    public static Evidence LateCancellation(string engagement, string interview, int appointment, YearMonth month) => new($"{interview}/late/{appointment}", engagement, EvidenceKind.LateCancellation, interview, "", 0, month, null);

    public static Evidence Rush(string engagement, string interview, YearMonth month) => new($"{interview}/rush", engagement, EvidenceKind.Rush, interview, "", 0, month, null);

    public static Evidence Incentive(string engagement, string interview, Money cost, YearMonth month) => new($"{interview}/incentive", engagement, EvidenceKind.Incentive, interview, "", 0, month, cost);

    public bool SpeaksOfSomebody() => Kind is EvidenceKind.Completed or EvidenceKind.Partial or EvidenceKind.NoShow or EvidenceKind.LateCancellation or EvidenceKind.Rush or EvidenceKind.Incentive;
}

/// <summary>What a fact costs and why, or why it cannot be priced. An amount of zero is a fact that the terms do not charge.</summary>
public abstract record Price
{
    private Price() { }

    public sealed record Costs(Money Amount, string Reason) : Price;

    public sealed record Held(string Reason) : Price;

    public static Price Of(RateCard card, Evidence fact) => fact.Kind switch
    {
        EvidenceKind.SetUp => new Costs(card.SetUpFee, "Set-up fee"),
        EvidenceKind.Readout => new Costs(card.ReadoutFee, "Readout fee"),
        EvidenceKind.Completed => card.Tier(fact.Tier) is { } tier
            ? new Costs(tier.Completed, $"Completed interview, {tier.Label}")
            : new Held($"The rate card has no tier {fact.Tier}; add it, or correct the interview."),
        EvidenceKind.Partial => OfPartial(card, fact),
        EvidenceKind.NoShow => new Costs(card.NoShow, "Missed by the other side"),
        EvidenceKind.LateCancellation => new Costs(card.LateCancellation, $"Called off less than {card.LateNoticeHours} hours ahead"),
        EvidenceKind.Rush => new Costs(card.Rush, "Rush supplement"),
        EvidenceKind.Incentive => OfIncentive(card, fact),
        EvidenceKind.Milestone => OfMilestone(card, fact),
        _ => throw new ArgumentOutOfRangeException(nameof(fact), $"Evidence of kind {fact.Kind} has no price."),
    };

    private static Price OfPartial(RateCard card, Evidence fact)
    {
        if (card.Tier(fact.Tier) is not { } tier) return new Held($"The rate card has no tier {fact.Tier}; add it, or correct the interview.");
        var step = card.PartialSteps.Where(one => one.SectionsFrom <= fact.SectionsReached).MaxBy(one => one.SectionsFrom);
        return step is null
            ? new Costs(Money.Zero(card.Currency), $"Partial interview, {fact.SectionsReached} sections reached: not charged")
            : new Costs(tier.Completed.Percent(step.Percent, RoundingRule.HalfAwayFromZero), $"Partial interview, {fact.SectionsReached} sections reached: {step.Percent.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)} % of {tier.Label}");
    }

    private static Price OfIncentive(RateCard card, Evidence fact)
    {
        if (!card.PassesOnIncentives) return new Costs(Money.Zero(card.Currency), "Gift cards are the agency's own cost on this card");
        if (fact.PassedOn is not { } cost) return new Held("The gift card has no amount.");
        return cost.Currency == card.Currency
            ? new Costs(cost, "Gift card passed on")
            : new Held($"The gift card cost {cost}; the card bills in {card.Currency}. Give the amount in {card.Currency}.");
    }

    private static Price OfMilestone(RateCard card, Evidence fact) => (card.Terms, card.MilestoneOf(fact.Tier)) switch
    {
        (BillingTerms.Monthly, _) => new Costs(Money.Zero(card.Currency), "Monthly terms have no milestones"),
        (_, null) => new Held($"The rate card has no milestone {fact.Tier}."),
        var (_, milestone) => new Costs(card.PlannedFee.Percent(milestone.Percent, RoundingRule.HalfAwayFromZero), milestone.Label),
    };
}
