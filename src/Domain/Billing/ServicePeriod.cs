using System.Globalization;
using NodaTime;

namespace WinLossAgency.Domain.Billing;

/// <summary>When the work was done, as told to the client: a month, a quarter, or a run of quarters. Never days.</summary>
public sealed record ServicePeriod(YearMonth From, YearMonth To)
{
    public static ServicePeriod Of(YearMonth month) => new(month, month);

    /// <summary>The period of a group of facts; more than one month widens to whole quarters, so that no edge points at one fact.</summary>
    public static ServicePeriod Around(IEnumerable<YearMonth> months)
    {
        var all = months.ToList();
        var (from, to) = (all.Min(), all.Max());
        return from == to ? Of(from) : new(FirstOfQuarter(from), FirstOfQuarter(to).PlusMonths(2));
    }

    public string Label()
    {
        if (From == To) return From.ToString("MMMM uuuu", CultureInfo.InvariantCulture);
        return FirstOfQuarter(From) == FirstOfQuarter(To) ? Quarter(From) : $"{Quarter(From)} to {Quarter(To)}";
    }

    private static YearMonth FirstOfQuarter(YearMonth month) => new(month.Year, ((month.Month - 1) / 3 * 3) + 1);

    private static string Quarter(YearMonth month) => string.Create(CultureInfo.InvariantCulture, $"Q{((month.Month - 1) / 3) + 1} {month.Year}");
}
