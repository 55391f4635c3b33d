using Microsoft.AspNetCore.Mvc;
using Orleans;
using WinLossAgency.Desk.Engagements;
using WinLossAgency.Grains.Mail;

namespace WinLossAgency.Desk.Mail;

internal static class UndoneDoors
{
    public static void MapUndone(this WebApplication app) =>
        app.MapPost("/undone/tries", async (IGrainFactory grains, [FromForm] string id) => EngagementDoors.Answered(await grains.GetGrain<IOwnersDesk>(IOwnersDesk.Key).TryAgain(id), "/undone?done=again"));
}
