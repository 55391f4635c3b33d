using System.Collections.Immutable;
using System.Text;

namespace WinLossAgency.Vault.Replies;

/// <summary>A whole message (RFC 2045, 2046), as far as a reply needs it: its plain words, or a page's, and what was attached.</summary>
internal sealed record RawMail(string Words, ImmutableArray<(string Name, long Bytes)> Files)
{
    private const int DepthMax = 8;

    public override string ToString() => "[sealed]";

    public static RawMail Read(string message)
    {
        var (plain, page, files) = (new StringBuilder(), new StringBuilder(), ImmutableArray.CreateBuilder<(string, long)>());
        Part(message.ReplaceLineEndings("\n"), 0);
        return new RawMail(plain.ToString().Trim().Length > 0 ? plain.ToString() : ReplyWords.OfHtml(page.ToString()), files.ToImmutable());

        void Part(string text, int depth)
        {
            var end = text.IndexOf("\n\n", StringComparison.Ordinal);
            var head = Heads(end < 0 ? text : text[..end]);
            var body = end < 0 ? "" : text[(end + 2)..];
            var type = head.GetValueOrDefault("content-type", "text/plain");
            var disposition = head.GetValueOrDefault("content-disposition", "");
            if (type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) && Parameter(type, "boundary") is { Length: > 0 } boundary)
            {
                if (depth >= DepthMax) return;
                foreach (var piece in ('\n' + body).Split($"\n--{boundary}").Skip(1).TakeWhile(piece => !piece.StartsWith("--", StringComparison.Ordinal))) Part(piece.TrimStart('\n'), depth + 1);
                return;
            }
            var bytes = Decoded(body, head.GetValueOrDefault("content-transfer-encoding", "").Trim().ToLowerInvariant());
            if (disposition.StartsWith("attachment", StringComparison.OrdinalIgnoreCase) || !type.StartsWith("text/", StringComparison.OrdinalIgnoreCase))
                files.Add((Parameter(disposition, "filename") ?? Parameter(type, "name") ?? "", bytes.Length));
            else (type.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) ? page : plain).Append(In(Parameter(type, "charset"), bytes));
        }
    }

    internal static Dictionary<string, string> Heads(string text)
    {
        var heads = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in text.Replace("\n ", " ", StringComparison.Ordinal).Replace("\n\t", " ", StringComparison.Ordinal).Split('\n'))
            if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon) heads.TryAdd(line[..colon].Trim(), line[(colon + 1)..].Trim());
        return heads;
    }

    private static string? Parameter(string value, string name)
    {
        foreach (var part in value.Split(';').Skip(1))
            if (part.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && part[..equals].Trim().Equals(name, StringComparison.OrdinalIgnoreCase)) return part[(equals + 1)..].Trim().Trim('"');
        return null;
    }

    private static byte[] Decoded(string body, string encoding)
    {
        if (encoding == "quoted-printable") return Unquoted(body);
        if (encoding != "base64") return Encoding.UTF8.GetBytes(body);
        var plain = string.Concat(body.Where(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/'));
        // A message that was cut may end within a group of four.
        return Convert.FromBase64String(plain.Length % 4 == 1 ? plain[..^1] : plain.PadRight((plain.Length + 3) / 4 * 4, '='));
    }

    private static byte[] Unquoted(string body)
    {
        using var bytes = new MemoryStream();
        for (var i = 0; i < body.Length; i++)
        {
            if (body[i] == '=' && i + 1 < body.Length && body[i + 1] == '\n') i++;
            else if (body[i] == '=' && i + 2 < body.Length && byte.TryParse(body.AsSpan(i + 1, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var one))
            {
                bytes.WriteByte(one);
                i += 2;
            }
            else if (Rune.TryGetRuneAt(body, i, out var rune))
            {
                bytes.Write(Encoding.UTF8.GetBytes(rune.ToString()));
                i += rune.Utf16SequenceLength - 1;
            }
        }
        return bytes.ToArray();
    }

    private static string In(string? charset, byte[] bytes)
    {
        try
        {
            return Encoding.GetEncoding(charset ?? "utf-8").GetString(bytes);
        }
        catch (ArgumentException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
