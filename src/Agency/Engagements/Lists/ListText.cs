using System.Text;

namespace WinLossAgency.Agency.Engagements.Lists;

/// <summary>A file as text, with the encoding it was found to be written in; or why it is no text at all.</summary>
internal sealed record ListText(string Text, string Encoding, string? Refusal)
{
    /// <summary>Bytes of one list; a bigger one is split.</summary>
    public const int BytesMax = 8 * 1024 * 1024;

    private const int LookedAt = 4096;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);
    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252) ?? throw new InvalidOperationException("Windows-1252 is not known here.");

    public static ListText Of(byte[] bytes)
    {
        if (bytes.Length == 0) return No("The file is empty.");
        if (bytes.Length > BytesMax) return No($"The file holds {bytes.Length:N0} bytes; a list may hold {BytesMax:N0}. Split it and send the parts one by one.");
        if (bytes.AsSpan().StartsWith("PK"u8) || bytes.AsSpan().StartsWith(new byte[] { 0xD0, 0xCF, 0x11, 0xE0 }))
            return No("This is a spreadsheet, not a CSV file. Open it, choose Save as, and pick CSV.");
        var (text, encoding) = Decoded(bytes);
        return text.Contains('\0') ? No("This file is not text. Export the deals as CSV and send that.")
            : string.IsNullOrWhiteSpace(text) ? No("The file holds no rows.") : new ListText(text, encoding, null);
    }

    private static (string Text, string Encoding) Decoded(byte[] bytes)
    {
        if (bytes.AsSpan().StartsWith(new byte[] { 0xEF, 0xBB, 0xBF })) return (System.Text.Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3), "UTF-8");
        if (bytes.AsSpan().StartsWith(new byte[] { 0xFF, 0xFE })) return (System.Text.Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2), "UTF-16");
        if (bytes.AsSpan().StartsWith(new byte[] { 0xFE, 0xFF })) return (System.Text.Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2), "UTF-16");
        // UTF-16 without its mark shows in the noughts that stand in every other place.
        var head = bytes.AsSpan(0, Math.Min(LookedAt, bytes.Length));
        var (even, odd) = (0, 0);
        for (var i = 0; i < head.Length; i++)
            if (head[i] == 0) _ = i % 2 == 0 ? even++ : odd++;
        if (odd > head.Length / 4 && even == 0) return (System.Text.Encoding.Unicode.GetString(bytes), "UTF-16");
        if (even > head.Length / 4 && odd == 0) return (System.Text.Encoding.BigEndianUnicode.GetString(bytes), "UTF-16");
        try
        {
            return (StrictUtf8.GetString(bytes), "UTF-8");
        }
        catch (DecoderFallbackException)
        {
            return (Western.GetString(bytes), "Windows-1252");
        }
    }

    private static ListText No(string why) => new("", "", why);
}
