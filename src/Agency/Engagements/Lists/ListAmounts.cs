using System.Globalization;
using System.Text.RegularExpressions;

namespace WinLossAgency.Agency.Engagements.Lists;

/// <summary>A deal's value in hundredths of its currency; zero where the cell says nothing that is one.</summary>
internal readonly record struct AmountRead(long Minor, string Currency, bool Readable)
{
    /// <summary>As people write it: "184,000 EUR".</summary>
    public string Words => Minor == 0 ? "" : $"{(Minor % 100 == 0 ? (Minor / 100).ToString("N0", CultureInfo.InvariantCulture) : (Minor / 100m).ToString("N2", CultureInfo.InvariantCulture))} {Currency}".TrimEnd();
}

/// <summary>Reads "€ 1.250.000,00", "1,250,000.00", "1 250 000" and "1.2m" alike.</summary>
internal static partial class ListAmounts
{
    /// <summary>In hundredths; nothing a client sells is worth more.</summary>
    private const decimal MinorMax = 100_000_000_000_00m;

    public static AmountRead Read(string value, string currency)
    {
        var text = value.Trim();
        var found = CurrencyOf(currency) ?? CurrencyOf(text) ?? "";
        if (text.Length == 0) return new AmountRead(0, found, true);
        if (Shape().Match(text) is not { Success: true } m) return new AmountRead(0, found, false);
        var scale = m.Groups["scale"].Value.ToLowerInvariant() switch { "k" => 1_000m, "m" or "mio" or "mn" => 1_000_000m, "bn" => 1_000_000_000m, _ => 1m };
        if (!decimal.TryParse(Pointed(m.Groups["number"].Value, scale > 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return new AmountRead(0, found, false);
        var minor = number * scale * 100;
        return minor > MinorMax ? new AmountRead(0, found, false) : new AmountRead((long)decimal.Round(minor), found, true);
    }

    /// <summary>The last mark is the decimal one where both kinds stand, or where not exactly three digits follow it.</summary>
    private static string Pointed(string number, bool scaled)
    {
        var bare = Blanks().Replace(number, "").Replace("'", "").Replace("’", "");
        var (dot, comma) = (bare.LastIndexOf('.'), bare.LastIndexOf(','));
        if (dot < 0 && comma < 0) return bare;
        var (mark, at) = dot > comma ? ('.', dot) : (',', comma);
        var grouping = mark == '.' ? "," : ".";
        var many = bare.Count(c => c == mark) > 1;
        var decimals = !many && (bare.Contains(grouping) || scaled || bare.Length - at - 1 != 3);
        bare = bare.Replace(grouping, "");
        return decimals ? bare.Replace(mark, '.') : bare.Replace(mark.ToString(), "");
    }

    private static string? CurrencyOf(string text) =>
        text.Contains('€') ? "EUR" : text.Contains('£') ? "GBP" : text.Contains('$') ? "USD" : text.Contains('¥') ? "JPY"
        : Code().Match(text) is { Success: true } m ? m.Value.ToUpperInvariant() : null;

    [GeneratedRegex(@"^[^\d\-]*(?<number>\d[\d.,'’\s]*?)\s*(?<scale>k|mio|mn|m|bn)?\.?\s*(?:[€£$¥]|[A-Z]{3})?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Shape();

    [GeneratedRegex(@"\s")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\b(EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|CAD|AUD|NZD|BRL|MXN|JPY|INR|SGD|ZAR|TRY|ILS|AED)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
