using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Orleans;
using WinLossAgency.Agency.Engagements;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Ui.Web;

namespace WinLossAgency.Desk.Engagements;

/// <summary>What staff do with engagements. Each door reads its form, asks its grain and goes back to the page, or says why not.</summary>
internal static class EngagementDoors
{
    private const int QuestionsMax = 20;
    private const int BeliefsMax = 7;
    private const int LineLengthMax = 300;

    public static void MapEngagements(this WebApplication app)
    {
        app.MapClients();
        var engagement = app.MapGroup(Links.Clients + "/{client}/{engagement}");
        engagement.MapPost("/set-up", SetUpAsync);
        engagement.MapPost("/stage", StageAsync);
        engagement.MapPost("/deals/choices", ChooseAsync);
        engagement.MapPost("/deals/leave-outs", LeaveOutAsync);
        engagement.MapPost("/lists", UploadAsync).WithMetadata(new ChecksItself(), new RequestSizeLimitAttribute(DealUploads.BytesMax + 64 * 1024));
        engagement.MapPost("/lists/{list}/mapping", MapAsync);
        engagement.MapPost("/lists/{list}/import", ImportAsync);
        engagement.MapGet("/lists/{list}/repair.csv", RepairAsync);
    }

    internal static IResult Answered(Answer answer, string to) => answer.Ok ? Gone(to) : Refused(answer.Refusal!, to);

    // 303: going back and reloading never sends the form twice.
    internal static IResult Gone(string to) => new SeeOther(to);

    internal static IResult Refused(string why, string back) =>
        new RazorComponentResult<RefusedForm>(new { Why = why, Back = back }) { StatusCode = StatusCodes.Status422UnprocessableEntity };

    private static async Task<IResult> SetUpAsync(string client, string engagement, [FromForm] IFormCollection fields, IGrainFactory grains)
    {
        var (key, form) = ($"{client}/{engagement}", new FormReader(fields));
        var grain = grains.GetGrain<IEngagement>(key);
        if (await grain.View() is not { SetUp: var was }) return TypedResults.NotFound();
        var (questions, beliefs) = (form.Lines("questions"), form.Lines("beliefs"));
        if (questions.Length > QuestionsMax || beliefs.Length > BeliefsMax || questions.Concat(beliefs).Any(l => l.Length > LineLengthMax))
            return Refused($"Up to {QuestionsMax} questions and {BeliefsMax} reasons can be kept, each of up to {LineLengthMax} characters.", Links.SetUp(key));
        var words = grains.GetGrain<IShelfWords>(key);
        var changed = await words.ChangeSetUp(form.Command, was with
        {
            Title = form.Text("title"), Kind = form.Choice("kind", was.Kind), Mode = form.Choice("mode", was.Mode), SponsorDisclosed = form.Text("sponsor") == "true", K = form.Number("k"),
            GoalWins = form.Number("wins"), GoalLosses = form.Number("losses"), FieldFrom = form.Date("from"), FieldUntil = form.Date("until"), ReadoutOn = form.Date("readout"),
            RawDays = form.Number("rawDays") is > 0 and var days ? days : was.RawDays, DossierMonths = form.Number("dossierMonths") is > 0 and var months ? months : was.DossierMonths,
            LogYears = form.Number("logYears") is > 0 and var years ? years : was.LogYears,
            Minutes = form.Number("minutes"), Guide = form.Text("guide"), Team = form.Text("team"), Interviewers = form.All("interviewer"), Analysts = form.All("analyst"),
            ApprovalDays = form.Number("approval-days"), ChecksPerHour = form.Number("checks"),
        });
        if (!changed.Ok) return Refused(changed.Refusal!, Links.SetUp(key));
        return Answered(await words.RecordWords($"{form.Command}.words", new ClientWords(questions, beliefs)), Links.Engagement(key));
    }

    private static async Task<IResult> StageAsync(string client, string engagement, [FromForm] IFormCollection fields, IGrainFactory grains)
    {
        var (key, form) = ($"{client}/{engagement}", new FormReader(fields));
        return Answered(await grains.GetGrain<IEngagement>(key).Reach(form.Command, form.Choice("stage", Stage.Draft)), Links.Engagement(key));
    }

