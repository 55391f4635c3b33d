using System.Collections.Immutable;
using System.Globalization;

namespace WinLossAgency.Domain.Billing;

/// <summary>How a fraction of a minor unit is settled. Named at each use, because an invoice must be able to say it.</summary>
public enum RoundingRule
{
    /// <summary>Commercial rounding: half a unit goes away from zero. The rule of our invoices.</summary>
    HalfAwayFromZero,

    /// <summary>Half a unit goes to the even neighbour, for sums of very many small parts.</summary>
    HalfToEven,
}

/// <summary>
/// An amount of money: a whole number of minor units (cents, yen, fils) in one currency, never a binary fraction.
/// Minor: up to ±9.2e18 units; overflow throws. Currency: an ISO 4217 code in capitals; two currencies never mix.
/// </summary>
public readonly record struct Money(long Minor, string Currency)
{
    public static Money Zero(string currency) => Of(0, currency);

    /// <summary>From major units, exactly: 12.5m EUR is 1250 minor; 12.345m EUR is refused as a bug, for it names no amount.</summary>
    public static Money Of(decimal major, string currency)
    {
        var minor = major * Factor(currency);
        return minor == decimal.Truncate(minor)
            ? new Money((long)minor, currency)
            : throw new ArgumentException($"{major.ToString(CultureInfo.InvariantCulture)} has more than the {Currencies.DecimalsOf(currency)} decimals of {currency}.", nameof(major));
    }

    public decimal Major() => Minor / Factor(Currency);

    public bool IsZero() => Minor == 0;

    public static Money operator +(Money a, Money b) => new(checked(a.Minor + b.Minor), Same(a, b));

    public static Money operator -(Money a, Money b) => new(checked(a.Minor - b.Minor), Same(a, b));

    public static Money operator -(Money a) => new(checked(-a.Minor), a.Currency);

    public static Money operator *(Money a, int times) => new(checked(a.Minor * times), a.Currency);

    public static bool operator <(Money a, Money b) => Same(a, b) is not null && a.Minor < b.Minor;

    public static bool operator >(Money a, Money b) => b < a;

    public static bool operator <=(Money a, Money b) => !(b < a);

    public static bool operator >=(Money a, Money b) => !(a < b);

    public static Money Sum(IEnumerable<Money> amounts, string currency) => amounts.Aggregate(Zero(currency), (sum, one) => sum + one);

    /// <summary>So many percent of the amount, rounded once to a whole minor unit by the rule named.</summary>
    public Money Percent(decimal percent, RoundingRule rule) =>
        new((long)decimal.Round(Minor * percent / 100m, 0, rule == RoundingRule.HalfToEven ? MidpointRounding.ToEven : MidpointRounding.AwayFromZero), Currency);

    /// <summary>
    /// Splits the amount by weights without losing or making a unit: each part is its share cut toward zero, and the units
    /// left go one each to the parts with the largest remainders, the earlier first.
    /// </summary>
    public ImmutableArray<Money> Allocate(params ReadOnlySpan<int> weights)
    {
        long total = 0;
        foreach (var weight in weights)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(weight, nameof(weights));
            total += weight;
        }
        if (total == 0) throw new ArgumentException("No weight is above 0, so there is nobody to give the amount to.", nameof(weights));

        var parts = new long[weights.Length];
        var remainders = new (Int128 Size, int Index)[weights.Length];
        long given = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            var share = (Int128)Minor * weights[i];
            parts[i] = (long)(share / total);
            remainders[i] = (Int128.Abs(share % total), i);
            given += parts[i];
        }
        var unit = Math.Sign(Minor - given);
        foreach (var (_, index) in remainders.OrderByDescending(one => one.Size).ThenBy(one => one.Index).Take((int)Math.Abs(Minor - given))) parts[index] += unit;
        var currency = Currency;
        return [.. parts.Select(part => new Money(part, currency))];
    }

    /// <summary>"12,400.00 EUR", "1,200 JPY", "-0.500 KWD": the same in every culture.</summary>
    public override string ToString() => $"{Number()} {Currency}";

    /// <summary>The number alone, for a column whose head names the currency.</summary>
    public string Number() => Major().ToString("N" + Currencies.DecimalsOf(Currency), CultureInfo.InvariantCulture);

    /// <summary>Reads what a person types: "12,400.00 EUR", "12400 EUR". Null when it is no amount of a currency we know.</summary>
    public static Money? Parse(string text)
    {
        var parts = text.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 2 || !Currencies.Knows(parts[1])) return null;
        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands;
        if (!decimal.TryParse(parts[0], styles, CultureInfo.InvariantCulture, out var major) || Math.Abs(major) > 1_000_000_000_000_000m) return null;
        var minor = major * Factor(parts[1]);
        return minor == decimal.Truncate(minor) ? new Money((long)minor, parts[1]) : null;
    }

    private static decimal Factor(string currency) => Currencies.DecimalsOf(currency) switch { 0 => 1m, 2 => 100m, _ => 1000m };

    private static string Same(Money a, Money b) =>
        a.Currency == b.Currency ? a.Currency : throw new InvalidOperationException($"{a} and {b} are not the same currency.");
}
