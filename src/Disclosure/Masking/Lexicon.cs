using System.Collections.Frozen;

namespace WinLossAgency.Disclosure.Masking;

[Flags]
internal enum Facts : byte { None = 0, First = 1, Surname = 2, Place = 4, Common = 8 }

/// <summary>The embedded lists of names, places and everyday words, folded. Read once.</summary>
internal static class Lexicon
{
    private static readonly Dictionary<string, Facts> Words = ReadNames();
    private static readonly Dictionary<string, Facts>.AlternateLookup<ReadOnlySpan<char>> BySpan = Words.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenDictionary<string, string[]> Nicknames = ReadNicknames();

    public static Facts Of(ReadOnlySpan<char> foldedWord) => BySpan.TryGetValue(foldedWord, out var facts) ? facts : Facts.None;

    public static bool IsCommon(ReadOnlySpan<char> foldedWord) => foldedWord.Length < 2 || (Of(foldedWord) & Facts.Common) != 0 || HasCommonStem(foldedWord);

    /// <summary>Other forms people use for a first name, full or short; empty when the list knows none.</summary>
    public static IReadOnlyList<string> OtherForms(string foldedName) => Nicknames.TryGetValue(foldedName, out var forms) ? forms : [];

    /// <summary>The places of more than one word, as the lists spell them.</summary>
    public static IEnumerable<string> LongPlaces => Words.Where(w => (w.Value & Facts.Place) != 0 && w.Key.Contains(' ')).Select(w => w.Key);

    // Inflections of everyday words are everyday words: the list holds base forms only.
    private static bool HasCommonStem(ReadOnlySpan<char> word)
    {
        if ((Of(word) & (Facts.First | Facts.Surname | Facts.Place)) != 0) return false;
        foreach (var ending in (ReadOnlySpan<string>)["s", "es", "ed", "d", "ing", "ly", "er", "ers"])
        {
            if (word.Length <= ending.Length + 2 || !word.EndsWith(ending)) continue;
            var stem = word[..^ending.Length];
            if ((Of(stem) & Facts.Common) != 0) return true;
            if (ending is "ing" or "ed" && stem.Length > 3 && stem[^1] == stem[^2] && (Of(stem[..^1]) & Facts.Common) != 0) return true;
            if (ending is "ing" && WithE(stem)) return true;
        }
        return false;
    }

    private static bool WithE(ReadOnlySpan<char> stem)
    {
        Span<char> longer = stackalloc char[32];
        if (stem.Length >= longer.Length) return false;
        stem.CopyTo(longer);
        longer[stem.Length] = 'e';
        return (Of(longer[..(stem.Length + 1)]) & Facts.Common) != 0;
    }

    private static Dictionary<string, Facts> ReadNames()
    {
        var words = new Dictionary<string, Facts>(64_000, StringComparer.Ordinal);
        foreach (var line in Lines("names.txt"))
        {
            var tab = line.IndexOf('\t');
            var facts = Facts.None;
            foreach (var flag in line.AsSpan(tab + 1))
                facts |= flag switch { 'f' => Facts.First, 's' => Facts.Surname, 'p' => Facts.Place, _ => Facts.Common };
            words[line[..tab]] = facts;
        }
        return words;
    }

    private static FrozenDictionary<string, string[]> ReadNicknames()
    {
        var forms = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var line in Lines("nicknames.txt"))
        {
            var sides = line.Split('|');
            var shorts = sides[1].Split(' ');
            foreach (var full in sides[0].Split(' '))
            {
                foreach (var nick in shorts)
                {
                    Add(forms, full, nick);
                    Add(forms, nick, full);
                }
            }
        }
        return forms.ToFrozenDictionary(f => f.Key, f => f.Value.Order(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);
    }

    private static void Add(Dictionary<string, HashSet<string>> forms, string from, string to)
    {
        if (!forms.TryGetValue(from, out var set)) forms[from] = set = new(StringComparer.Ordinal);
        set.Add(to);
    }

    private static IEnumerable<string> Lines(string resource)
    {
        using var stream = typeof(Lexicon).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The list {resource} is not in the assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#') yield return line;
    }
}
