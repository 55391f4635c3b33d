using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;
using Orleans;
using WinLossAgency.Desk.Access;
using WinLossAgency.Desk.Shell;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Mail;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Storage;

namespace WinLossAgency.Desk.Calls;

/// <summary>The doors of the call desk. Each reads its form, asks one grain and answers; what a grain refuses is shown on the same screen.</summary>
internal static class CallEndpoints
{
    private static readonly IdStream FormIds = IdStream.Random();
    private const int NoteLengthMax = 2000;
    private const int FieldLengthMax = 200;
    private static readonly LocalTimePattern Minute = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public static void MapCalls(this WebApplication app)
    {
        app.MapGet(CallLinks.Desk, async (DeskReader desk) => Show(await desk.ReadAsync()));
        app.MapGet(CallLinks.Callers, () => new RazorComponentResult<CallersPage>());
        // What is looked for is somebody's name: it travels in the form, never in an address, which servers and browsers write down.
        app.MapPost(CallLinks.Callers, FindAsync);
        app.MapGet(CallLinks.Ranking, async (IGrainFactory grains, StaffVisit visit, IClock clock, int? skip) => new RazorComponentResult<RankingPage>(new
        {
            Lines = await grains.GetGrain<ICallQueue>(visit.Me.Team).Ranking(Math.Max(0, skip ?? 0)), Skip = Math.Max(0, skip ?? 0), Now = clock.GetCurrentInstant(),
        }));
        app.MapGet(CallLinks.Bell, (Alarms alarms, CancellationToken gone) => TypedResults.ServerSentEvents(alarms.ForMeAsync(gone)));
        app.MapGet(CallLinks.TeamBell, (Alarms alarms, CancellationToken gone) => TypedResults.ServerSentEvents(alarms.ForTeamAsync(gone)));
        app.MapPost(CallLinks.Openings, OpenAsync);
        app.MapPost(CallLinks.Undos, UndoAsync);
        var one = app.MapGroup("/calls/{client}/{engagement}/{interview}");
        one.MapPost("/dials", DialAsync);
        one.MapPost("/outcomes", OutcomeAsync);
        one.MapPost("/note-drafts", DraftAsync);
        one.MapPost("/corrections", CorrectAsync);
        one.MapPost("/referral", ReferAsync);
        one.MapPost("/recusal", (HttpContext http, DeskDoor door, [FromForm] string command) =>
            door.CloseAfterAsync(http, i => i.Do(command, new InterviewCommand.Recuse(door.Me))));
        one.MapPost("/skip", SkipAsync);
        one.MapPost("/availability", AvailableAsync);
        app.MapBoard();
        one.MapPost("/echo", EchoAsync);
    }

    /// <summary>Who is found, and of each why they are rung now or not yet.</summary>
    private static async Task<IResult> FindAsync(IGrainFactory grains, StaffVisit visit, [FromForm] string? words)
    {
        var queue = grains.GetGrain<ICallQueue>(visit.Me.Team);
        var found = await queue.Find((words ?? "")[..Math.Min(words?.Length ?? 0, 80)]);
        var why = new Dictionary<string, Ranked>();
        foreach (var one in found) why[one.Interview] = await queue.WhyNot(one.Interview);
        return new RazorComponentResult<CallersPage>(new { Words = words ?? "", Found = found, Why = why });
    }

    /// <summary>Whoever is in a conversation is brought back to it; there is no dialling beside one.</summary>
    private static IResult Show(DeskView view) =>
        view.Case is { State.Status: CaseStatus.InInterview } open ? TypedResults.LocalRedirect(CallLinks.Conversation(open.Interview)) : Screen(view);

    internal static RazorComponentResult<CallDesk> Screen(DeskView view) => new(new { View = view, Command = FormIds.Next("c") });

