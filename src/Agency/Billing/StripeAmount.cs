using WinLossAgency.Domain.Billing;

namespace WinLossAgency.Agency.Billing;

/// <summary>
/// Money as Stripe counts it, which is ISO's minor unit but for a few: krona and Ugandan shilling go as if they had two
/// decimals, ariary as if it had none, and three-decimal amounts end in 0. Source: Stripe's docs, "Supported currencies", special cases.
/// </summary>
internal static class StripeAmount
{
    /// <summary>Null when Stripe cannot hold the amount exactly; it is then billed without Stripe.</summary>
    public static long? From(Money money) => money.Currency switch
    {
        "ISK" or "UGX" => checked(money.Minor * 100),
        "MGA" => money.Minor % 100 == 0 ? money.Minor / 100 : null,
        _ => Currencies.DecimalsOf(money.Currency) == 3 && money.Minor % 10 != 0 ? null : money.Minor,
    };

    public static string Code(Money money) => money.Currency.ToLowerInvariant();

    public static Money ToMoney(long amount, string code) => code.ToUpperInvariant() switch
    {
        "ISK" or "UGX" => new Money(amount / 100, code.ToUpperInvariant()),
        "MGA" => new Money(checked(amount * 100), "MGA"),
        var currency => new Money(amount, currency),
    };
}
