using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Orleans;
using WinLossAgency.Grains;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.ReadingRoom;

namespace WinLossAgency.Vault.Themes;

/// <summary>The page of points from asides: propose, let out, decline, ask those who said it.</summary>
internal static class ThemeForms
{
    /// <summary>The themes under which asides are filed in the transcript.</summary>
    public static readonly IReadOnlyList<string> Keys = ["product", "price", "people", "process", "trust", "timing", "competitor", "personal-ties"];

    public static void MapThemes(this IEndpointRouteBuilder app)
    {
        var themes = app.MapGroup("/themes/{client}/{engagement}");
        themes.MapGet("", async (string client, string engagement, ThemesVisit visit) => await ShowAsync(visit, $"{client}/{engagement}", null));
        themes.MapPost("", ProposeAsync);
        themes.MapPost("/{number:int}/approval", (string client, string engagement, int number, HttpContext http, ThemesVisit visit, IGrainFactory grains) =>
            DoAsync(visit, $"{client}/{engagement}", grains, t => t.Approve(http.TraceIdentifier, number)));
        themes.MapPost("/{number:int}/refusal", (string client, string engagement, int number, HttpContext http, ThemesVisit visit, IGrainFactory grains) =>
            DoAsync(visit, $"{client}/{engagement}", grains, t => t.Decline(http.TraceIdentifier, number)));
        themes.MapPost("/{number:int}/buyers", (string client, string engagement, int number, HttpContext http, ThemesVisit visit, IGrainFactory grains) =>
            DoAsync(visit, $"{client}/{engagement}", grains, t => t.AskBuyers(http.TraceIdentifier, number)));
    }

    private static async Task<IResult> ProposeAsync(string client, string engagement, HttpContext http, ThemesVisit visit, ThemeWords words, IGrainFactory grains, [FromForm] string theme, [FromForm] string label, [FromForm] string reason)
    {
        var key = $"{client}/{engagement}";
        // Whoever may not see proposals is turned away before their words are kept.
        await visit.LoadAsync(key);
        visit.Typed = (theme, label, reason);
        if (!Keys.Contains(theme) || label.Trim().Length is 0 or > ThemeWords.LabelCharsMax || reason.Trim().Length is 0 or > ThemeWords.ReasonCharsMax)
            return await ShowAsync(visit, key, $"Choose a theme, say the point in up to {ThemeWords.LabelCharsMax} characters, and why in up to {ThemeWords.ReasonCharsMax:#,0}.");
        var number = await words.KeepAsync(key, new ThemeFile(CandidText.Of(label.Trim()), CandidText.Of(reason.Trim())));
        return await DoAsync(visit, key, grains, t => t.Propose(http.TraceIdentifier, number, theme));
    }

    private static async Task<IResult> DoAsync(ThemesVisit visit, string engagement, IGrainFactory grains, Func<IThemes, Task<Answer>> act)
    {
        var answer = await act(grains.GetGrain<IThemes>(engagement));
        return answer.Ok ? new SeeOther($"/themes/{engagement}") : await ShowAsync(visit, engagement, answer.Refusal);
    }

    private static async Task<IResult> ShowAsync(ThemesVisit visit, string engagement, string? refusal)
    {
        await visit.LoadAsync(engagement, refusal);
        return new RazorComponentResult<ThemesPage> { StatusCode = refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };
    }
}
