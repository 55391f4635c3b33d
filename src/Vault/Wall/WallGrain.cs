using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Disclosure.Leaks;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Held;
using WinLossAgency.Vault.Themes;

namespace WinLossAgency.Vault.Wall;

/// <summary>The candid side of the wall: compares, counts, and says nothing else. Its callers are the house, which says who asked.</summary>
[GrainType("wall")]
internal sealed class WallGrain([PersistentState("asked", "vault")] IPersistentState<Askings> asked, CandidWords candid, HeldWords words, Forgetting forgetting, ThemeVoices voices, VaultStores stores) : Grain, IWall
{
    private const string House = "house";
    private const string Counting = "themes";

    private string Engagement => this.GetPrimaryKeyString();

    public async Task<ImmutableArray<Verdict>> Check(string by, string release, ImmutableArray<ReportSentence> sentences)
    {
        if (by != House && !await MayAskAsync(by)) return [];
        await GrainFactory.GetGrain<IAccessLog>(Engagement).Record(by, release, AccessReason.LeakCheck);
        var near = await Nearness.OfAsync(GrainFactory, Engagement, candid, words);
        var known = (await GrainFactory.GetGrain<IHeld>(Engagement).Known()).ToDictionary(held => held.Sentence);
        var held = new List<string>();
        var verdicts = near.Index.CheckAll([.. sentences.Select(sentence => sentence.Words)], (text, verdict) =>
        {
            var cleared = near.IsCleared(known.GetValueOrDefault(near.HashOf(text)), text, verdict);
            if (!cleared) held.Add(text);
            return cleared;
        });
        foreach (var text in held.Distinct()) await NoteAsync(by, near, known, text);
        return [.. verdicts.Select(verdict => verdict.Held ? Verdict.Held : Verdict.Pass)];
    }

    public async Task<WitnessHead> Witness(LocalDate day)
    {
        var head = await GrainFactory.GetGrain<IAccessLog>(Engagement).Witness(day);
        return new(head.Size, head.Root, head.At, head.Signature, head.PublicKey);
    }

    public async Task<Answer> Forget(string commandId, string interview)
    {
        await GrainFactory.GetGrain<IAccessLog>(Engagement).Record(House, interview, AccessReason.Erasure);
        return await forgetting.OfAsync(GrainFactory, commandId, interview);
    }

    public async Task<Answer> ForgetBefore(string interview, ImmutableArray<string> people)
    {
        if (await forgetting.BeforeAsync(GrainFactory, interview, people)) await GrainFactory.GetGrain<IAccessLog>(Engagement).Record(House, interview, AccessReason.Erasure);
        return Answer.Done;
    }

    public async Task<Answer> ForgetAll(string commandId)
    {
        var engagement = GrainFactory.GetGrain<IEngagement>(Engagement);
        var isOver = (await engagement.View())?.Stage == Stage.Closed;
        var any = isOver;
        foreach (var card in await engagement.Cards())
        {
            if (isOver) (await forgetting.OfAsync(GrainFactory, $"{commandId}/{card.Interview}", card.Interview)).OrThrow();
            // Nobody's notes are taken from under their hands; the next round comes tomorrow.
            else if (card.Status != CaseStatus.InInterview) any |= await forgetting.OutlivedAsync(GrainFactory, $"{commandId}/{card.Interview}", card.Interview, card.EndedAt is not null);
        }
        if (any) await GrainFactory.GetGrain<IAccessLog>(Engagement).Record(House, Counting, AccessReason.TimeOver);
        return Answer.Done;
    }

    public Task ForgetLog() => GrainFactory.GetGrain<IAccessLog>(Engagement).Forget();

    public Task<ImmutableArray<PassedTheme>> Themes() => GrainFactory.GetGrain<IThemes>(Engagement).Passed();

    public Task<ImmutableArray<TakenBackPoint>> TakenBack() => GrainFactory.GetGrain<IThemes>(Engagement).TakenBack();

    public async Task<int> PointsFor(string interview) => (await GrainFactory.GetGrain<IThemes>(Engagement).AskedOf(interview)).Length;

    public async Task<LogHead> Head()
    {
        var head = await GrainFactory.GetGrain<IAccessLog>(Engagement).Head();
        return new LogHead(head.Size, head.Root);
    }

    public async Task<ThemeCount> ProposeTheme(string theme)
    {
        await GrainFactory.GetGrain<IAccessLog>(Engagement).Record(House, Counting, AccessReason.Theme);
        var engagement = GrainFactory.GetGrain<IEngagement>(Engagement);
        var k = (await engagement.View())?.SetUp.K ?? throw new InvalidOperationException("An engagement without a set-up has no themes.");
        var count = await voices.CountAsync(GrainFactory, Engagement, theme);
        return new(theme, count >= k ? count : null);
    }

    /// <summary>What is held is kept for the reading room, where a second person may look at it; outward goes the verdict alone.</summary>
    private async Task NoteAsync(string by, Nearness near, Dictionary<string, HeldSentence> known, string text)
    {
        var (sentence, interview) = (near.HashOf(text), near.Of(text)[0].Interview);
        if (known.TryGetValue(sentence, out var before) && before.Interview == interview && before.AskedBy.Contains(by)) return;
        await words.KeepAsync(interview, sentence, CandidText.Of(text));
        (await GrainFactory.GetGrain<IHeld>(Engagement).Note(by, sentence, interview)).OrThrow();
    }

    /// <summary>Whoever may ask without end may find a sealed sentence by trying words. Counted before the answer, and kept over a restart.</summary>
    private async Task<bool> MayAskAsync(string by)
    {
        var max = (await GrainFactory.GetGrain<IEngagement>(Engagement).View())?.SetUp.ChecksPerHour ?? 0;
        if (!asked.State.Ask(by, stores.Clock.GetCurrentInstant(), max)) return false;
        await asked.WriteStateAsync();
        return true;
    }
}
