namespace WinLossAgency.Disclosure.Text;

/// <summary>Cuts prose into sentences: after . ! ? and before a blank and a capital, and at line ends.</summary>
public static class Sentences
{
    /// <summary>Start and end (UTF-16) of each sentence, without the blanks around it.</summary>
    public static IEnumerable<(int Start, int End)> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Cut(text);
    }

    private static IEnumerable<(int Start, int End)> Cut(string text)
    {
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !EndsAt(text, i)) continue;
            var end = Math.Min(i + 1, text.Length);
            var from = start;
            start = end;
            while (from < end && char.IsWhiteSpace(text[from])) from++;
            while (end > from && char.IsWhiteSpace(text[end - 1])) end--;
            if (end > from) yield return (from, end);
        }
    }

    private static bool EndsAt(string text, int at)
    {
        if (text[at] == '\n') return true;
        if (text[at] is not ('.' or '!' or '?')) return false;
        if (at + 2 >= text.Length || !char.IsWhiteSpace(text[at + 1])) return false;
        var next = text[at + 2];
        if (char.IsLower(next)) return false;
        // "Mr. X", "J. Smith": a stop after one letter or a form of address ends nothing.
        var word = at;
        while (word > 0 && char.IsLetter(text[word - 1])) word--;
        return at - word != 1 && text.AsSpan(word, at - word) is not ("Mr" or "Mrs" or "Ms" or "Dr" or "St" or "No" or "vs");
    }
}
