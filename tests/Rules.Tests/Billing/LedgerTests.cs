using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Billing;
using Xunit;

namespace WinLossAgency.Rules.Tests.Billing;

public class LedgerTests
{
    private static readonly YearMonth November = new(2026, 11);
    private static readonly Instant Now = Instant.FromUtc(2026, 12, 1, 8, 0);
    private static readonly Evidence Fact = Evidence.Completed("e", "e/i1", "mid", November);

    [Fact]
    public void A_fact_told_twice_is_recorded_once()
    {
        var ledger = Record(Opened(November), Fact);
        Assert.Empty(Events(ledger, new LedgerCommand.Record(Fact)));
        Assert.Single(ledger.Facts);
    }

    [Fact]
    public void The_same_fact_told_otherwise_is_refused() =>
        Assert.StartsWith("e/i1/interview stands in November 2026 as Completed;",
            Assert.IsType<Decision<LedgerEvent>.Refused>(Ledger.Decide(Record(Opened(November), Fact), new LedgerCommand.Record(Fact with { Tier = "senior" }), Now)).Reason);

    [Fact]
    public void A_closed_month_takes_no_new_facts_and_late_ones_fall_into_the_next()
    {
        var closed = Apply(Opened(November), new LedgerCommand.Close());
        var passed = Assert.IsType<LedgerEvent.PassedOn>(Assert.Single(Events(closed, new LedgerCommand.Record(Fact))));
        Assert.Equal(November.PlusMonths(1), passed.To);
        Assert.Empty(LedgerState.Fold(closed, passed).Facts);
        Assert.Empty(Events(LedgerState.Fold(closed, passed), new LedgerCommand.Record(Fact)));

        var december = Record(Opened(passed.To), Fact);
        Assert.Equal(passed.To, december.Facts[Fact.Id].Month);
        Assert.Empty(Events(december, new LedgerCommand.Record(Fact)));
    }

    [Fact]
    public void A_fact_of_a_later_month_is_refused() =>
        Assert.Equal("e/i1/interview belongs to November 2026, after October 2026.",
            Assert.IsType<Decision<LedgerEvent>.Refused>(Ledger.Decide(Opened(November.PlusMonths(-1)), new LedgerCommand.Record(Fact), Now)).Reason);

    [Fact]
    public void Numbers_run_without_gaps_whoever_asks_how_often()
    {
        Prop.ForAll(Gen.ListOf(Gen.Choose(1, 30)).ToArbitrary(), invoices =>
        {
            var series = SeriesState.Fold(SeriesState.None, new SeriesEvent.Begun("MCC"));
            foreach (var invoice in invoices)
                series = ((Decision<SeriesEvent>.Accepted)InvoiceSeries.Decide(series, new SeriesCommand.TakeNumber($"i{invoice}"))).Events.Aggregate(series, SeriesState.Fold);
            return series.Taken.Values.Order().SequenceEqual(Enumerable.Range(1, invoices.Distinct().Count()))
                && invoices.Distinct().Select((invoice, place) => series.NumberOf($"i{invoice}") == $"MCC-{place + 1:0000}").All(same => same);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Unpaid_money_falls_into_its_age_and_none_is_lost()
    {
        var today = new LocalDate(2026, 12, 31);
        (LocalDate Due, Money Balance) Owed(int daysAgo, int major) => (today.PlusDays(-daysAgo), Money.Of(major, "EUR"));
        var ageing = Ageing.Of([Owed(-5, 1), Owed(0, 2), Owed(1, 4), Owed(30, 8), Owed(31, 16), Owed(60, 32), Owed(61, 64), Owed(90, 128), Owed(91, 256), (today, Money.Of(9, "GBP"))], today, "EUR");
        Assert.Equal(["3.00 EUR", "12.00 EUR", "48.00 EUR", "192.00 EUR", "256.00 EUR", "508.00 EUR"],
            new[] { ageing.NotDue, ageing.Days1To30, ageing.Days31To60, ageing.Days61To90, ageing.Over90, ageing.Overdue() }.Select(money => money.ToString()));
    }

    [Theory]
    [InlineData(100, 110, null)]
    [InlineData(100, 114, "Over plan by 14 %")]
    [InlineData(0, 10, null)]
    public void Effort_beyond_the_margin_raises_the_alert(int planned, int actual, string? alert) => Assert.Equal(alert, Deviation.Alert(planned, actual));

    private static LedgerState Opened(YearMonth month) => LedgerState.Fold(LedgerState.None, new LedgerEvent.Opened("c1", month));

    private static LedgerState Record(LedgerState state, Evidence fact) => Apply(state, new LedgerCommand.Record(fact));

    private static LedgerState Apply(LedgerState state, LedgerCommand command) => Events(state, command).Aggregate(state, LedgerState.Fold);

    private static IEnumerable<LedgerEvent> Events(LedgerState state, LedgerCommand command) => Assert.IsType<Decision<LedgerEvent>.Accepted>(Ledger.Decide(state, command, Now)).Events;
}
