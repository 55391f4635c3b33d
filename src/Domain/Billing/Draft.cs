using System.Collections.Immutable;
using NodaTime;

namespace WinLossAgency.Domain.Billing;

/// <summary>Month-end bills what may be told by now; the final readout bills all that is left.</summary>
public enum Occasion { MonthEnd, FinalReadout }

public enum LineKind { Fees, PassedOn, Advance, AdvanceReturned, MinimumTopUp, Tax }

/// <summary>
/// One line as the client reads it. Reference is made of month and place in the list, so it points at nobody. Count is
/// printed only where at least k people stand behind it. Fees is the part of the amount that counts towards the minimum. Facts
/// and Fees stay with us: they say what was billed and never leave.
/// </summary>
public sealed record DraftLine(string Reference, LineKind Kind, string Description, int? Count, Money? Each, Money Amount, Money Fees, ServicePeriod Period, ImmutableArray<string> Facts);

public enum LeftBecause { Waits, NotCharged, Held }

/// <summary>A fact not on this draft and the sentence why; NotCharged is settled, the others come back.</summary>
public sealed record LeftOut(string Fact, LeftBecause Because, string Reason);

/// <summary>What earlier invoices of the engagement have billed. Fees: before tax, without gift cards and advances.</summary>
public sealed record Billed(ImmutableHashSet<string> Facts, Money Fees, Money Advances, Money TopUp)
{
    public static Billed Nothing(string currency) => new([], Money.Zero(currency), Money.Zero(currency), Money.Zero(currency));

    public Billed Plus(IEnumerable<DraftLine> lines) => lines.Aggregate(this, (sum, line) =>
    {
        var next = sum with { Facts = sum.Facts.Union(line.Facts), Fees = sum.Fees + line.Fees };
        return line.Kind switch
        {
            LineKind.Advance or LineKind.AdvanceReturned => next with { Advances = sum.Advances + line.Amount },
            LineKind.MinimumTopUp => next with { TopUp = sum.TopUp + line.Amount },
            _ => next,
        };
    });
}

/// <summary>
/// The lines that evidence gives, by the rules: each fact once and with a reason; no line that speaks of fewer than k people
/// (small groups share one line at one sum, and wait while even together they are fewer than k; the final readout takes the
/// last of them into its own line); nobody named. The same facts in any order give the same draft.
/// </summary>
public sealed record Draft(ImmutableArray<DraftLine> Lines, ImmutableArray<LeftOut> Left, Money Net, Money Tax, Money ToPay, TaxTerms TaxTerms)
{
    public const RoundingRule TaxRounding = RoundingRule.HalfAwayFromZero;

    /// <summary>Null when there is nothing to bill.</summary>
    public ServicePeriod? Period() => Lines.IsEmpty ? null : Lines.All(line => line.Period == Lines[0].Period)
        ? Lines[0].Period
        : ServicePeriod.Around(Lines.SelectMany(line => new[] { line.Period.From, line.Period.To }));

    public static Draft From(RateCard card, IEnumerable<Evidence> facts, Billed billed, YearMonth month, Occasion occasion) =>
        From(card, facts, billed, month, occasion, card.K);

    public static Draft From(RateCard card, IEnumerable<Evidence> facts, Billed billed, YearMonth month, Occasion occasion, int k)
    {
        var left = ImmutableArray.CreateBuilder<LeftOut>();
        var due = Due(card, facts, billed, month, occasion, left);
        var lines = Tell(DraftGroups.Of(card, due), month, occasion, k, left).Select(group => group.Line(card.Currency)).ToList();
        if (occasion == Occasion.FinalReadout) lines.AddRange(Closing(card, billed.Plus(lines), month));

        var numbered = lines.Select((line, place) => line with { Reference = Reference(month, place) }).ToImmutableArray();
        var net = Money.Sum(numbered.Select(line => line.Amount), card.Currency);
        var tax = net.Percent(card.Tax.Percent, TaxRounding);
        var settled = numbered.SelectMany(line => line.Facts).ToHashSet();
        return new Draft(numbered, [.. left.Where(one => !settled.Contains(one.Fact)).OrderBy(one => one.Fact, StringComparer.Ordinal)], net, tax, net + tax, card.Tax);
    }

    private static List<PricedFact> Due(RateCard card, IEnumerable<Evidence> facts, Billed billed, YearMonth month, Occasion occasion, ImmutableArray<LeftOut>.Builder left)
    {
        var due = new List<PricedFact>();
        foreach (var told in facts.Where(fact => !billed.Facts.Contains(fact.Id)).Distinct().GroupBy(fact => fact.Id))
        {
            var fact = told.First();
            void Leave(LeftBecause because, string reason) => left.Add(new LeftOut(fact.Id, because, reason));
            if (told.Count() > 1) Leave(LeftBecause.Held, $"Told {told.Count()} times and not alike; say which is right.");
            else if (fact.Month > month) Leave(LeftBecause.Waits, $"Belongs to {ServicePeriod.Of(fact.Month).Label()}.");
            else if (Price.Of(card, fact) is not Price.Costs price) Leave(LeftBecause.Held, ((Price.Held)Price.Of(card, fact)).Reason);
            else if (price.Amount.IsZero()) Leave(LeftBecause.NotCharged, price.Reason);
            else if (occasion == Occasion.MonthEnd && card.Terms == BillingTerms.Milestones && fact.Kind is not (EvidenceKind.Milestone or EvidenceKind.SetUp))
                Leave(LeftBecause.Waits, "Billed with the balance at the final readout.");
            else due.Add(new PricedFact(fact, price.Amount));
        }
        return due;
    }

    private static ImmutableArray<DraftGroup> Tell(ImmutableArray<DraftGroup> groups, YearMonth month, Occasion occasion, int k, ImmutableArray<LeftOut>.Builder left)
    {
        var small = groups.Where(group => group.SpeaksOfSomebody && group.People < k).ToImmutableArray();
        var told = groups.RemoveRange(small);
        if (small.IsEmpty) return told;

        var shared = DraftGroups.Share(small);
        if (shared.People >= k) return told.Add(shared);
        // The last few cannot wait any longer: they go into the readout's sum, which counts nobody.
        if (occasion == Occasion.FinalReadout) return [.. told.Where(group => !group.IsReadout), DraftGroups.Close(told.Where(group => group.IsReadout), shared, month)];
        left.AddRange(shared.Facts.Select(fact => new LeftOut(fact.Fact.Id, LeftBecause.Waits, $"{shared.People} of the {k} people that a line must speak of.")));
        return told;
    }

    private static IEnumerable<DraftLine> Closing(RateCard card, Billed soFar, YearMonth month)
    {
        var missing = card.MinimumCommitment - soFar.Fees - soFar.TopUp;
        if (missing.Minor > 0) yield return Plain(LineKind.MinimumTopUp, "Up to the agreed minimum", missing, month);
        if (!soFar.Advances.IsZero()) yield return Plain(LineKind.AdvanceReturned, "Less what was billed at milestones", -soFar.Advances, month);
    }

    private static DraftLine Plain(LineKind kind, string description, Money amount, YearMonth month) => new("", kind, description, null, null, amount, amount - amount, ServicePeriod.Of(month), []);

    private static string Reference(YearMonth month, int place) => place < 26
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{month.Month:00}-{(char)('A' + place)}")
        : throw new InvalidOperationException($"An invoice has at most 26 lines; this one has {place + 1} or more.");
}
