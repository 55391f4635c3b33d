using NodaTime;
using Orleans;
using WinLossAgency.Desk.Access;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Interviews;

namespace WinLossAgency.Desk.Calls;

/// <summary>What every door of the call desk does alike: find the case of the address, and put it down when the answer is good.</summary>
internal sealed class DeskDoor(IGrainFactory grains, StaffVisit visit, DeskReader desk)
{
    public string Me => visit.Me.Id;

    public DateTimeZone MyZone => PlaceClock.ZoneOf(new Place(visit.Me.Zone, "", null));

    public static string Key(HttpContext http) => $"{http.GetRouteValue("client")}/{http.GetRouteValue("engagement")}/{http.GetRouteValue("interview")}";

    public IInterview Interview(HttpContext http) => grains.GetGrain<IInterview>(Key(http));

    public Task CloseAsync(HttpContext http) => grains.GetGrain<ICallQueue>(visit.Me.Team).Close(Key(http));

    public async Task<IResult> CloseAfterAsync(HttpContext http, Func<IInterview, Task<Answer>> act)
    {
        var answer = await act(Interview(http));
        if (!answer.Ok) return CallEndpoints.Screen(await desk.ReadAsync() with { Refusal = answer.Refusal });
        await CloseAsync(http);
        return TypedResults.LocalRedirect(CallLinks.Desk);
    }
}
