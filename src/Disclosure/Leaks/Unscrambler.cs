namespace WinLossAgency.Disclosure.Leaks;

/// <summary>A word the asides do not hold, whose letters make one they do hold: a transposition put there to hide it.</summary>
internal sealed class Unscrambler
{
    private const int LettersMin = 4;
    private const int MovesMax = 2;

    private readonly Dictionary<string, string> byLetters = new(StringComparer.Ordinal);
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    public void Learn(List<string> words)
    {
        foreach (var word in words)
            if (known.Add(word) && word.Length >= LettersMin) byLetters.TryAdd(Letters(word), word);
    }

    public void Restore(List<string> words)
    {
        for (var i = 0; i < words.Count; i++)
            if (words[i].Length >= LettersMin && !known.Contains(words[i]) && byLetters.TryGetValue(Letters(words[i]), out var plain) && Masking.SoundsLike.Distance(words[i], plain, MovesMax) <= MovesMax)
                words[i] = plain;
    }

    private static string Letters(string word)
    {
        Span<char> letters = word.Length <= 64 ? stackalloc char[word.Length] : new char[word.Length];
        word.AsSpan().CopyTo(letters);
        letters.Sort();
        return letters.ToString();
    }
}