    private static async Task<IResult> OpenAsync(IGrainFactory grains, StaffVisit visit, DeskReader desk, [FromForm] string interview, [FromForm] bool? returned)
    {
        var opened = await grains.GetGrain<ICallQueue>(visit.Me.Team).Open(interview);
        if (!opened.Ok) return Screen(await desk.ReadAsync() with { Refusal = opened.Refusal });
        // Somebody on the line who was not promised anything: outbound pauses and the case is theirs to work.
        if (returned == true) await grains.GetGrain<IInterview>(interview).Do(FormIds.Next("c"), new InterviewCommand.NoteReturn(visit.Me.Id, visit.Me.Id));
        return TypedResults.LocalRedirect(CallLinks.Desk);
    }

    private static async Task<IResult> UndoAsync(IGrainFactory grains, StaffVisit visit, DeskReader desk)
    {
        if (await grains.GetGrain<IInterviewer>(visit.Me.Id).Last() is not { } last) return TypedResults.LocalRedirect(CallLinks.Desk);
        var undone = await grains.GetGrain<IInterview>(last).Do(FormIds.Next("c"), new InterviewCommand.Undo(visit.Me.Id));
        if (!undone.Ok) return Screen(await desk.ReadAsync() with { Refusal = undone.Refusal });
        await grains.GetGrain<ICallQueue>(visit.Me.Team).Open(last);
        return TypedResults.LocalRedirect(CallLinks.Desk);
    }

    private static async Task<IResult> DialAsync(HttpContext http, DeskDoor door, DeskReader desk, [FromForm] string command, [FromForm] string? number)
    {
        var answer = await door.Interview(http).Dial(command, number ?? "");
        if (http.Request.Headers.Accept.ToString().Contains("json", StringComparison.Ordinal)) return TypedResults.Json(new { answer.Ok, answer.Refusal });
        return answer.Ok ? TypedResults.LocalRedirect(CallLinks.Desk) : Screen(await desk.ReadAsync() with { Refusal = answer.Refusal });
    }

    private static async Task<IResult> OutcomeAsync(HttpContext http, DeskDoor door, DeskReader desk, [FromForm] OutcomeForm form)
    {
        var interview = door.Interview(http);
        var note = form.Note?.Trim() is { Length: > 0 } words ? words[..Math.Min(words.Length, NoteLengthMax)] : null;
        if (form.Outcome == "1") return TypedResults.LocalRedirect(CallLinks.Conversation(DeskDoor.Key(http)));
        var (command, why) = await OutcomeReader.ReadAsync(form, door.Me, interview, desk.Now);
        var answer = command is null ? Answer.No(why!) : await interview.Do(form.Command, command);
        if (!answer.Ok)
            return Screen(await desk.ReadAsync() with { Refusal = answer.Refusal, Chosen = form.Outcome, TypedWhen = form.Outcome == "2" ? form.Book : form.Callback, TypedNote = note });
        if (note is not null) await interview.Note(note);
        await door.CloseAsync(http);
        return TypedResults.LocalRedirect(CallLinks.Desk);
    }

    private static async Task<IResult> DraftAsync(HttpContext http, DeskDoor door, [FromForm] string? note)
    {
        if ((note?.Length ?? 0) > NoteLengthMax) return TypedResults.BadRequest($"A note holds {NoteLengthMax} characters; this one has {note!.Length}.");
        await door.Interview(http).DraftNote(note ?? "");
        return TypedResults.NoContent();
    }

    private static async Task<IResult> CorrectAsync(HttpContext http, DeskDoor door, DeskReader desk, [FromForm] string field, [FromForm] string value)
    {
        if (value.Length > FieldLengthMax) return Screen(await desk.ReadAsync() with { Refusal = $"What is known of a buyer has up to {FieldLengthMax} characters a field; this has {value.Length:N0}." });
        var answer = await door.Interview(http).Correct(field, value.Trim());
        return answer.Ok ? TypedResults.LocalRedirect(CallLinks.Desk) : Screen(await desk.ReadAsync() with { Refusal = answer.Refusal });
    }

