using System.Globalization;
using System.Net;
using System.Text;
using NodaTime;

namespace WinLossAgency.Domain.Mail;

/// <summary>A mail before anybody delivers it: who, what, and the appointment in it, if there is one. ReplyTo is empty where answers go to the sender.</summary>
public sealed record Letter(string Id, Instant At, Mailbox From, Mailbox To, string ReplyTo, string Subject, string Body, CalendarInvite? Invite)
{
    public const string InviteFile = "invite.ics";
    private const string LineEnd = "\r\n";
    private const int Base64LineMax = 76;

    /// <summary>The words as a page, for readers that prefer one; addresses of pages become links.</summary>
    public string Html() => string.Concat(Body.ReplaceLineEndings("\n").Split("\n\n").Select(part => $"<p>{string.Join("<br>", part.Split('\n').Select(line => string.Join(' ', line.Split(' ').Select(Word))))}</p>"));

    /// <summary>
    /// The whole message (RFC 5322). An appointment stands among the alternatives, where calendars look for it, and once more as
    /// an attachment for whoever reads mail elsewhere (RFC 6047 §2.4).
    /// </summary>
    public string ToMime()
    {
        var mail = new StringBuilder();
        Line($"Date: {At.ToString("ddd, dd MMM uuuu HH:mm:ss", CultureInfo.InvariantCulture)} +0000");
        Line($"From: {Named(From)}");
        Line($"To: {Named(To)}");
        if (ReplyTo.Length > 0) Line($"Reply-To: <{ReplyTo}>");
        Line($"Subject: {Words(Subject)}");
        Line("MIME-Version: 1.0");
        // No part is anything but base64, so a boundary with an underscore cannot stand in one.
        if (Invite is null)
        {
            Alternatives("parts_of_one");
            return mail.ToString();
        }
        Line("Content-Type: multipart/mixed; boundary=\"parts_of_all\"");
        Line("");
        Line("--parts_of_all");
        Alternatives("parts_of_one");
        Line("--parts_of_all");
        Part($"application/ics; name=\"{InviteFile}\"", Invite.ToText(), $"Content-Disposition: attachment; filename=\"{InviteFile}\"");
        Line("--parts_of_all--");
        return mail.ToString();

        void Line(string line) => mail.Append(line).Append(LineEnd);

        void Part(string type, string words, string? more = null)
        {
            Line($"Content-Type: {type}");
            if (more is not null) Line(more);
            Line("Content-Transfer-Encoding: base64");
            Line("");
            foreach (var line in Convert.ToBase64String(Encoding.UTF8.GetBytes(words)).Chunk(Base64LineMax)) Line(new string(line));
        }

        void Alternatives(string boundary)
        {
            Line($"Content-Type: multipart/alternative; boundary=\"{boundary}\"");
            Line("");
            Line($"--{boundary}");
            Part("text/plain; charset=utf-8", Body.ReplaceLineEndings(LineEnd));
            Line($"--{boundary}");
            Part("text/html; charset=utf-8", Html());
            if (Invite is not null)
            {
                Line($"--{boundary}");
                Part($"text/calendar; charset=utf-8; method={Invite.MethodName}", Invite.ToText());
            }
            Line($"--{boundary}--");
        }
    }

    private static string Word(string word)
    {
        // The full stop after an address belongs to the sentence.
        var address = word.TrimEnd('.', ',', ';', ':', '!', '?', ')');
        return address.StartsWith("http", StringComparison.Ordinal) && Uri.TryCreate(address, UriKind.Absolute, out var page) && page.Scheme is "https" or "http"
            ? $"<a href=\"{WebUtility.HtmlEncode(address)}\">{WebUtility.HtmlEncode(address)}</a>{WebUtility.HtmlEncode(word[address.Length..])}" : WebUtility.HtmlEncode(word);
    }

    private static string Named(Mailbox one) => one.Name.Length == 0 ? $"<{one.Address}>" : $"{Words(one.Name)} <{one.Address}>";

    /// <summary>Words in a header: as they are where they are plain, else as encoded words (RFC 2047), none longer than its line may be.</summary>
    private static string Words(string words)
    {
        if (words.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '\'' or '/')) return words;
        const int octetsMax = 42;
        var encoded = new List<string>();
        var piece = new StringBuilder();
        foreach (var rune in words.EnumerateRunes())
        {
            if (Encoding.UTF8.GetByteCount(piece.ToString()) + rune.Utf8SequenceLength > octetsMax) Close();
            piece.Append(rune.ToString());
        }
        Close();
        return string.Join(LineEnd + ' ', encoded);

        void Close()
        {
            encoded.Add($"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(piece.ToString()))}?=");
            piece.Clear();
        }
    }
}
