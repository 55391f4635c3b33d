using NodaTime;
using static WinLossAgency.Domain.Decision;

namespace WinLossAgency.Domain.Analysis;

/// <summary>Facts of one report from its first draft to the shelf. Mark is a keyed hash of the draft, so that approval holds for exactly what was proposed.</summary>
public abstract record ReportEvent(Instant At)
{
    public sealed record Drafted(Instant At, string By, string Mark) : ReportEvent(At);

    public sealed record Proposed(Instant At, string By, string Mark) : ReportEvent(At);

    public sealed record Approved(Instant At, string By, string Mark, int Number, LocalDate Date) : ReportEvent(At);

    public sealed record Laid(Instant At) : ReportEvent(At);

    public sealed record Printed(Instant At) : ReportEvent(At);
}

public enum ReportStage { Empty, Draft, Proposed, Approved, Released }

public sealed record ReportState
{
    public static readonly ReportState None = new();

    public ReportStage Stage { get; init; }
    public string? Mark { get; init; }
    public string? ProposedBy { get; init; }
    public string? ApprovedBy { get; init; }
    public int? Number { get; init; }
    public LocalDate? Date { get; init; }
    public bool Printed { get; init; }
    public Instant? SavedAt { get; init; }

    public static ReportState Fold(ReportState s, ReportEvent e) => e switch
    {
        ReportEvent.Drafted f => s with { Stage = ReportStage.Draft, Mark = f.Mark, ProposedBy = null, SavedAt = f.At },
        ReportEvent.Proposed f => s with { Stage = ReportStage.Proposed, ProposedBy = f.By },
        ReportEvent.Approved f => s with { Stage = ReportStage.Approved, ApprovedBy = f.By, Number = f.Number, Date = f.Date },
        ReportEvent.Laid => s with { Stage = ReportStage.Released },
        ReportEvent.Printed => s with { Printed = true },
        _ => throw new InvalidOperationException($"No fold for {e.GetType().Name}."),
    };
}

/// <summary>Decisions on one report. Proposer and approver are never one person, whatever roles they hold.</summary>
public static class Report
{
    public static Decision<ReportEvent> Draft(ReportState s, string by, string mark, Instant at) =>
        s.Stage >= ReportStage.Approved ? Refuse("This report is approved and does not change any more; a correction is a new report.")
        : s.Mark == mark ? Nothing<ReportEvent>() : new ReportEvent.Drafted(at, by, mark);

    public static Decision<ReportEvent> Propose(ReportState s, string by, Instant at) => s.Stage switch
    {
        ReportStage.Empty => Refuse("There is no draft to propose."),
        ReportStage.Draft => new ReportEvent.Proposed(at, by, s.Mark!),
        _ => Nothing<ReportEvent>(),
    };

    public static Decision<ReportEvent> Approve(ReportState s, string by, int number, LocalDate date, Instant at)
    {
        if (s.Stage >= ReportStage.Approved) return s.ApprovedBy == by ? Nothing<ReportEvent>() : Refuse($"This report was approved before, as number {s.Number}.");
        if (s.Stage != ReportStage.Proposed) return Refuse("Nobody has proposed this report yet, or it changed since it was proposed.");
        return s.ProposedBy == by
            ? Refuse("The one who proposed a report cannot approve it; another analyst does.")
            : new ReportEvent.Approved(at, by, s.Mark!, number, date);
    }

    public static Decision<ReportEvent> Lay(ReportState s, Instant at) =>
        s.Stage == ReportStage.Approved ? new ReportEvent.Laid(at) : Nothing<ReportEvent>();

    public static Decision<ReportEvent> Print(ReportState s, Instant at) => s.Printed ? Nothing<ReportEvent>() : new ReportEvent.Printed(at);
}
