using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Orleans;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Billing;
using WinLossAgency.Storage;

namespace WinLossAgency.Desk.Billing;

/// <summary>What the month-end page shows: the month, the draft that is open beside it, and what was refused just now.</summary>
public sealed record MonthScreen(MonthEndView Month, MonthRow? Row, DraftView? Draft, string Command, string? Refusal = null);

/// <summary>The doors of month-end. Each reads its form, asks one grain and answers; what a grain refuses is shown on the same screen.</summary>
internal static class BillingEndpoints
{
    private static readonly IdStream FormIds = IdStream.Random();

    public static void MapBilling(this WebApplication app)
    {
        app.MapGet(BillingLinks.Root, async (IGrainFactory grains) => TypedResults.LocalRedirect(BillingLinks.Month(await Book(grains).ThisMonth())));
        var month = app.MapGroup("/billing/months/{month}");
        month.MapGet("", async (IGrainFactory grains, string month, string? row) => BillingLinks.MonthOf(month) is { } m ? Screen(await ReadAsync(grains, m, row, true)) : Results.NotFound());
        month.MapGet("/live", async (IGrainFactory grains, string month) =>
            BillingLinks.MonthOf(month) is { } m ? new RazorComponentResult<LivePane>(new { Month = await Book(grains).View(m) }) : Results.NotFound());
        month.MapGet("/issues", async (IGrainFactory grains, string month) => BillingLinks.MonthOf(month) is { } m ? await ConfirmAsync(grains, m) : Results.NotFound());
        month.MapPost("/issues", IssueAllAsync);
        month.MapPost("/checks", (IGrainFactory grains, string month, [FromForm] string command, [FromForm] MonthCheck check) => AnswerAsync(grains, month, null, m => Book(grains).Check(command, m, check)));
        month.MapPost("/closing", (IGrainFactory grains, string month, [FromForm] string command) => AnswerAsync(grains, month, null, m => Book(grains).Close(command, m)));
        month.MapPost("/export", async (IGrainFactory grains, string month) => BillingLinks.MonthOf(month) is { } m
            ? TypedResults.File(Encoding.UTF8.GetBytes(await Book(grains).Export(m)), "text/csv; charset=utf-8", $"accounts-{month}.csv") : Results.NotFound());
        var one = month.MapGroup("/{client}/{engagement}");
        one.MapPost("/issue", (IGrainFactory grains, string month, string client, string engagement, [FromForm] string command) =>
            AnswerAsync(grains, month, $"{client}/{engagement}", m => Account(grains, client, engagement).Issue(command, m)));
        one.MapPost("/hold", (IGrainFactory grains, string month, string client, string engagement, [FromForm] string command, [FromForm] HoldReason reason) =>
            AnswerAsync(grains, month, $"{client}/{engagement}", m => Account(grains, client, engagement).Hold(command, m, reason)));
        one.MapPost("/release", (IGrainFactory grains, string month, string client, string engagement, [FromForm] string command) =>
            AnswerAsync(grains, month, $"{client}/{engagement}", _ => Account(grains, client, engagement).LetGo(command)));
        one.MapPost("/agreement", (IGrainFactory grains, string month, string client, string engagement, [FromForm] string command) =>
            AnswerAsync(grains, month, $"{client}/{engagement}", m => Account(grains, client, engagement).Agree(command, m)));
        app.MapInvoicePages();
        app.MapRateCards();
    }

    public static string NewCommand() => FormIds.Next("b");

    public static IMonthBook Book(IGrainFactory grains) => grains.GetGrain<IMonthBook>(IMonthBook.Key);

    private static IAccount Account(IGrainFactory grains, string client, string engagement) => grains.GetGrain<IAccount>($"{client}/{engagement}");

    private static IResult Screen(MonthScreen screen) => new RazorComponentResult<MonthPage>(new { Screen = screen })
    {
        StatusCode = screen.Refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
    };

    /// <summary>A draft opened by name is kept for whoever opened it; the first ready one is only shown.</summary>
    private static async Task<MonthScreen> ReadAsync(IGrainFactory grains, YearMonth month, string? asked, bool claim)
    {
        var view = await Book(grains).View(month);
        var row = view.Rows.FirstOrDefault(one => one.Row.Engagement == asked) ?? view.Rows.FirstOrDefault(one => one.Row.State == RowState.Ready)
            ?? view.Rows.FirstOrDefault(one => one.Row.State != RowState.Quiet);
        if (row is null) return new MonthScreen(view, null, null, NewCommand());
        var account = grains.GetGrain<IAccount>(row.Row.Engagement);
        if (claim && asked is not null && row.Row.State == RowState.Ready) await account.Claim();
        return new MonthScreen(view, row, await account.Draft(month), NewCommand());
    }

    private static async Task<IResult> AnswerAsync(IGrainFactory grains, string text, string? row, Func<YearMonth, Task<Answer>> act)
    {
        if (BillingLinks.MonthOf(text) is not { } month) return Results.NotFound();
        var answer = await act(month);
        if (!answer.Ok) return Screen(await ReadAsync(grains, month, row, false) with { Refusal = answer.Refusal });
        return TypedResults.LocalRedirect(BillingLinks.Month(month));
    }

    private static async Task<IResult> ConfirmAsync(IGrainFactory grains, YearMonth month)
    {
        var ready = (await Book(grains).View(month)).Rows.Where(one => one.Row is { State: RowState.Ready, BusyWith: null }).ToList();
        foreach (var one in ready) await grains.GetGrain<IAccount>(one.Row.Engagement).Claim();
        return new RazorComponentResult<IssueAllPage>(new { Month = month, Rows = ready, Command = NewCommand() });
    }

    private static async Task<IResult> IssueAllAsync(IGrainFactory grains, string month, HttpContext http)
    {
        if (BillingLinks.MonthOf(month) is not { } m) return Results.NotFound();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var refusals = new List<string>();
        foreach (var engagement in form["engagement"].OfType<string>())
        {
            var answer = await grains.GetGrain<IAccount>(engagement).Issue(form["command"].ToString(), m);
            if (!answer.Ok) refusals.Add(answer.Refusal!);
        }
        if (refusals.Count == 0) return TypedResults.LocalRedirect(BillingLinks.Month(m));
        return Screen(await ReadAsync(grains, m, null, false) with { Refusal = $"{refusals.Count} of {form["engagement"].Count} were not issued. {string.Join(" ", refusals.Distinct())}" });
    }
}
