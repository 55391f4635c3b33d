using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using WinLossAgency.Grains;
using WinLossAgency.Ui.Web;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Asides;
using WinLossAgency.Vault.Intake;
using WinLossAgency.Vault.Speakers;
using WinLossAgency.Vault.Transcripts;

namespace WinLossAgency.Vault.ReadingRoom;

/// <summary>What the reading room's forms do: parse, one call of the intake, back to the page. A refusal is 422 with its reason.</summary>
internal static class IntakeForms
{
    private const int FormRoom = 64 * 1024;

    public static void MapForms(this IEndpointRouteBuilder app)
    {
        var transcript = app.MapGroup("/interviews/{client}/{engagement}/{interview}/transcript");
        transcript.MapPost("/opening", OpenAsync);
        transcript.MapPost("/uploads", UploadForm.TakeAsync).WithMetadata(new ChecksItself(), new RequestSizeLimitAttribute(Limits.KeptBytesMax + FormRoom));
        transcript.MapPost("/notes", (Form form) => form.DoAsync("speakers", intake => intake.DeliverNotes(form.Command)));
        transcript.MapPost("/speakers", (Form form) => form.DoAsync("asides", async intake => await ConfirmSpeakersAsync(form, intake)));
        transcript.MapPost("/shift", (Form form) => form.DoAsync("asides", intake => form.Number("seconds") is { } seconds
            ? intake.ConfirmShift(form.Command, TimeSpan.FromSeconds(seconds)) : Task.FromResult(Answer.No("Say by how many seconds the notes began after the recording."))));
        transcript.MapPost("/marks", (Form form) => form.DoAsync("asides", intake => PlaceAsync(form, intake)));
        transcript.MapPost("/seals", (Form form) => form.DoAsync("asides", intake => SealAsync(form, intake)));
        transcript.MapPost("/suggestions", (Form form) => form.DoAsync("asides", intake => AnswerAsync(form, intake)));
        transcript.MapPost("/unseals", (Form form) => form.DoAsync("asides", intake => form["step"] == "ask"
            ? intake.ProposeUnseal(form.Command, form.Number("aside") ?? 0) : intake.SettleUnseal(form.Command, form.Number("aside") ?? 0, form["step"] == "approve")));
        transcript.MapPost("/themes", (Form form) => form.DoAsync("asides", intake => intake.File(form.Command, form.Number("aside") ?? 0, form["theme"] ?? "")));
        transcript.MapPost("/closing", CloseAsync);
    }

    /// <summary>To its interviewer the room shuts with this, so they go back to their list.</summary>
    private static async Task<IResult> CloseAsync(Form form)
    {
        var answer = await form.DoAsync("close", intake => intake.Close(form.Command));
        return answer is SeeOther && form.Visit.IsOwn ? new SeeOther("/") : answer;
    }

    private static async Task<IResult> OpenAsync(Form form)
    {
        await form.Visit.ArriveAsync(form.Interview);
        var known = Enum.TryParse<AccessReason>(form["why"], out var why) && Phrases.Choices.Contains(why);
        return known && await form.Visit.OpenAsync(why) ? form.Back("") : form.Refuse("Choose why you open this interview.", "");
    }

    private static async Task<Answer> ConfirmSpeakersAsync(Form form, IIntake intake)
    {
        if (form.Visit.Reading is not { } reading) return Answer.No("There is no transcript yet.");
        var roles = reading.Transcript.Voices.Select(voice => Enum.TryParse<VoiceRole>(form[$"voice-{voice.Number}"], ignoreCase: true, out var role) ? role : (VoiceRole?)null).ToImmutableArray();
        return await intake.ConfirmSpeakers(form.Command, roles);
    }

    private static Task<Answer> PlaceAsync(Form form, IIntake intake)
    {
        if (form.Number("mark") is not { } mark) return Task.FromResult(Answer.No("Say which aside of the notes."));
        if (form["place"] == "nowhere") return intake.SetMarkAside(form.Command, mark);
        return form.Selected() is { } span ? intake.PlaceMark(form.Command, mark, span) : Task.FromResult(Answer.No("Select the words first."));
    }

