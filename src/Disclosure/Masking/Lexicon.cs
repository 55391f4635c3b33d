using System.Collections.Frozen;
using System.Globalization;
using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Disclosure.Masking;

[Flags]
internal enum Facts : ushort
{
    None = 0,
    First = 1,
    Surname = 2,
    Place = 4,
    Common = 8,

    /// <summary>An ordinary word of the language, everyday or not.</summary>
    Ordinary = 16,

    /// <summary>A name by the wide list, which holds a good many words that are rarely names.</summary>
    WideName = 32,

    SmallPlace = 64,
    Demonym = 128,
    Occupation = 256,
    Organization = 512,

    /// <summary>A number in words or a span of time.</summary>
    Count = 1024,

    /// <summary>What rules go by; the rest only leans, and the weights say how far.</summary>
    Certain = First | Surname | Place | Common,
}

/// <summary>The embedded lists of names, places and everyday words, folded. Read once.</summary>
internal static class Lexicon
{
    private static readonly List<string> PlacesOfMany = [];
    private static readonly List<(string Name, MaskLabel Label)> NamesOfMany = [];
    private static readonly WordTable Words = ReadNames();
    private static readonly FrozenDictionary<string, string[]> Nicknames = ReadNicknames();

    /// <summary>All the lists say of a word, by its hash.</summary>
    public static Facts All(ulong hash) => Words[hash];

    /// <summary>The same, with what the word most often means: see the head of senses.txt.</summary>
    public static (Facts Facts, ushort Sense) Entry(ulong hash) => Words.At(hash);

    public static Facts Of(ReadOnlySpan<char> foldedWord) => Words[WordHash.Of(foldedWord)] & Facts.Certain;

    public static Facts Of(TextView view, int token) => Words[view.Hashes[token]] & Facts.Certain;

    public static bool IsCommon(ReadOnlySpan<char> foldedWord) => IsCommon(foldedWord, WordHash.Of(foldedWord));

    public static bool IsCommon(TextView view, int token) => IsCommon(view.Word(token), view.Hashes[token]);

    private static bool IsCommon(ReadOnlySpan<char> word, ulong hash)
    {
        var facts = Words[hash];
        return word.Length < 2 || (facts & Facts.Common) != 0 || HasCommonStem(word, facts);
    }

    /// <summary>Other forms people use for a first name, full or short; empty when the list knows none.</summary>
    public static IReadOnlyList<string> OtherForms(string foldedName) => Nicknames.TryGetValue(foldedName, out var forms) ? forms : [];

    /// <summary>The places of more than one word, as the lists spell them.</summary>
    public static IReadOnlyList<string> LongPlaces => PlacesOfMany;

    /// <summary>Names of more than one word that the dictionary knows.</summary>
    public static IReadOnlyList<(string Name, MaskLabel Label)> LongNames => NamesOfMany;

    // Inflections of everyday words are everyday words: the list holds base forms only.
    private static bool HasCommonStem(ReadOnlySpan<char> word, Facts facts)
    {
        if ((facts & (Facts.First | Facts.Surname | Facts.Place)) != 0) return false;
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

    private static WordTable ReadNames()
    {
        var words = new WordTable();
        foreach (var line in Lines("names.txt"))
        {
            var tab = line.IndexOf('\t');
            var facts = Facts.None;
            foreach (var flag in line.AsSpan(tab + 1)) facts |= FactOf(flag);
            var word = line.AsSpan(0, tab);
            if ((facts & Facts.Place) != 0 && word.Contains(' ')) PlacesOfMany.Add(word.ToString());
            words.Add(WordHash.Of(word), facts);
        }
        foreach (var line in Lines("senses.txt"))
        {
            var tab = line.IndexOf('\t');
            if (!ushort.TryParse(line.AsSpan(0, tab), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var sense))
            {
                NamesOfMany.Add((line[(tab + 1)..], line[0] switch { 'P' => MaskLabel.Person, 'L' => MaskLabel.Place, _ => MaskLabel.Organization }));
                continue;
            }
            foreach (var word in line.AsSpan(tab + 1).Split(' ')) words.Add(WordHash.Of(line.AsSpan(tab + 1)[word]), sense);
        }
        return words;
    }

    private static Facts FactOf(char flag) => flag switch
    {
        'f' => Facts.First,
        's' => Facts.Surname,
        'p' => Facts.Place,
        'c' => Facts.Common,
        'w' => Facts.Ordinary,
        'n' => Facts.WideName,
        'v' => Facts.SmallPlace,
        'd' => Facts.Demonym,
        'a' => Facts.Occupation,
        'o' => Facts.Organization,
        't' => Facts.Count,
        _ => throw new InvalidOperationException($"The list of names knows no flag '{flag}'."),
    };

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