    private static async Task<IResult> ReferAsync(HttpContext http, DeskDoor door, DeskReader desk,
        [FromForm] string command, [FromForm] string name, [FromForm] string? role, [FromForm] string? mail, [FromForm] string? phone)
    {
        if (string.IsNullOrWhiteSpace(mail) && string.IsNullOrWhiteSpace(phone))
            return Screen(await desk.ReadAsync() with { Refusal = $"Ask how {name} can be reached: an e-mail or a number is needed." });
        if (new[] { name, role, mail, phone }.Any(field => field?.Length > FieldLengthMax)) return Screen(await desk.ReadAsync() with { Refusal = $"A name, a role, an address and a number have up to {FieldLengthMax} characters each." });
        if (!string.IsNullOrWhiteSpace(mail) && !Mailbox.Takes(mail.Trim())) return Screen(await desk.ReadAsync() with { Refusal = $"“{mail.Trim()}” is no e-mail address; ask for it once more." });
        var known = (await door.Interview(http).Screen()).Dossier;
        var answer = await door.Interview(http).Refer(command, new DossierFile
        {
            Name = name.Trim(), Role = role?.Trim() ?? "", Company = known.Company, City = known.City,
            Emails = string.IsNullOrWhiteSpace(mail) ? [] : [mail.Trim()],
            Phones = string.IsNullOrWhiteSpace(phone) ? [] : [new PhoneNumber("n1", "Phone", phone.Replace(" ", ""), "named by a colleague")],
        });
        return answer.Ok ? TypedResults.LocalRedirect(CallLinks.Desk) : Screen(await desk.ReadAsync() with { Refusal = answer.Refusal });
    }

    private static async Task<IResult> SkipAsync(HttpContext http, DeskDoor door, DeskReader desk, [FromForm] string command, [FromForm] SkipReason reason, [FromForm] string? note)
    {
        var later = desk.Now + (reason == SkipReason.BetterLater ? Duration.FromHours(3) : Duration.FromDays(1));
        if (!string.IsNullOrWhiteSpace(note)) await door.Interview(http).Note(note.Trim() is { Length: > NoteLengthMax } longer ? longer[..NoteLengthMax] : note.Trim());
        return await door.CloseAfterAsync(http, i => i.Do(command, new InterviewCommand.Skip(door.Me, later, reason)));
    }

    /// <summary>Days and hours, and nothing typed: what somebody said of when is kept as that and holds for every programme.</summary>
    private static async Task<IResult> AvailableAsync(HttpContext http, DeskDoor door, DeskReader desk, [FromForm] string command,
        [FromForm] int[]? day, [FromForm] string? from, [FromForm] string? until, [FromForm] bool? agreed, [FromForm] bool? any)
    {
        var days = (day ?? []).Where(d => d is >= 1 and <= 7).Distinct().Order().ToArray();
        var (begins, ends) = (Minute.Parse(from ?? ""), Minute.Parse(until ?? ""));
        if (any != true && (days.Length == 0 || !begins.Success || !ends.Success || ends.Value <= begins.Value))
            return Screen(await desk.ReadAsync() with { Refusal = "Tick the days, and say from when until when: the end comes after the beginning." });
        var spans = any == true ? [] : days.Select(d => new AvailableSpan((IsoDayOfWeek)d, begins.Value, ends.Value, agreed == true)).ToImmutableArray();
        var answer = await door.Interview(http).Do(command, new InterviewCommand.StateAvailability(door.Me, spans));
        return answer.Ok ? TypedResults.LocalRedirect(CallLinks.Desk) : Screen(await desk.ReadAsync() with { Refusal = answer.Refusal });
    }

    /// <summary>
    /// Says back what was typed, in both places' time, and whether it can be promised. It changes nothing and is posted all the
    /// same, or whatever is typed for a time would stand in every log of addresses.
    /// </summary>
    private static async Task<IResult> EchoAsync(HttpContext http, DeskDoor door, DeskReader desk, [FromForm] string? typed, [FromForm] bool? callback)
    {
        var interview = door.Interview(http);
        var zone = PlaceClock.ZoneOf((await interview.View()).State.Sample!.Place);
        if (await OutcomeReader.TimeAsync(typed, callback == true, door.Me, interview, zone, desk.Now) is not { } at)
            return TypedResults.Text(string.IsNullOrWhiteSpace(typed) ? "" : "Not a time yet: try th1430, 15 or 26 1430.");
        return TypedResults.Text(Echo.Words(await interview.Propose(at, callback == true), zone, door.MyZone, desk.Now));
    }
}