    /// <summary>A selection, a whole turn, or exact words that stand in the transcript once.</summary>
    private static Task<Answer> SealAsync(Form form, IIntake intake)
    {
        var declared = Enum.TryParse<DeclaredBy>(form["declared"], ignoreCase: true, out var by) ? by : DeclaredBy.Interviewer;
        if (form.Visit.Facts is not { } facts) return Task.FromResult(Answer.No("There is no transcript yet."));
        if (form["words"] is { Length: > 0 } words)
        {
            var found = ExactWords.Find(facts.Transcript, words);
            return found is [var only] ? intake.Seal(form.Command, only, declared)
                : Task.FromResult(Answer.No($"These words stand {found.Length} times in the transcript; give words that stand there once."));
        }
        if (form.Number("turn") is { } turn && turn >= 0 && turn < facts.Transcript.Turns.Length)
            return intake.Seal(form.Command, new(new(turn, 0), new(turn, facts.Transcript.Turns[turn].Words.Length)), declared);
        return form.Selected() is { } span ? intake.Seal(form.Command, span, declared) : Task.FromResult(Answer.No("Select the words first."));
    }

    /// <summary>One suggestion by its number, or all that are open where none is named.</summary>
    private static async Task<Answer> AnswerAsync(Form form, IIntake intake)
    {
        if (form.Visit.Facts is not { } facts) return Answer.No("There is no transcript yet.");
        if (form["answer"] is not ("yes" or "no")) return Answer.No("Answer yes or no.");
        var yes = form["answer"] == "yes";
        int[] asked = form.Number("suggestion") is { } one ? [one] : [.. form.Visit.Marking.OpenSuggestions(facts).Select(suggestion => suggestion.Number)];
        foreach (var number in asked)
            if (await intake.AnswerSuggestion(string.Create(CultureInfo.InvariantCulture, $"{form.Command}/{number}"), number, yes) is { Ok: false } no) return no;
        return Answer.Done;
    }
}

/// <summary>A posted form of one interview's transcript. Bound by the framework from the request.</summary>
internal sealed class Form
{
    private readonly IFormCollection fields;

    private Form(HttpContext context, IFormCollection fields, ReadingVisit visit, string interview) =>
        (this.fields, Visit, Interview, Command) = (fields, visit, interview, context.TraceIdentifier);

    public ReadingVisit Visit { get; }

    public string Interview { get; }

    /// <summary>One per request; what a form does is harmless to repeat by itself.</summary>
    public string Command { get; }

    public string? this[string name] => fields[name] is [{ Length: > 0 } value, ..] ? value : null;

    public static async ValueTask<Form?> BindAsync(HttpContext context)
    {
        string At(string name) => context.Request.RouteValues[name] as string ?? "";
        var fields = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        var visit = (ReadingVisit)context.RequestServices.GetService(typeof(ReadingVisit))!;
        return new Form(context, fields, visit, ReadingRoomPages.Key(At("client"), At("engagement"), At("interview")));
    }

    public int? Number(string name) => int.TryParse(this[name], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public Span? Selected() => Number("fromTurn") is { } fromTurn && Number("fromChar") is { } fromChar && Number("toTurn") is { } toTurn && Number("toChar") is { } toChar
        ? new(new(fromTurn, fromChar), new(toTurn, toChar)) : null;

    /// <summary>Whoever sends a form has the words open already; their own interview opens by itself.</summary>
    public async Task<IResult> DoAsync(string page, Func<IIntake, Task<Answer>> act)
    {
        await Visit.ArriveAsync(Interview);
        if (!await Visit.OpenAsync()) return Refuse("Say first why you open this interview. It is recorded, and stands for 30 minutes.", "");
        return await act(Visit.Intake) is { Ok: false } no ? Refuse(no.Refusal!, page) : Back(page);
    }

    public IResult Back(string page) => new SeeOther(page.Length == 0 ? Visit.Root : $"{Visit.Root}/{page}");

    public IResult Refuse(string why, string page) =>
        new RazorComponentResult<RefusedPage>(new { Why = why, Back = page.Length == 0 ? Visit.Root : $"{Visit.Root}/{page}" }) { StatusCode = StatusCodes.Status422UnprocessableEntity };
}

/// <summary>303: going back and reloading never sends a form twice.</summary>
internal sealed class SeeOther(string path) : IResult
{
    public Task ExecuteAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = path;
        return Task.CompletedTask;
    }
}
