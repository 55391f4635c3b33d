using System.Net;
using Microsoft.AspNetCore.Http;

namespace WinLossAgency.Ui.SignIn;

/// <summary>
/// A cookie of the house: closed to scripts, not sent along from other sites, and Secure always but for plain http
/// that never leaves the machine. Decided by the connection and not by a header, which a stranger could write.
/// </summary>
internal sealed class HouseCookie : CookieBuilder
{
    public HouseCookie(string name)
    {
        Name = name;
        Path = "/";
        HttpOnly = true;
        SameSite = SameSiteMode.Lax;
        IsEssential = true;
    }

    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        var cookie = base.Build(context, expiresFrom);
        cookie.Secure = context.Request.IsHttps || !StaysOnThisMachine(context.Connection);
        return cookie;
    }

    /// <summary>A server in memory has no address at all: nothing leaves it.</summary>
    internal static bool StaysOnThisMachine(ConnectionInfo connection) =>
        (connection.LocalIpAddress is null || IPAddress.IsLoopback(connection.LocalIpAddress))
        && (connection.RemoteIpAddress is null || IPAddress.IsLoopback(connection.RemoteIpAddress));
}
