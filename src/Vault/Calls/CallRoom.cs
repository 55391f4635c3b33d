using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Vault.Asides;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Notes;

namespace WinLossAgency.Vault.Calls;

/// <summary>The doors of the conversation: consent, live notes, asides, the end, and the wrap-up. Words come in here and are sealed in the same breath.</summary>
internal static class CallRoom
{
    public static IServiceCollection AddCalls(this IServiceCollection services) => services.AddSingleton<NoteDrafts>().AddScoped<CallVisit>();

    public static void MapCallRoom(this IEndpointRouteBuilder app)
    {
        var one = app.MapGroup("/interviews/{client}/{engagement}/{interview}");
        one.MapGet("", ShowAsync);
        one.MapPost("/consent", ConsentAsync);
        one.MapPost("/notes", NoteAsync);
        one.MapPost("/note-drafts", DraftAsync);
        one.MapPost("/asides", AsideAsync);
        one.MapPost("/levels", LevelAsync);
        one.MapPost("/completion", (HttpContext http, CallVisit visit, IGrainFactory grains, [FromForm] int sections) =>
            EndAsync(http, visit, grains, me => new InterviewCommand.Complete(me, Math.Max(0, sections))));
        one.MapPost("/break-off", (HttpContext http, CallVisit visit, IGrainFactory grains, [FromForm] int sections) =>
            EndAsync(http, visit, grains, me => new InterviewCommand.BreakOff(me, Math.Max(0, sections))));
        one.MapGet("/wrap-up", async (HttpContext http, CallVisit visit) => Page(await visit.LoadAsync(Key(http))));
        one.MapPost("/wrap-up/lines", LinesAsync);
        one.MapPost("/wrap-up", WrapUpAsync);
    }

    internal static string Key(HttpContext http) => $"{http.GetRouteValue("client")}/{http.GetRouteValue("engagement")}/{http.GetRouteValue("interview")}";

    private static async Task<IResult> ShowAsync(HttpContext http, CallVisit visit) => Page(await visit.LoadAsync(Key(http)));

    /// <summary>Which page a case is at; before consent there is no other.</summary>
    private static IResult Page(CallVisit visit) => visit.State.Status switch
    {
        CaseStatus.Waiting or CaseStatus.Promised or CaseStatus.Booked => new RazorComponentResult<ConsentPage>(),
        CaseStatus.InInterview when visit.IsMine => new RazorComponentResult<InterviewPage>(),
        CaseStatus.WrapUpOpen when visit.IsMine => new RazorComponentResult<WrapUpPage>(),
        CaseStatus.Intake => TypedResults.LocalRedirect(visit.Transcript),
        _ => TypedResults.LocalRedirect("/calls"),
    };

    private static async Task<IResult> ConsentAsync(HttpContext http, CallVisit visit, IGrainFactory grains, [FromForm] bool agreed, [FromForm] Attribution level, [FromForm] bool recording)
    {
        await visit.LoadAsync(Key(http));
        // Whoever would rather not is met on the call desk, where "not now" and "never" each say what follows.
        if (!agreed) return TypedResults.LocalRedirect("/calls");
        if (!LevelWords.For(visit.Mode).Contains(level)) return TypedResults.BadRequest("This programme does not know that way of quoting.");
        var answer = await grains.GetGrain<IInterview>(visit.Interview).Do($"consent/{visit.State.Version}", new InterviewCommand.TakeConsent(visit.Me, level, recording, visit.Script.Name, Jurisdictions.Version));
        if (answer.Ok) return TypedResults.LocalRedirect(visit.Root);
        visit.Missing = [answer.Refusal!];
        return new RazorComponentResult<ConsentPage>();
    }

    private static async Task<IResult> NoteAsync(HttpContext http, CallVisit visit, CallNotes notes, NoteDrafts drafts, [FromForm] string? words, [FromForm] int at, [FromForm] bool? @sealed)
    {
        if (await MineAsync(http, visit) is { } no) return no;
        if (!string.IsNullOrWhiteSpace(words))
        {
            if (words.Length > LiveNotesFile.NoteCharsMax) return TypedResults.BadRequest($"A note holds {LiveNotesFile.NoteCharsMax:#,0} characters; this one has {words.Length:#,0}.");
            if (visit.Notes.Notes.Length >= LiveNotesFile.NotesMax) return TypedResults.BadRequest($"All {LiveNotesFile.NotesMax:#,0} notes of this interview are used.");
            // In doubt it is sealed: a note sent without saying so is sealed while an aside stands open.
            await notes.AppendAsync(visit.Interview, new LiveNote(Time(visit, at), CandidText.Of(words.Trim()), @sealed ?? visit.IsAsideOpen));
        }
        await drafts.DeleteAsync(visit.Interview);
        return Wants(http) ? TypedResults.NoContent() : TypedResults.LocalRedirect(visit.Root);
    }

