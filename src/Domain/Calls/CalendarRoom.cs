using System.Collections.Immutable;
using System.Globalization;
using NodaTime;

namespace WinLossAgency.Domain.Calls;

/// <summary>To whom it is said why a time cannot be promised: on which clock, and whether it is their own calendar.</summary>
public sealed record Told(DateTimeZone Clock, bool IsTheirs);

/// <summary>Where an interviewer has room for a promise: within hours, outside breaks and days away, beside other promises, below their caps.</summary>
public static class CalendarRoom
{
    private static readonly Duration Quarter = Duration.FromMinutes(15);
    private const int DaysAhead = 14;

    /// <summary>Free starts on the quarter hour, from the notice on, spread over days so that five offers are five choices.</summary>
    public static ImmutableArray<Instant> Offer(CalendarState s, Instant from, int minutes, int count, Func<Instant, bool> allowedForBuyer)
    {
        var start = Instant.FromUnixTimeTicks((from.ToUnixTimeTicks() / Quarter.BclCompatibleTicks + 1) * Quarter.BclCompatibleTicks);
        var found = ImmutableArray.CreateBuilder<Instant>();
        var zone = s.Hours.In();
        for (var t = start; t < start + Duration.FromDays(DaysAhead) && found.Count < count; t += Quarter)
        {
            if (WhyNot(s, t, minutes) is not null || !allowedForBuyer(t)) continue;
            found.Add(t);
            var local = t.InZone(zone).LocalDateTime;
            // Two offers a day at most: the next comes from another half of the day or another day.
            var next = local.Hour < 12 ? local.Date.At(new LocalTime(13, 30)) : local.Date.PlusDays(1).At(new LocalTime(9, 0));
            t = next.InZoneLeniently(zone).ToInstant() - Quarter;
        }
        return found.ToImmutable();
    }

    /// <summary>Why a slot cannot be promised, or null where it can.</summary>
    /// <param name="at">When it is being promised; without it no notice is asked for.</param>
    /// <param name="told">To whom it is said; without it of the interviewer, on their own clock.</param>
    public static string? WhyNot(CalendarState s, Instant start, int minutes, Instant? at = null, Told? told = null)
    {
        var (hours, zone, until) = (s.Hours, s.Hours.In(), start + Duration.FromMinutes(minutes));
        var (local, end) = (start.InZone(zone).LocalDateTime, until.InZone(zone).LocalDateTime);
        var (clock, you) = (told?.Clock ?? zone, told?.IsTheirs == true);
        var whose = you ? "your" : "this interviewer's";
        string Span(LocalTime from, LocalTime to) => $"{Clock(local.Date.At(from).InZoneLeniently(zone).ToInstant(), clock)} to {Clock(local.Date.At(to).InZoneLeniently(zone).ToInstant(), clock)} {DemoMoves.PlaceName(clock.Id)}";
        if (!hours.Days.Contains((int)local.DayOfWeek)) return $"{local.DayOfWeek} is not a working day of {(you ? "yours" : "this interviewer")}.";
        if (local.TimeOfDay < hours.From || end.Date != local.Date || end.TimeOfDay > hours.Until) return $"Outside {whose} hours, {Span(hours.From, hours.Until)}.";
        if (s.Away.FirstOrDefault(a => a.Meets(start, until)) is { } away) return $"{(you ? "You are" : "This interviewer is")} away until {Say(away.End, clock)} {DemoMoves.PlaceName(clock.Id)}.";
        if (hours.Breaks.FirstOrDefault(b => local.TimeOfDay < b.Until && b.From < end.TimeOfDay) is { } pause) return $"In {whose} break, {Span(pause.From, pause.Until)}.";
        if (at is { } made && hours.NoticeMinutes > 0 && start < made + Duration.FromMinutes(hours.NoticeMinutes)) return $"{(you ? "You want" : "This interviewer wants")} {hours.NoticeMinutes} minutes' notice.";
        // The time after one promise and the time before the next are both kept.
        var between = Duration.FromMinutes(hours.BufferMinutes + hours.BufferBefore);
        if (s.Promises.FirstOrDefault(p => start < p.End + between && p.Start < until + between) is { } clash) return $"Taken by another promise at {Clock(clash.Start, clock)} {DemoMoves.PlaceName(clock.Id)}.";
        return Full(s, local.Date, zone);
    }

    /// <summary>Promises at whose time this interviewer does not work: hours changed, or they are away. Caps and buffers break no promise that stands.</summary>
    public static ImmutableArray<Promise> Uncovered(CalendarState s) =>
        s.Known || !s.Away.IsEmpty ? [.. s.Promises.Where(p => s.Known && !s.Hours.Hold(p.Start) || s.Away.Any(a => a.Meets(p.Start, p.End)))] : [];

    private static string? Full(CalendarState s, LocalDate day, DateTimeZone zone)
    {
        var monday = day.PlusDays(1 - (int)day.DayOfWeek);
        var (today, week) = (0, 0);
        foreach (var promise in s.Promises)
        {
            var on = promise.Start.InZone(zone).Date;
            if (on == day) today++;
            if (on >= monday && on < monday.PlusDays(7)) week++;
        }
        return today >= s.Hours.PromisesPerDay ? $"That day is full: {today} of {s.Hours.PromisesPerDay} promises."
            : week >= s.Hours.PromisesPerWeek ? $"That week is full: {week} of {s.Hours.PromisesPerWeek} promises." : null;
    }

    private static string Clock(Instant at, DateTimeZone zone) => at.InZone(zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>"Thu 26 Nov 14:30", as the clock of that zone shows it.</summary>
    public static string Say(Instant at, DateTimeZone zone) => at.InZone(zone).ToString("ddd d MMM HH:mm", CultureInfo.InvariantCulture);
}