    private static async Task<IResult> ChooseAsync(string client, string engagement, [FromForm] IFormCollection fields, IGrainFactory grains)
    {
        var (key, form) = ($"{client}/{engagement}", new FormReader(fields));
        var deals = form.All("deal");
        return deals.IsEmpty ? Refused("Tick at least one deal.", Links.Deals(key)) : Answered(await grains.GetGrain<IEngagement>(key).Choose(form.Command, deals), Links.Deals(key));
    }

    private static async Task<IResult> LeaveOutAsync(string client, string engagement, [FromForm] IFormCollection fields, IGrainFactory grains)
    {
        var (key, form) = ($"{client}/{engagement}", new FormReader(fields));
        return Answered(await grains.GetGrain<IShelfWords>(key).LeaveOut(form.Command, form.Text("deal"), form.Text("reason")), Links.Deals(key));
    }

    private static async Task<IResult> UploadAsync(string client, string engagement, HttpContext context, IGrainFactory grains)
    {
        if (await StreamedForm.ReadAsync(context) is not { } form) return new Written();
        var key = $"{client}/{engagement}";
        var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        try
        {
            for (int read; (read = await form.File.ReadAsync(buffer, context.RequestAborted)) > 0;)
            {
                if (bytes.Length + read > DealUploads.BytesMax) return TooLarge(key);
                bytes.Write(buffer, 0, read);
            }
        }
        catch (BadHttpRequestException)
        {
            return TooLarge(key);
        }
        catch (IOException)
        {
            return Refused("The file broke off on its way. Nothing was taken; send it again.", Links.Deals(key));
        }
        if (bytes.Length == 0) return Refused("The file is empty. Nothing was taken.", Links.Deals(key));
        return Gone(Links.List(key, await grains.GetGrain<IEngagement>(key).Keep(FormId.Next(), form.FileName, [.. bytes.ToArray()])));
    }

    private static IResult TooLarge(string key) =>
        Refused($"The file holds more than {DealUploads.BytesMax / (1024 * 1024)} MB. Split it and send the parts one by one.", Links.Deals(key));

    private static async Task<IResult> MapAsync(string client, string engagement, string list, [FromForm] IFormCollection fields, IGrainFactory grains)
    {
        var (key, form) = ($"{client}/{engagement}", new FormReader(fields));
        var grain = grains.GetGrain<IEngagement>(key);
        if (await grain.Preview($"upload/{list}") is not { } preview) return TypedResults.NotFound();
        // Only what a person changed is remembered; the rest stays with what the headings tell.
        var said = form.Row("column").Zip(form.Row("field"), (column, field) => new ColumnUse(column, Enum.TryParse<DealField>(field, out var known) ? known : DealField.Ignored));
        var mapping = preview.Mapping with
        {
            Columns = [.. said.Where(s => preview.Columns.Any(c => c.Heading == s.Column && c.Field != s.Field))], Dates = form.Choice("dates", DateOrder.Found), Country = form.Text("country"),
        };
        return Answered(await grain.MapColumns(mapping), Links.List(key, list));
    }

    private static async Task<IResult> ImportAsync(string client, string engagement, string list, [FromForm] IFormCollection fields, IGrainFactory grains)
    {
        var key = $"{client}/{engagement}";
        // One upload is one import, however often its button is pressed.
        ImportResult taken;
        try
        {
            taken = await grains.GetGrain<IEngagement>(key).Import($"list-{list}", $"upload/{list}", new FormReader(fields).Text("file"));
        }
        catch (TimeoutException)
        {
            return Refused("This long list is still being taken. Look again in a minute; nothing needs to be sent again.", Links.List(key, list));
        }
        return taken.Refusal is { } why ? Refused(why, Links.List(key, list)) : Gone(Links.List(key, list));
    }

    private static async Task<IResult> RepairAsync(string client, string engagement, string list, IGrainFactory grains)
    {
        var grain = grains.GetGrain<IEngagement>($"{client}/{engagement}");
        var import = (await grain.Lists()).FirstOrDefault(l => l.Upload == $"upload/{list}")?.Import;
        return import is not null && await grain.Rejected(import) is { } sheet ? TypedResults.File(sheet.Bytes.ToArray(), "text/csv; charset=utf-8", sheet.FileName) : TypedResults.NotFound();
    }

    private sealed class SeeOther(string to) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = to;
            return Task.CompletedTask;
        }
    }

    /// <summary>The answer was written while the form was read.</summary>
    private sealed class Written : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => Task.CompletedTask;
    }
}
