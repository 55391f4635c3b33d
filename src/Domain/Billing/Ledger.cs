using System.Collections.Immutable;
using NodaTime;
using static WinLossAgency.Domain.Decision;

namespace WinLossAgency.Domain.Billing;

public abstract record LedgerEvent
{
    private LedgerEvent() { }

    public sealed record Opened(string Engagement, YearMonth Month) : LedgerEvent;

    public sealed record Recorded(Evidence Fact) : LedgerEvent;

    /// <summary>The fact came late; it is owed to the ledger of a later month and recorded there.</summary>
    public sealed record PassedOn(Evidence Late, YearMonth To) : LedgerEvent;

    public sealed record Closed(Instant At) : LedgerEvent;
}

public abstract record LedgerCommand
{
    private LedgerCommand() { }

    public sealed record Open(string Engagement, YearMonth Month) : LedgerCommand;

    public sealed record Record(Evidence Fact) : LedgerCommand;

    public sealed record Close : LedgerCommand;
}

/// <summary>One engagement's billable facts of one month, each once by its id.</summary>
public sealed record LedgerState(string Engagement, YearMonth? Month, bool IsClosed, ImmutableSortedDictionary<string, Evidence> Facts, ImmutableSortedDictionary<string, YearMonth> Late)
{
    public static readonly LedgerState None = new("", null, false,
        ImmutableSortedDictionary.Create<string, Evidence>(StringComparer.Ordinal), ImmutableSortedDictionary.Create<string, YearMonth>(StringComparer.Ordinal));

    public static LedgerState Fold(LedgerState state, LedgerEvent happened) => happened switch
    {
        LedgerEvent.Opened opened => state with { Engagement = opened.Engagement, Month = opened.Month },
        LedgerEvent.Recorded recorded => state with { Facts = state.Facts.SetItem(recorded.Fact.Id, recorded.Fact) },
        LedgerEvent.PassedOn passed => state with { Late = state.Late.SetItem(passed.Late.Id, passed.To) },
        LedgerEvent.Closed => state with { IsClosed = true },
        _ => throw new ArgumentOutOfRangeException(nameof(happened), $"A ledger does not know {happened.GetType().Name}."),
    };
}

public static class Ledger
{
    /// <summary>Facts of one engagement in one month; beyond it the journal would outgrow its bound in bytes.</summary>
    public const int FactsMax = 200;

    public static Decision<LedgerEvent> Decide(LedgerState state, LedgerCommand command, Instant at) => command switch
    {
        LedgerCommand.Open open => Open(state, open),
        LedgerCommand.Record record => Record(state, record.Fact),
        LedgerCommand.Close => state.IsClosed ? Nothing<LedgerEvent>() : state.Month is null ? Refuse("A ledger that was never opened cannot be closed.") : new LedgerEvent.Closed(at),
        _ => throw new ArgumentOutOfRangeException(nameof(command), $"A ledger does not know {command.GetType().Name}."),
    };

    private static Decision<LedgerEvent> Open(LedgerState state, LedgerCommand.Open open)
    {
        if (state.Month is null) return new LedgerEvent.Opened(open.Engagement, open.Month);
        return (state.Engagement, state.Month) == (open.Engagement, (YearMonth?)open.Month)
            ? Nothing<LedgerEvent>()
            : Refuse($"This is the ledger of {Label(state)}; it cannot become that of {ServicePeriod.Of(open.Month).Label()}.");
    }

    private static Decision<LedgerEvent> Record(LedgerState state, Evidence fact)
    {
        if (state.Month is not { } month) return Refuse("A fact needs an open ledger; this one was never opened.");
        if (state.Late.ContainsKey(fact.Id)) return Nothing<LedgerEvent>();
        if (state.Facts.TryGetValue(fact.Id, out var known))
            return known with { Month = fact.Month } == fact ? Nothing<LedgerEvent>() : Refuse($"{fact.Id} stands in {Label(state)} as {known.Kind}; it is corrected by a credit, not by telling it again.");
        if (fact.Month > month) return Refuse($"{fact.Id} belongs to {ServicePeriod.Of(fact.Month).Label()}, after {Label(state)}.");
        if (state.IsClosed) return new LedgerEvent.PassedOn(fact, month.PlusMonths(1));
        if (state.Facts.Count >= FactsMax) return Refuse($"The ledger of {Label(state)} holds {state.Facts.Count} of {FactsMax} facts; close the month, and this one falls into the next.");
        // A late fact takes the month in which it is billed, or its line would name the month of one interview.
        return new LedgerEvent.Recorded(fact with { Month = month });
    }

    private static string Label(LedgerState state) => ServicePeriod.Of(state.Month!.Value).Label();
}
