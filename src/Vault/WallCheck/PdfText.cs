using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace WinLossAgency.Vault.WallCheck;

/// <summary>
/// What a person reads in a PDF of ours: the glyphs of its pages turned back into letters by the tables that the file itself
/// carries. It knows the plain form that our printer writes; of any other it reads nothing, and whoever asks is told so.
/// </summary>
internal sealed partial class PdfText
{
    private const int UnpackedBytesMax = 64 * 1024 * 1024;
    private readonly ReadOnlyMemory<byte> file;
    private readonly string raw;
    private readonly Dictionary<string, int> objects = [];
    private readonly Dictionary<string, (int CodeLength, Dictionary<int, string> Letters)> fonts = [];

    private PdfText(ReadOnlyMemory<byte> file)
    {
        (this.file, raw) = (file, Encoding.Latin1.GetString(file.Span));
        foreach (Match found in Begin().Matches(raw)) objects[found.Groups[1].Value] = found.Index + found.Length;
        foreach (Match found in NamedFont().Matches(raw))
            if (!fonts.ContainsKey(found.Groups[1].Value) && FontOf(found.Groups[2].Value) is { } font) fonts[found.Groups[1].Value] = font;
    }

    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.StartsWith("%PDF-"u8);

    /// <summary>All text of the file, page after page; null where none could be read.</summary>
    public static string? Of(ReadOnlyMemory<byte> bytes)
    {
        var pdf = new PdfText(bytes);
        var text = new StringBuilder();
        foreach (var from in pdf.objects.Values)
            if (pdf.StreamAt(from) is { } stream && stream.Contains("BT", StringComparison.Ordinal) && stream.Contains("Tf", StringComparison.Ordinal)) pdf.Read(stream, text);
        return text.ToString().Any(char.IsLetterOrDigit) ? text.ToString() : null;
    }

    private void Read(string stream, StringBuilder text)
    {
        (int CodeLength, Dictionary<int, string> Letters)? font = null;
        foreach (Match found in Token().Matches(stream))
        {
            if (found.Groups["font"] is { Success: true } name) font = fonts.TryGetValue(name.Value, out var known) ? known : null;
            else if (found.Groups["hex"] is { Success: true } hex) Spell(Convert.FromHexString(hex.Value.Length % 2 == 0 ? hex.Value : $"{hex.Value}0"), font, text);
            else if (found.Groups["literal"] is { Success: true } literal) Spell(Literal(literal.Value), font, text);
            // A new line of a page; glyphs of one line follow each other, its blanks among them.
            else if (found.Groups["down"] is not { Success: true } down || double.TryParse(down.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var y) && y != 0) text.Append('\n');
        }
    }

    private static void Spell(byte[] codes, (int CodeLength, Dictionary<int, string> Letters)? font, StringBuilder text)
    {
        if (font is not { } known) return;
        for (var at = 0; at + known.CodeLength <= codes.Length; at += known.CodeLength)
            text.Append(known.Letters.GetValueOrDefault(known.CodeLength == 1 ? codes[at] : (codes[at] << 8) | codes[at + 1], ""));
    }

    private (int, Dictionary<int, string>)? FontOf(string number)
    {
        if (!objects.TryGetValue(number, out var from)) return null;
        var end = raw.IndexOf("endobj", from, StringComparison.Ordinal);
        if (end < 0 || ToUnicode().Match(raw[from..end]) is not { Success: true } table || !objects.TryGetValue(table.Groups[1].Value, out var at) || StreamAt(at) is not { } map) return null;
        var letters = new Dictionary<int, string>();
        foreach (Match part in Part().Matches(map))
            foreach (Match line in (part.Groups[1].Value == "char" ? One() : Range()).Matches(part.Groups[2].Value))
            {
                var first = Number(line.Groups[1].Value);
                var last = part.Groups[1].Value == "char" ? first : Number(line.Groups[2].Value);
                var to = Letters(line.Groups[part.Groups[1].Value == "char" ? 2 : 3].Value);
                for (var code = first; code <= last && code - first < 65_536; code++) letters[code] = to.Length == 0 ? "" : $"{to[..^1]}{(char)(to[^1] + code - first)}";
            }
        return (Space().Match(map) is { Success: true } space ? space.Groups[1].Length / 2 : 2, letters);
    }

    private string? StreamAt(int from)
    {
        var begin = raw.IndexOf("stream", from, StringComparison.Ordinal);
        var end = raw.IndexOf("endobj", from, StringComparison.Ordinal);
        if (begin < 0 || (end >= 0 && end < begin)) return null;
        var packed = raw[from..begin].Contains("/FlateDecode", StringComparison.Ordinal);
        begin += "stream".Length;
        while (begin < raw.Length && raw[begin] is '\r' or '\n') begin++;
        if (!packed) return raw[begin..(raw.IndexOf("endstream", begin, StringComparison.Ordinal) is > 0 and var stop ? stop : raw.Length)];
        using var plain = new ZLibStream(new MemoryStream(file[begin..].ToArray()), CompressionMode.Decompress);
        using var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        try
        {
            for (int read; (read = plain.Read(buffer)) > 0 && whole.Length < UnpackedBytesMax;) whole.Write(buffer, 0, read);
        }
        catch (InvalidDataException)
        {
            // What came before the damage is read.
        }
        return Encoding.Latin1.GetString(whole.GetBuffer(), 0, (int)whole.Length);
    }

    private static byte[] Literal(string words) => Encoding.Latin1.GetBytes(Escape().Replace(words, found => found.Groups[1].Value switch
    {
        "n" => "\n", "r" => "\r", "t" => "\t", "b" => "\b", "f" => "\f",
        var octal when char.IsAsciiDigit(octal[0]) => ((char)Convert.ToInt32(octal, 8)).ToString(),
        var other => other,
    }));

    private static int Number(string hex) => int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string Letters(string hex) => hex.Length % 4 == 0 ? Encoding.BigEndianUnicode.GetString(Convert.FromHexString(hex)) : "";

    [GeneratedRegex(@"(?<=^|[\r\n])(\d+) 0 obj")]
    private static partial Regex Begin();

    [GeneratedRegex(@"/(F\d+) (\d+) 0 R")]
    private static partial Regex NamedFont();

    [GeneratedRegex(@"/ToUnicode (\d+) 0 R")]
    private static partial Regex ToUnicode();

    [GeneratedRegex(@"begincodespacerange\s*<([0-9a-fA-F]+)>")]
    private static partial Regex Space();

    [GeneratedRegex(@"beginbf(char|range)(.*?)endbf", RegexOptions.Singleline)]
    private static partial Regex Part();

    [GeneratedRegex("<([0-9a-fA-F]+)>\\s*<([0-9a-fA-F]+)>")]
    private static partial Regex One();

    [GeneratedRegex("<([0-9a-fA-F]+)>\\s*<([0-9a-fA-F]+)>\\s*<([0-9a-fA-F]+)>")]
    private static partial Regex Range();

    [GeneratedRegex(@"/(?<font>F\d+)\s+[\d.]+\s+Tf|<(?<hex>[0-9a-fA-F]*)>|\((?<literal>(?:[^()\\]|\\.)*)\)|\bBT\b|\bTm\b|T\*|-?[\d.]+\s+(?<down>-?[\d.]+)\s+T[dD]\b", RegexOptions.Singleline)]
    private static partial Regex Token();

    [GeneratedRegex(@"\\([0-7]{1,3}|.)", RegexOptions.Singleline)]
    private static partial Regex Escape();
}
