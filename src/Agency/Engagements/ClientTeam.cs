using Orleans;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;

namespace WinLossAgency.Agency.Engagements;

/// <summary>
/// Who of the agency acts for a client: the owner, and analysts whom one of its engagements names. Where none names anybody
/// yet it is open to all analysts, or nobody could begin.
/// </summary>
internal static class ClientTeam
{
    public static async Task EnterAsync(IGrainFactory grains, string client)
    {
        var caller = Caller.Required;
        if (caller.Is(Role.House | Role.Owner)) return;
        var named = await Caller.AsHouse(async () =>
        {
            var lines = await grains.GetGrain<IAgency>(IAgency.Key).Clients();
            var pages = await Task.WhenAll((lines.FirstOrDefault(line => line.Client == client)?.Engagements ?? []).Select(e => grains.GetGrain<IEngagement>(e).View()));
            return pages.OfType<EngagementView>().SelectMany(page => page.SetUp.Analysts.IsDefault ? [] : page.SetUp.Analysts).ToHashSet();
        });
        if (named.Count > 0 && !named.Contains(caller.Id)) throw new AccessRefusedException(caller.Id, "another team's client");
    }
}
