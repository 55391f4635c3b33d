using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Orleans;
using WinLossAgency.Desk.Access;
using WinLossAgency.Desk.Shell;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Storage;

namespace WinLossAgency.Desk.Analysis;

/// <summary>The doors of masking and coding. Each reads its form, asks one grain and answers; a refusal comes back on the same page.</summary>
internal static class CodingEndpoints
{
    private static readonly IdStream FormIds = IdStream.Random();

    public static void MapCoding(this WebApplication app)
    {
        var one = app.MapGroup("/interviews/{client}/{engagement}/{interview}").AddEndpointFilter(AnalystsOnly);
        one.MapGet("/masking", (HttpContext http, IGrainFactory grains, bool? read) => ShowAsync<MaskPage>(http, grains, s => s with { AsClient = read == true }));
        one.MapGet("/coding", (HttpContext http, IGrainFactory grains) => ShowAsync<CodePage>(http, grains, s => s));
        one.MapPost("/masks", (HttpContext http, IGrainFactory grains, [FromForm] MaskForm form) => ActAsync<MaskPage>(http, grains, "masking", s => s with { Words = form.Words ?? "", Wording = form.Wording ?? "" },
            c => c.SaveMasks(form.Command, [new MaskDecision(form.Words ?? "", form.Choice, form.Wording ?? "")])));
        one.MapPost("/masks/acceptance", (HttpContext http, IGrainFactory grains, [FromForm] string command) => ActAsync<MaskPage>(http, grains, "masking", s => s, c => c.AcceptMasks(command)));
        one.MapPost("/codes", (HttpContext http, IGrainFactory grains, [FromForm] CodeForm form) => ActAsync<CodePage>(http, grains, "coding", s => s with { Words = form.Words ?? "", Reason = form.Reason ?? "" },
            c => c.AddCode(form.Command, form.Words ?? "", form.Reason ?? "", form.Sign, form.Weight, form.Prompted)));
        one.MapPost("/codes/removal", (HttpContext http, IGrainFactory grains, [FromForm] string command, [FromForm] string code) => ActAsync<CodePage>(http, grains, "coding", s => s, c => c.RemoveCode(command, code)));
        one.MapPost("/quotes", (HttpContext http, IGrainFactory grains, [FromForm] QuoteForm form) => ActAsync<CodePage>(http, grains, "coding", s => s with { Words = form.Words ?? "" },
            c => c.AddQuote(form.Command, form.Words ?? "", form.Level, form.Role ?? "")));
        one.MapPost("/quotes/removal", (HttpContext http, IGrainFactory grains, [FromForm] string command, [FromForm] string quote) => ActAsync<CodePage>(http, grains, "coding", s => s, c => c.RemoveQuote(command, quote)));
        one.MapPost("/respondent", (HttpContext http, IGrainFactory grains, [FromForm] string command, [FromForm] string? role, [FromForm] string? region, [FromForm] string? segment, [FromForm] string? size) =>
            ActAsync<CodePage>(http, grains, "coding", s => s, c => c.Describe(command, new RespondentFacts(role ?? "", region ?? "", segment ?? "", size ?? ""))));
        one.MapPost("/coding-closure", (HttpContext http, IGrainFactory grains, [FromForm] string command) => ActAsync<CodePage>(http, grains, "coding", s => s, c => c.Close(command)));
    }

    /// <summary>Pages of on-record words have no section of their own in the bar; their door is here.</summary>
    private static ValueTask<object?> AnalystsOnly(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var visit = context.HttpContext.RequestServices.GetRequiredService<StaffVisit>();
        return visit.Is(Role.Analyst) ? next(context) : throw new AccessRefusedException(visit.Me.Id, "the words on record");
    }

    private static string Key(HttpContext http) => $"{http.GetRouteValue("client")}/{http.GetRouteValue("engagement")}/{http.GetRouteValue("interview")}";

    private static async Task<IResult> ShowAsync<TPage>(HttpContext http, IGrainFactory grains, Func<CodingScreen, CodingScreen> with) where TPage : IComponent =>
        await grains.GetGrain<ICoding>(Key(http)).View() is { } view
            ? new RazorComponentResult<TPage>(new { Screen = with(new CodingScreen(view, FormIds.Next("a"))) })
            : TypedResults.LocalRedirect($"{CodingLinks.Root(Key(http))}/transcript");

    private static async Task<IResult> ActAsync<TPage>(HttpContext http, IGrainFactory grains, string page, Func<CodingScreen, CodingScreen> typed, Func<ICoding, Task<Answer>> act) where TPage : IComponent
    {
        var answer = await act(grains.GetGrain<ICoding>(Key(http)));
        if (!answer.Ok) return await ShowAsync<TPage>(http, grains, s => typed(s) with { Refusal = answer.Refusal });
        var turn = http.Request.Form["turn"].ToString();
        return TypedResults.LocalRedirect($"{CodingLinks.Root(Key(http))}/{page}{(int.TryParse(turn, out var n) ? $"#turn-{n}" : "")}");
    }
}
