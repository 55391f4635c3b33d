using System.Collections.Immutable;
using System.Globalization;
using NodaTime;

namespace WinLossAgency.Domain.Calls;

/// <summary>A weekly span in which the buyer said they may be rung, in their own wall time, To not included.</summary>
/// <param name="ConsentRecorded">The buyer's wish for a time outside business hours or days is on record.</param>
public sealed record AvailableSpan(IsoDayOfWeek Day, LocalTime From, LocalTime To, bool ConsentRecorded);

/// <summary>One time the buyer asked for, in their own wall time, To not included.</summary>
public sealed record RequestedSpan(LocalDateTime From, LocalDateTime To, bool ConsentRecorded);

/// <summary>What the buyer said about when. Where any span is stated, it is hard: outside the spans nobody rings.</summary>
public sealed record CallWishes(ImmutableArray<AvailableSpan> Available, ImmutableArray<RequestedSpan> Requested)
{
    public static readonly CallWishes None = new([], []);
}

/// <summary>Where and by which calendar a person is rung. Region may be unknown.</summary>
public sealed record CallPlace(DateTimeZone Zone, string Country, string? Region);

public abstract record CallVerdict
{
    private CallVerdict() { }

    public sealed record Yes : CallVerdict;

    public sealed record No(string Reason) : CallVerdict;
}

/// <summary>
/// When a person may be rung, always in that person's own zone. Lawful hours 08:00–21:00 (the US Telephone Consumer
/// Protection Act, 47 CFR 64.1200(c)(1), taken as the bound everywhere); business hours 09:00–18:00, Monday to Friday less public holidays, by
/// default. Outside business hours and days only on the buyer's recorded wish; outside lawful hours only at one time the buyer
/// asked for with recorded consent. Spans include their start and not their end.
/// </summary>
public static class Hours
{
    public static readonly LocalTime LawfulFrom = new(8, 0);
    public static readonly LocalTime LawfulTo = new(21, 0);
    public static readonly LocalTime BusinessFrom = new(9, 0);
    public static readonly LocalTime BusinessTo = new(18, 0);

    /// <summary>How far NextAllowed looks ahead, in days: longer than any run of holidays, shorter than a field period.</summary>
    public const int HorizonDays = 60;

    public static CallVerdict MayCall(DateTimeZone zone, string country, string? region, Instant at, CallWishes wishes) =>
        MayCall(new CallPlace(zone, country, region), at, wishes);

    public static CallVerdict MayCall(CallPlace place, Instant at, CallWishes wishes)
    {
        var local = at.InZone(place.Zone).LocalDateTime;
        var usual = UsualHours(local, place);
        if (wishes.Requested.FirstOrDefault(span => span.From <= local && local < span.To) is { } asked)
            return asked.ConsentRecorded || usual is null
                ? new CallVerdict.Yes()
                : new CallVerdict.No($"{usual} The buyer asked for this time, but no consent to it is recorded.");

        if (local.TimeOfDay < LawfulFrom || local.TimeOfDay >= LawfulTo)
            return new CallVerdict.No($"It is {Clock(local.TimeOfDay)} there; the law allows {Clock(LawfulFrom)} to {Clock(LawfulTo)}.");

        if (wishes.Available.IsEmpty) return Unless(usual);
        var stated = wishes.Available.Where(span => span.Day == local.DayOfWeek && span.From <= local.TimeOfDay && local.TimeOfDay < span.To).ToList();
        if (stated.Count == 0) return new CallVerdict.No($"The buyer may be rung only {Say(wishes.Available)}; it is {local.DayOfWeek} {Clock(local.TimeOfDay)} there.");
        if (stated.Any(span => span.ConsentRecorded) || usual is null) return new CallVerdict.Yes();
        return new CallVerdict.No($"{usual} The buyer named this time, but no consent to it is recorded.");
    }

    /// <summary>The first instant not before <paramref name="from"/> at which MayCall says yes; null when there is none within HorizonDays.</summary>
    public static Instant? NextAllowed(DateTimeZone zone, string country, string? region, Instant from, CallWishes wishes) =>
        NextAllowed(new CallPlace(zone, country, region), from, wishes);

    public static Instant? NextAllowed(CallPlace place, Instant from, CallWishes wishes)
    {
        if (MayCall(place, from, wishes) is CallVerdict.Yes) return from;
        // An allowed stretch can begin only where some span begins, so the starts are the only instants worth asking about.
        var today = from.InZone(place.Zone).Date;
        for (var days = 0; days <= HorizonDays; days++)
        {
            Instant? first = null;
            foreach (var local in Starts(today.PlusDays(days), wishes))
            {
                var at = FirstAt(local, place.Zone);
                if (at > from && !(first <= at) && MayCall(place, at, wishes) is CallVerdict.Yes) first = at;
            }
            if (first is not null) return first;
        }
        return null;
    }

    private static IEnumerable<LocalDateTime> Starts(LocalDate day, CallWishes wishes) =>
        wishes.Available.Where(span => span.Day == day.DayOfWeek).Select(span => day + span.From)
            .Concat(wishes.Requested.SelectMany(span => new[] { span.From, span.To }).Where(time => time.Date == day))
            .Concat([day + LawfulFrom, day + BusinessFrom]);

    // In a gap the stretch begins when the clock lands, not where Zones.ToInstant would put an appointment.
    private static Instant FirstAt(LocalDateTime local, DateTimeZone zone)
    {
        var found = zone.MapLocal(local);
        return found.Count == 0 ? found.LateInterval.Start : found.First().ToInstant();
    }

    /// <summary>Null inside business hours on a working day, else the sentence why not.</summary>
    private static string? UsualHours(LocalDateTime local, CallPlace place)
    {
        if (local.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday)
            return $"It is {local.DayOfWeek} there.";
        if (Holidays.On(local.Date, place.Country, place.Region) is { } holiday)
            return $"It is a public holiday there: {holiday}.";
        if (local.TimeOfDay < BusinessFrom || local.TimeOfDay >= BusinessTo)
            return $"It is {Clock(local.TimeOfDay)} there; business hours are {Clock(BusinessFrom)} to {Clock(BusinessTo)}.";
        return null;
    }

    private static CallVerdict Unless(string? reason) => reason is null ? new CallVerdict.Yes() : new CallVerdict.No(reason);

    /// <summary>"Monday, Wednesday 10:00 to 12:00": days of the same hours together.</summary>
    public static string Say(ImmutableArray<AvailableSpan> spans) =>
        string.Join("; ", spans.GroupBy(span => (span.From, span.To)).Select(g => $"{string.Join(", ", g.Select(span => span.Day).Distinct())} {Clock(g.Key.From)} to {Clock(g.Key.To)}"));

    private static string Clock(LocalTime time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
