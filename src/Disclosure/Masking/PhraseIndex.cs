using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Disclosure.Masking;

/// <summary>When a phrase counts as found.</summary>
internal enum Casing
{
    /// <summary>Any case: the phrase is unmistakable.</summary>
    Any,

    /// <summary>Every word begins with a capital, unless the words around it show that a name is meant.</summary>
    Capital,

    /// <summary>All capitals: an acronym.</summary>
    Upper,
}

internal sealed record Phrase(string[] Words, MaskLabel Label, MaskKind Kind, string Entity, Casing Casing, string Reason, int Rank);

/// <summary>Phrases looked up by the hash of their first word, longest first; a small filter answers most words of a text at once.</summary>
internal sealed class PhraseIndex
{
    private const int FilterBits = 12;

    private readonly Dictionary<ulong, List<Phrase>> byFirst = [];
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private ulong[]? filter;

    public int Count => seen.Count;

    public void Add(string surface, MaskLabel label, MaskKind kind, string entity, Casing casing, string reason, int rank)
    {
        var view = new TextView(surface);
        if (view.Tokens.Length == 0) return;
        var words = new string[view.Tokens.Length];
        for (var i = 0; i < words.Length; i++) words[i] = view.Word(i).ToString();
        Add(new Phrase(words, label, kind, entity, casing, reason, rank));
    }

    /// <summary>Adds a phrase whose words are folded already.</summary>
    public void Add(Phrase phrase)
    {
        var words = phrase.Words;
        if (!seen.Add(words.Length == 1 ? words[0] : string.Join(' ', words))) return;
        var hash = WordHash.Of(words[0]);
        filter ??= new ulong[(1 << FilterBits) / 64];
        filter[PlaceOf(hash)] |= 1UL << (int)(hash & 63);
        if (!byFirst.TryGetValue(hash, out var list)) byFirst[hash] = list = [];
        var at = list.FindIndex(p => p.Words.Length < words.Length);
        list.Insert(at < 0 ? list.Count : at, phrase);
    }

    /// <summary>The longest phrase that begins at a token, or null.</summary>
    public Phrase? At(TextView view, int token)
    {
        var hash = view.Hashes[token];
        if (filter is null || (filter[PlaceOf(hash)] & (1UL << (int)(hash & 63))) == 0 || !byFirst.TryGetValue(hash, out var list)) return null;
        foreach (var phrase in list)
            if (Matches(view, token, phrase)) return phrase;
        return null;
    }

    private static int PlaceOf(ulong hash) => (int)(hash >> 6) & ((1 << (FilterBits - 6)) - 1);

    private static bool Matches(TextView view, int token, Phrase phrase)
    {
        var words = phrase.Words;
        if (token + words.Length > view.Tokens.Length || !view.Word(token).SequenceEqual(words[0])) return false;
        for (var i = 1; i < words.Length; i++)
            if (!view.Word(token + i).SequenceEqual(words[i]) || !IsInnerGap(view.Gap(token + i - 1))) return false;
        return phrase.Casing switch
        {
            Casing.Any => true,
            Casing.Upper => view.Tokens[token].Shape == Shape.Upper,
            _ => All(view, token, words.Length) || NameCues.Surround(view, token, words.Length),
        };
    }

    private static bool All(TextView view, int token, int count)
    {
        // Small words inside a name ("Orrin and Vale") carry no capital.
        for (var i = 0; i < count; i++)
            if (view.Tokens[token + i].Shape == Shape.Lower && (i == 0 || i == count - 1 || view.Tokens[token + i].Length > 3)) return false;
        return true;
    }

    private static bool IsInnerGap(ReadOnlySpan<char> gap)
    {
        if (gap.Length > 3) return false;
        foreach (var unit in gap)
            if (unit is '\n' or '?' or '!' or ';' or '"') return false;
        return true;
    }
}
