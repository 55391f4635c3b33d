using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Orleans;
using WinLossAgency.Desk.Access;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Reports;
using WinLossAgency.Storage;

namespace WinLossAgency.Desk.Reports;

/// <summary>The doors of the report builder. Each reads its form, changes the draft through the report's grain and answers with the page.</summary>
internal static class ReportEndpoints
{
    private static readonly IdStream FormIds = IdStream.Random();

    public static void MapReports(this WebApplication app)
    {
        app.MapGet("/reports", ListAsync);
        var one = app.MapGroup("/reports/{client}/{engagement}/{report}");
        // An escaped slash comes through a route value, and no report is called by one.
        one.AddEndpointFilter(async (call, next) => Key(call.HttpContext).Count('/') == 2 ? await next(call) : TypedResults.NotFound());
        one.MapGet("", (HttpContext http, IGrainFactory grains, StaffVisit visit) => ShowAsync(http, grains, visit, null));
        one.MapPost("/opening", (HttpContext http, IGrainFactory grains, StaffVisit visit) => EditAsync(http, grains, visit, ReportForms.Opening, "opening"));
        one.MapPost("/strengths", (HttpContext http, IGrainFactory grains, StaffVisit visit) => EditAsync(http, grains, visit, ReportForms.Strengths, "strengths"));
        one.MapPost("/beliefs", (HttpContext http, IGrainFactory grains, StaffVisit visit) => EditAsync(http, grains, visit, ReportForms.Beliefs, "beliefs"));
        one.MapPost("/questions", (HttpContext http, IGrainFactory grains, StaffVisit visit) => EditAsync(http, grains, visit, ReportForms.Questions, "questions"));
        one.MapPost("/findings", (HttpContext http, IGrainFactory grains, StaffVisit visit) => EditAsync(http, grains, visit, ReportForms.AddFinding, "findings"));
        one.MapPost("/findings/{n:int}", (HttpContext http, IGrainFactory grains, StaffVisit visit, int n) => EditAsync(http, grains, visit, At(n, (d, f) => ReportForms.SaveFinding(d, n, f)), $"finding-{n}"));
        one.MapPost("/findings/{n:int}/place", (HttpContext http, IGrainFactory grains, StaffVisit visit, int n) => EditAsync(http, grains, visit, At(n, (d, f) => ReportForms.MoveFinding(d, n, f)), "findings"));
        one.MapPost("/findings/{n:int}/removal", (HttpContext http, IGrainFactory grains, StaffVisit visit, int n) => EditAsync(http, grains, visit, At(n, (d, _) => ReportForms.RemoveFinding(d, n)), "findings"));
        one.MapPost("/findings/{n:int}/quotes", (HttpContext http, IGrainFactory grains, StaffVisit visit, int n) => EditAsync(http, grains, visit, At(n, (d, f) => ReportForms.AddQuote(d, n, f)), $"finding-{n}"));
        one.MapPost("/findings/{n:int}/quotes/removal", (HttpContext http, IGrainFactory grains, StaffVisit visit, int n) => EditAsync(http, grains, visit, At(n, (d, f) => ReportForms.RemoveQuote(d, n, f)), $"finding-{n}"));
        one.MapPost("/not-names", (HttpContext http, IGrainFactory grains, StaffVisit visit) => EditAsync(http, grains, visit, ReportForms.NotAName, "gate"));
        one.MapPost("/not-names/removal", (HttpContext http, IGrainFactory grains, StaffVisit visit) => EditAsync(http, grains, visit, ReportForms.AName, "gate"));
        one.MapPost("/mending", (HttpContext http, IGrainFactory grains, StaffVisit visit) => EditAsync(http, grains, visit, ReportForms.Mend, "gate"));
        one.MapPost("/check", async (HttpContext http, IGrainFactory grains) =>
        {
            await Report(http, grains).Check();
            return TypedResults.LocalRedirect($"/reports/{Key(http)}#gate");
        });
        one.MapPost("/correction", (HttpContext http, IGrainFactory grains, StaffVisit visit, [FromForm] string command, [FromForm] int of) => ActAsync(http, grains, visit, r => r.BeginCorrection(command, of), "opening"));
        one.MapPost("/approvals", (HttpContext http, IGrainFactory grains, StaffVisit visit, [FromForm] string command) => ActAsync(http, grains, visit, r => r.AskApproval(command), "buyers"));
        one.MapPost("/approvals/revocation", (HttpContext http, IGrainFactory grains, StaffVisit visit, [FromForm] string command, [FromForm] string interview) =>
            ActAsync(http, grains, visit, _ => interview.StartsWith($"{http.GetRouteValue("client")}/{http.GetRouteValue("engagement")}/", StringComparison.Ordinal)
                ? grains.GetGrain<IApproval>(interview).Revoke(command) : Task.FromResult(Answer.No("This interview belongs to another engagement.")), "buyers"));
        one.MapPost("/proposal", (HttpContext http, IGrainFactory grains, StaffVisit visit, [FromForm] string command) => ActAsync(http, grains, visit, r => r.Propose(command)));
        one.MapPost("/approval", (HttpContext http, IGrainFactory grains, StaffVisit visit, [FromForm] string command, [FromForm] string? seen) => ActAsync(http, grains, visit, r => r.Approve(command, seen ?? "")));
    }

