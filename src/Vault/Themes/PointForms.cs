using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using WinLossAgency.Grains.Access;
using WinLossAgency.Vault.ReadingRoom;

namespace WinLossAgency.Vault.Themes;

/// <summary>The candid part of a buyer's own page: may a point of theirs be told, in these words?</summary>
internal static class PointForms
{
    public static void MapPoints(this IEndpointRouteBuilder app)
    {
        var points = app.MapGroup("/b/{token}/points").AllowAnonymous();
        points.MapGet("", async (string token, string? done, HttpContext http, PointsVisit visit) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            http.Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
            return await visit.OpenAsync(token, http.Request.Cookies[PointsVisit.Cookie], done == "saved") ? new RazorComponentResult<PointsPage>() : Elsewhere(token);
        });
        points.MapPost("", AnswerAsync);
    }

    private static async Task<IResult> AnswerAsync(string token, HttpContext http, PointsVisit visit)
    {
        Caller.Buyer.Enter();
        if (!await visit.OpenAsync(token, http.Request.Cookies[PointsVisit.Cookie], saved: false)) return Elsewhere(token);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var saved = false;
        foreach (var (number, _, _) in visit.Points)
        {
            var said = form[string.Create(CultureInfo.InvariantCulture, $"point-{number}")].ToString();
            if (said is "yes" or "no") saved |= (await Caller.AsHouse(() => visit.Themes.Say($"{http.TraceIdentifier}/{number}", number, visit.Interview, said == "yes"))).Ok;
        }
        return new SeeOther($"/b/{token}/points{(saved ? "?done=saved" : "")}");
    }

    /// <summary>The link's own page says what is the matter and asks for a code where one is due.</summary>
    private static IResult Elsewhere(string token) => token.All(char.IsAsciiLetterOrDigit) && token.Length == Grains.Interviews.BuyersLink.TokenLength ? new SeeOther($"/b/{token}") : TypedResults.NotFound();
}
