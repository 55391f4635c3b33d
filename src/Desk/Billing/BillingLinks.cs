using NodaTime;
using NodaTime.Text;
using WinLossAgency.Domain.Billing;

namespace WinLossAgency.Desk.Billing;

/// <summary>Addresses of the billing pages.</summary>
internal static class BillingLinks
{
    public const string Root = "/billing";
    public const string Invoices = "/billing/invoices";
    public const string RateCards = "/billing/rate-cards";
    public const string Agency = "/billing/agency";

    public static string Month(YearMonth month) => $"/billing/months/{YearMonthPattern.Iso.Format(month)}";

    public static string Row(YearMonth month, string engagement) => $"{Month(month)}?row={Uri.EscapeDataString(engagement)}#draft";

    public static string Of(YearMonth month, string engagement) => $"{Month(month)}/{engagement}";

    /// <summary>Key of an invoice: {client}/{engagement}/inv-0001.</summary>
    public static string Invoice(string key) => $"{Invoices}/{key}";

    public static string RateCard(string engagement) => $"{RateCards}/{engagement}";

    public static YearMonth? MonthOf(string text) => YearMonthPattern.Iso.Parse(text) is { Success: true } read ? read.Value : null;

    public static string Words(YearMonth month) => ServicePeriod.Of(month).Label();

    /// <summary>"November", for sentences in which the year is plain.</summary>
    public static string Name(YearMonth month) => month.ToString("MMMM", System.Globalization.CultureInfo.InvariantCulture);

    public static string Day(LocalDate day) => day.ToString("d MMM uuuu", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>"48,200.00 EUR in 6 · 9,600.00 GBP in 1": two currencies are never one sum.</summary>
    public static string Sums(IEnumerable<Money> amounts) => string.Join(" · ", amounts.GroupBy(one => one.Currency).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => $"{Money.Sum(group, group.Key)} in {group.Count()}"));
}
