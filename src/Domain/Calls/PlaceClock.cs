using NodaTime;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Domain.Calls;

/// <summary>The calling rules of <see cref="Hours"/> for the place of a case.</summary>
public static class PlaceClock
{
    public static PlaceHours At(Place place, Instant now)
    {
        var there = new CallPlace(ZoneOf(place), place.Country, place.Region);
        return Hours.MayCall(there, now, CallWishes.None) is CallVerdict.No no
            ? new PlaceHours(false, no.Reason, Hours.NextAllowed(there, now, CallWishes.None) ?? now + Duration.FromDays(Hours.HorizonDays))
            : new PlaceHours(true, null, now);
    }

    public static DateTimeZone ZoneOf(Place place) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(place.Zone) ?? DateTimeZone.Utc;
}
