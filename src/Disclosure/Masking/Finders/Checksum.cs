namespace WinLossAgency.Disclosure.Masking.Finders;

internal static class Checksum
{
    /// <summary>Luhn (ISO/IEC 7812-1 annex B); anything but digits is passed over.</summary>
    public static bool Luhn(ReadOnlySpan<char> written)
    {
        int sum = 0, count = 0;
        for (var i = written.Length - 1; i >= 0; i--)
        {
            if (!char.IsAsciiDigit(written[i])) continue;
            var digit = written[i] - '0';
            if (count++ % 2 == 1 && (digit *= 2) > 9) digit -= 9;
            sum += digit;
        }
        return count >= 12 && sum % 10 == 0;
    }

    /// <summary>IBAN: 97-10 remainder of one (ISO 13616, ISO 7064). Expects folded text without blanks.</summary>
    public static bool Iban(ReadOnlySpan<char> folded)
    {
        if (folded.Length is < 15 or > 34 || !char.IsAsciiLetter(folded[0]) || !char.IsAsciiLetter(folded[1]) || !char.IsAsciiDigit(folded[2]) || !char.IsAsciiDigit(folded[3])) return false;
        var remainder = 0;
        for (var i = 0; i < folded.Length; i++)
        {
            var unit = folded[(i + 4) % folded.Length];
            if (char.IsAsciiDigit(unit)) remainder = (remainder * 10 + unit - '0') % 97;
            else if (char.IsAsciiLetterLower(unit)) remainder = (remainder * 100 + unit - 'a' + 10) % 97;
            else return false;
        }
        return remainder == 1;
    }
}
