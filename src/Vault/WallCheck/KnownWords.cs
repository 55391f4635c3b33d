using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace WinLossAgency.Vault.WallCheck;

/// <summary>
/// Words that must not be found outside, kept as fingerprints only: of whole names and addresses, of numbers, and of every
/// run of six words that was sealed. A text is read as it would be by somebody who decodes it: escapes, entities, case, accents and spaces make no difference.
/// </summary>
internal sealed partial class KnownWords
{
    /// <summary>So many words in a row of an aside tell that it is this aside; fewer are everyday talk.</summary>
    public const int Run = 6;
    private const int RunLettersMin = 24;
    private const int NameWordsMin = 2;
    private const int PhoneDigits = 9;
    private const int NumberDigitsMax = 15;
    private const int GapMax = 2;
    private readonly HashSet<ulong> phrases = [];
    private readonly HashSet<ulong> numbers = [];
    private readonly SortedSet<int> lengths = [];

    public int Count => phrases.Count + numbers.Count;

    /// <summary>A whole name or an address; a single word would be found by chance.</summary>
    public void AddPhrase(string words)
    {
        var read = Words(words);
        if (read.Count < NameWordsMin) return;
        lengths.Add(read.Count);
        phrases.Add(Of(read, 0, read.Count));
    }

    public void AddNumber(string phone)
    {
        if (Last(string.Concat(phone.Where(char.IsAsciiDigit))) is { } number) numbers.Add(number);
    }

    /// <summary>Every run of an aside but those that were also said on record.</summary>
    public void AddRuns(string words, HashSet<ulong> onRecord)
    {
        foreach (var run in Runs(words))
            if (!onRecord.Contains(run))
            {
                lengths.Add(Run);
                phrases.Add(run);
            }
    }

    public static IEnumerable<ulong> Runs(string words)
    {
        var read = Words(words);
        for (var at = 0; at + Run <= read.Count; at++)
            if (read.Skip(at).Take(Run).Sum(w => w.Length) >= RunLettersMin) yield return Of(read, at, Run);
    }

    /// <summary>How many of them stand in what these bytes say.</summary>
    public int In(ReadOnlySpan<byte> bytes)
    {
        var text = Escape().Replace(WebUtility.HtmlDecode(Encoding.UTF8.GetString(bytes)), found => ((char)int.Parse(found.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
        var read = Words(text);
        var hits = 0;
        for (var at = 0; at < read.Count; at++)
            foreach (var length in lengths)
                if (at + length <= read.Count && phrases.Contains(Of(read, at, length))) hits++;
        return hits + Numbers(text).Count(numbers.Contains);
    }

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark) continue;
            if (char.IsLetterOrDigit(rune)) word.Append(char.ToLowerInvariant(rune));
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }
        if (word.Length > 0) words.Add(word.ToString());
        return words;
    }

    /// <summary>Groups of digits as long as a telephone number, whatever parts them.</summary>
    private static IEnumerable<ulong> Numbers(string text)
    {
        var digits = new StringBuilder();
        var gap = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            var letter = at < text.Length ? text[at] : '\n';
            if (char.IsAsciiDigit(letter))
            {
                digits.Append(letter);
                gap = 0;
            }
            else if (digits.Length > 0 && (letter is not (' ' or '-' or '.' or '(' or ')' or '/') || ++gap > GapMax))
            {
                if (digits.Length <= NumberDigitsMax && Last(digits.ToString()) is { } number) yield return number;
                digits.Clear();
                gap = 0;
            }
        }
    }

    /// <summary>The last nine digits: the same number with and without its country.</summary>
    private static ulong? Last(string digits) => digits.Length >= PhoneDigits ? ulong.Parse(digits.AsSpan(digits.Length - PhoneDigits), NumberStyles.None, CultureInfo.InvariantCulture) : null;

    private static ulong Of(List<string> words, int from, int count)
    {
        // FNV-1a over the words with a bar between them: sixty-four bits, so that chance finds nothing.
        var hash = 14695981039346656037UL;
        for (var at = from; at < from + count; at++)
        {
            foreach (var letter in words[at]) hash = (hash ^ letter) * 1099511628211UL;
            hash = (hash ^ '|') * 1099511628211UL;
        }
        return hash;
    }

    [GeneratedRegex(@"\\u([0-9a-fA-F]{4})")]
    private static partial Regex Escape();
}
