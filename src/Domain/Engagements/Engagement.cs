using System.Collections.Immutable;
using NodaTime;
using static WinLossAgency.Domain.Decision;

namespace WinLossAgency.Domain.Engagements;

public enum EngagementKind { WinLoss, CustomerExit, EmployeeExit, CheckIn }

public enum Stage { Draft, Agreed, InTheField, Analysis, Delivered, Closed }

/// <summary>The most open way that anything of this programme may be told (DOMAIN §4). Frozen at first contact.</summary>
public enum ProgrammeMode { Attributed, CompanyOnly, Anonymous, AggregateOnly }

/// <summary>What was agreed with the client on one page. Questions and beliefs are the client's own words and stand in a document.</summary>
public sealed record SetUp
{
    public required string Title { get; init; }
    public required EngagementKind Kind { get; init; }
    public ProgrammeMode Mode { get; init; } = ProgrammeMode.Anonymous;
    public bool SponsorDisclosed { get; init; } = true;
    public int K { get; init; } = 5;
    public int GoalWins { get; init; }
    public int GoalLosses { get; init; }
    public LocalDate FieldFrom { get; init; }
    public LocalDate FieldUntil { get; init; }
    public LocalDate ReadoutOn { get; init; }
    public int Minutes { get; init; } = 25;
    public string Guide { get; init; } = "win-loss/2";
    public string Team { get; init; } = "main";
    /// <summary>Days that a buyer has to look at their passages.</summary>
    public int ApprovalDays { get; init; } = 7;
    /// <summary>How often an hour one person may have a draft compared with what was said in confidence: enough to work, too few to guess by.</summary>
    public int ChecksPerHour { get; init; } = 60;
    /// <summary>Days after the readout for which raw transcripts, notes and asides are kept.</summary>
    public int RawDays { get; init; } = 90;
    /// <summary>Months after the last contact for which a dossier is kept.</summary>
    public int DossierMonths { get; init; } = 12;
    /// <summary>Years after the programme's end for which the log of openings is kept. It goes whole: of a shortened one nobody could tell that it was not rewritten.</summary>
    public int LogYears { get; init; } = 7;
    public ImmutableArray<string> Interviewers { get; init; } = [];
    public ImmutableArray<string> Analysts { get; init; } = [];

    /// <summary>Equal in every word: arrays are compared by what they hold, which a record's own == does not.</summary>
    public bool SameAs(SetUp other) => Interviewers.SequenceEqual(other.Interviewers) && Analysts.SequenceEqual(other.Analysts)
        && (this with { Interviewers = other.Interviewers, Analysts = other.Analysts }) == other;
}

/// <summary>Facts of one engagement. Deals stand here as counts and opaque keys; their rows lie encrypted in the people store.</summary>
public abstract record EngagementEvent(Instant At)
{
    public sealed record Drafted(Instant At, SetUp SetUp) : EngagementEvent(At);

    public sealed record SetUpChanged(Instant At, SetUp SetUp) : EngagementEvent(At);

    public sealed record StageReached(Instant At, Stage Stage) : EngagementEvent(At);

    public sealed record DealsImported(Instant At, string Import, int Accepted, int Rejected) : EngagementEvent(At);

    /// <summary>The reason is the client's own words and lies in the document that is named here.</summary>
    public sealed record DealLeftOut(Instant At, string Deal, string ReasonKey) : EngagementEvent(At);

    public sealed record DealsChosen(Instant At, ImmutableArray<string> Deals) : EngagementEvent(At);

    public sealed record BeliefsRecorded(Instant At, string Document) : EngagementEvent(At);

    /// <summary>A report has this number for good, laid or not.</summary>
    public sealed record NumberTaken(Instant At, string Report, int Number) : EngagementEvent(At);

    public sealed record Released(Instant At, int Number) : EngagementEvent(At);

    /// <summary>The time for raw transcripts, notes and asides is over, and they are destroyed.</summary>
    public sealed record RawForgotten(Instant At) : EngagementEvent(At);
}

