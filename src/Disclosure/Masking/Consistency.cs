using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Disclosure.Masking;

/// <summary>Found once is found everywhere: names that one sentence gave away are masked in all others, and count as one thing.</summary>
internal static class Consistency
{
    /// <summary>Learns names from the mentions without an entity, gives them one, and adds their other mentions.</summary>
    public static void Spread(TextView view, List<Candidate> found)
    {
        var open = Open(view, found);
        if (open.Count == 0) return;
        var learned = new PhraseIndex();
        var entities = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (at, words) in open) Learn(found[at], words, learned, entities);
        foreach (var (at, words) in open) found[at] = found[at] with { Entity = EntityOf(found[at], words, entities) };
        for (var i = 0; i < view.Tokens.Length; i++)
        {
            if (learned.At(view, i) is not { } phrase) continue;
            var last = i + phrase.Words.Length - 1;
            found.Add(new Candidate(view.Tokens[i].Start, view.Tokens[last].End, phrase.Label, phrase.Kind, phrase.Entity, phrase.Reason, phrase.Rank));
        }
    }

    // The mentions without an entity, longest first, each with its words.
    private static List<(int At, string[] Words)> Open(TextView view, List<Candidate> found)
    {
        var open = new List<(int At, string[] Words)>();
        for (var i = 0; i < found.Count; i++)
            if (found[i].Entity.Length == 0) open.Add((i, Words(view, found[i])));
        open.Sort((a, b) =>
        {
            Candidate x = found[a.At], y = found[b.At];
            return x.Length != y.Length ? y.Length.CompareTo(x.Length) : x.Start != y.Start ? x.Start.CompareTo(y.Start) : a.At.CompareTo(b.At);
        });
        return open;
    }

    private static string EntityOf(Candidate candidate, string[] words, Dictionary<string, string> entities)
    {
        for (var i = words.Length - 1; i >= 0; i--)
            if (entities.TryGetValue(words[i], out var entity)) return entity;
        return $"{candidate.Label}:{string.Join(' ', words)}";
    }

    private static void Learn(Candidate candidate, string[] words, PhraseIndex learned, Dictionary<string, string> entities)
    {
        if (words.Length == 0) return;
        var entity = EntityOf(candidate, words, entities);
        foreach (var word in words)
            if (word.Length > 1 && !CompanyWords.IsEnding(word)) entities.TryAdd(word, entity);
        void Add(params string[] phrase) =>
            learned.Add(new Phrase(phrase, candidate.Label, candidate.Kind, entity, Casing.Capital, "named elsewhere in the text", candidate.Rank - 1));
        if (words.Length > 1) Add(words);
        if (candidate.Label == MaskLabel.Person)
        {
            foreach (var word in words)
                if (word.Length > 2) Add(word);
        }
        else if (candidate.Label == MaskLabel.Organization && words[0].Length > 3 && !Lexicon.IsCommon(words[0]))
        {
            Add(words[0]);
        }
    }

    // Without the form of address that opens a mention.
    private static string[] Words(TextView view, Candidate candidate)
    {
        var first = view.FirstAt(candidate.Start);
        var end = first;
        while (end < view.Tokens.Length && view.Tokens[end].Start < candidate.End) end++;
        if (end - first > 1 && Finders.NameFinder.IsHonorific(view, first)) first++;
        var words = new string[end - first];
        for (var i = 0; i < words.Length; i++) words[i] = view.Word(first + i).ToString();
        return words;
    }
}
