using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using Orleans;
using WinLossAgency.Desk.Access;
using WinLossAgency.Desk.Shell;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;

namespace WinLossAgency.Desk.Demo;

/// <summary>
/// Fills an empty agency with the worked example, by the same commands and forms that people use, on a clock moved to the
/// days on which it happened. Leaves the clock where the demonstration opens. The unattended run works the first
/// engagement alone; a demo agency also holds a larger one with two reports and one with work at every stage.
/// </summary>
internal sealed partial class DemoAgency(DeskStores stores, DeskOptions options, AgencyClock clock, Opening opening, IGrainFactory grains, ILogger<DemoAgency> log, Canary? canary = null)
{
    public const string Report = $"{DemoFounding.Engagement}/r-1";
    private readonly ExampleFiles files = ExampleFiles.Find() ?? throw new InvalidOperationException("The example does not lie beside the program; publish Desk again.");
    private readonly List<string> refused = [];
    private readonly HashSet<string> broughtIn = [];

    /// <summary>How many asides were sealed.</summary>
    public int Sealed { get; private set; }

    public ExampleFiles Files => files;

    private sealed record Played(GeneratedSet Set, ImmutableArray<(string Interview, ExampleCase Case)> Cases);

    /// <param name="desk">Where Desk answers, for what goes in through the candid side's doors.</param>
    public async Task FillAsync(Uri desk)
    {
        Caller.House.Enter();
        if ((await grains.GetGrain<IAgency>(IAgency.Key).StaffList()).Length > 0) return;
        DeskLog.Filling(log);
        HalfFilled.Begin(options.Data);
        var opens = ExampleFiles.Opens.InZoneLeniently(clock.Zone).ToInstant();
        var start = ExampleFiles.At(-7, "09:00", clock.Zone.Id);
        clock.MoveTo(start);
        canary?.OpenDoors(desk);
        var northwind = canary?.In(files.Set()) ?? files.Set();
        await new DemoFounding(grains, stores.Agency, northwind).FoundAsync();
        ImmutableArray<GeneratedSet> sets = options.DemoRun.Length > 0 ? [northwind] : [northwind, GeneratedEngagement.Make(), StageSamples.Make()];
        var played = ImmutableArray.CreateBuilder<Played>();
        foreach (var set in sets) played.Add(await OpenAsync(set));

        var cases = new DemoCases(grains, clock.MoveTo, canary);
        var transcripts = new DemoTranscripts(desk, opening.Key, canary);
        var told = start;
        foreach (var early in played.SelectMany(p => p.Set.Reports.SkipLast(1).Select(r => (p, r))))
        {
            var day = early.p.Cases.Take(early.r.CasesBefore).Max(c => c.Case.Start!.Day) + 1;
            var until = ExampleFiles.At(day, "18:00", clock.Zone.Id);
            await cases.WorkAsync(played.SelectMany(p => p.Cases), told, told = until);
            await BringInAsync(transcripts, early.p with { Cases = [.. early.p.Cases.Take(early.r.CasesBefore)] });
            await ReleaseAsync(early.p, early.r, 1);
        }
        await cases.WorkAsync(played.SelectMany(p => p.Cases), told, opens);
        clock.MoveTo(opens - Duration.FromHours(15));
        foreach (var p in played)
        {
            await BringInAsync(transcripts, p);
            if (p.Set.Reports.LastOrDefault() is { } last) await ReleaseAsync(p, last, p.Set.Reports.Length);
        }
        await DraftAsync(played[0], Report, canary is null ? files.Report() : JsonDocument.Parse(canary.InReport(files.Report().GetRawText())).RootElement);
        if (canary is not null) await canary.AsClientAsync(clock.GetCurrentInstant());
        Sealed = transcripts.Sealed;
        Caller.House.Enter();
        clock.MoveTo(opens);
        HalfFilled.End(options.Data);
        foreach (var why in refused.Concat(cases.Refused)) Kept(log, why);
    }

