using System.Globalization;
using NodaTime;

namespace WinLossAgency.Agency.Reports;

/// <summary>
/// Chromium writes the moment of printing into a PDF, and numbers of its own that hang on how busy the machine was. Both are
/// overwritten where they stand, digit for digit, so that no offset in the file moves and two prints of one release are the same bytes.
/// </summary>
internal static class PdfStamp
{
    private const int DigitsLength = 14;
    private static readonly byte[][] Marks = ["/CreationDate (D:"u8.ToArray(), "/ModDate (D:"u8.ToArray()];
    private static readonly byte[] Identifier = "/ID ["u8.ToArray();
    private static readonly byte[] Node = "(node"u8.ToArray();
    private const int NodeDigits = 8;

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
        FixNodes(stamped);
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

    // Elements of the structure are named after nodes of the page; the order of names is kept, since their index is sorted by it.
    private static void FixNodes(byte[] pdf)
    {
        var places = new List<(int At, int Number)>();
        for (var at = Next(pdf, Node, 0); at >= 0; at = Next(pdf, Node, at))
            if (at + NodeDigits < pdf.Length && pdf[at + NodeDigits] == (byte)')' && int.TryParse(pdf.AsSpan(at, NodeDigits), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) places.Add((at, number));
        var ranks = places.Select(place => place.Number).Distinct().Order().Select((number, index) => (number, index)).ToDictionary(one => one.number, one => one.index + 1);
        foreach (var (at, number) in places)
            System.Text.Encoding.ASCII.GetBytes(ranks[number].ToString("00000000", CultureInfo.InvariantCulture)).CopyTo(pdf.AsSpan(at));
    }

    // Only some versions write an identifier; its hex digits say nothing a reader needs.
    private static void FixIdentifier(byte[] pdf)
    {
        for (var at = Next(pdf, Identifier, 0); at >= 0; at = Next(pdf, Identifier, at))
            for (var place = at; place < pdf.Length && pdf[place] != (byte)']'; place++)
                if (char.IsAsciiHexDigit((char)pdf[place])) pdf[place] = (byte)'0';
    }
}
