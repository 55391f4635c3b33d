using System.Text;

namespace WinLossAgency.Domain.Mail;

/// <summary>Lines of a calendar file as RFC 5545 writes them: text escaped (§3.3.11), lines folded at 75 octets and ended by CRLF (§3.1).</summary>
public static class CalendarText
{
    /// <summary>Octets of one line, without its end.</summary>
    public const int LineOctetsMax = 75;
    public const string LineEnd = "\r\n";

    /// <summary>A text value. Line ends of any kind become \n; other control characters have no place in a calendar.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text.ReplaceLineEndings("\n"))
            if (c == '\n') escaped.Append("\\n");
            else if (c is '\\' or ';' or ',') escaped.Append('\\').Append(c);
            else if (!char.IsControl(c)) escaped.Append(c);
            else if (c == '\t') escaped.Append(' ');
        return escaped.ToString();
    }

    /// <summary>A parameter's value, always quoted. A quotation mark cannot stand in one, and is told by an apostrophe.</summary>
    public static string Quoted(string value) => $"\"{string.Concat(value.Select(c => c == '"' ? '\'' : char.IsControl(c) ? ' ' : c))}\"";

    /// <summary>The line in pieces that each fit, cut between characters; every piece but the first begins with a space, which whoever reads takes away.</summary>
    public static string Fold(string line)
    {
        var folded = new StringBuilder(line.Length + 16);
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LineOctetsMax)
            {
                folded.Append(LineEnd).Append(' ');
                octets = 1;
            }
            folded.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }
        return folded.Append(LineEnd).ToString();
    }
}
