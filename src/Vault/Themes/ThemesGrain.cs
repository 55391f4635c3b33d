using System.Collections.Immutable;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Candid;

namespace WinLossAgency.Vault.Themes;

/// <summary>The log first, then the pure decision.</summary>
[GrainType("themes")]
internal sealed class ThemesGrain([PersistentState("journal", "vault")] IPersistentState<Journal<ThemeState, ThemeEvent>> journal, VaultTools tools, ThemeWords words, ThemeVoices voices)
    : JournalGrain<ThemeState, ThemeEvent>(journal, tools.Journals), IThemes
{
    /// <summary>Under this name openings of proposals stand in the log.</summary>
    public const string What = "themes";
    private const string Buyer = "buyer";
    private static readonly NodaTime.Duration AskAgain = NodaTime.Duration.FromHours(1);
    private static readonly Opening Comparing = Opening.ByStep("compare a proposed point with what was said in confidence");

    private static string By => Caller.Required.Id;

    protected override ThemeState Empty => ThemeState.None;

    protected override ThemeState Fold(ThemeState state, ThemeEvent happened) => ThemeState.Fold(state, happened);

    public async Task<ThemesView> View()
    {
        var (_, line) = await EnterAsync();
        var by = By;
        return new([.. State.Themes.Values.Reverse()], [.. State.Themes.Values.Where(t => t.ProposedBy == by).Select(t => t.Number)], line);
    }

    public async Task<Answer> Propose(string commandId, int number, string theme)
    {
        await EnterAsync();
        if (await words.ReadAsync(Key, number) is not { } proposal) return Answer.No("There are no words to propose.");
        var by = By;
        // Through the same narrow door as a report, with its log and its limit, or words could be tried here instead.
        var verdicts = await Caller.AsHouse(() => GrainFactory.GetGrain<IWall>(Key).Check(by, $"{Key}/{What}", [new ReportSentence(1, proposal.Label.Reveal(Comparing))]));
        if (verdicts.IsEmpty) return Answer.No("You have had words checked as often this hour as anybody may. Try again later.");
        if (verdicts.Contains(Verdict.Held)) return Answer.No("These words are too near to what was said. Say the point more widely.");
        return await DecideAsync(commandId, (s, at) => ThemeDecisions.Propose(s, by, number, theme, at));
    }

    public async Task<Answer> Approve(string commandId, int number)
    {
        var k = (await EnterAsync()).View.SetUp.K;
        var by = By;
        ImmutableArray<(string Interview, string Person)> said = State.Themes.TryGetValue(number, out var theme) ? await Caller.AsHouse(() => voices.OfAsync(GrainFactory, Key, theme.Key)) : [];
        return await DecideAsync(commandId, (s, at) => ThemeDecisions.Approve(s, by, number, ThemeVoices.Count(said), [.. said.Select(v => v.Interview)], k, at));
    }

    public async Task<Answer> Decline(string commandId, int number)
    {
        await EnterAsync();
        var by = By;
        return await DecideAsync(commandId, (s, at) => ThemeDecisions.Decline(s, by, number, at));
    }

    public async Task<Answer> AskBuyers(string commandId, int number)
    {
        await EnterAsync();
        var by = By;
        ImmutableArray<string> said = State.Themes.TryGetValue(number, out var theme) ? [.. (await Caller.AsHouse(() => voices.OfAsync(GrainFactory, Key, theme.Key))).Select(v => v.Interview)] : [];
        return await DecideAsync(commandId, (s, at) => ThemeDecisions.AskBuyers(s, by, number, said, at));
    }

    protected override IEnumerable<(string To, NodaTime.Instant NotBefore)> Owes(ThemeEvent happened) =>
        happened is ThemeEvent.BuyersAsked asked ? asked.Interviews.Select(i => ($"{Buyer}:{i}", asked.At)) : [];

    /// <summary>Each is written to by the agency; who cannot be reached by mail is silent, and silence keeps the point.</summary>
    protected override async Task PayAsync(string to, ThemeEvent happened, string effectId)
    {
        var interview = to[(Buyer.Length + 1)..];
        await WaitUntilReadAsync(interview);
        // What they wrote may have come while this was asked; any other refusal means that they are not asked at all.
        if (!(await GrainFactory.GetGrain<IApproval>(interview).AskAboutPoints(effectId)).Ok) await WaitUntilReadAsync(interview);
    }

    private async Task WaitUntilReadAsync(string interview)
    {
        if ((await GrainFactory.GetGrain<IInterview>(interview).View()).State.Late is not null) throw new PaymentPostponedException("What they wrote to us has not been read yet.", AskAgain, isTry: false);
    }

    public Task<Answer> Say(string commandId, int number, string interview, bool yes) => DecideAsync(commandId, (s, at) => ThemeDecisions.Say(s, number, interview, yes, at));

    public Task<ImmutableArray<Theme>> AskedOf(string interview) =>
        Task.FromResult(State.Themes.Values.Where(t => t.Standing != ThemeStanding.Declined && t.Asked.Contains(interview)).ToImmutableArray());

    public async Task<ImmutableArray<PassedTheme>> Passed()
    {
        var k = (await GrainFactory.GetGrain<IEngagement>(Key).View())?.SetUp.K ?? int.MaxValue;
        var passed = ImmutableArray.CreateBuilder<PassedTheme>();
        foreach (var theme in State.Themes.Values.Where(t => t.Standing == ThemeStanding.Passed))
        {
            var said = await voices.OfAsync(GrainFactory, Key, theme.Key);
            var count = ThemeVoices.Count(said);
            if (!theme.MayBeTold(count, [.. said.Select(v => v.Interview)], k)) continue;
            if (await words.ReadAsync(Key, theme.Number) is { } told) passed.Add(new PassedTheme($"t{theme.Number}", told.Label.Reveal(Opening.ByStep("hand out a point that passed")), count >= k ? count : null));
        }
        return passed.ToImmutable();
    }

    public async Task<ImmutableArray<TakenBackPoint>> TakenBack()
    {
        var view = await GrainFactory.GetGrain<IEngagement>(Key).View() ?? throw new InvalidOperationException("An engagement without a set-up has let nothing out.");
        var gone = ImmutableArray.CreateBuilder<TakenBackPoint>();
        foreach (var theme in State.Themes.Values.Where(t => t.Standing == ThemeStanding.Passed))
        {
            var spoken = await voices.SpokenAsync(GrainFactory, Key, theme.Key);
            var standing = spoken.Where(v => v.Withdrawal is null).Select(v => (v.Interview, v.Person)).ToImmutableArray();
            if (!view.RawIsForgotten && theme.MayBeTold(ThemeVoices.Count(standing), [.. standing.Select(v => v.Interview)], view.SetUp.K)) continue;
            var withdrawn = spoken.Select(v => v.Withdrawal).OfType<Withdrawal>().ToList();
            foreach (var asked in theme.Asked.Except(spoken.Select(v => v.Interview)))
                if ((await GrainFactory.GetGrain<IInterview>(asked).View()).State.Withdrawal is { } withdrawal) withdrawn.Add(withdrawal);
            // Once the asides are destroyed nobody knows who stood behind a count; who was asked is known for good.
            if (view.RawIsForgotten && (theme.ByCount || (theme.Released && withdrawn.Count == 0))) continue;
            gone.Add(new TakenBackPoint($"t{theme.Number}", theme.Refused || withdrawn.Exists(w => w.AtOnce)));
        }
        return gone.ToImmutable();
    }

    /// <summary>For analysts of the engagement and the privacy officer; the opening stands in the log before anything is read.</summary>
    private async Task<(EngagementView View, long Line)> EnterAsync()
    {
        var caller = Caller.Required;
        var view = await Caller.AsHouse(() => GrainFactory.GetGrain<IEngagement>(Key).View());
        var isOwn = view is not null && caller.Is(Role.Analyst) && (view.SetUp.Analysts.IsDefaultOrEmpty || view.SetUp.Analysts.Contains(caller.Id));
        if (view is null || !isOwn && !caller.Is(Role.PrivacyOfficer)) throw new AccessRefusedException(caller.Id, "what was said in confidence to another team");
        var line = await Caller.AsHouse(async () =>
        {
            var log = GrainFactory.GetGrain<IAccessLog>(Key);
            return await log.Standing(caller.Id, What) ?? await log.Record(caller.Id, What, AccessReason.Theme);
        });
        return (view, line.Number);
    }
}
