using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.ReadingRoom;

namespace WinLossAgency.Vault.Replies;

/// <summary>The page of answers that came after a case was over: say why, read, say what came of them.</summary>
internal static class AnswersForms
{
    public static readonly IReadOnlyList<(AnswerOutcome Outcome, string Words)> Outcomes =
    [
        (AnswerOutcome.NothingToDo, "Nothing to do"), (AnswerOutcome.PassedOn, "Passed on to whom it concerns"), (AnswerOutcome.TakenUp, "Taken up as a request of theirs: to be erased, for a copy, or not to be contacted"),
        (AnswerOutcome.TakenBack, "They take back all they said, with the next report"), (AnswerOutcome.TakenBackAtOnce, "They take back all they said, at once"),
        (AnswerOutcome.NotTheirs, "Not from the buyer, or sent by a machine: what comes to this letter's address stops nothing any more"),
    ];

    /// <summary>Once they are dealt with, only what is never too late.</summary>
    public static IEnumerable<(AnswerOutcome Outcome, string Words)> Left(InterviewState state) =>
        state is { Late: null, Listed: null } ? Outcomes.Where(one => one.Outcome is AnswerOutcome.TakenBack or AnswerOutcome.TakenBackAtOnce) : Outcomes;

    public static void MapAnswers(this IEndpointRouteBuilder app)
    {
        var answers = app.MapGroup("/interviews/{client}/{engagement}/{interview}/answers");
        answers.MapGet("", (HttpContext http, AnswersVisit visit) => ShowAsync(http, visit));
        answers.MapPost("/opening", OpenAsync);
        answers.MapPost("/outcome", SettleAsync);
    }

    private static async Task<IResult> OpenAsync(HttpContext http, AnswersVisit visit, [FromForm] string? why)
    {
        var known = Enum.TryParse<AccessReason>(why, out var reason) && Phrases.Choices.Contains(reason);
        await visit.LoadAsync(Calls.CallRoom.Key(http), known ? reason : null, known ? null : "Choose why you open what they wrote.");
        return known ? new SeeOther(visit.Root) : Page(visit);
    }

    private static async Task<IResult> SettleAsync(HttpContext http, AnswersVisit visit, [FromForm] string? outcome, [FromForm] int seen, [FromForm] int read)
    {
        var interview = Calls.CallRoom.Key(http);
        if (!Enum.TryParse<AnswerOutcome>(outcome, out var came) || !Enum.IsDefined(came)) return await ShowAsync(http, visit, "Choose what came of it.");
        await visit.LoadAsync(interview);
        var answer = await visit.SettleAsync(http.TraceIdentifier, came, seen, read);
        return answer.Ok ? new SeeOther(visit.Root) : await ShowAsync(http, visit, answer.Refusal);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, AnswersVisit visit, string? refusal = null)
    {
        await visit.LoadAsync(Calls.CallRoom.Key(http), refusal: refusal);
        return Page(visit);
    }

    private static RazorComponentResult<AnswersPage> Page(AnswersVisit visit) => new() { StatusCode = visit.Refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };
}
