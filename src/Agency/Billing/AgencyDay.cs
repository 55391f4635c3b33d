using NodaTime;
using Orleans;
using WinLossAgency.Grains.Engagements;

namespace WinLossAgency.Agency.Billing;

/// <summary>Days and months as the agency's own place counts them.</summary>
internal static class AgencyDay
{
    public static async Task<LocalDate> TodayAsync(IGrainFactory grains, Instant now) =>
        now.InZone(DateTimeZoneProviders.Tzdb[await grains.GetGrain<IAgency>(IAgency.Key).Zone()]).Date;

    public static async Task<YearMonth> MonthAsync(IGrainFactory grains, Instant now) => (await TodayAsync(grains, now)).ToYearMonth();
}
