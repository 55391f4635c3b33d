using System.Collections.Frozen;
using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Disclosure.Masking.Finders;

/// <summary>Finds calendar dates: they let a reader look the deal up in the vendor's own system.</summary>
internal static class DateFinder
{
    private static readonly FrozenSet<string> Months = WordSet.Of(
        "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec");

    private static readonly FrozenSet<string> YearCues = WordSet.Of("in since of on from until till before after by during year around late early mid fy spring summer autumn fall winter and to between");

    private static readonly FrozenSet<string> Parts = WordSet.Of("week weeks half part beginning start end middle quarter days month");

    private static readonly FrozenSet<string> Ordinals = WordSet.Of("first second third fourth fifth last early late");

    private static readonly FrozenSet<string> MonthCues = WordSet.Of("in since of until till before after by during from last next this early late mid around to");

    public static void Find(TextView view, List<Candidate> found)
    {
        for (var i = 0; i < view.Tokens.Length; i++)
        {
            var shape = view.Tokens[i].Shape;
            if (shape is Shape.Capital or Shape.Lower or Shape.Upper && view.Tokens[i].Length <= 9 && Has(Months, view.Word(i))) i = Math.Max(i, AroundMonth(view, i, found));
            else if (shape == Shape.Number && view.Tokens[i].Length is 1 or 2 or 4) i = Math.Max(i, Numeric(view, i, found));
            else if (shape == Shape.Alphanumeric && view.Word(i) is ['q', >= '1' and <= '4'] or ['h', '1' or '2']) i = Math.Max(i, Quarter(view, i, found));
        }
    }

    private static int AroundMonth(TextView view, int month, List<Candidate> found)
    {
        int first = month, last = month;
        var certain = false;
        if (month > 0 && view.Gap(month - 1) is [' '] or ['-'] && IsDay(view.Word(month - 1)))
        {
            first = month - 1;
            // "People aged 13-17 may be allowed" has no month in it.
            certain = view.Tokens[month].Shape != Shape.Lower || !view.Is(month, "may") || !char.IsAsciiDigit(view.Word(month - 1)[^1]);
        }
        else if (month > 1 && view.Is(month - 1, "of") && IsDay(view.Word(month - 2)))
        {
            first = month - 2;
            certain = true;
        }
        else if (month + 1 < view.Tokens.Length && view.Adjoins(month) && IsDay(view.Word(month + 1)) && view.Tokens[month].IsName)
        {
            last = month + 1;
            certain = true;
        }
        if (last + 1 < view.Tokens.Length && view.Gap(last) is [' '] or [',', ' '] or ['-'] && IsYear(view.Word(last + 1)) && (certain || first < month || view.Tokens[month].IsName))
        {
            last++;
            certain = true;
        }
        if (first == month && month > 1 && view.Is(month - 1, "of") && Has(Parts, view.Word(month - 2)))
        {
            first = month - 2;
            certain = true;
            if (first > 0 && Has(Ordinals, view.Word(first - 1))) first--;
            if (first > 0 && view.Is(first - 1, "the")) first--;
        }
        var alone = view.Tokens[month].Shape == Shape.Capital && month > 0 && Has(MonthCues, view.Word(month - 1)) && view.Gap(month - 1) is [' '] or ['-'];
        if (!certain && !alone) return month;
        return Add(view, first, last, found);
    }

    private static int Numeric(TextView view, int first, List<Candidate> found)
    {
        var length = view.Tokens[first].Length;
        if (first + 2 < view.Tokens.Length && view.Gap(first) is ['-'] or ['/'] or ['.'] && view.Gap(first + 1).SequenceEqual(view.Gap(first)))
        {
            var b = view.Word(first + 1);
            var c = view.Word(first + 2);
            var iso = length == 4 && IsYear(view.Word(first)) && b.Length <= 2 && c.Length is 1 or 2;
            var local = length <= 2 && b.Length is 1 or 2 && (IsYear(c) || (c.Length == 2 && view.Gap(first) is ['/'])) && Small(view.Word(first)) && Small(b);
            if (iso || local) return Add(view, first, WithTime(view, first + 2), found);
        }
        if (length != 4 || !IsYear(view.Word(first)) || view.Gap(first) is ['/', ..] or ['%', ..] || first == 0) return first;
        var end = first;
        if (view.Gap(first) is ['-'] or ['/'] && first + 1 < view.Tokens.Length && view.Tokens[first + 1].Shape == Shape.Number) end = first + 1;
        return Has(YearCues, view.Word(first - 1)) && view.Gap(first - 1) is [' '] ? Add(view, first, end, found) : first;
    }

    private static int Quarter(TextView view, int token, List<Candidate> found)
    {
        var last = token;
        if (view.Adjoins(last) && (view.Is(last + 1, "of") || view.Is(last + 1, "fy"))) last++;
        if (view.Adjoins(last) && IsYear(view.Word(last + 1))) last++;
        else if (view.Adjoins(last) && (view.Is(last + 1, "last") || view.Is(last + 1, "this") || view.Is(last + 1, "next")) && view.Is(last + 2, "year")) last += 2;
        else if (last > token) last = token;
        return Add(view, token, last, found);
    }

    // "2003-08-28 12:13:52" is one stamp.
    private static int WithTime(TextView view, int last)
    {
        if (last + 2 >= view.Tokens.Length || view.Gap(last) is not ([' '] or ['t']) || view.Gap(last + 1) is not [':']) return last;
        return last + 3 < view.Tokens.Length && view.Gap(last + 2) is [':'] ? last + 3 : last + 2;
    }

    private static int Add(TextView view, int first, int last, List<Candidate> found)
    {
        // "between 5 May and 7 June" is one span of time.
        if (first > 0 && view.Adjoins(first - 1) && view.Is(first - 1, "between")) first--;
        int start = view.Tokens[first].Start, end = view.Tokens[last].End;
        found.Add(new Candidate(start, end, MaskLabel.Date, MaskKind.Quasi, $"date:{view.Folded.AsSpan(start, end - start)}", "a date", Candidate.Pattern + 2));
        return last;
    }

    private static bool IsDay(ReadOnlySpan<char> word)
    {
        if (word.Length is < 1 or > 4 || !char.IsAsciiDigit(word[0])) return false;
        var digits = word.Length > 1 && char.IsAsciiDigit(word[1]) ? 2 : 1;
        var rest = word[digits..];
        return int.Parse(word[..digits]) is >= 1 and <= 31 && rest is "" or "st" or "nd" or "rd" or "th";
    }

    private static bool Small(ReadOnlySpan<char> word) => int.TryParse(word, out var value) && value is >= 1 and <= 31;

    private static bool IsYear(ReadOnlySpan<char> word) => word is ['1', '8' or '9', >= '0' and <= '9', >= '0' and <= '9'] or ['2', '0', >= '0' and <= '9', >= '0' and <= '9'];

    private static bool Has(FrozenSet<string> set, ReadOnlySpan<char> word) => set.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
}
