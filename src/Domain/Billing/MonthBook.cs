using System.Collections.Immutable;
using NodaTime;
using static WinLossAgency.Domain.Decision;

namespace WinLossAgency.Domain.Billing;

/// <summary>What a person looks at before a month is closed and no figure can say.</summary>
public enum MonthCheck { RatesChecked, GiftCardsCounted, LateCancellationsAgreed, Exported }

/// <summary>Facts of the agency's own books: what was checked, which months are closed.</summary>
public abstract record MonthBookEvent(Instant At)
{
    public sealed record Checked(Instant At, YearMonth Month, MonthCheck Check, string By) : MonthBookEvent(At);

    public sealed record Closed(Instant At, YearMonth Month, string By) : MonthBookEvent(At);
}

public sealed record CheckDone(YearMonth Month, MonthCheck Check);

public sealed record MonthBookState(ImmutableArray<CheckDone> Checks, ImmutableSortedSet<YearMonth> Closed)
{
    public static readonly MonthBookState None = new([], []);

    public bool Has(YearMonth month, MonthCheck check) => Checks.Contains(new(month, check));

    public static MonthBookState Fold(MonthBookState s, MonthBookEvent e) => e switch
    {
        MonthBookEvent.Checked f => s with { Checks = s.Checks.Add(new(f.Month, f.Check)) },
        MonthBookEvent.Closed f => s with { Closed = s.Closed.Add(f.Month), Checks = s.Checks.RemoveAll(one => one.Month == f.Month) },
        _ => throw new ArgumentOutOfRangeException(nameof(e), $"The month book does not know {e.GetType().Name}."),
    };
}

public static class MonthBook
{
    public static Decision<MonthBookEvent> Check(MonthBookState s, YearMonth month, MonthCheck check, string by, Instant at) =>
        s.Closed.Contains(month) || s.Has(month, check) ? Nothing<MonthBookEvent>() : new MonthBookEvent.Checked(at, month, check, by);

    /// <summary>Open: engagements with something neither issued nor held. Differences: with Stripe, 0 where it is not used.</summary>
    public static Decision<MonthBookEvent> Close(MonthBookState s, YearMonth month, YearMonth thisMonth, int open, int differences, string by, Instant at)
    {
        if (s.Closed.Contains(month)) return Nothing<MonthBookEvent>();
        var label = ServicePeriod.Of(month).Label();
        if (month > thisMonth) return Refuse($"{label} has not begun.");
        if (open > 0) return Refuse($"{open} in {label} are neither issued nor held. Issue or hold them first.");
        if (differences > 0) return Refuse($"{differences} differences with Stripe are open. Settle them first.");
        var missing = Enum.GetValues<MonthCheck>().Where(check => !s.Has(month, check)).Select(Words).ToList();
        return missing.Count > 0 ? Refuse($"Before {label} closes: {string.Join(", ", missing)}.") : new MonthBookEvent.Closed(at, month, by);
    }

    public static string Words(MonthCheck check) => check switch
    {
        MonthCheck.RatesChecked => "rates checked",
        MonthCheck.GiftCardsCounted => "gift cards counted",
        MonthCheck.LateCancellationsAgreed => "late cancellations agreed",
        _ => "accounting export taken",
    };
}
