namespace WinLossAgency.Domain.Billing;

/// <summary>Beginnings for a client's invoice numbers, the most readable first; a number must be one of a kind in the agency.</summary>
public static class SeriesPrefix
{
    private const int InitialsMin = 2;
    private const int InitialsMax = 4;

    public static IEnumerable<string> Candidates(string name, string client)
    {
        var initials = Letters(string.Concat(name.Split(' ', '-').Where(word => word.Length > 0 && char.IsLetter(word[0])).Select(word => word[0])));
        if (initials.Length >= InitialsMin) yield return initials[..Math.Min(InitialsMax, initials.Length)];
        var key = Letters(client);
        if (key.Length > 0) yield return key[..Math.Min(InitialsMax, key.Length)];
        if (key.Length > InitialsMax) yield return key[..Math.Min(InvoiceSeries.PrefixLengthMax, key.Length)];
        var root = initials.Length >= InitialsMin ? initials[..Math.Min(InitialsMax, initials.Length)] : "C";
        for (var n = 2; n < 10_000; n++) yield return System.FormattableString.Invariant($"{root}{n}");
    }

    private static string Letters(string text) => string.Concat(text.ToUpperInvariant().Where(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter)));
}
