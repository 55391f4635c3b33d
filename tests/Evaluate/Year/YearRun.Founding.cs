using NodaTime;
using WinLossAgency.Agency.Engagements;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.People;

namespace WinLossAgency.Evaluate.Year;

/// <summary>How the agency is founded, and how each engagement comes into the field when its day has come.</summary>
internal sealed partial class YearRun
{
    public const string Supervisor = "lead-";
    private static readonly string[] Teams = ["main", "west"];

    private async Task FoundAsync()
    {
        Caller.House.Enter();
        var agency = house.Grains.GetGrain<IAgency>(IAgency.Key);
        (await agency.Found("found", "Harrow Lane", "Europe/Lisbon")).OrThrow();
        foreach (var team in Teams)
            (await agency.Join(Supervisor + team, new Staff(Supervisor + team, $"Lead {team}", $"lead-{team}@harrowlane.example", Role.Supervisor, team, "Europe/Lisbon", null))).OrThrow();
        foreach (var one in plan.Interviewers)
        {
            (await agency.Join(one.Id, new Staff(one.Id, one.Name, $"{one.Id}@harrowlane.example", Role.Interviewer, one.Team, one.Hours.Zone, null, one.Languages))).OrThrow();
            (await house.Grains.GetGrain<IInterviewer>(one.Id).SetHours("hours", one.Hours)).OrThrow();
        }
        foreach (var client in plan.Engagements.Select(e => e.Key.Split('/')[0]).Distinct())
        {
            (await agency.OpenClient($"open-{client}", client, $"The {client}")).OrThrow();
            (await house.Grains.GetGrain<IClient>(client).Open("open", $"The {client}", new ClientBilling($"The {client} Lda", ["Porto"], "PT1", $"ap@{client}.example", "EUR"))).OrThrow();
        }
        await loop.Quiet();
    }

    /// <summary>Drafted, agreed, its list taken and everybody on it chosen, as an analyst does on one morning.</summary>
    private async Task OpenEngagementAsync(PlannedEngagement planned)
    {
        var (from, upload) = (clock.Now.InUtc().Date, "upload/1");
        (await SendAsync("house", Role.House, (g, id) => g.GetGrain<IAgency>(IAgency.Key).OpenEngagement(id, planned.Key))).OrThrow();
        Task<Answer> On(Func<IEngagement, string, Task<Answer>> what) => SendAsync("house", Role.House, (g, id) => what(g.GetGrain<IEngagement>(planned.Key), id));
        (await On((e, id) => e.Draft(id, new SetUp
        {
            Title = planned.Key, Kind = EngagementKind.WinLoss, Team = planned.Team, FieldFrom = from, FieldUntil = from.PlusDays(120), ReadoutOn = from.PlusDays(135), GoalWins = 20, GoalLosses = 40,
        }))).OrThrow();
        (await On((e, id) => e.Reach(id, Stage.Agreed))).OrThrow();
        await PatientlyAsync(async () =>
        {
            await house.Given.People.WriteAsync(DealUploads.Of(planned.Key), upload, new UploadFile("deals.csv", YearPlan.Csv(planned)));
            return true;
        });
        var taken = await AskAsync("house", Role.House, g => g.GetGrain<IEngagement>(planned.Key).Import($"import-{planned.Key}", upload, "deals.csv"));
        Tally.Check("lists are taken whole", taken.Refusal is null && taken.Rejected.IsEmpty ? null : $"{planned.Key}: {taken.Refusal} {string.Join("; ", taken.Rejected.Take(3))}");
        foreach (var deal in planned.Deals)
            if (await AskAsync("house", Role.House, g => g.GetGrain<IPeople>(IPeople.Key).Whose(deal.Buyer.Mail)) is { } person) buyers[person] = deal.Buyer;
        (await On((e, id) => e.Reach(id, Stage.InTheField))).OrThrow();
        for (var skip = 0; await AskAsync("house", Role.House, g => g.GetGrain<IEngagement>(planned.Key).Deals(skip)) is { Length: > 0 } page; skip += page.Length)
            (await On((e, id) => e.Choose(id, [.. page.Select(d => d.Deal)]))).OrThrow();
    }
}
