using System.Collections.Immutable;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.ReadingRoom;
using WinLossAgency.Vault.Wall;

namespace WinLossAgency.Vault.Held;

/// <summary>The log first, then the pure decision over the asides as they stand now.</summary>
[GrainType("held")]
internal sealed class HeldGrain([PersistentState("journal", "vault")] IPersistentState<Journal<HeldState, HeldEvent>> journal, VaultTools tools, HeldWords words, CandidWords candid)
    : JournalGrain<HeldState, HeldEvent>(journal, tools.Journals), IHeld
{
    /// <summary>Under this name openings of held sentences stand in the log.</summary>
    public const string What = "held";

    // Another name, or each clearing would keep the room open for longer.
    private const string Cleared = "held/cleared";
    private static readonly Opening Comparing = Opening.ByStep("compare a held sentence once more before it is cleared");

    protected override HeldState Empty => HeldState.None;

    protected override HeldState Fold(HeldState state, HeldEvent happened) => HeldState.Fold(state, happened);

    public async Task<AccessLine?> Enter(AccessReason? why)
    {
        await MayLookAsync();
        if (await StandingAsync() is { } standing) return standing;
        return why is { } reason && Phrases.Choices.Contains(reason) ? await RecordAsync(reason, What) : null;
    }

    public async Task<ImmutableArray<HeldSentence>> View()
    {
        await MayLookAsync();
        if (await StandingAsync() is null) throw new AccessRefusedException(Caller.Required.Id, "held sentences without a reason in the log");
        return [.. State.Sentences.Values.OrderByDescending(s => s.Since).ThenBy(s => s.Sentence, StringComparer.Ordinal)];
    }

    public async Task<Answer> Clear(string commandId, string sentence, ImmutableArray<string> seen, ClearingReason reason)
    {
        await MayLookAsync();
        if (await StandingAsync() is null) return Answer.No("Say first why you open the held sentences. It is recorded, and stands for 30 minutes.");
        var by = Caller.Required.Id;
        if (!State.Sentences.TryGetValue(sentence, out var known) || await words.ReadAsync(known.Interview, sentence) is not { } kept) return Answer.No("There is no such sentence.");
        var text = kept.Reveal(Comparing);
        var near = await Caller.AsHouse(() => Nearness.OfAsync(GrainFactory, Key, candid, words));
        ImmutableArray<string> asides = [.. near.Of(text).Select(a => a.Hash).Order(StringComparer.Ordinal)];
        if (!asides.All(seen.Contains)) return Answer.No("Since you looked, it resembles something else that was said. Look again.");
        var copied = near.IsCopied(text);
        if (HeldDecisions.Clear(State, by, sentence, asides, copied, reason, Now) is WinLossAgency.Domain.Decision<HeldEvent>.Accepted { Events.IsEmpty: false }) await RecordAsync(AccessReason.Clearing, Cleared);
        return await DecideAsync(commandId, (s, at) => HeldDecisions.Clear(s, by, sentence, asides, copied, reason, at));
    }

    public Task<ImmutableArray<HeldSentence>> Known() => Task.FromResult(State.Sentences.Values.ToImmutableArray());

    // A comparison may be made again with the same words, so the fact itself is what makes it one.
    public Task<Answer> Note(string by, string sentence, string interview) =>
        DecideAsync($"note/{by}/{sentence[..16]}/{interview}", (s, at) => HeldDecisions.Note(s, by, sentence, interview, at));

    private async Task MayLookAsync()
    {
        var caller = Caller.Required;
        var setUp = (await Caller.AsHouse(() => GrainFactory.GetGrain<IEngagement>(Key).View()))?.SetUp;
        var isOwn = setUp is not null && caller.Is(Role.Analyst) && (setUp.Analysts.IsDefaultOrEmpty || setUp.Analysts.Contains(caller.Id));
        if (setUp is null || !isOwn && !caller.Is(Role.PrivacyOfficer)) throw new AccessRefusedException(caller.Id, "what was said in confidence to another team");
    }

    private Task<AccessLine?> StandingAsync()
    {
        var who = Caller.Required.Id;
        return Caller.AsHouse(() => GrainFactory.GetGrain<IAccessLog>(Key).Standing(who, What));
    }

    private Task<AccessLine> RecordAsync(AccessReason why, string what)
    {
        var who = Caller.Required.Id;
        return Caller.AsHouse(() => GrainFactory.GetGrain<IAccessLog>(Key).Record(who, what, why));
    }
}
