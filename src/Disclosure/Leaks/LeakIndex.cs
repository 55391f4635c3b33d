using System.Buffers;
using System.Collections.Immutable;
using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Disclosure.Leaks;

/// <summary>
/// The asides of one engagement, ready to be compared with the sentences of a report (DOMAIN 9.6). Built once, then read by any
/// number of threads. Several detectors look at each sentence: runs of the same words, aligned words weighted by how much they tell,
/// and the share of telling words in common, all after disguises are lifted and light paraphrase is folded.
/// </summary>
public sealed class LeakIndex
{
    /// <summary>From here on a sentence is held until a second person clears it.</summary>
    public const double BlockThreshold = 0.5;

    /// <summary>This many words in a row, as they stand, always block.</summary>
    public const int RunAlways = 8;

    private const int CandidatesMax = 12;
    private const int IdfFrom = 20;
    private const int PartWords = 60;
    private const int PartOverlap = 20;
    /// <summary>Shorter sentences are also read together until they come to so many words.</summary>
    private const int WordsTogether = 16;

    private readonly AsideWords[] asides;
    private readonly Dictionary<string, int> roots = new(StringComparer.Ordinal);
    private readonly Dictionary<ulong, int> runs = [];
    private readonly Dictionary<string, string> unscrambled = new(StringComparer.Ordinal);
    private readonly HashSet<string> words = new(StringComparer.Ordinal);
    private readonly int[][] postings;
    private readonly float[] rarity;

    public LeakIndex(IEnumerable<Aside> asides)
    {
        ArgumentNullException.ThrowIfNull(asides);
        var read = new List<AsideWords>();
        foreach (var aside in asides)
        {
            var text = SpokenText.Of(aside.Text);
            foreach (var word in text.Clean) Learn(word);
            foreach (var word in text.Raw) Learn(word);
            AddRuns(text.Raw, read.Count);
            AddRuns(text.Clean, read.Count);
            foreach (var part in Parts(text.Clean))
                read.Add(new AsideWords(aside.Id, [.. part.Select(w => Intern(Vocabulary.Root(w)))], [.. part.Select(Vocabulary.Weight)]));
        }
        this.asides = [.. read];
        (postings, rarity) = Invert(read, roots.Count);
        foreach (var aside in this.asides) aside.Weigh(rarity);
    }

    /// <summary>Compares one sentence with every aside.</summary>
    public LeakVerdict Check(string sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        var text = Read(sentence);
        if (FindRun(text.Raw) is { } raw) return new LeakVerdict(1, asides[raw].Id);
        if (FindRun(text.Clean) is { } clean) return new LeakVerdict(1, asides[clean].Id);
        var (features, nearest) = Nearest(text.Clean);
        return nearest < 0 ? default : new LeakVerdict(features.Score(), asides[nearest].Id);
    }

    /// <summary>
    /// The verdict of each sentence, in order. Each is also read with those after it until there are words enough to compare:
    /// neither full stops nor fields may cut a leak into pieces that pass.
    /// </summary>
    public ImmutableArray<LeakVerdict> CheckAll(IReadOnlyList<string> sentences)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        LeakVerdict[] verdicts = [.. sentences.Select(Check)];
        int[] words = [.. sentences.Select(s => s.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length)];
        for (var from = 0; from + 1 < verdicts.Length; from++)
        {
            var to = from + 1;
            for (var together = words[from] + words[to]; together < WordsTogether && to + 1 < verdicts.Length;) together += words[++to];
            if (verdicts.AsSpan(from, to + 1 - from).ToArray().Any(v => v.Blocks) || !Joined(from, to).Blocks) continue;
            // Only what the leak needs is held: innocent sentences at either end go free.
            var first = from;
            while (first < to && Joined(first + 1, to).Blocks) first++;
            while (to > first && Joined(first, to - 1).Blocks) to--;
            verdicts.AsSpan(first, to + 1 - first).Fill(Joined(first, to));
        }
        return [.. verdicts];

