using System.Text;

namespace WinLossAgency.Domain.Engagements;

/// <summary>From a name people use to one that addresses and folders can carry: "Q1 2027" becomes "q1-2027".</summary>
public static class ShelfKey
{
    public const int LengthMax = 40;

    // Folders of a client that are no engagements, and addresses of a program that are no client.
    private static readonly string[] Reserved = ["access", "receipts", "invoices", "engagements", "people", "billing", "requests", "health", "sign-in"];

    /// <summary>A key that is not among those taken, or null where the name has no letter or digit.</summary>
    public static string? From(string name, IEnumerable<string> taken)
    {
        var key = new StringBuilder();
        foreach (var letter in name.ToLowerInvariant())
            if (char.IsAsciiLetterOrDigit(letter)) key.Append(letter);
            else if (key.Length > 0 && key[^1] != '-') key.Append('-');
        var plain = key.ToString().Trim('-');
        if (plain.Length == 0) return name.Any(char.IsLetter) ? Free("name", taken) : null;
        return Free(plain[..Math.Min(plain.Length, LengthMax)].Trim('-'), taken);
    }

    private static string Free(string key, IEnumerable<string> taken)
    {
        var used = taken.Concat(Reserved).ToHashSet();
        for (var n = 1; ; n++)
            if ((n == 1 ? key : $"{key}-{n}") is var one && !used.Contains(one)) return one;
    }
}