public abstract record EngagementCommand
{
    public sealed record Draft(SetUp SetUp) : EngagementCommand;
    public sealed record ChangeSetUp(SetUp SetUp) : EngagementCommand;
    public sealed record Reach(Stage Stage) : EngagementCommand;
    public sealed record ImportDeals(string Import, int Accepted, int Rejected) : EngagementCommand;
    public sealed record LeaveOut(string Deal, string ReasonKey) : EngagementCommand;
    public sealed record Choose(ImmutableArray<string> Deals) : EngagementCommand;
    public sealed record RecordBeliefs(string Document, bool Changed = true) : EngagementCommand;
    public sealed record TakeNumber(string Report) : EngagementCommand;
    public sealed record Release(int Number) : EngagementCommand;
    public sealed record ForgetRaw : EngagementCommand;
}

public sealed record EngagementState
{
    public static readonly EngagementState None = new();

    public SetUp? SetUp { get; init; }
    public Stage Stage { get; init; }
    public ImmutableArray<string> Imports { get; init; } = [];
    public int DealsListed { get; init; }
    public int RowsRejected { get; init; }
    public ImmutableDictionary<string, string> LeftOut { get; init; } = ImmutableDictionary<string, string>.Empty;
    public ImmutableDictionary<string, Instant> LeftOutAt { get; init; } = ImmutableDictionary<string, Instant>.Empty;
    public ImmutableHashSet<string> Chosen { get; init; } = [];
    public string? Beliefs { get; init; }
    public int Releases { get; init; }
    public Instant? DeliveredAt { get; init; }
    public Instant? ClosedAt { get; init; }
    public bool RawIsForgotten { get; init; }
    public ImmutableDictionary<string, int> Numbers { get; init; } = ImmutableDictionary<string, int>.Empty;

    public static EngagementState Fold(EngagementState s, EngagementEvent e) => e switch
    {
        EngagementEvent.Drafted f => s with { SetUp = f.SetUp },
        EngagementEvent.SetUpChanged f => s with { SetUp = f.SetUp },
        EngagementEvent.StageReached f => s with { Stage = f.Stage, DeliveredAt = f.Stage == Stage.Delivered ? f.At : s.DeliveredAt, ClosedAt = f.Stage == Stage.Closed ? f.At : s.ClosedAt },
        EngagementEvent.RawForgotten => s with { RawIsForgotten = true },
        EngagementEvent.DealsImported f => s with
        {
            Imports = s.Imports.Add(f.Import), DealsListed = s.DealsListed + f.Accepted, RowsRejected = s.RowsRejected + f.Rejected,
        },
        EngagementEvent.DealLeftOut f => s with { LeftOut = s.LeftOut.SetItem(f.Deal, f.ReasonKey), LeftOutAt = s.LeftOutAt.SetItem(f.Deal, f.At) },
        EngagementEvent.DealsChosen f => s with { Chosen = s.Chosen.Union(f.Deals) },
        EngagementEvent.BeliefsRecorded f => s with { Beliefs = f.Document },
        EngagementEvent.NumberTaken f => s with { Numbers = s.Numbers.SetItem(f.Report, f.Number) },
        EngagementEvent.Released f => s with { Releases = Math.Max(s.Releases, f.Number) },
        _ => throw new InvalidOperationException($"No fold for {e.GetType().Name}."),
    };
}

/// <summary>Decisions on one engagement, from the draft to its closing.</summary>
public static class Engagement
{
    public const int KFloor = 3;
    /// <summary>Cases of one engagement.</summary>
    public const int ChosenMax = 1_000;
    public const int ChosenAtOnceMax = 200;
    /// <summary>Deals left out of one engagement. With all cases chosen its record still has room for what it must say later.</summary>
    public const int LeftOutMax = 350;

