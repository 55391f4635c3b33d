using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using Orleans;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;

namespace WinLossAgency.Vault.WallCheck;

/// <summary>One request for the page of checks, in names and places that people know.</summary>
internal sealed class WallCheckVisit(WallChecks checks, IGrainFactory grains)
{
    private string zone = "";
    private Dictionary<string, string> names = [];

    public CheckUnderWay? UnderWay { get; private set; }

    public ImmutableArray<KeptCheck> Kept { get; private set; } = [];

    public async Task LoadAsync()
    {
        WallCheckDoor.Enter();
        UnderWay = checks.UnderWay;
        Kept = await checks.KeptAsync();
        (zone, names) = await Caller.AsHouse(async () => (await grains.GetGrain<IAgency>(IAgency.Key).Zone(),
            (await grains.GetGrain<IAgency>(IAgency.Key).StaffList()).ToDictionary(staff => staff.Id, staff => staff.Name)));
    }

    public string By(KeptCheck check) => names.GetValueOrDefault(check.By, "somebody who left");

    public string When(KeptCheck check)
    {
        var place = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc;
        return $"{check.At.InZone(place).ToString("ddd d MMM uuuu HH:mm", CultureInfo.InvariantCulture)} {place.Id.Split('/')[^1].Replace('_', ' ')}";
    }

    public static string Number(long n) => n.ToString("N0", CultureInfo.InvariantCulture);

    public static string Bytes(long n) => n switch
    {
        < 10_000 => $"{Number(n)} bytes",
        < 10_000_000 => $"{Number(n / 1_000)} kB",
        _ => $"{Number(n / 1_000_000)} MB",
    };
}

/// <summary>The doors of the check: for those who answer for privacy, and for the owner. Neither sees a word of what is looked for.</summary>
internal static class WallCheckDoor
{
    public const string Path = "/wall-check";

    public static void MapWallCheck(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, async (WallCheckVisit visit) =>
        {
            await visit.LoadAsync();
            return new RazorComponentResult<WallCheckPage>();
        });
        app.MapGet($"{Path}/state", async (WallCheckVisit visit) =>
        {
            await visit.LoadAsync();
            return new RazorComponentResult<WallCheckState>();
        });
        app.MapPost("/wall-check/runs", ([FromForm] string? again, WallChecks checks) =>
        {
            checks.Begin(Enter().Id);
            return TypedResults.LocalRedirect(Path);
        });
    }

    public static Caller Enter()
    {
        var caller = Caller.Required;
        return caller.Is(Role.PrivacyOfficer | Role.Owner) ? caller : throw new AccessRefusedException(caller.Id, "the check of the wall");
    }
}