    private static async Task<IResult> DraftAsync(HttpContext http, CallVisit visit, NoteDrafts drafts, [FromForm] string? words, [FromForm] int at, [FromForm] bool @sealed)
    {
        if (await MineAsync(http, visit) is { } no) return no;
        await drafts.WriteAsync(visit.Interview, new NoteDraft(Time(visit, at), CandidText.Of((words ?? "").AsSpan(0, Math.Min(words?.Length ?? 0, LiveNotesFile.NoteCharsMax))), @sealed));
        return TypedResults.NoContent();
    }

    private static async Task<IResult> AsideAsync(HttpContext http, CallVisit visit, CallNotes notes, [FromForm] int at, [FromForm] bool open)
    {
        if (await MineAsync(http, visit) is { } no) return no;
        if (open && visit.Notes.Marks.Length >= LiveNotesFile.MarksMax) return TypedResults.BadRequest($"All {LiveNotesFile.MarksMax} asides of this interview are used; go on sealed.");
        await (open ? notes.OpenAsideAsync(visit.Interview, Time(visit, at)) : notes.CloseAsideAsync(visit.Interview, Math.Max(visit.AsideSince, Time(visit, at))));
        return TypedResults.NoContent();
    }

    private static async Task<IResult> LevelAsync(HttpContext http, CallVisit visit, CallNotes notes, [FromForm] Attribution level)
    {
        if (await MineAsync(http, visit) is { } no) return no;
        if (!LevelWords.For(visit.Mode).Contains(level)) return TypedResults.BadRequest("This programme does not know that way of quoting.");
        await notes.ChangeAsync(visit.Interview, file =>
        {
            var last = file.Notes.Select((n, i) => (n, i)).LastOrDefault(p => !p.n.Sealed);
            return last.n is null ? file : file with { Notes = file.Notes.SetItem(last.i, last.n with { Level = level }) };
        });
        return TypedResults.NoContent();
    }

    private static async Task<IResult> EndAsync(HttpContext http, CallVisit visit, IGrainFactory grains, Func<string, InterviewCommand> command)
    {
        if (await MineAsync(http, visit) is { } no) return no;
        var answer = await grains.GetGrain<IInterview>(visit.Interview).Do($"end/{visit.State.Version}", command(visit.Me));
        return answer.Ok ? TypedResults.LocalRedirect($"{visit.Root}/wrap-up") : TypedResults.BadRequest(answer.Refusal);
    }

    private static async Task<IResult> LinesAsync(HttpContext http, CallVisit visit, CallNotes notes, [FromForm] WrapUpForm form)
    {
        if (await MineAsync(http, visit) is { } no) return no;
        await notes.WriteAsync(visit.Interview, form.WriteUp());
        return TypedResults.NoContent();
    }

    private static async Task<IResult> WrapUpAsync(HttpContext http, CallVisit visit, CallNotes notes, IGrainFactory grains, [FromForm] WrapUpForm form)
    {
        if (await MineAsync(http, visit) is { } no) return no;
        await notes.WriteAsync(visit.Interview, form.WriteUp());
        var missing = form.Missing();
        if (missing.IsEmpty)
        {
            var answer = await grains.GetGrain<IInterview>(visit.Interview).Do($"wrap-up/{visit.State.Version}",
                new InterviewCommand.WrapUp(visit.Me, form.Recording == "notes", form.Contact == "yes", form.Felt!.Value));
            if (answer.Ok) return TypedResults.LocalRedirect("/calls");
            missing = [answer.Refusal!];
        }
        await visit.LoadAsync(visit.Interview);
        visit.Missing = missing;
        return new RazorComponentResult<WrapUpPage>();
    }

    /// <summary>Null where the conversation is open and this person's own; else the answer to give.</summary>
    private static async Task<IResult?> MineAsync(HttpContext http, CallVisit visit) =>
        (await visit.LoadAsync(Key(http))).IsMine ? null : TypedResults.Conflict("This conversation is not open on your desk any more. What you typed is still in the field.");

    /// <summary>A hand's clock may run a little ahead; it never runs past the conversation.</summary>
    private static int Time(CallVisit visit, int at) => Math.Clamp(at, 0, visit.Elapsed + 5);

    private static bool Wants(HttpContext http) => http.Request.Headers.Accept.ToString().Contains("json", StringComparison.Ordinal);
}
