using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Orleans;
using WinLossAgency.Desk.Access;
using WinLossAgency.Desk.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Storage;

namespace WinLossAgency.Desk.Field;

/// <summary>What whoever leads a team decides about a case. A refusal comes back on the same page with what was typed.</summary>
internal static class FieldDoors
{
    private static readonly IdStream FormIds = IdStream.Random();

    public static void MapField(this WebApplication app)
    {
        var one = app.MapGroup(FieldLinks.Cases + "/{client}/{engagement}/{interview}");
        one.MapGet("", async (string client, string engagement, string interview, IGrainFactory grains) => await ShowAsync(grains, $"{client}/{engagement}/{interview}"));
        one.MapPost("/steps", StepAsync);
    }

    private static async Task<IResult> StepAsync(string client, string engagement, string interview, IGrainFactory grains, StaffVisit visit,
        [FromForm] string command, [FromForm] string? step, [FromForm] string? why, [FromForm] string? to, [FromForm] string? reason)
    {
        var (key, me) = ($"{client}/{engagement}/{interview}", visit.Me.Id);
        InterviewCommand? meant = step switch
        {
            "undo" => new InterviewCommand.Undo(me),
            "reassign" => new InterviewCommand.Reassign(me, string.IsNullOrEmpty(to) ? null : to),
            "hold" => new InterviewCommand.PutOnHold(me),
            "release" => new InterviewCommand.LetGo(me),
            "call-off" => new InterviewCommand.CallOff(me),
            "end" when string.IsNullOrEmpty(reason) => new InterviewCommand.CloseUnreached(me),
            "end" when Enum.TryParse<EndReason>(reason, out var ended) && Enum.IsDefined(ended) => new InterviewCommand.EndFor(me, ended),
            _ => null,
        };
        var answer = meant is null ? Answer.No(step == "end" ? "Choose why the case ends." : "Choose what to do with the case.") : await grains.GetGrain<IInterview>(key).Lead(command, meant, why ?? "");
        return answer.Ok ? EngagementDoors.Gone(FieldLinks.Case(key)) : await ShowAsync(grains, key, answer.Refusal, why);
    }

    private static async Task<IResult> ShowAsync(IGrainFactory grains, string interview, string? refusal = null, string? why = null) =>
        new RazorComponentResult<LedCasePage>(new { Case = await grains.GetGrain<IInterview>(interview).Led(), Command = FormIds.Next("c"), Refusal = refusal, TypedWhy = why })
        { StatusCode = refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };
}
