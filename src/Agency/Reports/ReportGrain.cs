using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Agency.Analysis;
using WinLossAgency.Agency.Work;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Grains.Reports;
using Report = WinLossAgency.Domain.Analysis.Report;

namespace WinLossAgency.Agency.Reports;

/// <summary>One report from its draft to the shelf. The gate is asked when it is proposed, when it is approved, and once more before its bytes are laid.</summary>
[GrainType("report")]
internal sealed partial class ReportGrain([PersistentState("journal", "agency")] IPersistentState<Journal<ReportState, ReportEvent>> journal,
    JournalTools tools, ReportDesk desk, ToldBook told, ReportGate gate, ShelfWriter shelf, ReadoutPress press, EffectWorker worker, CertificateBook certificates)
    : JournalGrain<ReportState, ReportEvent>(journal, tools), IReport
{
    private const string ToShelf = "shelf";
    private const string ToPress = "press";
    private const string ToEngagement = "engagement";
    private const string ToReplaced = "replaced";

    // What the last full check said, and of which draft; a check opens the vault, so looking at the page does not run it again.
    private (string Mark, ImmutableArray<Light> Lights)? checkedLast;

    private string EngagementKey => AnalystDoor.EngagementOf(Key);

    private string ClientKey => AnalystDoor.ClientOf(Key);

    protected override ReportState Empty => ReportState.None;

    protected override ReportState Fold(ReportState state, ReportEvent happened) => ReportState.Fold(state, happened);

    protected override IEnumerable<(string To, Instant NotBefore)> Owes(ReportEvent happened) => happened switch
    {
        ReportEvent.Approved => [(ToShelf, happened.At)],
        ReportEvent.Laid => [(ToReplaced, happened.At), (ToEngagement, happened.At), (ToPress, happened.At)],
        _ => [],
    };

    protected override Task PayAsync(string to, ReportEvent happened, string effectId) => to switch
    {
        ToShelf => LayAsync(effectId),
        ToEngagement => TellAsync(effectId),
        ToPress => PrintAsync(effectId),
        ToReplaced => ReplaceAsync(),
        _ => throw new InvalidOperationException($"No receiver is named {to}."),
    };

    public async Task<ReportView> View()
    {
        var engagement = await AnalystDoor.EnterAsync(GrainFactory, EngagementKey);
        var viewer = Caller.Required.Id;
        return await Caller.AsHouse(async () =>
        {
            var words = await GrainFactory.GetGrain<IEngagement>(EngagementKey).Words();
            var material = await desk.OpenAsync(GrainFactory, EngagementKey, engagement, await DraftOrEmptyAsync(engagement, words), State, Now);
            var lights = checkedLast is { } last && last.Mark == State.Mark ? last.Lights : ReportGate.Unasked(material);
            var names = (await GrainFactory.GetGrain<IAgency>(IAgency.Key).StaffList()).ToDictionary(s => s.Id, s => s.Name);
            return ReportViews.Of(Key, material, State, lights.Add(GateChecks.Second(State, viewer)), words, await NameOfAsync(State.ProposedBy), State.Stage == ReportStage.Released && !State.Printed, desk.SeenOf(material), Now) with
            {
                Approvals = ReportViews.ApprovalsOf(material, names), Recalls = material.Recalls, Themes = material.Themes, ApprovedByName = await NameOfAsync(State.ApprovedBy),
                Certificate = State.Number is { } number ? await certificates.FindAsync(EngagementKey, number) : null,
                Proof = State.Number is { } its ? await certificates.ProofAsync(EngagementKey, its) : null,
            };
        });
    }

    public async Task<ReportDraft> Draft()
    {
        var engagement = await AnalystDoor.EnterAsync(GrainFactory, EngagementKey);
        return await Caller.AsHouse(async () => await DraftOrEmptyAsync(engagement, await GrainFactory.GetGrain<IEngagement>(EngagementKey).Words()));
    }

    public async Task<ReportStanding> Standing()
    {
        await AnalystDoor.EnterAsync(GrainFactory, EngagementKey);
        return new ReportStanding(State.Stage, (await desk.DraftAsync(Key, State.Mark))?.Findings.Length ?? 0);
    }

    public async Task<Answer> SaveDraft(string commandId, ReportDraft draft)
    {
        await AnalystDoor.EnterAsync(GrainFactory, EngagementKey);
        var by = Caller.Required.Id;
        if (draft.Trouble() is { } trouble) return Answer.No(trouble);
        var mark = desk.MarkOf(draft);
        if (State.Stage < ReportStage.Approved) await desk.KeepAsync(Key, mark, draft);
        var answer = await DecideAsync(commandId, (s, at) => Report.Draft(s, by, mark, at));
        if (State.Mark is { } kept) await desk.SweepAsync(Key, kept);
        return answer;
    }

    public async Task<ImmutableArray<Light>> Check()
    {
        var engagement = await AnalystDoor.EnterAsync(GrainFactory, EngagementKey);
        var viewer = Caller.Required.Id;
        return await Caller.AsHouse(async () => (await GateAsync(engagement, viewer)).Lights.Add(GateChecks.Second(State, viewer)));
    }

    public Task<Answer> Propose(string commandId) => PassAsync((by, _) => DecideAsync(commandId, (s, at) => Report.Propose(s, by, at)));

    public Task<Answer> Approve(string commandId, string seen) => PassAsync(async (by, material) =>
    {
        var zone = DateTimeZoneProviders.Tzdb[await Caller.AsHouse(() => GrainFactory.GetGrain<IAgency>(IAgency.Key).Zone())];
        // A number is for good, so it is asked for only by a report that this person may approve.
        if (Report.Approve(State, by, 0, default, Now) is Domain.Decision<ReportEvent>.Refused refused) return Answer.No(refused.Reason);
        if (material is not null && desk.SeenOf(material) != seen) return Answer.No("The report changed after you opened this page. Read it as it stands now, then approve it.");
        var number = State.Number ?? await Caller.AsHouse(() => GrainFactory.GetGrain<IEngagement>(EngagementKey).TakeNumber($"{Key}/number", Key));
        return await DecideAsync(commandId, (s, at) => Report.Approve(s, by, number, at.InZone(zone).Date, at));
    });

    public Task LookAgain()
    {
        PayAgain();
        return Task.CompletedTask;
    }

    /// <summary>Runs the step if no light stops the draft as it lies now.</summary>
    private async Task<Answer> PassAsync(Func<string, ReportMaterial?, Task<Answer>> step)
    {
        var engagement = await AnalystDoor.EnterAsync(GrainFactory, EngagementKey);
        var by = Caller.Required.Id;
        // What is decided already needs no gate: the decision answers by itself.
        if (State.Stage is ReportStage.Empty or >= ReportStage.Approved) return await step(by, null);
        var (material, lights) = await Caller.AsHouse(() => GateAsync(engagement, by));
        return ReportText.Gate.Pass(material, lights) is null ? Answer.No($"The report is stopped: {string.Join("; ", lights.Where(l => l.State != LightState.Clear).Select(l => $"{LightWords.Of(l.Which).ToLowerInvariant()} {l.Words}"))}.") : await step(by, material);
    }

    private async Task<(ReportMaterial Material, ImmutableArray<Light> Lights)> GateAsync(EngagementView engagement, string by)
    {
        var words = await GrainFactory.GetGrain<IEngagement>(EngagementKey).Words();
        var material = await desk.OpenAsync(GrainFactory, EngagementKey, engagement, await DraftOrEmptyAsync(engagement, words), State, Now);
        var lights = await gate.CheckAsync(GrainFactory, by, Key, material);
        if (State.Mark is { } mark) checkedLast = (mark, lights);
        return (material, lights);
    }

    private async Task LayAsync(string effectId)
    {
        // One at a time: each is held against the release before it, and of two that do not see each other a difference could tell of one buyer.
        using var alone = await desk.AloneAsync(EngagementKey);
        var view = await GrainFactory.GetGrain<IEngagement>(EngagementKey).View();
        var (material, lights) = await GateAsync(view!, Caller.House.Id);
        var passed = ReportText.Gate.Pass(material, lights) ?? throw new ReportHeldException(State.Number!.Value);
        var (release, figures) = ReleaseBuilder.Build(material, passed, State.Number!.Value, State.Date!.Value);
        await told.KeepAsync(EngagementKey, release.Number, figures);
        await certificates.KeepAsync(EngagementKey, await CertifyAsync(material, lights, release));
        await shelf.PublishAsync(ClientKey, EngagementKey[(ClientKey.Length + 1)..], release);
        await DecideAsync($"{effectId}/laid", Report.Lay);
    }

    private async Task TellAsync(string effectId) => (await GrainFactory.GetGrain<IEngagement>(EngagementKey).Released(effectId, State.Number!.Value)).OrThrow();

    private async Task PrintAsync(string effectId)
    {
        var (client, engagement, number) = (ClientKey, EngagementKey[(ClientKey.Length + 1)..], State.Number!.Value);
        var (grains, key) = (GrainFactory, Key);
        await worker.PayAsync(effectId, stop => press.PrintAsync(client, engagement, number, stop), () => grains.GetGrain<IReport>(key).LookAgain());
        await CertifyPrintAsync(number);
        await DecideAsync($"{effectId}/printed", Report.Print);
    }

    private async Task<ReportDraft> DraftOrEmptyAsync(EngagementView engagement, ClientWords words) => await desk.DraftAsync(Key, State.Mark) ?? ReportDraft.Empty with
    {
        Title = engagement.SetUp.Title,
        Beliefs = [.. words.Beliefs.Select(b => new BeliefDraft(b, "", ""))],
        Questions = [.. words.Questions.Select(q => new AnsweredDraft(q, ""))],
    };

    private async Task<string?> NameOfAsync(string? staff) =>
        staff is null ? null : (await GrainFactory.GetGrain<IAgency>(IAgency.Key).StaffList()).FirstOrDefault(s => s.Id == staff)?.Name ?? "a colleague";
}

/// <summary>Something changed between approval and the shelf, and a light stops the report now. It waits on the owner's list.</summary>
internal sealed class ReportHeldException(int number) : Exception($"Report {number} was approved and is stopped by the gate since; nothing of it was laid.");
