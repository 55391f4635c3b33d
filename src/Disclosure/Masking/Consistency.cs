using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Disclosure.Masking;

/// <summary>Found once is found everywhere: names that one sentence gave away are masked in all others, and count as one thing.</summary>
internal static class Consistency
{
    /// <summary>Learns names from the mentions without an entity, gives them one, and adds their other mentions.</summary>
    public static void Spread(TextView view, List<Candidate> found)
    {
        var learned = new PhraseIndex();
        var entities = new Dictionary<string, string>(StringComparer.Ordinal);
        var open = found.Where(c => c.Entity.Length == 0).OrderByDescending(c => c.Length).ThenBy(c => c.Start).ToList();
        if (open.Count == 0) return;
        foreach (var candidate in open) Learn(view, candidate, learned, entities);
        for (var i = 0; i < found.Count; i++)
            if (found[i].Entity.Length == 0) found[i] = found[i] with { Entity = EntityOf(view, found[i], entities) };
        for (var i = 0; i < view.Tokens.Length; i++)
        {
            if (learned.At(view, i) is not { } phrase) continue;
            var last = i + phrase.Words.Length - 1;
            found.Add(new Candidate(view.Tokens[i].Start, view.Tokens[last].End, phrase.Label, phrase.Kind, phrase.Entity, phrase.Reason, phrase.Rank));
        }
    }

    private static string EntityOf(TextView view, Candidate candidate, Dictionary<string, string> entities)
    {
        var words = Words(view, candidate);
        foreach (var word in words.AsEnumerable().Reverse())
            if (entities.TryGetValue(word, out var entity)) return entity;
        return $"{candidate.Label}:{string.Join(' ', words)}";
    }

    private static void Learn(TextView view, Candidate candidate, PhraseIndex learned, Dictionary<string, string> entities)
    {
        var words = Words(view, candidate);
        if (words.Count == 0) return;
        var entity = EntityOf(view, candidate, entities);
        foreach (var word in words)
            if (word.Length > 1 && !CompanyWords.IsEnding(word)) entities.TryAdd(word, entity);
        const string reason = "named elsewhere in the text";
        var rank = candidate.Rank - 1;
        if (words.Count > 1) learned.Add(string.Join(' ', words), candidate.Label, candidate.Kind, entity, Casing.Capital, reason, rank);
        if (candidate.Label == MaskLabel.Person)
        {
            foreach (var word in words)
                if (word.Length > 2) learned.Add(word, candidate.Label, candidate.Kind, entity, Casing.Capital, reason, rank);
        }
        else if (candidate.Label == MaskLabel.Organization && words[0].Length > 3 && !Lexicon.IsCommon(words[0]))
        {
            learned.Add(words[0], candidate.Label, candidate.Kind, entity, Casing.Capital, reason, rank);
        }
    }

    private static List<string> Words(TextView view, Candidate candidate)
    {
        var part = new TextView(view.Source[candidate.Start..candidate.End]);
        var words = new List<string>(part.Tokens.Length);
        for (var i = 0; i < part.Tokens.Length; i++)
            if (i > 0 || part.Tokens.Length == 1 || !Finders.NameFinder.IsHonorific(part, 0)) words.Add(part.Word(i).ToString());
        return words;
    }
}
