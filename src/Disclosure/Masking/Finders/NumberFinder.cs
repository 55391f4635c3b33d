using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Disclosure.Masking.Finders;

/// <summary>Finds phones and ids: numbers that point at one person, some known by their check digits.</summary>
internal static class NumberFinder
{
    private const int PhoneDigitsMin = 7;
    private const int PhoneDigitsMax = 15;

    private static readonly System.Collections.Frozen.FrozenSet<string> IdCues = WordSet.Of(
        "no nr number id ref reference ticket case order po invoice contract account passport licence license ssn iban vat policy employee badge application code serial");

    private static readonly System.Collections.Frozen.FrozenSet<string> PublicNumbers = WordSet.Of("law act decree protocol article regulation directive series rule standard version");

    public static void Find(TextView view, string[] phones, List<Candidate> found)
    {
        for (var i = 0; i < view.Tokens.Length; i++)
        {
            var shape = view.Tokens[i].Shape;
            if (view.Tokens[i].Length <= 4 && view.Gap(i) is [':'] && Colons(view, i, found) is var last && last > i) i = last;
            else if (shape == Shape.Number) i = Math.Max(i, Digits(view, i, phones, found));
            else if (shape == Shape.Alphanumeric) i = Math.Max(i, Mixed(view, i, found));
            else if (shape == Shape.Upper && view.Tokens[i].Length <= 3) i = Math.Max(i, Dashed(view, i, found));
        }
    }

    // A run of digit groups joined by at most two of blank, dash, dot, slash, bracket, within one line.
    private static int Digits(TextView view, int first, string[] phones, List<Candidate> found)
    {
        var last = first;
        var digits = view.Tokens[first].Length;
        var dotted = 0;
        while (last + 1 < view.Tokens.Length && IsDigitGap(view.Gap(last)) && IsDigitGroup(view, last + 1) && digits + view.Tokens[last + 1].Length <= 19)
        {
            if (view.Gap(last) is ['.']) dotted++;
            last++;
            digits += view.Tokens[last].Length;
        }
        var start = view.Tokens[first].Start;
        var end = view.Tokens[last].End;
        var text = view.Folded;
        var plus = start > 0 && (text[start - 1] == '+' || (start > 1 && text[start - 1] == '(' && text[start - 2] == '+'));
        var written = view.Folded.AsSpan(start, end - start);
        if (dotted == 3 && last - first == 3 && digits <= 12 && !plus) return Add(view, start, end, "an internet address", MaskLabel.Id, found, last);
        if (digits is >= 12 and <= 19 && last - first <= 4 && !plus && Checksum.Luhn(written)) return Add(view, start, end, "a card number", MaskLabel.Id, found, last);
        if (last - first == 2 && written is [_, _, _, '-', _, _, '-', _, _, _, _]) return Add(view, start, end, "a social security number", MaskLabel.Id, found, last);
        if (last + 1 < view.Tokens.Length && IsDigitGap(view.Gap(last)) && digits + BeforeExtension(view.Word(last + 1)) is >= PhoneDigitsMin and <= PhoneDigitsMax && BeforeExtension(view.Word(last + 1)) > 0)
            return AddPhone(view, start, view.Tokens[last + 1].End, plus, last + 1, found);
        if (LooksLikeDate(view, first, last)) return last;
        var isPhone = digits is >= PhoneDigitsMin and <= PhoneDigitsMax && (plus || last > first || digits >= 9 || IsDossierPhone(written, phones)) && !GroupsOfThree(view, first, last);
        if (isPhone) return AddPhone(view, start, end, plus, last, found);
        if (IsDossierPhone(written, phones) && digits >= 4) return AddPhone(view, start, end, false, last, found);
        if (first == last && digits >= 3 && CuedAsId(view, first)) return AddCode(view, first, found);
        return first;
    }

    private static int AddPhone(TextView view, int start, int end, bool plus, int last, List<Candidate> found)
    {
        var text = view.Folded;
        if (start > 0 && text[start - 1] == '(') start--;
        if (plus) start -= start > 0 && text[start - 1] == '+' ? 1 : 0;
        if (last + 1 < view.Tokens.Length && view.Tokens[last + 1].Start - end < 3 && view.Word(last + 1) is ['x', ..] ext && ext.Length > 1) end = view.Tokens[++last].End;
        return Add(view, start, end, "a phone number", MaskLabel.Phone, found, last);
    }

    // "0468x12287" ends a phone number written in groups: four digits before the extension.
    private static int BeforeExtension(ReadOnlySpan<char> word)
    {
        var x = word.IndexOf('x');
        return x is 3 or 4 && word.Length - x is >= 3 and <= 6 && !word[..x].ContainsAnyExceptInRange('0', '9') && !word[(x + 1)..].ContainsAnyExceptInRange('0', '9') ? x : 0;
    }

    private static int AddCode(TextView view, int token, List<Candidate> found)
    {
        var end = token;
        while (end + 1 < view.Tokens.Length && view.Gap(end) is ['/'] && view.Tokens[end + 1].Shape == Shape.Number) end++;
        return Add(view, view.Tokens[token].Start, view.Tokens[end].End, "a reference number", MaskLabel.Id, found, end);
    }

