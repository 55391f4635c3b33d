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
internal sealed class BuyerPace(TimeProvider time, BuyerLimits limits) : IMiddleware
{
    private const string Door = "/b";
    private const int KeptMax = 20_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, (long Minute, int Count)> counted = new(StringComparer.Ordinal);

    /// <summary>Whichever room the page stands in: every address behind a link is counted alike.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments(Door, out var rest) || rest.Value is not { Length: > 1 } behind)
        {
            await next(context);
            return;
        }
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        var token = behind[1..].Split('/')[0];
        if (Passes($"address {address}", limits.PerAddress) && Passes($"link {BuyersLink.KeyOf(token)}", limits.PerLink)) await next(context);
        else await (await SlowAsync(context)).ExecuteAsync(context);
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
        Caller.Buyer.Enter();
        http.Response.Headers.RetryAfter = "60";
        http.Response.Headers.CacheControl = "no-store";
        var texts = BuyerTexts.For(http.Request.Headers.AcceptLanguage.ToString().Split(',')[0].Trim());
        var agency = await Caller.AsHouse(() => http.RequestServices.GetRequiredService<IGrainFactory>().GetGrain<IAgency>(IAgency.Key).Name());
        var screen = new InviteScreen(new InvitationPage(InvitationStand.Closed, texts.Code, agency), texts, "", "", new InviteQuery(null, null, null, null, false, null, null));
        return new RazorComponentResult<StandPage>(new { Screen = screen, Slow = true }) { StatusCode = StatusCodes.Status429TooManyRequests };
    }
}
