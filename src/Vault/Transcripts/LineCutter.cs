using System.Text;

namespace WinLossAgency.Vault.Transcripts;

/// <summary>Turns bytes into lines as they come: CR, LF and CRLF end a line; NUL becomes U+FFFD as WebVTT asks.</summary>
internal sealed class LineCutter(Encoding encoding, Windows1252Fallback fallback)
{
    private const int SliceBytes = 4096;

    private readonly char[] chars = new char[encoding.GetMaxCharCount(SliceBytes) + 8];
    private readonly Decoder decoder = encoding.GetDecoder();
    private readonly StringBuilder current = new();
    private bool afterReturn;
    private int number = 1;
    private bool noted;

    /// <summary>The encoding a byte order mark tells (UTF-8 without one), and how long the mark is.</summary>
    public static (LineCutter Cutter, int MarkLength) For(ReadOnlySpan<byte> start)
    {
        var fallback = new Windows1252Fallback();
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return (new(new UnicodeEncoding(false, false), fallback), 2);
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return (new(new UnicodeEncoding(true, false), fallback), 2);
        var utf8 = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, fallback);
        return (new(utf8, fallback), start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0);
    }

    /// <summary>Cuts the next bytes and hands over each whole line; with <paramref name="last"/> also what remains.</summary>
    public void Cut(ReadOnlySpan<byte> bytes, bool last, TranscriptBuilder builder, Action<Line> take)
    {
        // Decoding up to each line feed tells on which line a byte was that is no UTF-8.
        while (builder.Refusal is null && !bytes.IsEmpty)
        {
            var feed = bytes[..Math.Min(bytes.Length, SliceBytes)].IndexOf((byte)'\n');
            var slice = bytes[..(feed < 0 ? Math.Min(bytes.Length, SliceBytes) : feed + 1)];
            bytes = bytes[slice.Length..];
            Take(chars.AsSpan(0, decoder.GetChars(slice, chars, flush: false)), builder, take);
        }
        if (!last || builder.Refusal is not null) return;
        Take(chars.AsSpan(0, decoder.GetChars([], chars, flush: true)), builder, take);
        if (current.Length > 0) Hand(take);
    }

    private void Take(ReadOnlySpan<char> decoded, TranscriptBuilder builder, Action<Line> take)
    {
        if (fallback.BytesRead > 0 && !noted)
        {
            builder.Note(number, "Bytes that are not UTF-8 begin on this line; they are read as Windows-1252.");
            noted = true;
        }
        foreach (var c in decoded)
        {
            if (c == '\n' && afterReturn) { afterReturn = false; continue; }
            afterReturn = c == '\r';
            if (c is '\r' or '\n') { Hand(take); continue; }
            if (current.Length == Limits.LineCharsMax)
            {
                builder.Refuse(number, $"Line {number}: longer than {Limits.LineCharsMax:N0} characters; break it into lines.");
                return;
            }
            current.Append(c == '\0' ? '\uFFFD' : c);
        }
    }

    private void Hand(Action<Line> take)
    {
        take(new Line(number, current.ToString()));
        number++;
        current.Clear();
    }
}