    public static Decision<EngagementEvent> Decide(EngagementState s, EngagementCommand command, Instant at) => command switch
    {
        EngagementCommand.Draft c => s.SetUp is not null ? Nothing<EngagementEvent>() : Checked(c.SetUp, () => new EngagementEvent.Drafted(at, c.SetUp)),
        _ when s.SetUp is null => Refuse("This engagement has not been drafted."),
        EngagementCommand.ChangeSetUp c => ChangeSetUp(s, c.SetUp, at),
        EngagementCommand.Reach c => Reach(s, c.Stage, at),
        EngagementCommand.ImportDeals c => s.Imports.Contains(c.Import) ? Nothing<EngagementEvent>()
            : s.Stage >= Stage.Delivered ? Refuse("The readout is delivered; a new list belongs to a new engagement.")
            : new EngagementEvent.DealsImported(at, c.Import, c.Accepted, c.Rejected),
        EngagementCommand.LeaveOut c => LeaveOut(s, c, at),
        EngagementCommand.Choose c => Choose(s, c, at),
        EngagementCommand.RecordBeliefs c => c.Changed && s.Stage > Stage.InTheField
            ? Refuse("What you expected is recorded before analysis begins, or it would not be an expectation.")
            : new EngagementEvent.BeliefsRecorded(at, c.Document),
        // The engagement counts, and it takes one step at a time: of two reports approved in one instant the second has the next number.
        EngagementCommand.TakeNumber c => s.Numbers.ContainsKey(c.Report) ? Nothing<EngagementEvent>()
            : new EngagementEvent.NumberTaken(at, c.Report, Math.Max(s.Releases, s.Numbers.Values.DefaultIfEmpty().Max()) + 1),
        EngagementCommand.ForgetRaw => s.RawIsForgotten || s.DeliveredAt is not { } delivered || at < delivered + Duration.FromDays(s.SetUp.RawDays)
            ? Nothing<EngagementEvent>() : new EngagementEvent.RawForgotten(at),
        EngagementCommand.Release c => c.Number <= s.Releases ? Nothing<EngagementEvent>() : new EngagementEvent.Released(at, c.Number),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    private static Decision<EngagementEvent> Checked(SetUp setUp, Func<EngagementEvent> then)
    {
        if (string.IsNullOrWhiteSpace(setUp.Title)) return Refuse("An engagement needs a title.");
        if (setUp.K < KFloor) return Refuse($"Too few to show begins at {KFloor} at the least; {setUp.K} was asked for.");
        if (setUp.ApprovalDays is < 1 or > 60) return Refuse($"A buyer has 1 to 60 days to look at their passages; {setUp.ApprovalDays} was asked for.");
        if (setUp.ChecksPerHour is < 5 or > 1000) return Refuse($"A draft may be checked 5 to 1,000 times an hour; {setUp.ChecksPerHour} was asked for.");
        if (setUp.RawDays is < 1 or > 3_650) return Refuse($"What was said in confidence is kept for 1 to 3,650 days after the readout; {setUp.RawDays} were asked for.");
        if (setUp.DossierMonths is < 1 or > 120) return Refuse($"What we know of a buyer is kept for 1 to 120 months after the last contact; {setUp.DossierMonths} were asked for.");
        if (setUp.LogYears is < 1 or > 30) return Refuse($"Who looked at what was said in confidence is kept for 1 to 30 years after the programme's end; {setUp.LogYears} were asked for.");
        if (setUp.FieldUntil < setUp.FieldFrom) return Refuse($"Fieldwork ends on {setUp.FieldUntil:uuuu-MM-dd}, before it begins on {setUp.FieldFrom:uuuu-MM-dd}.");
        return then();
    }

    private static Decision<EngagementEvent> ChangeSetUp(EngagementState s, SetUp to, Instant at)
    {
        if (s.SetUp!.SameAs(to)) return Nothing<EngagementEvent>();
        if (s.Stage >= Stage.InTheField && (to.Mode != s.SetUp!.Mode || to.SponsorDisclosed != s.SetUp.SponsorDisclosed))
            return Refuse("How openly buyers may be told is frozen at first contact; people were asked on those terms.");
        if (s.Stage >= Stage.InTheField && to.K < s.SetUp!.K) return Refuse($"Too few to show can only rise once fieldwork began; it stands at {s.SetUp.K}.");
        if (s.Stage >= Stage.InTheField && to.LogYears < s.SetUp!.LogYears)
            return Refuse($"Who looked at what was said in confidence can only be kept longer once fieldwork began; it stands at {s.SetUp.LogYears} years.");
        // Whoever was asked to talk was told how long it is kept, so from then on it goes sooner or as it was said.
        if (s.Stage >= Stage.InTheField && to.RawDays > s.SetUp!.RawDays)
            return Refuse($"What was said in confidence can only be destroyed sooner once fieldwork began, never kept longer; it stands at {s.SetUp.RawDays} days after the readout.");
        if (s.Stage >= Stage.InTheField && to.DossierMonths > s.SetUp!.DossierMonths)
            return Refuse($"What we know of a buyer can only be destroyed sooner once fieldwork began, never kept longer; it stands at {s.SetUp.DossierMonths} months after the last contact.");
        if (s.RawIsForgotten && to.RawDays != s.SetUp!.RawDays) return Refuse($"What was said in confidence was destroyed {s.SetUp.RawDays} days after the readout; there is nothing left to keep for another time.");
        return Checked(to, () => new EngagementEvent.SetUpChanged(at, to));
    }

    private static Decision<EngagementEvent> Reach(EngagementState s, Stage stage, Instant at)
    {
        if (stage <= s.Stage) return Nothing<EngagementEvent>();
        if (stage != s.Stage + 1) return Refuse($"After {StageWords.Of(s.Stage)} comes {StageWords.Of(s.Stage + 1)}, not {StageWords.Of(stage)}.");
        if (stage == Stage.InTheField && s.DealsListed == 0) return Refuse("There is no deal list yet, so there is nobody to call.");
        return new EngagementEvent.StageReached(at, stage);
    }

    // The answer is the same whether the buyer was reached or not, so that leaving out never tells who took part.
    private static Decision<EngagementEvent> LeaveOut(EngagementState s, EngagementCommand.LeaveOut c, Instant at) =>
        s.LeftOut.ContainsKey(c.Deal) ? Nothing<EngagementEvent>()
        : s.Stage >= Stage.Delivered ? Refuse("The readout is delivered; its sample can no longer change.")
        : s.LeftOut.Count >= LeftOutMax ? Refuse($"{s.LeftOut.Count:N0} deals are left out already; that is the most of one engagement. Send a list without the others instead.")
        : new EngagementEvent.DealLeftOut(at, c.Deal, c.ReasonKey);

    private static Decision<EngagementEvent> Choose(EngagementState s, EngagementCommand.Choose c, Instant at)
    {
        if (s.Stage is < Stage.Agreed or > Stage.Analysis) return Refuse($"Deals are chosen once the engagement is agreed; it is {StageWords.Of(s.Stage)}.");
        if (c.Deals.Length > ChosenAtOnceMax) return Refuse($"{c.Deals.Length} deals were chosen at once; {ChosenAtOnceMax} is the most.");
        if (s.Chosen.Count + c.Deals.Length > ChosenMax) return Refuse($"This engagement pursues {s.Chosen.Count} of at most {ChosenMax:N0} deals; {c.Deals.Length} more are too many.");
        ImmutableArray<string> fresh = [.. c.Deals.Where(d => !s.Chosen.Contains(d) && !s.LeftOut.ContainsKey(d))];
        return fresh.IsEmpty ? Nothing<EngagementEvent>() : new EngagementEvent.DealsChosen(at, fresh);
    }
}

public static class StageWords
{
    public static string Of(Stage stage) => stage switch
    {
        Stage.Draft => "draft",
        Stage.Agreed => "agreed",
        Stage.InTheField => "in the field",
        Stage.Analysis => "analysis",
        Stage.Delivered => "delivered",
        _ => "closed",
    };
}