    private static int Add(TextView view, int start, int end, string reason, MaskLabel label, List<Candidate> found, int last)
    {
        found.Add(new Candidate(start, end, label, MaskKind.Direct, $"{label}:{view.Folded.AsSpan(start, end - start)}", reason, Candidate.Pattern));
        return last;
    }

    // Letters and digits together of some length name one thing: IBANs, passports, licence numbers.
    private static int Mixed(TextView view, int token, List<Candidate> found)
    {
        var word = view.Word(token);
        var digits = 0;
        foreach (var unit in word) if (char.IsAsciiDigit(unit)) digits++;
        var isId = Checksum.Iban(word) || (word.Length >= 7 && digits >= 5 && char.IsAsciiLetter(word[0]));
        if (!isId) return token;
        return Add(view, view.Tokens[token].Start, view.Tokens[token].End, "an identifier", MaskLabel.Id, found, token);
    }

    // "CA-ID-5646649": capitals and digits joined by dashes.
    private static int Dashed(TextView view, int first, List<Candidate> found)
    {
        int last = first, digits = 0;
        while (last + 1 < view.Tokens.Length && view.Gap(last) is ['-'] && view.Tokens[last + 1].Shape is Shape.Upper or Shape.Number or Shape.Alphanumeric)
        {
            last++;
            if (view.Tokens[last].Shape != Shape.Upper) digits += view.Tokens[last].Length;
        }
        return last > first && digits >= 5 ? Add(view, view.Tokens[first].Start, view.Tokens[last].End, "an identifier", MaskLabel.Id, found, last) : first;
    }

    // Five or more groups of hexadecimal digits with colons between: an internet address of version 6, or a card of a machine.
    private static int Colons(TextView view, int first, List<Candidate> found)
    {
        var last = first;
        while (last + 1 < view.Tokens.Length && view.Gap(last) is [':'] or [':', ':'] && view.Tokens[last + 1].Length <= 4 && !view.Word(last + 1).ContainsAnyExcept("0123456789abcdef")) last++;
        return last - first >= 4 && !view.Word(first).ContainsAnyExcept("0123456789abcdef") ? Add(view, view.Tokens[first].Start, view.Tokens[last].End, "an internet address", MaskLabel.Id, found, last) : first;
    }

    private static bool CuedAsId(TextView view, int token)
    {
        if (token == 0 || view.Gap(token - 1) is not ([' '] or ['.', ' '] or [' ', '#'] or ['#'] or [':', ' '] or ['.'])) return view.Tokens[token].Start > 0 && view.Folded[view.Tokens[token].Start - 1] == '#';
        // "Law no. 4126" is anybody's.
        if (token > 1 && PublicNumbers.GetAlternateLookup<ReadOnlySpan<char>>().Contains(view.Word(token - 2))) return false;
        return IdCues.GetAlternateLookup<ReadOnlySpan<char>>().Contains(view.Word(token - 1));
    }

    private static bool IsDossierPhone(ReadOnlySpan<char> written, string[] phones)
    {
        if (phones.Length == 0) return false;
        Span<char> digits = stackalloc char[24];
        var count = 0;
        foreach (var unit in written)
            if (char.IsAsciiDigit(unit) && count < digits.Length) digits[count++] = unit;
        if (count < 4) return false;
        foreach (var phone in phones)
            if (phone.AsSpan().EndsWith(digits[..count]) || (count >= 7 && phone.AsSpan().Contains(digits[..count], StringComparison.Ordinal))) return true;
        return false;
    }

    private static bool IsDigitGroup(TextView view, int token) => view.Tokens[token].Shape == Shape.Number;

    private static bool IsDigitGap(ReadOnlySpan<char> gap)
    {
        if (gap.Length is 0 or > 2) return false;
        foreach (var unit in gap)
            if (unit is not (' ' or '-' or '.' or '(' or ')')) return false;
        return gap is not ['.', ' '] and not [' ', ' '];
    }

    private static bool LooksLikeDate(TextView view, int first, int last)
    {
        if (last - first < 2) return last > first && Year(view, first);
        var (a, b, c) = (view.Tokens[first].Length, view.Tokens[first + 1].Length, view.Tokens[first + 2].Length);
        return (a == 4 && b <= 2 && c <= 2 && Year(view, first)) || (a <= 2 && b <= 2 && c == 4 && Year(view, first + 2));
    }

    private static bool Year(TextView view, int token) => view.Word(token) is ['1', '9', _, _] or ['2', '0', _, _];

    // "1 150 000" is an amount.
    private static bool GroupsOfThree(TextView view, int first, int last)
    {
        if (last == first) return false;
        for (var i = first + 1; i <= last; i++)
            if (view.Tokens[i].Length != 3 || view.Gap(i - 1) is not ([' '] or ['.'])) return false;
        return view.Tokens[first].Length <= 3 && last - first < 2;
    }
}
