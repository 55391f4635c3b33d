using System.Collections.Immutable;
using Orleans;
using WinLossAgency.Disclosure.Leaks;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Wall;

namespace WinLossAgency.Vault.Held;

/// <summary>One aside that holds a sentence.</summary>
internal sealed record NearAside(string Interview, string Hash, CandidText Words);

/// <summary>Everything candid of an engagement as it stands now, ready to be compared, with the hashes under which a clearing knows it.</summary>
internal sealed class Nearness(LeakIndex index, IReadOnlyDictionary<string, CandidAside> asides, HashKey key)
{
    public LeakIndex Index => index;

    public static async Task<Nearness> OfAsync(IGrainFactory grains, string engagement, CandidWords candid, HeldWords words)
    {
        var asides = (await candid.OfAsync(grains, engagement)).Select((aside, n) => KeyValuePair.Create($"{n}", aside)).ToDictionary();
        return new(new LeakIndex(asides.Select(a => new Aside(a.Key, a.Value.Words))), asides, await words.KeyAsync(engagement));
    }

    public string HashOf(string sentence) => HeldWords.Hash(key, $"sentence {sentence}");

    /// <summary>Whether a run of some aside's own words holds it.</summary>
    public bool IsCopied(string sentence) => index.Check(sentence).Copied;

    /// <summary>Every aside that holds this sentence, the nearest first, each of the same words once.</summary>
    public ImmutableArray<NearAside> Of(string sentence) => [.. index.Near(sentence).Select(near => asides[near.AsideId!])
        .Select(a => new NearAside(a.Interview, HeldWords.Hash(key, $"aside {a.Interview} {a.Words}"), CandidText.Of(a.Words))).DistinctBy(a => a.Hash)];

    /// <summary>Whether these very words were cleared, for every aside that holds them now.</summary>
    public bool IsCleared(HeldSentence? known, string sentence, LeakVerdict verdict) =>
        known is { ClearedBy: not null } && !verdict.Copied && Of(sentence) is { IsEmpty: false } near && near.All(a => known.ClearedFor.Contains(a.Hash));
}
