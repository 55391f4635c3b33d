using Orleans;
using WinLossAgency.Desk.Calls;
using WinLossAgency.Desk.Engagements;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Storage;

namespace WinLossAgency.Desk.Buyers;

/// <summary>Where staff send a buyer the link to choose a time, or take it back: an interviewer at the call desk, whoever leads the team at the board.</summary>
internal static class InvitationDoors
{
    private static readonly IdStream FormIds = IdStream.Random();

    public static void MapInvitationDoors(this WebApplication app)
    {
        var (desk, board) = (app.MapGroup("/calls/{client}/{engagement}/{interview}"), app.MapGroup("/board/{client}/{engagement}/{interview}"));
        desk.MapPost("/invitation", (HttpContext http, IGrainFactory grains) => DoAsync(http, grains, CallLinks.Desk, (invitation, command) => invitation.Send(command)));
        desk.MapPost("/invitation-end", (HttpContext http, IGrainFactory grains) => DoAsync(http, grains, CallLinks.Desk, (invitation, command) => invitation.TakeBack(command)));
        board.MapPost("/invitation", (HttpContext http, IGrainFactory grains) => DoAsync(http, grains, "/board", (invitation, command) => invitation.Send(command)));
        board.MapPost("/invitation-end", (HttpContext http, IGrainFactory grains) => DoAsync(http, grains, "/board", (invitation, command) => invitation.TakeBack(command)));
    }

    private static async Task<IResult> DoAsync(HttpContext http, IGrainFactory grains, string back, Func<IInvitation, string, Task<Answer>> act) =>
        EngagementDoors.Answered(await act(grains.GetGrain<IInvitation>(DeskDoor.Key(http)), FormIds.Next("c")), back);
}
