using Orleans;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;

namespace WinLossAgency.Agency.Analysis;

/// <summary>Who of the agency's analysts may work on an engagement, and calls the house makes on their behalf.</summary>
internal static class AnalystDoor
{
    /// <summary>The engagement, for an analyst of it. An engagement that names no analysts is open to all of the agency's.</summary>
    public static async Task<EngagementView> EnterAsync(IGrainFactory grains, string engagement)
    {
        var caller = Caller.Required;
        var view = await Caller.AsHouse(() => grains.GetGrain<IEngagement>(engagement).View()) ?? throw new AccessRefusedException(caller.Id, "an engagement that is not open");
        var named = view.SetUp.Analysts;
        if (caller.Is(Role.House) || named.IsDefaultOrEmpty || named.Contains(caller.Id) || !caller.Is(Role.Analyst)) return view;
        throw new AccessRefusedException(caller.Id, "the analysis of another team's engagement");
    }

    public static string EngagementOf(string key) => key[..key.LastIndexOf('/')];

    public static string ClientOf(string key) => key[..key.IndexOf('/')];
}
