using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain.Engagements;
using static WinLossAgency.Domain.Decision;

namespace WinLossAgency.Domain.Billing;

/// <summary>Facts of the billing of one engagement. The rate card is a document; here stand its versions.</summary>
public abstract record AccountEvent(Instant At)
{
    public sealed record TermsSet(Instant At, int Version, string Currency, string By) : AccountEvent(At);

    public sealed record Reached(Instant At, Stage Stage, YearMonth Month) : AccountEvent(At);

    public sealed record Reported(Instant At, int Number, YearMonth Month) : AccountEvent(At);

    public sealed record MonthBegun(Instant At, YearMonth Month) : AccountEvent(At);

    public sealed record MonthClosed(Instant At, YearMonth Month) : AccountEvent(At);

    public sealed record DraftOpened(Instant At, string Invoice) : AccountEvent(At);

    /// <summary>Somebody who answers for the work agreed to go over plan, up to this sum of fees.</summary>
    public sealed record PlanAgreed(Instant At, Money UpTo, string By) : AccountEvent(At);
}

public sealed record ReachedStage(Stage Stage, YearMonth Month);

public sealed record ReportGiven(int Number, YearMonth Month);

public sealed record AccountState
{
    public static readonly AccountState None = new();

    public int Terms { get; init; }
    public string Currency { get; init; } = "";
    public ImmutableArray<ReachedStage> Stages { get; init; } = [];
    public ImmutableArray<ReportGiven> Reports { get; init; } = [];
    public ImmutableSortedSet<YearMonth> Months { get; init; } = [];
    public ImmutableSortedSet<YearMonth> Closed { get; init; } = [];
    public ImmutableArray<string> Invoices { get; init; } = [];
    public Money? PlanAgreedUpTo { get; init; }

    public bool IsDelivered(YearMonth by) => Stages.Any(one => one.Stage == Stage.Delivered && one.Month <= by);

    public static AccountState Fold(AccountState s, AccountEvent e) => e switch
    {
        AccountEvent.TermsSet f => s with { Terms = f.Version, Currency = f.Currency },
        AccountEvent.Reached f => s with { Stages = s.Stages.Add(new(f.Stage, f.Month)) },
        AccountEvent.Reported f => s with { Reports = s.Reports.Add(new(f.Number, f.Month)) },
        AccountEvent.MonthBegun f => s with { Months = s.Months.Add(f.Month) },
        AccountEvent.MonthClosed f => s with { Closed = s.Closed.Add(f.Month) },
        AccountEvent.DraftOpened f => s with { Invoices = s.Invoices.Add(f.Invoice) },
        AccountEvent.PlanAgreed f => s with { PlanAgreedUpTo = f.UpTo },
        _ => throw new ArgumentOutOfRangeException(nameof(e), $"An account does not know {e.GetType().Name}."),
    };

    /// <summary>What the stages and reports so far are worth billing, by the milestones of this card. Telling it again changes nothing in a ledger.</summary>
    public ImmutableArray<Evidence> Facts(string engagement, RateCard card)
    {
        var facts = ImmutableArray.CreateBuilder<Evidence>();
        foreach (var (stage, month) in Stages)
        {
            if (stage == Stage.Agreed) facts.Add(Evidence.SetUp(engagement, month));
            if (card.MilestoneOf(Account.KeyOf(stage)) is { } milestone) facts.Add(Evidence.MilestoneReached(engagement, milestone.Key, month));
        }
        facts.AddRange(Reports.Select(report => Evidence.Readout(engagement, report.Number, report.Month)));
        return facts.ToImmutable();
    }
}

/// <summary>Decisions on one engagement's billing.</summary>
public static class Account
{
    /// <summary>The key by which a milestone of a rate card names a stage.</summary>
    public static string KeyOf(Stage stage) => stage switch
    {
        Stage.Agreed => "agreed",
        Stage.InTheField => "field",
        Stage.Analysis => "analysis",
        Stage.Delivered => "delivered",
        _ => "",
    };

    public static Decision<AccountEvent> SetTerms(AccountState s, int version, RateCard card, string by, Instant at)
    {
        if (card.Problems() is { IsEmpty: false } problems) return Refuse(string.Join(" ", problems));
        if (card.Milestones.FirstOrDefault(one => !Enum.GetValues<Stage>().Any(stage => KeyOf(stage) == one.Key && one.Key != "")) is { } unknown)
            return Refuse($"Milestone {unknown.Label} is tied to {unknown.Key}, which is no stage; it is one of agreed, field, analysis, delivered.");
        if (!s.Invoices.IsEmpty && s.Currency != card.Currency) return Refuse($"This engagement is billed in {s.Currency}; it cannot change to {card.Currency} half way.");
        return new AccountEvent.TermsSet(at, version, card.Currency, by);
    }

    public static Decision<AccountEvent> Reach(AccountState s, Stage stage, YearMonth month, Instant at) =>
        stage == Stage.Draft || s.Stages.Any(one => one.Stage == stage) ? Nothing<AccountEvent>() : new AccountEvent.Reached(at, stage, month);

    public static Decision<AccountEvent> Report(AccountState s, int number, YearMonth month, Instant at) =>
        s.Reports.Any(one => one.Number == number) ? Nothing<AccountEvent>() : new AccountEvent.Reported(at, number, month);

    public static Decision<AccountEvent> Begin(AccountState s, YearMonth month, Instant at) =>
        s.Months.Contains(month) ? Nothing<AccountEvent>() : new AccountEvent.MonthBegun(at, month);

    // The next month is begun with the closing, for late facts fall into it.
    public static Decision<AccountEvent> Close(AccountState s, YearMonth month, Instant at) =>
        s.Closed.Contains(month) ? Nothing<AccountEvent>()
        : Account.All(s, [month, month.PlusMonths(1)], at, new AccountEvent.MonthClosed(at, month));

    public static Decision<AccountEvent> OpenDraft(AccountState s, string invoice, Instant at) =>
        s.Invoices.Contains(invoice) ? Nothing<AccountEvent>() : new AccountEvent.DraftOpened(at, invoice);

    public static Decision<AccountEvent> AgreePlan(AccountState s, Money upTo, string by, Instant at) =>
        s.PlanAgreedUpTo == upTo ? Nothing<AccountEvent>() : new AccountEvent.PlanAgreed(at, upTo, by);

    private static Decision<AccountEvent> All(AccountState s, YearMonth[] months, Instant at, AccountEvent then) =>
        Decision.All<AccountEvent>([.. months.Where(month => !s.Months.Contains(month)).Select(month => new AccountEvent.MonthBegun(at, month)), then]);
}
