using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace WinLossAgency.Disclosure.Leaks;

/// <summary>The asides by their roots: what each root tells among them, which asides hold it, and what else a word of a sentence may stand for.</summary>
internal sealed class AsideBook
{
    /// <summary>Long speech is compared in overlapping parts, or one borrowed sentence would drown in the rest.</summary>
    public const int PartWords = 60;
    private const int PartOverlap = 20;
    private const int CandidatesMax = 7;
    private const int ByTrigramsMax = 4;
    private const float SynonymStrength = 0.6f;

    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> spellings = new(StringComparer.Ordinal);
    private readonly Dictionary<int, List<int>> bySense = [];
    private readonly ConcurrentDictionary<string, WordFacts> known = new(StringComparer.Ordinal);
    private readonly int[][] postings;
    private readonly ImmutableArray<Lazy<AsideWords>> apart;
    private readonly Trigrams trigrams = new();

    public AsideBook(IReadOnlyList<(string Id, List<string> Clean)> asides)
    {
        var (plain, full, parts) = (new List<float>(), new List<int[]>(), new List<AsideWords>());
        // Speech is the same few thousand words over and over: each is cut to its root and weighed once.
        var met = new Dictionary<string, (int Root, int Spelling, float Weight)>(StringComparer.Ordinal);
        (int Root, int Spelling, float Weight) Met(string word)
        {
            if (!met.TryGetValue(word, out var facts)) met[word] = facts = (Intern(word, plain), Spell(word), Vocabulary.Weight(word));
            return facts;
        }

        for (var a = 0; a < asides.Count; a++)
        {
            var (id, clean) = asides[a];
            full.Add([.. clean.Select(w => Met(w).Root)]);
            parts.AddRange(Parts(clean).Select(part => new AsideWords(a, id, [.. part.Select(w => Met(w).Root)], [.. part.Select(w => Met(w).Spelling)], [.. part.Select(w => Met(w).Weight)])));
        }
        Asides = [.. parts];
        var kinship = new Kinship([.. parts], plain.Count);
        (postings, Rarity) = Invert(parts, plain);
        Surprise = new Surprise(full, plain);
        apart = [.. parts.Select((_, a) => new Lazy<AsideWords>(() => kinship.Apart(a, Rarity, Surprise)))];
        for (var a = 0; a < Asides.Length; a++)
        {
            Asides[a].Weigh(Rarity, Surprise);
            trigrams.Add(Asides[a].Roots, a);
        }
    }

    public ImmutableArray<AsideWords> Asides { get; }

    public Rarity Rarity { get; }

    public Surprise Surprise { get; }

    public int Roots => ids.Count;

    public static IEnumerable<List<string>> Parts(List<string> words)
    {
        for (var from = 0; ; from += PartWords - PartOverlap)
        {
            var count = Math.Min(PartWords, words.Count - from);
            yield return words.GetRange(from, count);
            if (from + count >= words.Count) yield break;
        }
    }

    /// <summary>An aside weighed against those that say something else: what many said in confidence is no less a secret.</summary>
    public AsideWords Apart(int aside) => apart[aside].Value;

    public float Scraps(SentenceWords sentence, AsideWords aside, float plain) => aside.Kin is { } kin ? trigrams.Count(sentence.Roots, aside, kin) : plain;

    public SentenceWords Read(List<string> words) => new(words, [.. words.Select(word => known.GetOrAdd(word, LookUp))]);

    /// <summary>The asides that share most telling weight with the sentence, by their own measure and by share of the aside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public List<(int Aside, float Scraps)> Candidates(SentenceWords sentence)
    {
        var shared = ArrayPool<float>.Shared.Rent(Asides.Length);
        var touched = new List<int>();
        Array.Clear(shared, 0, Asides.Length);
        var seen = new HashSet<int>();
        // Small words find every aside and so find none; they are looked up only where a sentence has nothing else.
        var telling = sentence.Tells;
        for (var i = 0; i < sentence.Count; i++)
        {
            var word = sentence[i];
            if (telling && !word.Tells) continue;
            foreach (var (root, strength) in word.Means)
            {
                if (!seen.Add(root)) continue;
                foreach (var aside in postings[root])
                {
                    if (shared[aside] == 0) touched.Add(aside);
                    shared[aside] += strength * word.Weight * Rarity.Of(root);
                }
            }
        }
        var nearest = new PriorityQueue<int, (float Share, int)>();
        foreach (var aside in touched)
        {
            nearest.Enqueue(aside, (shared[aside] * (1 + (shared[aside] / (Asides[aside].Total + 0.5f))), -aside));
            if (nearest.Count > CandidatesMax) nearest.Dequeue();
        }
        ArrayPool<float>.Shared.Return(shared);
        var scraps = new Dictionary<int, float>();
        trigrams.Count(sentence.Roots, scraps);
        var copied = scraps.OrderByDescending(t => t.Value).ThenBy(t => t.Key).Take(ByTrigramsMax).Select(t => t.Key);
        return [.. nearest.UnorderedItems.Select(n => n.Element).Union(copied).Order().Select(a => (a, scraps.GetValueOrDefault(a)))];
    }

    private WordFacts LookUp(string word)
    {
        var root = Vocabulary.Root(word);
        var means = new List<(int Root, float Strength)>();
        var own = ids.GetValueOrDefault(root, -1);
        if (own >= 0) means.Add((own, 1));
        foreach (var sense in Synonyms.Of(root))
            foreach (var other in bySense.GetValueOrDefault(sense) ?? [])
                if (!means.Exists(m => m.Root == other)) means.Add((other, SynonymStrength));
        return new WordFacts(own, spellings.GetValueOrDefault(word, -1), Vocabulary.Weight(word), own >= 0 ? Surprise.Of(own) : Vocabulary.Bits(word), [.. means]);
    }

    private int Spell(string word)
    {
        if (!spellings.TryGetValue(word, out var id)) spellings[word] = id = spellings.Count;
        return id;
    }

    private int Intern(string word, List<float> plain)
    {
        var root = Vocabulary.Root(word);
        if (ids.TryGetValue(root, out var id)) return id;
        ids[root] = id = ids.Count;
        plain.Add(Vocabulary.Bits(word));
        foreach (var sense in Synonyms.Of(root))
        {
            if (!bySense.TryGetValue(sense, out var roots)) bySense[sense] = roots = [];
            roots.Add(id);
        }
        return id;
    }

    // Grammar that nearly every aside holds finds none; a telling word does, even where everybody tells the same secret.
    private static (int[][] Postings, Rarity Rarity) Invert(List<AsideWords> asides, List<float> plain)
    {
        var lists = new List<int>[plain.Count];
        for (var i = 0; i < lists.Length; i++) lists[i] = [];
        for (var a = 0; a < asides.Count; a++)
            foreach (var root in asides[a].Roots)
                if (lists[root].Count == 0 || lists[root][^1] != a) lists[root].Add(a);
        var postings = lists.Select((l, root) => plain[root] <= Vocabulary.FunctionBits && l.Count > 50 && l.Count > asides.Count / 4 ? [] : l.ToArray()).ToArray();
        return (postings, new Rarity(asides.Count, Array.ConvertAll(lists, l => l.Count)));
    }
}
