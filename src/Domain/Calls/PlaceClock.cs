using NodaTime;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Domain.Calls;

/// <summary>Whether a place, with what its buyer said of when they may be rung, is open at an instant. <see cref="PlaceClock.At"/> in the product.</summary>
public delegate PlaceHours HoursOf(Place place, Instant now, CallWishes? wishes);

/// <summary>The calling rules of <see cref="Hours"/> for the place of a case.</summary>
public static class PlaceClock
{
    public static PlaceHours At(Place place, Instant now, CallWishes? wishes = null)
    {
        var there = new CallPlace(ZoneOf(place), place.Country, place.Region);
        return Hours.MayCall(there, now, wishes ?? CallWishes.None) is CallVerdict.No no
            ? new PlaceHours(false, no.Reason, Hours.NextAllowed(there, now, wishes ?? CallWishes.None) ?? now + Duration.FromDays(Hours.HorizonDays))
            : new PlaceHours(true, null, now);
    }

    public static DateTimeZone ZoneOf(Place place) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(place.Zone) ?? DateTimeZone.Utc;
}
