using System.Collections.Immutable;
using NodaTime;
using static WinLossAgency.Domain.Decision;

namespace WinLossAgency.Domain.Calls;

/// <summary>One promise on an interviewer's day: a booked interview or a call back.</summary>
public sealed record Promise(string Interview, Instant Start, int Minutes)
{
    public Instant End => Start + Duration.FromMinutes(Minutes);
}

/// <summary>Calls and interviews of one day.</summary>
public sealed record Tally(LocalDate Day, int Calls, int Interviews);

/// <summary>Facts of one interviewer's day. Cases stand here as opaque ids.</summary>
public abstract record CalendarEvent(Instant At)
{
    public sealed record HoursSet(Instant At, WorkingHours Hours) : CalendarEvent(At);

    /// <summary>A time for a case, beside any other that it holds until the case has said which one stands.</summary>
    public sealed record SlotTaken(Instant At, string Interview, Instant Start, int Minutes) : CalendarEvent(At);

    /// <summary>This is the time that stands for the case; others that it held are free.</summary>
    public sealed record SlotKept(Instant At, string Interview, Instant Start, int Minutes) : CalendarEvent(At);

    public sealed record SlotFreed(Instant At, string Interview) : CalendarEvent(At);

    /// <summary>One dial of this interviewer, for the count of the day.</summary>
    public sealed record Dialled(Instant At) : CalendarEvent(At);

    public sealed record Interviewed(Instant At) : CalendarEvent(At);

    /// <summary>They are away for a time; whoever was promised something then is given to a colleague or raised.</summary>
    public sealed record AwayNoted(Instant At, TimeOff Away) : CalendarEvent(At);

    public sealed record AwayWithdrawn(Instant At, TimeOff Away) : CalendarEvent(At);

    /// <summary>They made a link by which another calendar reads this one. Its round tells it from those before it, which open nothing from now on.</summary>
    public sealed record FeedOpened(Instant At, int Round) : CalendarEvent(At);

    public sealed record FeedWithdrawn(Instant At, int Round) : CalendarEvent(At);
}

/// <summary>The link by which another calendar reads this one: which of those ever made, and whether it still holds.</summary>
public sealed record CalendarFeed(int Round, bool Open)
{
    /// <summary>Of the one who never made any.</summary>
    public static readonly CalendarFeed None = new(0, false);
}

public abstract record CalendarCommand
{
    public sealed record SetHours(WorkingHours Hours) : CalendarCommand;
    public sealed record TakeSlot(string Interview, Instant Start, int Minutes) : CalendarCommand;
    public sealed record SettleSlot(string Interview, Instant? Start, int Minutes) : CalendarCommand;
    public sealed record CountDial : CalendarCommand;
    public sealed record CountInterview : CalendarCommand;
    public sealed record NoteAway(TimeOff Away) : CalendarCommand;
    public sealed record WithdrawAway(TimeOff Away) : CalendarCommand;
    public sealed record OpenFeed : CalendarCommand;
    public sealed record WithdrawFeed : CalendarCommand;
}

public sealed record CalendarState
{
    public static readonly CalendarState None = new();

    public WorkingHours Hours { get; init; } = WorkingHours.Default("Etc/UTC");
    public bool Known { get; init; }
    public ImmutableArray<Promise> Promises { get; init; } = [];

    /// <summary>When they are away, by its beginning.</summary>
    public ImmutableArray<TimeOff> Away { get; init; } = [];

    public CalendarFeed Feed { get; init; } = CalendarFeed.None;

    /// <summary>The last day on which something was counted, and what.</summary>
    public Tally Tally { get; init; } = new(default, 0, 0);

    /// <summary>As it would be without what one case holds in it.</summary>
    public CalendarState Without(string interview) => this with { Promises = Promises.RemoveAll(p => p.Interview == interview) };

    /// <summary>What this interviewer did on the day of the instant, in their own zone.</summary>
    public Tally TallyOn(Instant at) => Tally.Day == DayOf(at) ? Tally : new Tally(DayOf(at), 0, 0);

    private LocalDate DayOf(Instant at) => at.InZone(DateTimeZoneProviders.Tzdb.GetZoneOrNull(Hours.Zone) ?? DateTimeZone.Utc).Date;

