using System.Collections.Frozen;
using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Disclosure.Masking.Finders;

/// <summary>Finds sums of money and counts that tell the size of a company ("1,150 people", "12 percent of our staff").</summary>
internal static class QuantityFinder
{
    private static readonly FrozenSet<string> Currencies = WordSet.Of(
        "eur euro euros usd dollar dollars gbp pound pounds quid sterling chf franc francs yen jpy sek nok dkk pln zloty inr rupee rupees php peso pesos try lira liras cad aud bucks cents cny yuan brl reais real");

    private static readonly FrozenSet<string> Scales = WordSet.Of("k m mn mm bn b million millions billion billions thousand grand mio lakh crore hundred");

    private static readonly FrozenSet<string> Counted = WordSet.Of(
        "people employees staff users seats licences licenses heads headcount colleagues engineers workers nurses doctors beds branches stores shops sites plants offices locations countries customers clients members students patients vehicles trucks servers endpoints developers agents drivers");

    private static readonly FrozenSet<string> Between = WordSet.Of("or so odd full time active named total different");

    private static readonly FrozenSet<string> NumberWords = WordSet.Of(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion half point and a");

    private const int TellingCountMin = 10;
    private const int SpokenWordsMax = 12;

    public static void Find(TextView view, List<Candidate> found)
    {
        for (var i = 0; i < view.Tokens.Length; i++)
        {
            if (view.Tokens[i].Shape is Shape.Number or Shape.Alphanumeric && char.IsAsciiDigit(view.Word(i)[0])) i = Math.Max(i, Figure(view, i, found));
            else if (view.Tokens[i].Shape == Shape.Lower && view.Is(i, "million") || view.Is(i, "thousand")) i = Math.Max(i, Spoken(view, i, found));
        }
    }

    private static int Figure(TextView view, int first, List<Candidate> found)
    {
        var last = NumberEnd(view, first);
        var start = view.Tokens[first].Start;
        var end = view.Tokens[last].End;
        var sign = start > 0 && char.GetUnicodeCategory(view.Source[start - 1]) == System.Globalization.UnicodeCategory.CurrencySymbol;
        var next = last + 1;
        var money = sign;
        if (sign) start--;
        if (!sign && first > 0 && view.Gap(first - 1) is [' '] or [] && Currency(view, first - 1) && view.Tokens[first - 1].Shape == Shape.Upper)
        {
            start = view.Tokens[first - 1].Start;
            money = true;
        }
        if (next < view.Tokens.Length && view.Gap(last) is [' '] or ['-'] && Scales.GetAlternateLookup<ReadOnlySpan<char>>().Contains(view.Word(next)) && (money || view.Tokens[next].Length > 2))
            end = view.Tokens[next++].End;
        if (next < view.Tokens.Length && view.Gap(next - 1) is [' '] or [] && Currency(view, next))
        {
            end = view.Tokens[next++].End;
            money = true;
        }
        else if (end < view.Folded.Length && char.GetUnicodeCategory(view.Source[end]) == System.Globalization.UnicodeCategory.CurrencySymbol)
        {
            end++;
            money = true;
        }
        if (money) return Add(view, start, end, "a sum of money", found, next - 1);
        if (IsTellingCount(view, first, last, next)) return Add(view, start, end, "a count that tells a size", found, next - 1);
        return last;
    }

    // Digits with separators of thousands and decimals: "1,150", "2.4m", "5 699.21".
    private static int NumberEnd(TextView view, int first)
    {
        var last = first;
        while (last + 1 < view.Tokens.Length && view.Gap(last) is [','] or ['.'] or ['\''] && char.IsAsciiDigit(view.Word(last + 1)[0]) && view.Tokens[last].Shape == Shape.Number) last++;
        return last;
    }

    private static bool IsTellingCount(TextView view, int first, int last, int next)
    {
        if (next < view.Tokens.Length && view.Gap(next - 1) is ['%', ..] or [' ', '%', ..] || view.Is(next, "percent"))
            return OfOurs(view, view.Is(next, "percent") ? next + 1 : next);
        if (last == first && view.Tokens[first].Shape == Shape.Number && view.Tokens[first].Length < 2) return false;
        if (last == first && int.TryParse(view.Word(first), out var count) && count < TellingCountMin) return false;
        for (var i = next; i < Math.Min(next + 3, view.Tokens.Length); i++)
        {
            if (view.Gap(i - 1) is not ([' '] or ['-'])) return false;
            if (Counted.GetAlternateLookup<ReadOnlySpan<char>>().Contains(view.Word(i))) return true;
            if (!Between.GetAlternateLookup<ReadOnlySpan<char>>().Contains(view.Word(i)) && i > next) return false;
        }
        return false;
    }

    private static bool OfOurs(TextView view, int token) =>
        view.Is(token, "of") && (view.Is(token + 1, "our") || view.Is(token + 1, "my") || view.Is(token + 1, "the")) && token + 2 < view.Tokens.Length
        && Counted.GetAlternateLookup<ReadOnlySpan<char>>().Contains(view.Word(token + 2));

    // "two point four million euros"; without a currency or people after it a spoken number says little.
    private static int Spoken(TextView view, int scale, List<Candidate> found)
    {
        var first = scale;
        while (scale - first < SpokenWordsMax && first > 0 && view.Adjoins(first - 1) && NumberWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(view.Word(first - 1))) first--;
        while (first < scale && (view.Is(first, "and") || view.Is(first, "point"))) first++;
        var next = scale + 1;
        while (next - scale < SpokenWordsMax && next < view.Tokens.Length && view.Adjoins(next - 1) && NumberWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(view.Word(next)) && !view.Is(next, "a") && !view.Is(next, "and")) next++;
        var last = next - 1;
        var of = next < view.Tokens.Length && view.Adjoins(last);
        if (first == scale || !of) return scale;
        if (Currency(view, next)) last = next;
        else if (!Counted.GetAlternateLookup<ReadOnlySpan<char>>().Contains(view.Word(next))) return scale;
        return Add(view, view.Tokens[first].Start, view.Tokens[last].End, "an amount said aloud", found, last);
    }

    private static bool Currency(TextView view, int token) => Currencies.GetAlternateLookup<ReadOnlySpan<char>>().Contains(view.Word(token));

    private static int Add(TextView view, int start, int end, string reason, List<Candidate> found, int last)
    {
        found.Add(new Candidate(start, end, MaskLabel.Amount, MaskKind.Quasi, $"amount:{view.Folded.AsSpan(start, end - start)}", reason, Candidate.Pattern + 1));
        return last;
    }
}
