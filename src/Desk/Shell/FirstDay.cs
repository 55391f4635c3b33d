using Orleans;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Storage;

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
        if (!founded.Ok) throw new SettingsException([founded.Refusal!]);
        var joined = await agency.Join("first-day/owner", new Staff("owner", NameUntilSignIn(options.Owner), options.Owner, Role.Owner, "main", options.Zone, null));
        if (!joined.Ok) throw new SettingsException([joined.Refusal!]);
    }

    /// <summary>Until somebody signs in only their mail is known; the provider then says their name.</summary>
    public static string NameUntilSignIn(string mail) => mail.Split('@')[0];
}