    public static CalendarState Fold(CalendarState s, CalendarEvent e) => e switch
    {
        CalendarEvent.HoursSet f => s with { Hours = f.Hours, Known = true },
        CalendarEvent.SlotTaken f => s with { Promises = [.. s.Promises.Where(p => p.Interview != f.Interview || p.Start != f.Start).Append(new Promise(f.Interview, f.Start, f.Minutes)).OrderBy(p => p.Start)] },
        CalendarEvent.SlotKept f => s with { Promises = [.. s.Promises.Where(p => p.Interview != f.Interview).Append(new Promise(f.Interview, f.Start, f.Minutes)).OrderBy(p => p.Start)] },
        CalendarEvent.Dialled f => s with { Tally = s.TallyOn(f.At) with { Calls = s.TallyOn(f.At).Calls + 1 } },
        CalendarEvent.Interviewed f => s with { Tally = s.TallyOn(f.At) with { Interviews = s.TallyOn(f.At).Interviews + 1 } },
        CalendarEvent.AwayNoted f => s with { Away = [.. s.Away.Append(f.Away).OrderBy(a => a.Start)] },
        CalendarEvent.AwayWithdrawn f => s with { Away = s.Away.Remove(f.Away) },
        CalendarEvent.FeedOpened f => s with { Feed = new CalendarFeed(f.Round, true) },
        CalendarEvent.FeedWithdrawn => s with { Feed = s.Feed with { Open = false } },
        CalendarEvent.SlotFreed f => s.Without(f.Interview),
        _ => throw new InvalidOperationException($"No fold for {e.GetType().Name}."),
    };
}

/// <summary>Decisions on one interviewer's calendar. One grain holds it, so of any number of tries for a slot one wins.</summary>
public static class Calendar
{
    /// <summary>How long a case stays with an interviewer who has it open. Host time, never the demo clock.</summary>
    public static readonly Duration LeaseFor = Duration.FromMinutes(20);
    public const int PromisesMax = 200;
    /// <summary>Minutes that must be free before one's next promise for a new call to begin.</summary>
    public const int FreeMinutes = 10;
    /// <summary>Stretches of days away that one calendar holds.</summary>
    public const int AwayMax = 100;
    /// <summary>Dials an interviewer is asked to make on one day at the most.</summary>
    public const int CallsPerDay = 25;

    public static Decision<CalendarEvent> Decide(CalendarState s, CalendarCommand command, Instant at) => command switch
    {
        CalendarCommand.SetHours c => s.Known && s.Hours.SameAs(c.Hours) ? Nothing<CalendarEvent>() : new CalendarEvent.HoursSet(at, c.Hours),
        CalendarCommand.TakeSlot c => TakeSlot(s, c, at),
        CalendarCommand.CountDial => new CalendarEvent.Dialled(at),
        CalendarCommand.CountInterview => new CalendarEvent.Interviewed(at),
        CalendarCommand.SettleSlot c => SettleSlot(s, c, at),
        CalendarCommand.NoteAway c => NoteAway(s, c, at),
        CalendarCommand.OpenFeed => new CalendarEvent.FeedOpened(at, s.Feed.Round + 1),
        CalendarCommand.WithdrawFeed => s.Feed.Open ? new CalendarEvent.FeedWithdrawn(at, s.Feed.Round) : Nothing<CalendarEvent>(),
        CalendarCommand.WithdrawAway c => s.Away.Contains(c.Away) ? new CalendarEvent.AwayWithdrawn(at, c.Away) : Nothing<CalendarEvent>(),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    private static Decision<CalendarEvent> TakeSlot(CalendarState s, CalendarCommand.TakeSlot c, Instant at)
    {
        if (s.Promises.Contains(new Promise(c.Interview, c.Start, c.Minutes))) return Nothing<CalendarEvent>();
        if (s.Promises.Length >= PromisesMax) return Refuse($"This calendar holds {s.Promises.Length} of {PromisesMax} promises; no more fit.");
        var others = s.Without(c.Interview);
        return CalendarRoom.WhyNot(others, c.Start, c.Minutes, at) is { } why ? Refuse(why) : new CalendarEvent.SlotTaken(at, c.Interview, c.Start, c.Minutes);
    }

    /// <summary>Never refused: the case is the truth about its own time, and two promises at once are seen, where a lost one is not.</summary>
    private static Decision<CalendarEvent> SettleSlot(CalendarState s, CalendarCommand.SettleSlot c, Instant at)
    {
        var mine = s.Promises.Where(p => p.Interview == c.Interview).ToArray();
        if (c.Start is not { } start) return mine.Length == 0 ? Nothing<CalendarEvent>() : new CalendarEvent.SlotFreed(at, c.Interview);
        return mine is [var only] && only == new Promise(c.Interview, start, c.Minutes) ? Nothing<CalendarEvent>() : new CalendarEvent.SlotKept(at, c.Interview, start, c.Minutes);
    }

    private static Decision<CalendarEvent> NoteAway(CalendarState s, CalendarCommand.NoteAway c, Instant at)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(c.Away.Zone) is null) return Refuse($"No time zone is called {c.Away.Zone}; one is Europe/Lisbon.");
        if (c.Away.Until <= c.Away.From) return Refuse("Time away ends after it begins.");
        if (c.Away.End <= at) return Refuse("That time away has passed.");
        if (s.Away.Length >= AwayMax) return Refuse($"This calendar holds {s.Away.Length} of {AwayMax} times away; take one back first.");
        return s.Away.Contains(c.Away) ? Nothing<CalendarEvent>() : new CalendarEvent.AwayNoted(at, c.Away);
    }
}
