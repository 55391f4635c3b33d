using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;
using Orleans;
using WinLossAgency.Desk.Access;
using WinLossAgency.Desk.Engagements;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Storage;
using WinLossAgency.Ui.Web;

namespace WinLossAgency.Desk.Calls;

/// <summary>An interviewer's own calendar: what is promised, when they work, when they are away.</summary>
internal static class CalendarDoors
{
    public const string Root = "/calendar";
    private const string Link = "#link";
    private const int BreaksMax = 3;
    private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    public static void MapCalendar(this WebApplication app)
    {
        var mine = app.MapGroup(Root);
        // The calendar writes its own styles and brings its arrows as a font, which no other page may: each showing has a word of its own that lets it.
        mine.AddEndpointFilter(async (call, next) =>
        {
            var nonce = IdStream.Random().Next("s");
            call.HttpContext.Items[CalendarPage.Nonce] = nonce;
            call.HttpContext.Response.Headers.ContentSecurityPolicy = $"{PagePolicy.Policy}; style-src 'self' 'nonce-{nonce}'; font-src 'self' data:";
            return await next(call);
        });
        mine.MapGet("", async (CalendarReader reader) => await ShowAsync(reader));
        mine.MapGet("/items", ItemsAsync);
        mine.MapPost("/hours", HoursAsync);
        mine.MapPost("/away", ([FromForm] IFormCollection fields, IGrainFactory grains, StaffVisit visit, CalendarReader reader) =>
            AwayAsync(fields, grains, visit, reader, (calendar, command, away) => calendar.Away(command, away)));
        mine.MapPost("/link", async ([FromForm] IFormCollection fields, IGrainFactory grains, StaffVisit visit, CalendarReader reader) =>
            await AnsweredAsync(reader, await grains.GetGrain<IInterviewer>(visit.Me.Id).OpenFeed(new FormReader(fields).Command), Link));
        mine.MapPost("/link-end", async ([FromForm] IFormCollection fields, IGrainFactory grains, StaffVisit visit, CalendarReader reader) =>
            await AnsweredAsync(reader, await grains.GetGrain<IInterviewer>(visit.Me.Id).WithdrawFeed(new FormReader(fields).Command), Link));
        mine.MapPost("/returns", ([FromForm] IFormCollection fields, IGrainFactory grains, StaffVisit visit, CalendarReader reader) =>
            AwayAsync(fields, grains, visit, reader, (calendar, command, away) => calendar.WithdrawAway(command, away)));
    }

    private static async Task<IResult> ItemsAsync(CalendarReader reader, string? start, string? end)
    {
        var (from, until) = (Date(start), Date(end));
        if (from is null || until is null || until <= from || Period.DaysBetween(from.Value, until.Value) > CalendarReader.DaysMax)
            return TypedResults.BadRequest($"Ask for up to {CalendarReader.DaysMax} days, such as start=2026-11-23&end=2026-11-30.");
        return TypedResults.Json(await reader.ItemsAsync(from.Value, until.Value));
    }

    private static async Task<IResult> HoursAsync([FromForm] IFormCollection fields, IGrainFactory grains, StaffVisit visit, CalendarReader reader)
    {
        var form = new FormReader(fields);
        var was = (await reader.MineAsync()).Hours;
        if (form.Time("from") is not { } from || form.Time("until") is not { } until || from >= until) return await ShowAsync(reader, "Working hours end after they begin, such as 09:00 until 18:00.");
        var breaks = ImmutableArray.CreateBuilder<Break>();
        foreach (var (begins, ends) in form.Row("break-from").Zip(form.Row("break-until")).Take(BreaksMax))
        {
            if (begins.Length == 0 && ends.Length == 0) continue;
            if (Time(begins) is not { } a || Time(ends) is not { } b || a >= b) return await ShowAsync(reader, $"A break ends after it begins; {(begins.Length > 0 ? begins : "nothing")} until {(ends.Length > 0 ? ends : "nothing")} does not.");
            breaks.Add(new Break(a, b));
        }
        var hours = was with
        {
            From = from, Until = until, Breaks = breaks.ToImmutable(), Days = [.. form.All("day").Select(d => int.TryParse(d, out var day) ? day : 0).Where(d => d is >= 1 and <= 7).Order()],
            BufferBefore = Math.Min(form.Number("before"), 120), BufferMinutes = Math.Min(form.Number("after"), 120), PromisesPerDay = Math.Clamp(form.Number("per-day"), 1, 30),
            PromisesPerWeek = Math.Clamp(form.Number("per-week"), 1, 150), NoticeMinutes = Math.Min(form.Number("notice"), 7 * 24 * 60),
        };
        return await AnsweredAsync(reader, await grains.GetGrain<IInterviewer>(visit.Me.Id).SetHours(form.Command, hours));
    }

    private static async Task<IResult> AwayAsync(IFormCollection fields, IGrainFactory grains, StaffVisit visit, CalendarReader reader, Func<IInterviewer, string, TimeOff, Task<Answer>> act)
    {
        var form = new FormReader(fields);
        if (Minute.Parse(form.Text("from")) is not { Success: true } from || Minute.Parse(form.Text("until")) is not { Success: true } until) return await ShowAsync(reader, "Say from when until when you are away.");
        var zone = form.Text("zone") is { Length: > 0 } said ? said : (await reader.MineAsync()).Hours.Zone;
        return await AnsweredAsync(reader, await act(grains.GetGrain<IInterviewer>(visit.Me.Id), form.Command, new TimeOff(zone, from.Value, until.Value)));
    }

    private static async Task<IResult> AnsweredAsync(CalendarReader reader, Answer answer, string part = "") => answer.Ok ? EngagementDoors.Gone(Root + part) : await ShowAsync(reader, answer.Refusal);

    private static async Task<IResult> ShowAsync(CalendarReader reader, string? refusal = null)
    {
        var day = await reader.MineAsync();
        var coming = ImmutableArray.CreateBuilder<(Promise Promise, string Who)>();
        foreach (var promise in day.Promises.Where(p => p.End > reader.Now)) coming.Add((promise, await reader.WhoAsync(promise.Interview)));
        return new RazorComponentResult<CalendarPage>(new { Mine = day, Coming = coming.ToImmutable(), reader.Now, Refusal = refusal, Address = await reader.AddressAsync() })
        { StatusCode = refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };
    }

    private static LocalDate? Date(string? text) => text is { Length: >= 10 } && LocalDatePattern.Iso.Parse(text[..10]) is { Success: true } read ? read.Value : null;

    private static LocalTime? Time(string text) => LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text[..Math.Min(5, text.Length)]) is { Success: true } read ? read.Value : null;
}
