using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WinLossAgency.Domain.Billing;
using Xunit;

namespace WinLossAgency.Rules.Tests.Billing;

public class DraftTests
{
    private static readonly YearMonth November = new(2026, 11);
    private static readonly RateCard Card = Cards.Monthly;

    [Fact]
    public void Eight_interviews_and_a_readout_make_two_lines()
    {
        var draft = Draft.From(Card, [.. Interviews(8, "mid"), Evidence.Readout("e", 2, November)], Nothing, November, Occasion.MonthEnd);
        Assert.Equal(["11-A 8 interviews, managers 9,200.00 EUR November 2026", "11-B Readout 2,000.00 EUR November 2026"], Say(draft));
        Assert.Equal(("11,200.00 EUR", "2,576.00 EUR", "13,776.00 EUR"), (draft.Net.ToString(), draft.Tax.ToString(), draft.ToPay.ToString()));
    }

    [Fact]
    public void Fewer_than_k_new_interviews_wait()
    {
        var draft = Draft.From(Card, Interviews(4, "mid"), Nothing, November, Occasion.MonthEnd);
        Assert.Empty(draft.Lines);
        Assert.All(draft.Left, left => Assert.Equal((LeftBecause.Waits, "4 of the 5 people that a line must speak of."), (left.Because, left.Reason)));
    }

    [Fact]
    public void Tiers_under_k_share_one_line_at_one_sum()
    {
        var draft = Draft.From(Card, [.. Interviews(3, "mid"), .. Interviews(2, "senior")], Nothing, November, Occasion.MonthEnd);
        var line = Assert.Single(draft.Lines);
        Assert.Equal(("Interviews and related charges", null, null, "6,230.00 EUR"), (line.Description, line.Count, line.Each, line.Amount.ToString()));
    }

    [Fact]
    public void The_last_few_join_the_readout_line()
    {
        var draft = Draft.From(Card, [.. Interviews(2, "mid"), Evidence.Readout("e", 1, November)], Nothing, November, Occasion.FinalReadout);
        Assert.Equal(["11-A Readout and remaining charges 4,300.00 EUR November 2026"], Say(draft));
    }

    [Fact]
    public void Five_appointments_missed_by_four_people_do_not_make_a_line()
    {
        var facts = Enumerable.Range(1, 4).Select(n => Evidence.NoShow("e", $"e/i{n}", 1, November)).Append(Evidence.NoShow("e", "e/i4", 2, November));
        Assert.Empty(Draft.From(Card, facts, Nothing, November, Occasion.MonthEnd).Lines);
    }

    [Fact]
    public void A_partial_goes_by_the_sections_reached()
    {
        Assert.Equal("862.50 EUR", Cost(Evidence.Partial("e", "e/i1", "mid", 6, November)));
        Assert.Equal("575.00 EUR", Cost(Evidence.Partial("e", "e/i1", "mid", 3, November)));
        Assert.Equal("0.00 EUR", Cost(Evidence.Partial("e", "e/i1", "mid", 2, November)));
    }

    [Fact]
    public void Milestones_are_advances_and_the_readout_bills_the_balance()
    {
        Evidence[] facts = [Evidence.MilestoneReached("e", "agreed", November), .. Interviews(8, "mid"), Evidence.Readout("e", 1, November)];
        var first = Draft.From(Cards.Default, facts, Nothing, November, Occasion.MonthEnd);
        Assert.Equal(["11-A First half of the planned fee, on agreement 6,000.00 EUR November 2026"], Say(first));
        var last = Draft.From(Cards.Default, facts, Nothing.Plus(first.Lines), November.PlusMonths(1), Occasion.FinalReadout);
        Assert.Equal(["12-A 8 interviews, managers 9,200.00 EUR November 2026", "12-B Readout 2,000.00 EUR November 2026", "12-C Less what was billed at milestones -6,000.00 EUR December 2026"], Say(last));
    }

    [Fact]
    public void Fees_below_the_minimum_are_filled_up_at_the_end_and_gift_cards_do_not_count()
    {
        var card = Card with { MinimumCommitment = Eur(10_000) };
        Evidence[] facts = [.. Interviews(5, "mid"), .. Enumerable.Range(1, 5).Select(n => Evidence.Incentive("e", $"e/mid{n}", Eur(50), November))];
        var draft = Draft.From(card, facts, Nothing, November, Occasion.FinalReadout);
        Assert.Equal("11-C Up to the agreed minimum 4,250.00 EUR November 2026", Say(draft)[2]);
    }

    [Fact]
    public void What_cannot_be_priced_is_held_with_a_reason()
    {
        var draft = Draft.From(Card, [Evidence.Completed("e", "e/i1", "chief", November), Evidence.Incentive("e", "e/i2", new Money(5000, "USD"), November)], Nothing, November, Occasion.MonthEnd);
        Assert.Equal(["The gift card cost 50.00 USD; the card bills in EUR. Give the amount in EUR.", "The rate card has no tier chief; add it, or correct the interview."],
            draft.Left.Select(left => left.Reason).Order());
    }

    [Fact]
    public void Months_widen_to_quarters_and_days_never_show()
    {
        var draft = Draft.From(Card, [.. Interviews(3, "mid"), .. Interviews(3, "mid", November.PlusMonths(-1), 10)], Nothing, November, Occasion.MonthEnd);
        Assert.Equal("Q4 2026", draft.Lines[0].Period.Label());
        Assert.Equal("Q3 2026 to Q4 2026", ServicePeriod.Around([new(2026, 9), November]).Label());
    }

