using NodaTime;

namespace WinLossAgency.Domain.Billing;

/// <summary>What is unpaid by days past the due date, in one currency.</summary>
public sealed record Ageing(Money NotDue, Money Days1To30, Money Days31To60, Money Days61To90, Money Over90)
{
    public Money Overdue() => Days1To30 + Days31To60 + Days61To90 + Over90;

    /// <summary>Invoices in other currencies are left out, for sums of two currencies mean nothing.</summary>
    public static Ageing Of(IEnumerable<(LocalDate Due, Money Balance)> open, LocalDate today, string currency)
    {
        var byAge = open.Where(one => one.Balance.Currency == currency)
            .ToLookup(one => Period.DaysBetween(one.Due, today) switch { <= 0 => 0, <= 30 => 1, <= 60 => 2, <= 90 => 3, _ => 4 }, one => one.Balance);
        Money In(int bucket) => Money.Sum(byAge[bucket], currency);
        return new Ageing(In(0), In(1), In(2), In(3), In(4));
    }
}

/// <summary>The effort of an engagement against its plan; more than the margin over it raises the alert.</summary>
public static class Deviation
{
    public const int MarginPercent = 10;

    /// <summary>"Over plan by 14 %" when actual exceeds planned by more than the margin, else null. Both in the same unit.</summary>
    public static string? Alert(decimal planned, decimal actual)
    {
        if (planned <= 0 || actual * 100 <= planned * (100 + MarginPercent)) return null;
        return FormattableString.Invariant($"Over plan by {decimal.Floor((actual - planned) * 100 / planned)} %");
    }
}
