using NodaTime;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Domain.Mail;

/// <summary>When somebody is reminded of an appointment: about a day before, at an hour of their own working day.</summary>
public static class Reminders
{
    public static readonly Duration Ahead = Duration.FromDays(1);

    /// <summary>Later than this it would only disturb.</summary>
    public static readonly Duration AheadMin = Duration.FromHours(2);
    private static readonly Duration Step = Duration.FromMinutes(15);
    private static readonly Duration BackMax = Duration.FromDays(12);

    /// <summary>The latest instant a day or more before at which their place is open; a Monday's is reminded of on Friday. Null where two weeks have no such hour.</summary>
    public static Instant? Due(Instant start, Place place)
    {
        for (var at = start - Ahead; at >= start - BackMax; at -= Step)
            if (PlaceClock.At(place, at).WhyNot is null) return at;
        return null;
    }

    /// <summary>How long to wait yet where a reminder is late and their place is shut; null where it has become too late.</summary>
    public static Duration? WaitFrom(Instant now, Instant start, Place place)
    {
        for (var at = now; at <= start - AheadMin; at += Step)
            if (PlaceClock.At(place, at).WhyNot is null) return at - now;
        return null;
    }
}