    private static async Task<IResult> ListAsync(IGrainFactory grains, StaffVisit visit)
    {
        var lines = new List<ReportLine>();
        foreach (var client in await grains.GetGrain<IAgency>(IAgency.Key).Clients())
            foreach (var engagement in client.Engagements)
                if (await grains.GetGrain<IEngagement>(engagement).View() is { } view
                    && (!visit.Is(Role.Analyst) || view.SetUp.Analysts.IsDefaultOrEmpty || view.SetUp.Analysts.Contains(visit.Me.Id)))
                {
                    var next = grains.GetGrain<IReport>($"{engagement}/r-{view.Releases + 1}");
                    lines.Add(new ReportLine(engagement, client.Name, view.SetUp.Title, view.Coded, view.Releases, visit.Is(Role.Analyst | Role.Owner) ? await next.Standing() : null)
                    {
                        Recalled = view.Releases > 0 && visit.Is(Role.Analyst | Role.Owner)
                            ? [.. (await next.View()).Recalls.GroupBy(r => r.Number).OrderBy(g => g.Key).Select(g => (g.Key, g.Any(r => r.AtOnce)))] : [],
                    });
                }
        return new RazorComponentResult<ReportsPage>(new { Lines = lines, MayWrite = visit.Is(Role.Analyst) });
    }

    private static string Key(HttpContext http) => $"{http.GetRouteValue("client")}/{http.GetRouteValue("engagement")}/{http.GetRouteValue("report")}";

    private static IReport Report(HttpContext http, IGrainFactory grains) => grains.GetGrain<IReport>(Key(http));

    private static async Task<IResult> ShowAsync(HttpContext http, IGrainFactory grains, StaffVisit visit, string? refusal)
    {
        var view = await Report(http, grains).View();
        return new RazorComponentResult<ReportPage>(new { Screen = new ReportScreen(view, FormIds.Next("r"), refusal, visit.Is(Role.Analyst), view.State.ProposedBy == visit.Me.Id) });
    }

    private static async Task<IResult> EditAsync(HttpContext http, IGrainFactory grains, StaffVisit visit, Func<ReportDraft, IFormCollection, ReportDraft?> change, string part)
    {
        var report = Report(http, grains);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var draft = await report.Draft();
        var changed = change(draft, form);
        // Whoever may not write is refused before they are told that the findings have moved.
        var answer = await report.SaveDraft(FormIds.Next("r"), changed ?? draft);
        if (answer.Ok && changed is null) answer = Answer.No("The findings have been moved since you opened this page, so nothing was changed. Look at them again.");
        return answer.Ok ? TypedResults.LocalRedirect($"/reports/{Key(http)}#{part}") : await ShowAsync(http, grains, visit, answer.Refusal);
    }

    /// <summary>A form of a finding says which it was: a second click, or a colleague's, must not change the one that has taken its place.</summary>
    internal static Func<ReportDraft, IFormCollection, ReportDraft?> At(int n, Func<ReportDraft, IFormCollection, ReportDraft> change) =>
        (draft, form) => n >= 0 && n < draft.Findings.Length && draft.Findings[n].Claim == form["was"] ? change(draft, form) : null;

    private static async Task<IResult> ActAsync(HttpContext http, IGrainFactory grains, StaffVisit visit, Func<IReport, Task<Answer>> act, string part = "gate")
    {
        var answer = await act(Report(http, grains));
        return answer.Ok ? TypedResults.LocalRedirect($"/reports/{Key(http)}#{part}") : await ShowAsync(http, grains, visit, answer.Refusal);
    }
}
