using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;

namespace WinLossAgency.Desk.Calls;

/// <summary>One line of My day.</summary>
public sealed record DayLine(string Interview, Instant At, string Who, string Words, string? Mood, bool IsPromise, CaseStatus Status);

/// <summary>All that the call desk shows at one instant, read once.</summary>
public sealed record DeskView
{
    public required Staff Me { get; init; }
    public required string Agency { get; init; }
    public required Instant Now { get; init; }
    public required DateTimeZone MyZone { get; init; }
    public required Tally Tally { get; init; }
    public required ImmutableArray<DayLine> Promises { get; init; }
    public required ImmutableArray<DayLine> Returned { get; init; }
    public required ImmutableArray<DayLine> WrapUps { get; init; }
    public required NextCase Next { get; init; }
    public CallScreen? Case { get; init; }
    public ImmutableArray<Instant> Offers { get; init; } = [];
    public SavedLine? Saved { get; init; }

    /// <summary>What the last answer was refused for, with what had been chosen and typed, so that nothing is lost.</summary>
    public string? Refusal { get; init; }
    public string? Chosen { get; init; }
    public string? TypedWhen { get; init; }
    public string? TypedNote { get; init; }

    public DateTimeZone TheirZone => PlaceClock.ZoneOf(Case!.State.Sample!.Place);

    /// <summary>The next promise that is not the open case itself.</summary>
    public DayLine? NextPromise => Promises.FirstOrDefault(p => p.IsPromise && p.At > Now - Duration.FromHours(1) && p.Interview != Case?.Interview && p.Mood != "good");

    /// <summary>The number that is chosen first: the one they named at their own page, else one that nobody found wrong.</summary>
    public Domain.People.PhoneNumber? Phone => Usable.FirstOrDefault(p => p.Id == Case!.State.Stated?.NumberId) ?? Usable.FirstOrDefault();

    private IEnumerable<Domain.People.PhoneNumber> Usable => Case!.Dossier.Phones.Where(p => !Case.State.Struck.Contains(p.Id));

    public bool IsPromised => Case!.State.PromiseDue is not null || Case.State.Booking is not null || Case.State.ReturnedAt is not null;

    /// <summary>Minutes until the next own promise; null where the day holds none.</summary>
    public int? FreeMinutes => NextPromise is { } p ? (int)Math.Max(0, (p.At - Now).TotalMinutes) : null;

    /// <summary>Why no dial is offered now, or null.</summary>
    public string? NoDial => !IsPromised && FreeMinutes is { } free && free < FreeMinutesMin
        ? $"{NextPromise!.Who} is promised in {free} min; no new call fits before." : null;

    private const int FreeMinutesMin = 10;
}
