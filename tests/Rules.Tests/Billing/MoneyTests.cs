using FsCheck;
using FsCheck.Fluent;
using WinLossAgency.Domain.Billing;
using Xunit;

namespace WinLossAgency.Rules.Tests.Billing;

public class MoneyTests
{
    private static readonly Gen<string> AnyCurrency = Gen.Elements(Currencies.All.ToArray());
    private static readonly Gen<Money> Any = from minor in Gen.Choose(int.MinValue, int.MaxValue)
                                             from currency in AnyCurrency
                                             select new Money(minor, currency);

    [Theory]
    [InlineData(1_240_000, "EUR", "12,400.00 EUR")]
    [InlineData(-5, "EUR", "-0.05 EUR")]
    [InlineData(1_200, "JPY", "1,200 JPY")]
    [InlineData(-500, "KWD", "-0.500 KWD")]
    [InlineData(0, "USD", "0.00 USD")]
    public void Amounts_are_written_with_the_decimals_of_their_currency(long minor, string currency, string text) =>
        Assert.Equal(text, new Money(minor, currency).ToString());

    [Fact]
    public void What_is_written_is_read_back() =>
        Prop.ForAll(Any.ToArbitrary(), money => Money.Parse(money.ToString()) == money).QuickCheckThrowOnFailure();

    [Fact]
    public void Major_units_lead_back_to_the_same_amount() =>
        Prop.ForAll(Any.ToArbitrary(), money => Money.Of(money.Major(), money.Currency) == money).QuickCheckThrowOnFailure();

    [Fact]
    public void Allocation_loses_and_makes_nothing()
    {
        var cases = from money in Any
                    from weights in Gen.NonEmptyListOf(Gen.Choose(0, 1000)).Where(list => list.Sum() > 0)
                    select (Money: money, Weights: weights.ToArray());
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var parts = one.Money.Allocate(one.Weights);
            var total = one.Weights.Sum(weight => (decimal)weight);
            var fair = parts.Zip(one.Weights).All(pair => Math.Abs(pair.First.Minor - (one.Money.Minor * pair.Second / total)) < 1m);
            return Money.Sum(parts, one.Money.Currency) == one.Money && fair && parts.Zip(one.Weights).All(pair => pair.Second > 0 || pair.First.IsZero());
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Spare_units_go_to_the_largest_remainders_the_earlier_first() =>
        Assert.Equal([34, 33, 33], new Money(100, "EUR").Allocate(1, 1, 1).Select(part => part.Minor));

    [Fact]
    public void Halves_follow_the_rule_named()
    {
        Assert.Equal(13, new Money(250, "EUR").Percent(5, RoundingRule.HalfAwayFromZero).Minor);
        Assert.Equal(12, new Money(250, "EUR").Percent(5, RoundingRule.HalfToEven).Minor);
        Assert.Equal(-13, new Money(-250, "EUR").Percent(5, RoundingRule.HalfAwayFromZero).Minor);
    }

    [Fact]
    public void Adding_is_orderless_and_taking_away_undoes_it() =>
        Prop.ForAll(Any.ToArbitrary(), Gen.Choose(-1_000_000, 1_000_000).ToArbitrary(), (a, minor) =>
        {
            var b = new Money(minor, a.Currency);
            return a + b == b + a && a + b - b == a && -(-a) == a;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Two_currencies_never_mix_and_an_unknown_one_is_a_bug()
    {
        Assert.Throws<InvalidOperationException>(() => new Money(1, "EUR") + new Money(1, "USD"));
        Assert.Throws<ArgumentException>(() => Money.Zero("XXZ"));
        Assert.Throws<ArgumentException>(() => Money.Of(12.345m, "EUR"));
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue, "EUR") + new Money(1, "EUR"));
    }

    [Theory]
    [InlineData("12,400 EUR", true)]
    [InlineData("12.345 EUR", false)]
    [InlineData("twelve EUR", false)]
    [InlineData("12 eur", false)]
    public void Only_an_amount_is_read(string text, bool read) => Assert.Equal(read, Money.Parse(text) is not null);
}
