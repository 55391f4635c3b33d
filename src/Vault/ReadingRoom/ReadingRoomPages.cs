using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Orleans;
using WinLossAgency.Vault.AccessLog;

namespace WinLossAgency.Vault.ReadingRoom;

/// <summary>What the reading room shows. Every page opens first, and the opening is logged before a word is read.</summary>
internal static class ReadingRoomPages
{
    public static void MapPages(this IEndpointRouteBuilder app)
    {
        var transcript = app.MapGroup("/interviews/{client}/{engagement}/{interview}/transcript");
        transcript.MapGet("", FirstAsync);
        transcript.MapGet("/upload", (string client, string engagement, string interview, ReadingVisit visit) => ShowAsync<UploadPage>(visit, Key(client, engagement, interview), wants: false));
        transcript.MapGet("/speakers", (string client, string engagement, string interview, ReadingVisit visit) => ShowAsync<SpeakersPage>(visit, Key(client, engagement, interview)));
        transcript.MapGet("/asides", (string client, string engagement, string interview, ReadingVisit visit) => ShowAsync<AsidesPage>(visit, Key(client, engagement, interview)));
        transcript.MapGet("/close", (string client, string engagement, string interview, ReadingVisit visit) => ShowAsync<ClosePage>(visit, Key(client, engagement, interview)));
        var log = app.MapGroup("/access-log/{client}/{engagement}");
        log.MapGet("", LogAsync);
        log.MapGet("/export", ExportAsync);
        app.MapPost("/privacy/{wish}/copy", CopyRoom.MakeAsync);
    }

    public static string Key(string client, string engagement, string interview) => $"{client}/{engagement}/{interview}";

    /// <summary>The step that waits.</summary>
    private static async Task<IResult> FirstAsync(string client, string engagement, string interview, ReadingVisit visit)
    {
        await visit.ArriveAsync(Key(client, engagement, interview));
        var step = visit.Marking.Upload == 0 ? "upload" : visit.Marking.Roles.IsEmpty ? "speakers" : visit.Marking.IsClosed ? "close" : "asides";
        return Results.Redirect($"{visit.Root}/{step}");
    }

    private static async Task<IResult> ShowAsync<TPage>(ReadingVisit visit, string interview, bool wants = true) where TPage : IComponent
    {
        await visit.ArriveAsync(interview);
        if (!await visit.OpenAsync()) return new RazorComponentResult<ReasonPage>();
        return wants && visit.Reading is null ? Results.Redirect($"{visit.Root}/upload") : new RazorComponentResult<TPage>();
    }

    private static async Task<IResult> LogAsync(string client, string engagement, int? skip, AccessLogVisit visit)
    {
        await visit.LoadAsync($"{client}/{engagement}", skip ?? 0);
        return new RazorComponentResult<AccessLogPage>();
    }

    /// <summary>Lines as they were hashed, with proofs and signed heads: what an auditor checks without us.</summary>
    private static async Task<IResult> ExportAsync(string client, string engagement, IGrainFactory grains) =>
        Results.Bytes((await grains.GetGrain<IAccessLog>($"{client}/{engagement}").Export()).ToArray(), "application/jsonl", $"access-log-{client}-{engagement}.jsonl");
}
