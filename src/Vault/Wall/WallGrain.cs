using System.Collections.Immutable;
using Orleans;
using WinLossAgency.Disclosure.Leaks;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Intake;

namespace WinLossAgency.Vault.Wall;

/// <summary>The candid side of the wall: compares, counts, and says nothing else. Its callers are the house, which says who asked.</summary>
[GrainType("wall")]
internal sealed class WallGrain(CandidWords candid) : Grain, IWall
{
    private const string House = "house";
    private const string Counting = "themes";

    /// <summary>Shorter sentences are read together until they come to so many words.</summary>
    private const int WordsTogether = 16;

    private string Engagement => this.GetPrimaryKeyString();

    public async Task<ImmutableArray<Verdict>> Check(string by, string release, ImmutableArray<ReportSentence> sentences)
    {
        await GrainFactory.GetGrain<IAccessLog>(Engagement).Record(by, release, AccessReason.LeakCheck);
        var index = new LeakIndex(await candid.OfAsync(GrainFactory, Engagement));
        return Held(index, [.. sentences.Select(sentence => sentence.Words)]);
    }

    /// <summary>Each sentence by itself, and with those after it until there are words enough to compare: neither full stops nor fields may cut a leak into pieces that pass.</summary>
    internal static ImmutableArray<Verdict> Held(LeakIndex index, ImmutableArray<string> sentences)
    {
        var held = sentences.Select(words => index.Check(words).Blocks).ToArray();
        for (var from = 0; from + 1 < sentences.Length; from++)
        {
            var (to, words) = (from + 1, WordsOf(sentences[from]) + WordsOf(sentences[from + 1]));
            while (words < WordsTogether && to + 1 < sentences.Length) words += WordsOf(sentences[++to]);
            if (held.AsSpan(from, to + 1 - from).Contains(true) || !Blocks(from, to)) continue;
            // Only what the leak needs is held: innocent sentences at either end go free.
            var first = from;
            while (first < to && Blocks(first + 1, to)) first++;
            while (to > first && Blocks(first, to - 1)) to--;
            held.AsSpan(first, to + 1 - first).Fill(true);
        }
        return [.. held.Select(one => one ? Verdict.Held : Verdict.Pass)];

        bool Blocks(int first, int last) => index.Check(string.Join(' ', sentences[first..(last + 1)])).Blocks;
    }

    private static int WordsOf(string sentence) => sentence.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    public async Task<ThemeCount> ProposeTheme(string theme)
    {
        await GrainFactory.GetGrain<IAccessLog>(Engagement).Record(House, Counting, AccessReason.Theme);
        var engagement = GrainFactory.GetGrain<IEngagement>(Engagement);
        var k = (await engagement.View())?.SetUp.K ?? throw new InvalidOperationException("An engagement without a set-up has no themes.");
        var people = new HashSet<string>();
        foreach (var card in await engagement.Cards())
        {
            if (card.EndedAt is null) continue;
            var marking = (await GrainFactory.GetGrain<IIntake>(card.Interview).View()).Marking;
            if (marking.Sealed.Any(aside => marking.Themes.GetValueOrDefault(aside.Number) == theme)) people.Add(card.Person);
        }
        return new(theme, people.Count >= k ? people.Count : null);
    }
}
