using Orleans;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;

namespace WinLossAgency.Desk.Shell;

/// <summary>Founds a real agency on empty data from what infra/run asked: its name, its zone and its first owner, bound at first sign-in.</summary>
internal static class FirstDay
{
    public static async Task FoundAsync(IGrainFactory grains, DeskOptions options)
    {
        Caller.House.Enter();
        var agency = grains.GetGrain<IAgency>(IAgency.Key);
        if ((await agency.StaffList()).Length > 0) return;
        var founded = await agency.Found("first-day/found", options.Found, options.Zone);
        if (!founded.Ok) throw new InvalidOperationException(founded.Refusal);
        var name = options.Owner.Split('@')[0];
        var joined = await agency.Join("first-day/owner", new Staff("owner", name, options.Owner, Role.Owner, "main", options.Zone, null));
        if (!joined.Ok) throw new InvalidOperationException(joined.Refusal);
    }
}
