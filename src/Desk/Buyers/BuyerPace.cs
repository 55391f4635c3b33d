using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;

namespace WinLossAgency.Desk.Buyers;

/// <summary>How often a minute one link and one address may ask: enough for people, for the scanners of their mail and for a whole company behind one address.</summary>
public sealed record BuyerLimits(int PerLink = 60, int PerAddress = 600);

/// <summary>
/// Counts what is asked for at the buyers' door. Kept in memory only: a restart forgives. A link is counted under its
/// fingerprint, and only after its address was, so that tokens made up by the thousand fill nothing.
/// </summary>
internal sealed class BuyerPace(TimeProvider time, BuyerLimits limits) : IEndpointFilter
{
    private const int KeptMax = 20_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, (long Minute, int Count)> counted = new(StringComparer.Ordinal);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var address = http.Connection.RemoteIpAddress?.ToString() ?? "";
        var token = http.GetRouteValue("token")?.ToString() ?? "";
        if (Passes($"address {address}", limits.PerAddress) && Passes($"link {BuyersLink.KeyOf(token)}", limits.PerLink)) return await next(context);
        return await SlowAsync(http);
    }

    private bool Passes(string whom, int max)
    {
        var minute = time.GetUtcNow().Ticks / Window.Ticks;
        if (counted.Count > KeptMax)
            foreach (var (key, (then, _)) in counted)
                if (then < minute) counted.TryRemove(key, out _);
        return counted.AddOrUpdate(whom, _ => (minute, 1), (_, was) => was.Minute == minute ? (minute, was.Count + 1) : (minute, 1)).Count <= max;
    }

    private static async Task<IResult> SlowAsync(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "60";
        http.Response.Headers.CacheControl = "no-store";
        var texts = BuyerTexts.For(http.Request.Headers.AcceptLanguage.ToString().Split(',')[0].Trim());
        var agency = await Caller.AsHouse(() => http.RequestServices.GetRequiredService<IGrainFactory>().GetGrain<IAgency>(IAgency.Key).Name());
        var screen = new InviteScreen(new InvitationPage(InvitationStand.Closed, texts.Code, agency), texts, "", "", new InviteQuery(null, null, null, null, false, null, null));
        return new RazorComponentResult<StandPage>(new { Screen = screen, Slow = true }) { StatusCode = StatusCodes.Status429TooManyRequests };
    }
}