    [Fact]
    public void All_invoices_together_come_to_the_price_of_all_facts_and_bill_each_once()
    {
        Prop.ForAll(Histories().ToArbitrary(), history =>
        {
            var (invoices, card) = (Run(history, facts => facts), history.Card);
            var priced = history.Facts.Select(fact => ((Price.Costs)Price.Of(card, fact)).Amount).ToList();
            var prices = Money.Sum(history.Facts.Zip(priced).Where(pair => pair.First.Kind != EvidenceKind.Milestone).Select(pair => pair.Second), "EUR");
            var fees = Money.Sum(history.Facts.Zip(priced).Where(pair => pair.First.Kind is not (EvidenceKind.Milestone or EvidenceKind.Incentive)).Select(pair => pair.Second), "EUR");
            var topUp = fees < card.MinimumCommitment ? card.MinimumCommitment - fees : Eur(0);
            var billed = invoices.SelectMany(draft => draft.Lines).SelectMany(line => line.Facts).ToList();
            var charged = history.Facts.Zip(priced).Where(pair => !pair.Second.IsZero()).Select(pair => pair.First.Id).ToHashSet();
            return Money.Sum(invoices.Select(draft => draft.Net), "EUR") == prices + topUp
                && billed.Count == billed.Distinct().Count() && charged.SetEquals(billed);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_line_speaks_of_fewer_than_k_people()
    {
        Prop.ForAll(Histories().ToArbitrary(), history =>
        {
            var subjects = history.Facts.ToDictionary(fact => fact.Id, fact => fact.Subject);
            int People(DraftLine line) => line.Facts.Select(id => subjects[id]).Where(subject => subject != "").Distinct().Count();
            var invoices = Run(history, facts => facts);
            var last = invoices.Last().Lines;
            return invoices.SkipLast(1).SelectMany(draft => draft.Lines).All(line => People(line) is 0 || People(line) >= history.Card.K)
                && last.All(line => People(line) is 0 || People(line) >= history.Card.K || (line.Description == "Readout and remaining charges" && line.Count is null && line.Each is null))
                && invoices.SelectMany(draft => draft.Lines).All(line => line.Facts.All(id => !line.Description.Contains(id) && !line.Reference.Contains(id)));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_order_of_the_facts_and_their_repetition_change_nothing()
    {
        Prop.ForAll(Histories().ToArbitrary(), history =>
        {
            var straight = Run(history, facts => facts).SelectMany(All);
            var turned = Run(history, facts => facts.Reverse().Concat(facts.Take(3))).SelectMany(All);
            return straight.SequenceEqual(turned);
        }).QuickCheckThrowOnFailure();

        static IEnumerable<string> All(Draft draft) => [.. Say(draft), .. draft.Left.Select(left => left.ToString()), .. draft.Lines.Select(line => string.Join(' ', line.Facts))];
    }

    private sealed record History(RateCard Card, ImmutableArray<Evidence> Facts);

    private static Gen<History> Histories()
    {
        var fact = from n in Gen.Choose(1, 14)
                   from month in Gen.Choose(0, 3).Select(November.PlusMonths)
                   from sections in Gen.Choose(0, 8)
                   from card in Gen.Elements("mid", "senior")
                   from made in Gen.Elements(
                       Evidence.Completed("e", $"e/i{n}", card, month), Evidence.Completed("e", $"e/j{n}", card, month), Evidence.Partial("e", $"e/p{n}", card, sections, month),
                       Evidence.NoShow("e", $"e/i{n}", sections, month), Evidence.LateCancellation("e", $"e/i{n}", sections, month), Evidence.Rush("e", $"e/i{n}", month),
                       Evidence.Incentive("e", $"e/i{n}", Eur(50 + sections), month), Evidence.Readout("e", n, month), Evidence.SetUp("e", month), Evidence.MilestoneReached("e", "agreed", month))
                   select made;
        return from facts in Gen.ListOf(fact)
               from card in Gen.Elements(Cards.Monthly, Cards.Default, Cards.Monthly with { MinimumCommitment = Eur(20_000), K = 3 }, Cards.Default with { PassesOnIncentives = false })
               select new History(card, [.. facts.DistinctBy(one => one.Id)]);
    }

    // Four month-ends, then the final readout.
    private static List<Draft> Run(History history, Func<IEnumerable<Evidence>, IEnumerable<Evidence>> order)
    {
        var (billed, drafts) = (Nothing, new List<Draft>());
        for (var i = 0; i < 5; i++)
        {
            drafts.Add(Draft.From(history.Card, order(history.Facts), billed, November.PlusMonths(i), i < 4 ? Occasion.MonthEnd : Occasion.FinalReadout));
            billed = billed.Plus(drafts[^1].Lines);
        }
        return drafts;
    }

    private static Billed Nothing => Billed.Nothing("EUR");

    private static Money Eur(int major) => Money.Of(major, "EUR");

    private static string Cost(Evidence fact) => ((Price.Costs)Price.Of(Card, fact)).Amount.ToString();

    private static IEnumerable<Evidence> Interviews(int n, string tier, YearMonth? month = null, int from = 1) =>
        Enumerable.Range(from, n).Select(i => Evidence.Completed("e", $"e/{tier}{i}", tier, month ?? November));

    private static List<string> Say(Draft draft) => [.. draft.Lines.Select(line => $"{line.Reference} {line.Description} {line.Amount} {line.Period.Label()}")];
}