    private async Task<Played> OpenAsync(GeneratedSet set)
    {
        Caller.House.Enter();
        var founding = new DemoFounding(grains, stores.Agency, set);
        await founding.OpenClientAsync();
        await new DemoBilling(grains, set.Engagement).SetTermsAsync(set.RateCard, files.Engagement(), set.Told);
        await founding.OpenEngagementAsync();
        var deals = await founding.DealsAsync();
        ImmutableArray<(string, ExampleCase)> cases = [.. set.Cases.Select(c => (DemoCases.KeyOf(set.Engagement, c, deals), c))];
        // The first client's whole list is worked; the others' cases are the ones that were chosen.
        var chosen = set.Engagement == DemoFounding.Engagement ? deals.Values.Select(d => d.Deal) : cases.Select(c => c.Item1[(c.Item1.LastIndexOf('/') + 1)..]);
        await ChooseAsync(set, deals, [.. chosen.Distinct().Order(StringComparer.Ordinal)]);
        await new DemoAnalysis(grains, set.Engagement).SetBookAsync(set.Told.GetProperty("codeBook"));
        return new Played(set, cases);
    }

    /// <summary>Opens a case for every chosen deal that the client did not ask to leave out, and waits until they stand.</summary>
    private async Task ChooseAsync(GeneratedSet set, ImmutableDictionary<string, DealLine> deals, ImmutableArray<string> chosen)
    {
        var engagement = grains.GetGrain<IEngagement>(set.Engagement);
        if (set.Told.TryGetProperty("dealList", out var list) && list.TryGetProperty("leaveOut", out var leaveOut))
            foreach (var left in leaveOut.EnumerateArray())
            {
                DemoFounding.Must(await engagement.LeaveOut($"demo/leave-out/{left.GetProperty("opportunity").GetString()}", deals[left.GetProperty("account").GetString()!].Deal,
                    left.GetProperty("reason").GetString()!));
                await DemoFounding.SettledAsync(grains, set.Engagement);
            }
        DemoFounding.Must(await engagement.Choose("demo/choose", chosen));
        var view = (await engagement.View())!;
        await Patience.UntilAsync("the cases to stand", async () => (await engagement.Cards()).Length >= view.Chosen);
        await DemoFounding.SettledAsync(grains, set.Engagement);
    }

    /// <summary>Transcripts that came since the last time, as far as each case has got, and their coding.</summary>
    private async Task BringInAsync(DemoTranscripts transcripts, Played p)
    {
        var now = clock.GetCurrentInstant();
        ImmutableArray<(string Interview, ExampleCase Case)> fresh = [.. p.Cases.Where(c => c.Case is { Transcript: not null, Start: { } start, Stop: not ("wrapUp" or "transcript") }
            && ExampleFiles.At(start.Day, start.Time, c.Case.Zone) < now && broughtIn.Add(c.Interview))];
        await transcripts.BringInAsync(p.Set, fresh);
        var analysis = new DemoAnalysis(grains, p.Set.Engagement);
        foreach (var (interview, c) in fresh.Where(c => c.Case.Stop is null or "none"))
        {
            await CodableAsync(interview);
            await analysis.CodeAsync(interview, c);
        }
        refused.AddRange(analysis.Refused);
    }

    private async Task<DemoAnalysis> DraftAsync(Played p, string report, JsonElement draft)
    {
        var analysis = new DemoAnalysis(grains, p.Set.Engagement);
        var coded = p.Cases.Where(c => c.Case.Transcript is not null).ToDictionary(c => c.Case.Transcript!, c => c);
        DemoFounding.Must(await analysis.SaveAsync(report, $"demo/draft/{report}", await analysis.DraftAsync(draft, coded, p.Set.Told)));
        refused.AddRange(analysis.Refused);
        return analysis;
    }

    private async Task ReleaseAsync(Played p, GeneratedReport report, int number)
    {
        var key = $"{p.Set.Engagement}/r-{number}";
        var analysis = await DraftAsync(p, key, report.Draft);
        var answer = await analysis.ReleaseAsync(key);
        if (!answer.Ok) refused.Add($"{key}: {answer.Refusal}");
        else await Patience.UntilAsync("a report to lie on the shelf", async () => (await analysis.ViewAsync(key)).State.Stage == Domain.Analysis.ReportStage.Released);
        Caller.House.Enter();
    }

    /// <summary>Intake hands the words out as an effect; coding begins when they are there.</summary>
    private Task CodableAsync(string interview) => Patience.UntilAsync("words on record", async () =>
    {
        Caller.House.Enter();
        return (await grains.GetGrain<IInterview>(interview).View()).State.Status is CaseStatus.Coding or CaseStatus.Done;
    });

    [LoggerMessage(10, LogLevel.Information, "Kept out while the past was told: {Why}")]
    private static partial void Kept(ILogger logger, string why);
}
