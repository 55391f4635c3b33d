using System.Collections.Immutable;
using NodaTime;

namespace WinLossAgency.Domain.Billing;

internal sealed record PricedFact(Evidence Fact, Money Amount);

/// <summary>Facts of one sort that could stand on one line. ShowsCount: the line says how many, "8 interviews".</summary>
internal sealed record DraftGroup(EvidenceKind Sort, bool ShowsCount, string One, string Many, ImmutableArray<PricedFact> Facts, ServicePeriod? Told = null)
{
    public bool SpeaksOfSomebody => Facts.Any(fact => fact.Fact.SpeaksOfSomebody());

    public bool IsReadout => Sort == EvidenceKind.Readout;

    /// <summary>How many different people the facts speak of.</summary>
    public int People => Facts.Select(fact => fact.Fact.Subject).Where(subject => subject.Length > 0).Distinct().Count();

    public DraftLine Line(string currency)
    {
        var amounts = Facts.Select(fact => fact.Amount).Distinct().ToList();
        var count = ShowsCount ? Facts.Length : (int?)null;
        var each = count > 1 && amounts.Count == 1 ? amounts[0] : (Money?)null;
        Money SumOf(Func<Evidence, bool> which) => Money.Sum(Facts.Where(fact => which(fact.Fact)).Select(fact => fact.Amount), currency);
        return new DraftLine("", Kind, count is { } n ? $"{n} {Many}" : One, count, each, SumOf(_ => true), SumOf(CountsAsFee),
            Told ?? ServicePeriod.Around(Facts.Select(fact => fact.Fact.Month)), [.. Facts.Select(fact => fact.Fact.Id)]);
    }

    private LineKind Kind => Sort == EvidenceKind.Milestone ? LineKind.Advance : Facts.Any(fact => CountsAsFee(fact.Fact)) ? LineKind.Fees : LineKind.PassedOn;

    private static bool CountsAsFee(Evidence fact) => fact.Kind is not (EvidenceKind.Incentive or EvidenceKind.Milestone);
}

internal static class DraftGroups
{
    /// <summary>Groups in the order in which lines stand: by sort, then by the rate card's order of tiers and milestones.</summary>
    public static ImmutableArray<DraftGroup> Of(RateCard card, IEnumerable<PricedFact> facts) =>
    [
        .. facts.GroupBy(fact => (fact.Fact.Kind, Place: PlaceOf(card, fact.Fact)))
            .OrderBy(group => group.Key.Kind).ThenBy(group => group.Key.Place)
            .Select(group => Named(card, group.Key.Kind, group.First().Fact.Tier, [.. group.OrderBy(fact => fact.Fact.Id, StringComparer.Ordinal)])),
    ];

    private static int PlaceOf(RateCard card, Evidence fact) => fact.Kind switch
    {
        EvidenceKind.Completed => card.Tiers.IndexOf(card.Tier(fact.Tier)!),
        EvidenceKind.Milestone => card.Milestones.IndexOf(card.MilestoneOf(fact.Tier)!),
        _ => 0,
    };

    /// <summary>One line at one sum for groups too small to stand alone: no count, no unit price, no tier.</summary>
    public static DraftGroup Share(ImmutableArray<DraftGroup> small) =>
        new(small[0].Sort, false, "Interviews and related charges", "", [.. small.SelectMany(group => group.Facts).OrderBy(fact => fact.Fact.Id, StringComparer.Ordinal)]);

    /// <summary>The readout's own line with the last few facts in its sum, told under the month of the invoice.</summary>
    public static DraftGroup Close(IEnumerable<DraftGroup> readout, DraftGroup last, YearMonth month) =>
        new(EvidenceKind.Readout, false, "Readout and remaining charges", "", [.. readout.SelectMany(group => group.Facts), .. last.Facts], ServicePeriod.Of(month));

    private static DraftGroup Named(RateCard card, EvidenceKind kind, string tier, ImmutableArray<PricedFact> facts) => kind switch
    {
        EvidenceKind.SetUp => new(kind, false, "Set-up", "", facts),
        EvidenceKind.Milestone => new(kind, false, card.MilestoneOf(tier)!.Label, "", facts),
        EvidenceKind.Completed => new(kind, true, "", card.Tiers.Length > 1 ? $"interviews, {card.Tier(tier)!.Label}" : "interviews", facts),
        EvidenceKind.Partial => new(kind, true, "", "interviews in part", facts),
        EvidenceKind.NoShow => new(kind, true, "", "missed appointments", facts),
        EvidenceKind.LateCancellation => new(kind, true, "", "late cancellations", facts),
        EvidenceKind.Rush => new(kind, true, "", "rush supplements", facts),
        EvidenceKind.Incentive => new(kind, true, "", "gift cards passed on", facts),
        EvidenceKind.Readout => new(kind, facts.Length > 1, "Readout", "readouts", facts),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), $"Evidence of kind {kind} has no line."),
    };
}
