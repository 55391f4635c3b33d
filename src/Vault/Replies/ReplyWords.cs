using System.Net;
using System.Text.RegularExpressions;

namespace WinLossAgency.Vault.Replies;

/// <summary>What somebody wrote, apart from what their program put around it.</summary>
internal static partial class ReplyWords
{
    // A page is whatever a stranger sends, so none is written that takes longer than it is long: one that did would be lost, wish and all.
    private static readonly Regex Unseen = Linear(@"<style\b[^>]*>.*?</style\s*>|<script\b[^>]*>.*?</script\s*>|<head\b[^>]*>.*?</head\s*>");
    private static readonly Regex LineTag = Linear(@"<(br|/p|/div|/li|/tr)\b[^>]*>");
    private static readonly Regex Tag = Linear("<[^>]*>");

    private static readonly string[] Stops = ["stop", "unsubscribe", "abmelden", "abbestellen", "remove", "remove me", "no thanks", "nein danke", "do not contact", "do not contact me", "please do not contact me", "please stop", "don't contact me", "stop contacting me", "keine weiteren mails", "bitte nicht mehr kontaktieren"];

    /// <summary>The words above what they quoted. Ours need no seal, and would stand in a comparison as if they were theirs.</summary>
    public static string Own(string text)
    {
        var kept = new List<string>();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (QuoteBegins().IsMatch(line)) break;
            if (!line.StartsWith('>')) kept.Add(line.TrimEnd());
        }
        var own = string.Join('\n', kept).Trim();
        return own.Length > RepliesFile.WordsMax ? own[..RepliesFile.WordsMax] : own;
    }

    /// <summary>A page's words, where there are no plain ones.</summary>
    public static string OfHtml(string html) =>
        WebUtility.HtmlDecode(Tag.Replace(LineTag.Replace(Unseen.Replace(html, ""), "\n"), ""));

    /// <summary>Nothing but a wish to be left alone, in one of the few ways that leave no doubt; longer words are for a person to read.</summary>
    public static bool AsksToStop(string own) => Stops.Contains(new string([.. own.Where(c => char.IsLetter(c) || c is ' ' or '\'' or '’')]).Replace('’', '\'').Trim().ToLowerInvariant());

    [GeneratedRegex(@"^\s*(On .{5,200} wrote:|Am .{5,200} schrieb .{1,200}:|-{3,}\s*(Original Message|Ursprüngliche Nachricht)\s*-{3,}|_{20,})\s*$", RegexOptions.None, 1000)]
    private static partial Regex QuoteBegins();

    private static Regex Linear(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
