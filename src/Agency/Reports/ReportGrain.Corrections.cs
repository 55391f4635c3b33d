using System.Collections.Immutable;
using System.Globalization;
using WinLossAgency.Agency.Analysis;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Reports;

namespace WinLossAgency.Agency.Reports;

/// <summary>What follows a report beside its own road: asking the quoted buyers, the certificate, and the correction that takes another's place.</summary>
internal sealed partial class ReportGrain
{
    public async Task<Answer> AskApproval(string commandId)
    {
        await AnalystDoor.EnterAsync(GrainFactory, EngagementKey);
        string[] quoted = [.. ((await desk.DraftAsync(Key, State.Mark))?.Findings ?? []).SelectMany(f => f.Quotes).Select(q => q.Interview).Distinct()];
        if (quoted.Length == 0) return Answer.No("No finding quotes anybody yet, so there is nobody to ask.");
        var no = new List<string>();
        foreach (var interview in quoted)
            if (await GrainFactory.GetGrain<IApproval>(interview).Ask($"{commandId}/{interview}") is { Ok: false } refused) no.Add(refused.Refusal!);
        return no.Count == 0 ? Answer.Done : Answer.No($"{quoted.Length - no.Count} of {quoted.Length} buyers were written to. {string.Join(" ", no.Distinct())}");
    }

    public async Task<Answer> BeginCorrection(string commandId, int of)
    {
        var engagement = await AnalystDoor.EnterAsync(GrainFactory, EngagementKey);
        if (await certificates.FindAsync(EngagementKey, of) is not { ReplacedBy: null } certificate || await desk.DraftAsync(certificate.Report, certificate.Mark) is not { } old)
            return Answer.No($"Report {of} is not out, or was replaced before.");
        if (State.Stage >= ReportStage.Proposed) return Answer.No("This report is proposed already. Let it go out first, then correct.");
        var here = await desk.DraftAsync(Key, State.Mark);
        if (here?.Correction?.Of == of) return Answer.Done;
        if (here is not null && await GiveWayAsync(commandId, here) is { Ok: false } refused) return refused;
        var material = await Caller.AsHouse(() => desk.OpenAsync(GrainFactory, EngagementKey, engagement, old, State, Now));
        return await SaveDraft(commandId, Corrected(old, material, of));
    }

    /// <summary>What was being written here goes on in the next report; nothing typed is lost.</summary>
    private async Task<Answer> GiveWayAsync(string commandId, ReportDraft here)
    {
        var next = $"{EngagementKey}/r-{int.Parse(Key[(Key.LastIndexOf('/') + 3)..], CultureInfo.InvariantCulture) + 1}";
        var report = GrainFactory.GetGrain<IReport>(next);
        return (await report.Standing()).Stage == ReportStage.Empty
            ? await report.SaveDraft($"{commandId}/moved", here)
            : Answer.No("The next report is being written too, so this draft has nowhere to go. Empty one of the two first.");
    }

    /// <summary>The old draft without the quotes and points that may not leave any more. It says what changed, never why, and names nobody.</summary>
    private static ReportDraft Corrected(ReportDraft old, ReportMaterial material, int of)
    {
        var gone = material.Quotes.Where(q => q.Quote is null || q.Level < q.Allowed || !Levels.MayBeQuoted(q.Allowed)).Select(q => q.Path).ToHashSet();
        var (findings, told) = (ImmutableArray.CreateBuilder<FindingDraft>(), new List<string>());
        for (var i = 0; i < old.Findings.Length; i++)
        {
            var finding = old.Findings[i];
            var quotes = finding.Quotes.Where((_, j) => !gone.Contains(DraftText.QuotePath(i, j))).ToImmutableArray();
            var points = finding.Themes.Where(t => material.Themes.Any(p => p.Key == t)).ToImmutableArray();
            // The claim is then the point and nothing else, whatever words it has.
            if (points.Length < finding.Themes.Length && points.IsEmpty && finding.Reasons.IsEmpty)
            {
                told.Add(CorrectionWords.FindingTakenOut(i + 1));
                continue;
            }
            if (quotes.Length < finding.Quotes.Length) told.Add(CorrectionWords.TakenOut(finding.Quotes.Length - quotes.Length, "quote", i + 1));
            if (points.Length < finding.Themes.Length) told.Add(CorrectionWords.TakenOut(finding.Themes.Length - points.Length, "point", i + 1));
            findings.Add(finding with { Quotes = quotes, Themes = points });
        }
        return old with { Findings = findings.ToImmutable(), Correction = new Correction(of, told.Count == 0 ? CorrectionWords.Anew : string.Join(" ", told)) };
    }

    private async Task<Certificate> CertifyAsync(ReportMaterial material, ImmutableArray<Light> lights, Release release) => new(
        release.Number, release.Date, Now, Key, State.Mark!, State.ProposedBy!, State.ApprovedBy!, await GrainFactory.GetGrain<IWall>(EngagementKey).Head(),
        [.. lights.Add(GateChecks.Second(State, null)).Select(l => new CertifiedLight(l.Which, l.State, l.Words))],
        [.. ShelfWriter.FingerprintsOf(release).Select(f => new CertifiedFile(f.Name, f.Sha256))],
        [.. material.Quotes.Where(q => q.Address is not null).Select(q => new UsedQuote(q.Ref.Interview, q.Ref.Quote, q.Address!.At, q.Address.Hash, q.Level, q.Path, q.Where))],
        [.. material.Codings.Select(c => c.Interview)])
    {
        Points = [.. material.Draft.Findings.SelectMany((f, i) => f.Themes.Select((t, j) => new UsedPoint(t, $"Finding {i + 1}, point {j + 1}")))],
        Codes = [.. material.Codings.SelectMany(c => c.File.Codes.Select(code => new UsedCode(c.Interview, code.At, code.Hash)))],
    };

    private async Task CertifyPrintAsync(int number)
    {
        if (await desk.PrintOfAsync(ClientKey, EngagementKey[(ClientKey.Length + 1)..], number) is { } sha)
            await certificates.AddAsync(EngagementKey, number, new CertifiedFile(ShelfPaths.ReadoutPdf, sha));
    }

    /// <summary>A correction takes the place of what it corrects once it is out itself, so that the client is never without a report.</summary>
    private async Task ReplaceAsync()
    {
        if ((await desk.DraftAsync(Key, State.Mark))?.Correction is not { } correction) return;
        var (client, engagement) = (ClientKey, EngagementKey[(ClientKey.Length + 1)..]);
        if (await desk.ReleaseAsync(client, engagement, State.Number!.Value) is not { } by) throw new InvalidOperationException($"Report {State.Number} is said to be laid and does not lie there.");
        await shelf.ReplaceAsync(client, engagement, correction.Of, by);
        await certificates.ChangeAsync(EngagementKey, correction.Of, c => c with { ReplacedBy = by.Number });
    }
}
