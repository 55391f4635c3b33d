using System.Globalization;
using System.Text;

namespace WinLossAgency.Desk.Demo;

/// <summary>
/// A phrase in every form in which bytes may hold it: any case, any separator, escaped, in two bytes a letter, in base64
/// or in hex. A phrase needs nine letters at the least, or chance would find it in ciphertext.
/// </summary>
internal sealed class CanaryForms
{
    public const int LettersMin = 9;
    private static readonly string[] Gaps = ["", "20", "0020", "u0020", "x20", "nbsp"];
    private readonly string[] bare;
    private readonly byte[][] exact;

    public CanaryForms(string phrase)
    {
        Phrase = phrase;
        var words = phrase.Split([' ', '-', '_'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Sum(w => w.Length) < LettersMin || !words.All(w => w.All(char.IsAsciiLetter)))
            throw new ArgumentException($"A canary is words of a to z with {LettersMin} letters in all at the least; “{phrase}” is not.", nameof(phrase));
        Name = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(string.Join(' ', words).ToLowerInvariant());
        Joined = string.Concat(words).ToLowerInvariant();
        bare = [.. Gaps.Select(gap => string.Join(gap, words).ToLowerInvariant())];
        exact = [.. ((string[])[phrase, phrase.ToLowerInvariant(), Name]).Distinct().SelectMany(Encoded)];
    }

    public string Phrase { get; }

    /// <summary>The phrase as a surname.</summary>
    public string Name { get; }

    /// <summary>The phrase as the local part of an address.</summary>
    public string Joined { get; }

    public bool StandIn(ReadOnlySpan<byte> bytes)
    {
        foreach (var form in exact)
            if (bytes.IndexOf(form) >= 0) return true;
        Span<byte> letters = bytes.Length <= 4096 ? stackalloc byte[bytes.Length] : new byte[bytes.Length];
        // Two bytes a letter fall together here as well: every byte that is no letter and no digit is left out.
        var kept = 0;
        foreach (var b in bytes)
            if (char.IsAsciiLetterOrDigit((char)b)) letters[kept++] = (byte)char.ToLowerInvariant((char)b);
        var text = Encoding.ASCII.GetString(letters[..kept]);
        return bare.Any(form => text.Contains(form, StringComparison.Ordinal));
    }

    /// <summary>Base64 at each of its three alignments without the letters that neighbours would change, and hex.</summary>
    private static IEnumerable<byte[]> Encoded(string phrase)
    {
        var bytes = Encoding.UTF8.GetBytes(phrase);
        for (var before = 0; before < 3; before++)
        {
            var text = Convert.ToBase64String([.. new byte[before], .. bytes]).TrimEnd('=');
            var from = before == 0 ? 0 : before + 1;
            var to = (before + bytes.Length) % 3 == 0 ? text.Length : text.Length - 1;
            yield return Encoding.ASCII.GetBytes(text[from..to]);
        }
        yield return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes));
        yield return Encoding.ASCII.GetBytes(Convert.ToHexString(bytes));
    }
}
