using System.Net.Mail;
using System.Text.Json;

namespace WinLossAgency.Vault.Replies;

/// <summary>What the mail service found of the address that a mail says it is from.</summary>
internal enum MailCheck { NotTold, Passed, Failed }

/// <summary>What a mail's head and envelope say of who sent it.</summary>
/// <param name="Id">As its sender numbered it; empty where they did not.</param>
/// <param name="From">The one address that it is from, or empty.</param>
/// <param name="ByMachine">It says that no person sent it (RFC 3834), or wants no answer, as a notice that a mail did not arrive does.</param>
/// <param name="Returns">Where it would come back to.</param>
internal sealed record MailHead(string Id, string From, bool ByMachine, string? Returns)
{
    private static readonly char[] Ends = [';', '(', ' ', '\t'];

    public override string ToString() => "[sealed]";

    public static MailHead Read(string message, string from, string envelope)
    {
        var plain = message.ReplaceLineEndings("\n").TrimStart('\n');
        var heads = RawMail.Heads(plain.IndexOf("\n\n", StringComparison.Ordinal) is >= 0 and var end ? plain[..end] : plain);
        var returns = ReturnsTo(envelope) ?? heads.GetValueOrDefault("return-path");
        var submitted = heads.GetValueOrDefault("auto-submitted", "no").Trim().Split(Ends)[0];
        var sender = MailAddress.TryCreate(from.Length > 0 ? from : heads.GetValueOrDefault("from", ""), out var address) ? address.Address : "";
        return new MailHead(heads.GetValueOrDefault("message-id", ""), sender, !submitted.Equals("no", StringComparison.OrdinalIgnoreCase) || returns?.Trim() is "" or "<>", returns?.Trim('<', '>', ' '));
    }

    /// <summary>Passed only for the domain that the reader is shown; that of somebody else says nothing about it.</summary>
    public MailCheck Checked(string spf, string dkim)
    {
        if (From.Length == 0 || spf.Length == 0 && dkim.Length == 0) return MailCheck.NotTold;
        var domain = From[(From.LastIndexOf('@') + 1)..];
        var signed = dkim.Trim('{', '}', ' ').Split(',').Any(one => one.Split(':') is [var who, var found] && who.Trim().Equals($"@{domain}", StringComparison.OrdinalIgnoreCase) && Passes(found));
        return signed || Passes(spf) && Returns?.EndsWith($"@{domain}", StringComparison.OrdinalIgnoreCase) == true ? MailCheck.Passed : MailCheck.Failed;
    }

    private static bool Passes(string found) => found.Trim().Equals("pass", StringComparison.OrdinalIgnoreCase);

    private static string? ReturnsTo(string envelope)
    {
        try
        {
            using var read = JsonDocument.Parse(envelope.Length > 0 ? envelope : "{}");
            return read.RootElement.ValueKind == JsonValueKind.Object && read.RootElement.TryGetProperty("from", out var from) && from.ValueKind == JsonValueKind.String ? from.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
