namespace WinLossAgency.Disclosure.Leaks;

/// <summary>Cuts English endings so that forms of one word compare equal. Rough on purpose: both sides are cut alike.</summary>
internal static class Stem
{
    private static readonly string[] Endings =
        ["ations", "ation", "ingly", "ments", "ment", "ings", "edly", "ness", "ities", "ity", "ions", "ion", "ing", "ies", "ied", "ers", "est", "ely", "ed", "es", "er", "ly", "s"];

    public static string Of(string word)
    {
        if (word.Length < 4) return word;
        foreach (var ending in Endings)
        {
            if (!word.EndsWith(ending, StringComparison.Ordinal) || word.Length - ending.Length < 3) continue;
            if (ending == "s" && word[^2] is 's' or 'u' or 'i') break;
            var stem = word[..^ending.Length];
            if (ending is "ies" or "ied") return stem + "i";
            if (stem.Length > 3 && stem[^1] == stem[^2] && stem[^1] is not ('l' or 's' or 'e')) stem = stem[..^1];
            return Tail(stem);
        }
        return Tail(word);
    }

    private static string Tail(string stem) =>
        stem.Length > 3 && stem[^1] == 'e' ? stem[..^1] : stem.Length > 2 && stem[^1] == 'y' ? stem[..^1] + "i" : stem;
}
