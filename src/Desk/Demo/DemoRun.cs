using System.Collections.Immutable;
using NodaTime;
using Orleans;
using WinLossAgency.Desk.Shell;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Billing;
using WinLossAgency.Grains.Engagements;

namespace WinLossAgency.Desk.Demo;

/// <summary>
/// The rest of the main job after the agency is filled: a sealed sentence is tried and stopped, two people release the
/// report, billing issues, and a stranger's search goes over every file the client could see.
/// </summary>
internal sealed class DemoRun(DemoAgency demo, AgencyClock clock, IGrainFactory grains, DeskOptions options, CanaryRun? canary = null)
{
    /// <summary>Set-up, advance, interviews and the readout stand on the example's invoice as lines of their own.</summary>
    private const int BilledLines = 4;

    /// <summary>The proof, line by line, and whether it holds.</summary>
    public async Task<(ImmutableArray<string> Lines, bool Holds)> GoAsync()
    {
        var opens = ExampleFiles.Opens.InZoneLeniently(clock.Zone).ToInstant();
        var analysis = new DemoAnalysis(grains, DemoFounding.Engagement);
        var blocked = await TrySealedSentenceAsync(analysis);
        Caller.House.Enter();
        var engagement = grains.GetGrain<IEngagement>(DemoFounding.Engagement);
        DemoFounding.Must(await engagement.Reach("demo/analysis", Stage.Analysis));
        await DemoFounding.SettledAsync(grains, DemoFounding.Engagement);
        clock.MoveTo(opens + Duration.FromHours(24));
        var released = await analysis.ReleaseAsync(DemoAgency.Report);
        if (!released.Ok) return ([$"The report was not released: {released.Refusal}", .. Lights(await analysis.CheckAsync(DemoAgency.Report))], false);
        await Patience.UntilAsync("the report to be printed", async () => (await analysis.ViewAsync(DemoAgency.Report)).State is { Stage: ReportStage.Released, Printed: true });
        Caller.House.Enter();
        DemoFounding.Must(await engagement.Reach("demo/delivered", Stage.Delivered));
        await DemoFounding.SettledAsync(grains, DemoFounding.Engagement);
        var day = (opens + Duration.FromHours(24)).InZone(clock.Zone).Date;
        var month = new YearMonth(day.Year, day.Month);
        // The balance at readout arises from the release, which tells billing in a turn of its own.
        await Patience.UntilAsync("the readout to be billable", async () => (await grains.GetGrain<IAccount>(DemoFounding.Engagement).Draft(month)).Lines.Length >= BilledLines);
        var (_, invoice) = await new DemoBilling(grains, DemoFounding.Engagement).IssueAsync(month);
        await Patience.UntilAsync("the invoice to be printed", () => Task.FromResult(Directory.EnumerateFiles(Shelf, "invoice.pdf", SearchOption.AllDirectories).Any()));
        var paths = Keep();
        var proof = await ProveAsync();
        var interviews = (await grains.GetGrain<IEngagement>(DemoFounding.Engagement).View())!.Interviewed;
        var (table, silent) = canary is null ? ([], true) : await canary.SearchAsync();
        return ([
            $"interviews: {interviews}",
            $"spans sealed: {demo.Sealed}",
            $"vendor-side files searched: {proof.Found.Files} ({proof.Found.Bytes:N0} bytes); names, phones and sealed words looked for: {proof.Words}; found: {proof.Found.Hits.Length}",
            .. proof.Found.Hits.Select(hit => $"  {hit}"),
            $"a leak was tried and {(blocked ? "blocked" : "NOT blocked")}",
            $"invoice total: {invoice.Content!.ToPay}",
            $"files: {string.Join(", ", paths)}",
            .. table,
        ], blocked && silent && proof.Found.Hits.IsEmpty);
    }

    private string Shelf => Path.Combine(options.Data, "shelf");

    /// <summary>Pastes an aside into a finding, sees the leak light stop it, and puts the draft back.</summary>
    private async Task<bool> TrySealedSentenceAsync(DemoAnalysis analysis)
    {
        var draft = (await analysis.ViewAsync(DemoAgency.Report)).Draft;
        var stolen = System.Text.Encoding.UTF8.GetString(demo.Files.Bytes("sealed-sentence.txt")).Trim();
        DemoFounding.Must(await analysis.SaveAsync(DemoAgency.Report, "demo/leak", draft with { Findings = draft.Findings.SetItem(0, draft.Findings[0] with { Context = stolen }) }));
        var light = (await analysis.CheckAsync(DemoAgency.Report)).Single(l => l.Which == GateLight.Leak);
        DemoFounding.Must(await analysis.SaveAsync(DemoAgency.Report, "demo/leak-back", draft));
        return light.State == LightState.Stops && light.Stops.Length > 0;
    }

    private static IEnumerable<string> Lights(ImmutableArray<Light> lights) => lights.Where(l => l.State == LightState.Stops)
        .SelectMany(l => l.Stops.Select(s => $"  {l.Which}: {s.Where}: {s.What} {s.Mending}"));

    private async Task<(ProofOfFiles Found, int Words)> ProveAsync()
    {
        var cases = demo.Files.Cases();
        var proof = new DemoProof([
            .. cases.Select(c => ("name", c.Deal.Contact)),
            .. cases.SelectMany(c => c.Asides).SelectMany(a => Sentences(a.Text)).Select(s => ("sealed sentence", s)),
            .. Phones(),
        ]);
        return (await proof.SearchAsync(Shelf, Path.Combine(options.Data, "inbox"), Path.Combine(options.Data, "portal")), proof.Words);
    }

    private static IEnumerable<string> Sentences(string aside) =>
        aside.Split(['.', '!', '?', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(s => s.Length > 25);

    private IEnumerable<(string, string)> Phones() => System.Text.Encoding.UTF8.GetString(demo.Files.Bytes("northwind-deals.csv")).Split('\n', ',')
        .Select(f => f.Trim(' ', '"')).Where(f => f.StartsWith('+') && f.Count(char.IsDigit) > 8).Select(f => ("phone", f));

    /// <summary>Copies of what the client gets, where a person finds them.</summary>
    private ImmutableArray<string> Keep()
    {
        Directory.CreateDirectory(options.DemoRun);
        var kept = ImmutableArray.CreateBuilder<string>();
        foreach (var name in (string[])["readout.pdf", "readout.html", "release.json", "invoice.pdf"])
            if (Directory.EnumerateFiles(Shelf, name, SearchOption.AllDirectories).Order(StringComparer.Ordinal).LastOrDefault() is { } found)
            {
                var to = Path.Combine(options.DemoRun, name);
                File.Copy(found, to, overwrite: true);
                kept.Add(to);
            }
        return kept.ToImmutable();
    }
}
