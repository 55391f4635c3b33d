using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Interviews;

namespace WinLossAgency.Desk.Buyers;

/// <summary>An interviewer's day for a calendar elsewhere, at the door that stands outside. A link that was forged, superseded or withdrawn is answered like one that never was.</summary>
internal static class DayEndpoint
{
    public static void MapDay(this RouteGroupBuilder page) => page.MapMethods("/" + ICalendarFeed.File, [HttpMethods.Get, HttpMethods.Head], async (IGrainFactory grains, string token) =>
        BuyerEndpoints.IsToken(token) && await grains.GetGrain<ICalendarFeed>(BuyersLink.KeyOf(token)).Read() is { } day
            ? (IResult)TypedResults.Bytes(Encoding.UTF8.GetBytes(day), "text/calendar; charset=utf-8") : TypedResults.NotFound());
}
