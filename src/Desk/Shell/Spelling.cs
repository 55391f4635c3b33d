namespace WinLossAgency.Desk.Shell;

/// <summary>How words that the rules say in the middle of a sentence begin one.</summary>
internal static class Spelling
{
    public static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}
