using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;
using Orleans;
using WinLossAgency.Desk.Access;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Storage;

namespace WinLossAgency.Desk.Calls;

/// <summary>What whoever leads a team does from the board: talks held, promises passed on, and who is away.</summary>
internal static class BoardEndpoints
{
    private static readonly IdStream FormIds = IdStream.Random();
    private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    public static void MapBoard(this WebApplication app)
    {
        var one = app.MapGroup("/board/{client}/{engagement}/{interview}");
        one.MapPost("/talk", async (HttpContext http, DeskDoor door) =>
        {
            await door.Interview(http).Talked(FormIds.Next("c"));
            return TypedResults.LocalRedirect(CallLinks.Board);
        });
        one.MapPost("/hand-over", async (HttpContext http, DeskDoor door, [FromForm] string from) =>
        {
            var passed = await door.Interview(http).HandOver(FormIds.Next("c"), from);
            return TypedResults.LocalRedirect(passed.Ok ? CallLinks.Board : $"{CallLinks.Board}?nobody=true");
        });
        app.MapPost(CallLinks.Away, (IGrainFactory grains, StaffVisit visit, [FromForm] string? who, [FromForm] string? from, [FromForm] string? until) =>
            AwayAsync(grains, visit, who, from, until, null, (calendar, away) => calendar.Away(FormIds.Next("c"), away)));
        app.MapPost(CallLinks.Back, (IGrainFactory grains, StaffVisit visit, [FromForm] string? who, [FromForm] string? zone, [FromForm] string? from, [FromForm] string? until) =>
            AwayAsync(grains, visit, who, from, until, zone, (calendar, away) => calendar.WithdrawAway(FormIds.Next("c"), away)));
    }

    private static async Task<IResult> AwayAsync(IGrainFactory grains, StaffVisit visit, string? who, string? from, string? until, string? zone, Func<IInterviewer, TimeOff, Task<Grains.Answer>> act)
    {
        var staff = (await grains.GetGrain<IAgency>(IAgency.Key).StaffList()).FirstOrDefault(s => s.Id == who && s.Team == visit.Me.Team && s.Roles.HasFlag(Role.Interviewer));
        if (staff is null) return TypedResults.LocalRedirect($"{CallLinks.Away}?why=who");
        if (Minute.Parse(from ?? "") is not { Success: true } begins || Minute.Parse(until ?? "") is not { Success: true } ends) return Again(staff.Id);
        var calendar = grains.GetGrain<IInterviewer>(staff.Id);
        // Wall time is said on their own clock, which is that of their hours.
        var hours = (await calendar.Day()) is { Known: true } day ? day.Hours.Zone : staff.Zone;
        var answer = await act(calendar, new TimeOff(zone ?? hours, begins.Value, ends.Value));
        return answer.Ok ? TypedResults.LocalRedirect(CallLinks.Away) : Again(staff.Id);
    }

    private static IResult Again(string who) => TypedResults.LocalRedirect($"{CallLinks.Away}?why=times&who={Uri.EscapeDataString(who)}");
}
