using System.Text.RegularExpressions;

namespace WinLossAgency.Agency.Engagements.Lists;

/// <summary>Numbers and addresses as they can be used. What cannot be one is null, never guessed.</summary>
internal static partial class Reachable
{
    public const int DigitsMin = 8;
    public const int DigitsMax = 15;
    public const int MailLengthMax = 254;

    /// <summary>E.164, "+351915550101": from an international number, or from a national one of a known country.</summary>
    public static string? Phone(string written, Country? country)
    {
        var text = Extension().Replace(written.Replace("(0)", ""), "").Trim();
        if (text.Length == 0 || text.Any(char.IsLetter)) return null;
        var digits = new string([.. text.Where(char.IsAsciiDigit)]);
        if (text.StartsWith('+')) return Checked(digits);
        if (digits.StartsWith("00", StringComparison.Ordinal)) return Checked(digits[2..]);
        if (country is null) return null;
        // A number written with its country's code but without the plus is longer than any national one.
        if (digits.StartsWith(country.Dialling, StringComparison.Ordinal) && digits.Length >= country.Dialling.Length + 9 && !digits.StartsWith('0')) return Checked(digits);
        var national = country.Trunk != "-" && digits.StartsWith(country.Trunk, StringComparison.Ordinal) && digits.Length > DigitsMin ? digits[country.Trunk.Length..] : digits;
        return Checked(country.Dialling + national);
    }

    public static string? Mail(string written)
    {
        var text = written.Trim().TrimEnd('.', ';', ',');
        if (Bracketed().Match(text) is { Success: true } m) text = m.Groups[1].Value.Trim();
        if (text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)) text = text[7..];
        return text.Length <= MailLengthMax && Address().IsMatch(text) ? text.ToLowerInvariant() : null;
    }

    private static string? Checked(string digits) => digits.Length is >= DigitsMin and <= DigitsMax && digits[0] != '0' ? "+" + digits : null;

    [GeneratedRegex(@"\s*(?:ext\.?|extension|x|#|dw)\s*\d{1,6}\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Extension();

    [GeneratedRegex(@"<([^<>]+)>$")]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"^[^\s@,;:<>()\[\]""]+@[^\s@,;:<>()\[\]""]+\.[^\s@,;:<>()\[\]"".]{2,}$")]
    private static partial Regex Address();
}