        LeakVerdict Joined(int first, int last) => Check(string.Join(' ', sentences.Skip(first).Take(last + 1 - first)));
    }

    /// <summary>The sentences of a text that block, in order.</summary>
    public ImmutableArray<LeakSpan> CheckText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sentences = Sentences.Of(text).ToArray();
        var verdicts = CheckAll(Array.ConvertAll(sentences, s => text[s.Start..s.End]));
        return [.. sentences.Zip(verdicts, (s, v) => new LeakSpan(s.Start, s.End, v)).Where(s => s.Verdict.Blocks)];
    }

    internal LeakFeatures FeaturesOf(string sentence) => Nearest(Read(sentence).Clean).Features;

    private (LeakFeatures Features, int Nearest) Nearest(List<string> words)
    {
        var best = (Features: default(LeakFeatures), Nearest: -1, Score: double.MinValue);
        foreach (var part in Parts(words))
        {
            var ids = part.ConvertAll(w => roots.GetValueOrDefault(Vocabulary.Root(w), -1)).ToArray();
            var weights = part.ConvertAll(Vocabulary.Weight).ToArray();
            var telling = weights.AsSpan().ContainsAnyExcept(Vocabulary.FunctionWeight);
            var searched = new int[ids.Length];
            for (var i = 0; i < ids.Length; i++)
            {
                // Small words find every aside and so find none; they are looked up only where a sentence has nothing else.
                searched[i] = telling && weights[i] == Vocabulary.FunctionWeight ? -1 : ids[i];
                if (ids[i] >= 0) weights[i] *= rarity[ids[i]];
            }
            foreach (var candidate in Candidates(searched, weights))
            {
                var features = Alignment.Compare(ids, weights, asides[candidate].Roots, asides[candidate].Weights);
                var score = features.Score();
                if (score > best.Score) best = (features, candidate, score);
            }
        }
        return (best.Features, best.Nearest);
    }

    // Long speech is compared in overlapping parts, or one borrowed sentence would drown in the rest.
    private static IEnumerable<List<string>> Parts(List<string> words)
    {
        for (var from = 0; ; from += PartWords - PartOverlap)
        {
            var count = Math.Min(PartWords, words.Count - from);
            yield return words.GetRange(from, count);
            if (from + count >= words.Count) yield break;
        }
    }

    // The asides that share most telling weight with the sentence, by their own measure and by share of the aside.
    private List<int> Candidates(int[] ids, float[] weights)
    {
        var shared = ArrayPool<float>.Shared.Rent(asides.Length);
        var touched = new List<int>();
        Array.Clear(shared, 0, asides.Length);
        for (var i = 0; i < ids.Length; i++)
        {
            if (ids[i] < 0 || Array.IndexOf(ids, ids[i], 0, i) >= 0) continue;
            foreach (var aside in postings[ids[i]])
            {
                if (shared[aside] == 0) touched.Add(aside);
                shared[aside] += weights[i];
            }
        }
        var scored = touched.ConvertAll(a => (Aside: a, Share: shared[a] * (1 + (shared[a] / (asides[a].Total + 0.5f)))));
        ArrayPool<float>.Shared.Return(shared);
        scored.Sort(static (a, b) => b.Share != a.Share ? b.Share.CompareTo(a.Share) : a.Aside.CompareTo(b.Aside));
        return scored.Take(CandidatesMax).Select(s => s.Aside).ToList();
    }

    // A word the asides do not hold, whose letters make one they do hold: a transposition put there to hide it.
    private SpokenText Read(string sentence)
    {
        var text = SpokenText.Of(sentence);
        Unscramble(text.Raw);
        Unscramble(text.Clean);
        return text;
    }

    private void Unscramble(List<string> list)
    {
        for (var i = 0; i < list.Count; i++)
            if (list[i].Length > 3 && !words.Contains(list[i]) && unscrambled.TryGetValue(Letters(list[i]), out var plain) && Masking.SoundsLike.Distance(list[i], plain, 2) <= 2)
                list[i] = plain;
    }

    private void Learn(string word)
    {
        if (words.Add(word) && word.Length > 3) unscrambled.TryAdd(Letters(word), word);
    }

    private int Intern(string root)
    {
        if (!roots.TryGetValue(root, out var id)) roots[root] = id = roots.Count;
        return id;
    }

    private void AddRuns(List<string> list, int aside)
    {
        for (var i = 0; i + RunAlways <= list.Count; i++) runs.TryAdd(RunHash(list, i), aside);
    }

    private int? FindRun(List<string> list)
    {
        for (var i = 0; i + RunAlways <= list.Count; i++)
            if (runs.TryGetValue(RunHash(list, i), out var aside)) return aside;
        return null;
    }

    private static ulong RunHash(List<string> list, int from)
    {
        var hash = 14695981039346656037UL;
        for (var i = from; i < from + RunAlways; i++)
        {
            foreach (var unit in list[i]) hash = (hash ^ unit) * 1099511628211UL;
            hash = (hash ^ ' ') * 1099511628211UL;
        }
        return hash;
    }

    private static string Letters(string word)
    {
        Span<char> letters = word.Length <= 64 ? stackalloc char[word.Length] : new char[word.Length];
        word.AsSpan().CopyTo(letters);
        letters.Sort();
        return letters.ToString();
    }

    // Rarity among the asides weighs only where there are enough of them to tell; below, the vocabulary's own weights stand.
    private static (int[][] Postings, float[] Rarity) Invert(List<AsideWords> asides, int count)
    {
        var lists = new List<int>[count];
        for (var i = 0; i < count; i++) lists[i] = [];
        for (var a = 0; a < asides.Count; a++)
            foreach (var root in asides[a].Roots)
                if (lists[root].Count == 0 || lists[root][^1] != a) lists[root].Add(a);
        var rarity = new float[count];
        var top = Math.Log(asides.Count + 1d);
        for (var i = 0; i < count; i++)
            rarity[i] = asides.Count < IdfFrom ? 1 : (float)(0.4 + (0.6 * Math.Log((asides.Count + 1d) / lists[i].Count) / top));
        var postings = Array.ConvertAll(lists, l => l.Count > 50 && l.Count > asides.Count / 4 ? [] : l.ToArray());
        return (postings, rarity);
    }
}
