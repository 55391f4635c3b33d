using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;

namespace WinLossAgency.Domain.Calls;

/// <summary>A stretch of every working day on which nothing is promised, in the interviewer's own wall time.</summary>
public sealed record Break(LocalTime From, LocalTime Until);

/// <summary>When an interviewer works, in their own zone: the same hours on the given days (ISO, Monday 1).</summary>
/// <param name="BufferMinutes">Minutes kept free after each promise; those before the next one come on top.</param>
public sealed record WorkingHours(string Zone, LocalTime From, LocalTime Until, ImmutableArray<int> Days, int BufferMinutes)
{
    public ImmutableArray<Break> Breaks { get; init; } = [];

    /// <summary>Minutes kept free before each promise, beside those after the one before it.</summary>
    public int BufferBefore { get; init; }

    public int PromisesPerDay { get; init; } = 12;

    public int PromisesPerWeek { get; init; } = 45;

    /// <summary>How long before its time a promise must be made.</summary>
    public int NoticeMinutes { get; init; }

    public static WorkingHours Default(string zone) => new(zone, new LocalTime(9, 0), new LocalTime(18, 0), [1, 2, 3, 4, 5], 15);

    public DateTimeZone In() => DateTimeZoneProviders.Tzdb.GetZoneOrNull(Zone) ?? DateTimeZone.Utc;

    /// <summary>Equal in every word: arrays are compared by what they hold, which a record's own == does not.</summary>
    public bool SameAs(WorkingHours other) => Days.SequenceEqual(other.Days) && Breaks.SequenceEqual(other.Breaks) && (this with { Days = other.Days, Breaks = other.Breaks }) == other;

    /// <summary>Whether the instant lies in a working day of these hours; breaks are still part of the shift.</summary>
    public bool Hold(Instant at)
    {
        var local = at.InZone(In()).LocalDateTime;
        return Days.Contains((int)local.DayOfWeek) && local.TimeOfDay >= From && local.TimeOfDay < Until;
    }

    /// <summary>The end of the nth working day after the local day of an instant.</summary>
    public Instant EndOfWorkingDay(Instant after, int nth)
    {
        var day = after.InZone(In()).Date;
        // Without working days nothing would ever end.
        for (var left = Days.IsEmpty ? 0 : nth; left > 0;)
        {
            day = day.PlusDays(1);
            if (Days.Contains((int)day.DayOfWeek)) left--;
        }
        return Zones.ToInstant(day + Until, In()).At;
    }
}

/// <summary>A stretch in which an interviewer is away, Until not included. Wall time with its zone is what was said; instants follow.</summary>
public sealed record TimeOff(string Zone, LocalDateTime From, LocalDateTime Until)
{
    [JsonIgnore]
    public Instant Start => Zones.ToInstant(From, In()).At;

    [JsonIgnore]
    public Instant End => Zones.ToInstant(Until, In()).At;

    public bool Holds(Instant at) => Start <= at && at < End;

    public bool Meets(Instant from, Instant until) => Start < until && from < End;

    public DateTimeZone In() => DateTimeZoneProviders.Tzdb.GetZoneOrNull(Zone) ?? DateTimeZone.Utc;
}

/// <summary>What the queue knows of an interviewer: what they speak, when they work and when they are away.</summary>
public sealed record Colleague(string Id, ImmutableArray<string> Languages, WorkingHours? Hours, ImmutableArray<TimeOff> Away)
{
    public bool Speaks(string language) => Languages.Contains(language);

    public bool IsAway(Instant at) => Away.Any(a => a.Holds(at));

    /// <summary>On shift and not away. Whoever has said no hours works when they sit at the desk, so they count as there.</summary>
    public bool Works(Instant at) => (Hours?.Hold(at) ?? true) && !IsAway(at);

    public bool SameAs(Colleague other) => Id == other.Id && Languages.SequenceEqual(other.Languages) && Away.SequenceEqual(other.Away)
        && (Hours is null ? other.Hours is null : other.Hours is not null && Hours.SameAs(other.Hours));
}
