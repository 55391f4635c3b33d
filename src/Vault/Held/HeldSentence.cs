using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Domain;
using static WinLossAgency.Domain.Decision;

namespace WinLossAgency.Vault.Held;

/// <summary>Why a second person lets a held sentence pass. Picked from a list, because a typed sentence would itself be candid; a note rests sealed.</summary>
internal enum ClearingReason { AlsoOnRecord, PublicKnowledge, SubjectOnly, ClientsOwnWords }

/// <summary>What became of sentences that a comparison held. Neither they nor the asides stand here, only keyed hashes of both.</summary>
internal abstract record HeldEvent(Instant At)
{
    /// <summary>Somebody had it compared, and it was held. Its words rest sealed under the interview whose aside is nearest.</summary>
    public sealed record Noted(Instant At, string By, string Sentence, string Interview) : HeldEvent(At);

    /// <summary>A second person saw it beside these asides and lets these very words pass for as long as they resemble no other.</summary>
    public sealed record Cleared(Instant At, string By, string Sentence, ImmutableArray<string> Asides, ClearingReason Reason) : HeldEvent(At);
}

/// <summary>One held sentence by its hash: who had it compared, where its words rest, and for which asides it was cleared by whom.</summary>
[Immutable, GenerateSerializer, Alias("held-sentence")]
internal sealed record HeldSentence(string Sentence, string Interview, ImmutableArray<string> AskedBy, Instant Since, ImmutableArray<string> ClearedFor, string? ClearedBy, ClearingReason Reason);

internal sealed record HeldState(ImmutableDictionary<string, HeldSentence> Sentences)
{
    public static readonly HeldState None = new(ImmutableDictionary<string, HeldSentence>.Empty);

    public static HeldState Fold(HeldState s, HeldEvent e) => e switch
    {
        HeldEvent.Noted f => new(s.Sentences.SetItem(f.Sentence, s.Sentences.TryGetValue(f.Sentence, out var known)
            ? known with { Interview = f.Interview, AskedBy = known.AskedBy.Contains(f.By) ? known.AskedBy : known.AskedBy.Add(f.By) }
            : new HeldSentence(f.Sentence, f.Interview, [f.By], f.At, [], null, default))),
        HeldEvent.Cleared f => new(s.Sentences.SetItem(f.Sentence, s.Sentences[f.Sentence] with { ClearedFor = f.Asides, ClearedBy = f.By, Reason = f.Reason })),
        _ => throw new InvalidOperationException($"No fold for {e.GetType().Name}."),
    };
}

/// <summary>A hit blocks; a second person may clear it with a reason, recorded (DOMAIN §9.6).</summary>
internal static class HeldDecisions
{
    /// <summary>A sentence beyond these can still be written anew.</summary>
    public const int SentencesMax = 500;

    public static Decision<HeldEvent> Note(HeldState s, string by, string sentence, string interview, Instant at) =>
        s.Sentences.TryGetValue(sentence, out var known) ? known.Interview == interview && known.AskedBy.Contains(by) ? Nothing<HeldEvent>() : new HeldEvent.Noted(at, by, sentence, interview)
        : s.Sentences.Count >= SentencesMax ? Nothing<HeldEvent>() : new HeldEvent.Noted(at, by, sentence, interview);

    /// <param name="asides">The asides that hold it now, as they were shown.</param>
    /// <param name="copied">It has a run of an aside's own words.</param>
    public static Decision<HeldEvent> Clear(HeldState s, string by, string sentence, ImmutableArray<string> asides, bool copied, ClearingReason reason, Instant at)
    {
        if (!s.Sentences.TryGetValue(sentence, out var known)) return Refuse("There is no such sentence.");
        if (known.AskedBy.Contains(by)) return Refuse("You had this sentence checked; a second person clears it.");
        if (copied) return Refuse("This sentence repeats an aside in its own words. Nobody can clear it; it has to be written anew.");
        if (asides.IsEmpty) return Refuse("Nothing that was said in confidence holds this sentence any more. Have the report checked again.");
        return known.ClearedBy is not null && known.ClearedFor.SequenceEqual(asides) ? Nothing<HeldEvent>() : new HeldEvent.Cleared(at, by, sentence, asides, reason);
    }
}
