using System.Globalization;
using NodaTime;

namespace WinLossAgency.Agency.Reports;

/// <summary>
/// Chromium writes the moment of printing into a PDF. The dates are overwritten where they stand, digit for digit, so
/// that no offset in the file moves and two prints of one release are the same bytes.
/// </summary>
internal static class PdfStamp
{
    private const int DigitsLength = 14;
    private static readonly byte[][] Marks = ["/CreationDate (D:"u8.ToArray(), "/ModDate (D:"u8.ToArray()];
    private static readonly byte[] Identifier = "/ID ["u8.ToArray();

    /// <summary>Refuses a file without both dates: an unknown writer's file would carry other times we do not know of.</summary>
    public static byte[] Fix(byte[] pdf, LocalDate date)
    {
        var stamped = (byte[])pdf.Clone();
        var digits = string.Create(CultureInfo.InvariantCulture, $"{date.Year:0000}{date.Month:00}{date.Day:00}000000");
        foreach (var mark in Marks)
        {
            var found = 0;
            for (var at = Next(stamped, mark, 0); at >= 0; at = Next(stamped, mark, at), found++)
                Overwrite(stamped, at, digits);
            if (found == 0) throw new InvalidDataException("The printed PDF carries no creation or modification date where Chromium writes it; it is not kept.");
        }
        FixIdentifier(stamped);
        return stamped;
    }

    private static int Next(byte[] pdf, byte[] mark, int from)
    {
        var at = pdf.AsSpan(from).IndexOf(mark);
        return at < 0 ? -1 : from + at + mark.Length;
    }

    private static void Overwrite(byte[] pdf, int at, string digits)
    {
        for (var place = 0; place < DigitsLength && at + place < pdf.Length && char.IsAsciiDigit((char)pdf[at + place]); place++)
            pdf[at + place] = (byte)digits[place];
        // The zone stands behind the digits as +01'00' or Z; its digits become zeros and its sign a plus.
        for (var place = at + DigitsLength; place < pdf.Length && pdf[place] != (byte)')'; place++)
        {
            if (char.IsAsciiDigit((char)pdf[place])) pdf[place] = (byte)'0';
            else if (pdf[place] == (byte)'-') pdf[place] = (byte)'+';
        }
    }

    // Only some versions write an identifier; its hex digits say nothing a reader needs.
    private static void FixIdentifier(byte[] pdf)
    {
        for (var at = Next(pdf, Identifier, 0); at >= 0; at = Next(pdf, Identifier, at))
            for (var place = at; place < pdf.Length && pdf[place] != (byte)']'; place++)
                if (char.IsAsciiHexDigit((char)pdf[place])) pdf[place] = (byte)'0';
    }
}
