namespace WinLossAgency.Disclosure.Leaks;

/// <summary>
/// The words of a text thrice over: as they stand and without hesitations (for word runs), and cleaned as a note-taker would (no fillers, no doubled words,
/// contractions written out) for everything else.
/// </summary>
internal sealed class SpokenText
{
    private static readonly (string Short, string Long)[] Contractions =
    [
        ("n't", " not"), ("'m", " am"), ("'re", " are"), ("'ll", " will"), ("'ve", " have"), ("'d", " would"), ("'s", ""),
    ];

    private static readonly Dictionary<string, string> Sloppy = new(StringComparer.Ordinal)
    {
        ["cuz"] = "because", ["cause"] = "because", ["gonna"] = "going to", ["wanna"] = "want to", ["gotta"] = "have to", ["dunno"] = "do not know", ["kinda"] = "kind of",
        ["sorta"] = "sort of", ["lemme"] = "let me", ["gimme"] = "give me", ["cannot"] = "can not", ["won't"] = "will not", ["can't"] = "can not", ["ne'er"] = "never",
    };

    private SpokenText(List<string> raw, List<string> clean)
    {
        Raw = raw;
        Fluent = raw.FindAll(w => !Vocabulary.IsHesitation(w));
        Clean = clean;
    }

    public List<string> Raw { get; }

    /// <summary>As it stands but for the sounds of thinking.</summary>
    public List<string> Fluent { get; }

    public List<string> Clean { get; }

    /// <summary>Each way of reading, from the plainest.</summary>
    public IEnumerable<List<string>> Views => [Raw, Fluent, Clean];

    public static SpokenText Of(string text)
    {
        var words = Words(Disguise.Lift(text));
        var raw = words.ConvertAll(w => w.Replace("'", "", StringComparison.Ordinal));
        raw.RemoveAll(w => w.Length == 0);
        return new SpokenText(raw, Cleaned(words));
    }

    // Splits at anything but letters, digits, apostrophes; "I 'm" and "do n't" of tokenised transcripts are glued again.
    private static List<string> Words(string text)
    {
        var words = new List<string>(text.Length / 5 + 2);
        for (var i = 0; i < text.Length;)
        {
            if (!IsWord(text[i]))
            {
                i++;
                continue;
            }
            var start = i;
            while (i < text.Length && (IsWord(text[i]) || (text[i] == '_' && i + 1 < text.Length))) i++;
            var word = text[start..i].Replace("_", "", StringComparison.Ordinal);
            if (words.Count > 0 && (word is "n't" or "'m" or "'s" or "'re" or "'ll" or "'ve" or "'d")) words[^1] += word;
            else if (word.Trim('\'') is { Length: > 0 } bare) words.Add(bare);
        }
        return words;
    }

    private static List<string> Cleaned(List<string> words)
    {
        var clean = new List<string>(words.Count);
        foreach (var word in words)
        {
            if (Vocabulary.IsFiller(word)) continue;
            var full = Sloppy.GetValueOrDefault(word) ?? Expand(word);
            foreach (var part in full.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                if (clean.Count == 0 || clean[^1] != part) clean.Add(part);
        }
        for (var i = clean.Count - 2; i >= 0; i--)
            if (i + 1 < clean.Count && (clean[i], clean[i + 1]) is ("you", "know") or ("i", "mean") or ("sort", "of") or ("kind", "of")) clean.RemoveRange(i, 2);
        return clean;
    }

    private static string Expand(string word)
    {
        foreach (var (brief, full) in Contractions)
            if (word.EndsWith(brief, StringComparison.Ordinal) && word.Length > brief.Length) return word[..^brief.Length] + full;
        return word;
    }

    private static bool IsWord(char unit) => char.IsLetterOrDigit(unit) || unit == '\'';
}
