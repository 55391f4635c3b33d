using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace WinLossAgency.Desk.Access;

/// <summary>
/// Two doors. Staff come in by one; buyers' pages and webhooks have the other, which answers nothing else. Which door a
/// request came by is known from its connection, never from a header that anyone may write.
/// </summary>
internal sealed class Doors(RequestDelegate next)
{
    private static readonly object BuyersDoor = new();
    private static readonly PathString[] OfBuyers = ["/b", "/hooks"];
    private static readonly PathString[] OfBoth = ["/health", "/_content"];

    public static void Listen(KestrelServerOptions kestrel, string staff, string buyers)
    {
        foreach (var url in staff.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) Bind(kestrel, url, _ => { });
        if (buyers.Length > 0)
            Bind(kestrel, buyers, listen => listen.Use(inner => connection =>
            {
                connection.Items[BuyersDoor] = true;
                return inner(connection);
            }));
    }

    public Task InvokeAsync(HttpContext context)
    {
        var byBuyersDoor = context.Features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(BuyersDoor) == true;
        var path = context.Request.Path;
        var forBuyers = OfBuyers.Any(p => path.StartsWithSegments(p));
        if (byBuyersDoor == forBuyers || OfBoth.Any(p => path.StartsWithSegments(p))) return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static void Bind(KestrelServerOptions kestrel, string url, Action<ListenOptions> configure)
    {
        var address = BindingAddress.Parse(url);
        if (address.Host == "localhost") kestrel.ListenLocalhost(address.Port, configure);
        else if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip)) kestrel.Listen(ip, address.Port, configure);
        else kestrel.ListenAnyIP(address.Port, configure);
    }
}
