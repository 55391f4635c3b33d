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

/// <summary>Phrases looked up by their first word, longest first: one dictionary probe per token of text.</summary>
internal sealed class PhraseIndex
{
    private readonly Dictionary<string, List<Phrase>> byFirst = new(StringComparer.Ordinal);
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private Dictionary<string, List<Phrase>>.AlternateLookup<ReadOnlySpan<char>> lookup;

    public PhraseIndex() => lookup = byFirst.GetAlternateLookup<ReadOnlySpan<char>>();

    public int Count => seen.Count;

    public void Add(string surface, MaskLabel label, MaskKind kind, string entity, Casing casing, string reason, int rank)
    {
        var view = new TextView(surface);
        if (view.Tokens.Length == 0) return;
        var words = new string[view.Tokens.Length];
        for (var i = 0; i < words.Length; i++) words[i] = view.Word(i).ToString();
        if (!seen.Add(string.Join(' ', words))) return;
        if (!byFirst.TryGetValue(words[0], out var list)) byFirst[words[0]] = list = [];
        var at = list.FindIndex(p => p.Words.Length < words.Length);
        list.Insert(at < 0 ? list.Count : at, new Phrase(words, label, kind, entity, casing, reason, rank));
    }

    /// <summary>The longest phrase that begins at a token, or null.</summary>
    public Phrase? At(TextView view, int token)
    {
        if (!lookup.TryGetValue(view.Word(token), out var list)) return null;
        foreach (var phrase in list)
            if (Matches(view, token, phrase)) return phrase;
        return null;
    }

    private static bool Matches(TextView view, int token, Phrase phrase)
    {
        var words = phrase.Words;
        if (token + words.Length > view.Tokens.Length) return false;
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
