using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Orleans;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Intake;

namespace WinLossAgency.Vault.ReadingRoom;

/// <summary>One request for the list of openings, in names and places that people know.</summary>
internal sealed class AccessLogVisit(IGrainFactory grains)
{
    public string Root { get; private set; } = "";

    public int Skip { get; private set; }

    public bool SeesAll => Caller.Required.Is(Role.PrivacyOfficer | Role.Owner);

    public ImmutableArray<(AccessLine Line, string When, string Who, string What)> Lines { get; private set; } = [];

    public async Task LoadAsync(string engagement, int skip)
    {
        (Root, Skip) = ($"/access-log/{engagement}", Math.Max(0, skip));
        var lines = await grains.GetGrain<IAccessLog>(engagement).Lines(Skip);
        var (names, zone, held) = await Caller.AsHouse(async () => (
            (await grains.GetGrain<IAgency>(IAgency.Key).StaffList()).ToDictionary(staff => staff.Id, staff => staff.Name),
            await grains.GetGrain<IAgency>(IAgency.Key).Zone(),
            (await grains.GetGrain<IEngagement>(engagement).Cards()).Where(card => card.EndedAt is not null).OrderBy(card => card.EndedAt)
                .ThenBy(card => card.Interview, StringComparer.Ordinal).Select(card => card.Interview).ToList()));
        Lines = [.. lines.Select(line => (line, When(line.At, zone), names.GetValueOrDefault(line.Who, line.Who == Caller.House.Id ? "The house" : line.Who == Caller.Buyer.Id ? "The buyer" : "Somebody who left"),
            held.IndexOf(line.What) is >= 0 and var index ? $"Interview {index + 1}" : "All of the engagement"))];
    }

    private static string When(Instant at, string zone)
    {
        var place = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc;
        return $"{at.InZone(place).ToString("ddd d MMM uuuu HH:mm:ss", CultureInfo.InvariantCulture)} {place.Id.Split('/')[^1].Replace('_', ' ')}";
    }
}
