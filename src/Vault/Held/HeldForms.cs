using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.ReadingRoom;

namespace WinLossAgency.Vault.Held;

/// <summary>The page of held sentences: say why, look, clear.</summary>
internal static class HeldForms
{
    public static readonly IReadOnlyList<(ClearingReason Reason, string Words)> Reasons =
    [
        (ClearingReason.AlsoOnRecord, "It was also said on record"), (ClearingReason.PublicKnowledge, "It is publicly known"),
        (ClearingReason.SubjectOnly, "It shares the subject, not what was said"), (ClearingReason.ClientsOwnWords, "The client told us so itself"),
    ];

    public static void MapHeld(this IEndpointRouteBuilder app)
    {
        var held = app.MapGroup("/held/{client}/{engagement}");
        held.MapGet("", (string client, string engagement, HeldVisit visit) => ShowAsync(visit, $"{client}/{engagement}"));
        held.MapPost("/opening", OpenAsync);
        held.MapPost("/clearings", ClearAsync);
    }

    private static async Task<IResult> OpenAsync(string client, string engagement, HeldVisit visit, [FromForm] string why)
    {
        var known = Enum.TryParse<AccessReason>(why, out var reason) && Phrases.Choices.Contains(reason);
        await visit.LoadAsync($"{client}/{engagement}", known ? reason : null, known ? null : "Choose why you open the held sentences.");
        return known ? new SeeOther(visit.Root) : Page(visit);
    }

    private static async Task<IResult> ClearAsync(string client, string engagement, HttpContext http, HeldVisit visit, [FromForm] string sentence, [FromForm] string seen, [FromForm] string reason, [FromForm] string? note)
    {
        var key = $"{client}/{engagement}";
        if (!Enum.TryParse<ClearingReason>(reason, out var why) || !Enum.IsDefined(why) || note?.Length > HeldWords.NoteCharsMax)
            return await ShowAsync(visit, key, $"Choose why the sentence may pass. A note has at most {HeldWords.NoteCharsMax:#,0} characters.");
        var answer = await visit.ClearAsync(key, http.TraceIdentifier, sentence, seen, why, note);
        return answer.Ok ? new SeeOther($"/held/{key}") : await ShowAsync(visit, key, answer.Refusal);
    }

    private static async Task<IResult> ShowAsync(HeldVisit visit, string engagement, string? refusal = null)
    {
        await visit.LoadAsync(engagement, null, refusal);
        return Page(visit);
    }

    private static RazorComponentResult<HeldPage> Page(HeldVisit visit) => new() { StatusCode = visit.Refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };
}
