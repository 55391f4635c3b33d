namespace WinLossAgency.Vault.Transcripts;

/// <summary>Reads the clock times that transcript formats write.</summary>
internal static class CueTime
{
    /// <summary>
    /// A WebVTT timestamp (W3C WebVTT §6.4) at the head of the text: exactly two digits of minutes and seconds,
    /// exactly three of milliseconds. Like the older draft, which some tools still write by, it also takes
    /// a first part of three digits or over 59 without a third part: hours and minutes if over 59, else minutes and seconds.
    /// </summary>
    public static bool TryTake(ref ReadOnlySpan<char> text, out TimeSpan time, bool comma = false)
    {
        time = default;
        var rest = text;
        if (!TakeDigits(ref rest, 1, 9, out var first, out var firstDigits)) return false;
        if (!TakeChar(ref rest, ':') || !TakeDigits(ref rest, 2, 2, out var second, out _)) return false;
        long hours = 0, minutes = first, seconds = second;
        if (TakeChar(ref rest, ':'))
        {
            if (!TakeDigits(ref rest, 2, 2, out var third, out _)) return false;
            (hours, minutes, seconds) = (first, second, third);
        }
        else if (first > 59)
        {
            (hours, minutes, seconds) = (first, second, 0);
        }
        else if (firstDigits < 2)
        {
            return false;
        }
        if (!TakeChar(ref rest, '.') && !(comma && TakeChar(ref rest, ','))) return false;
        if (!TakeDigits(ref rest, 3, 3, out var milliseconds, out _)) return false;
        if (minutes > 59 || seconds > 59 || hours >= Limits.TimeMax.TotalHours) return false;
        time = new TimeSpan(0, (int)hours, (int)minutes, (int)seconds, (int)milliseconds);
        text = rest;
        return true;
    }

    /// <summary>"00:01.000 --> 00:02.000", what follows (cue settings) left in <paramref name="rest"/>.</summary>
    public static bool TryArrow(ReadOnlySpan<char> line, bool comma, out TimeSpan start, out TimeSpan end)
    {
        end = default;
        var rest = line.TrimStart();
        if (!TryTake(ref rest, out start, comma)) return false;
        rest = rest.TrimStart();
        if (!rest.StartsWith("-->")) return false;
        rest = rest[3..].TrimStart();
        return TryTake(ref rest, out end, comma);
    }

    /// <summary>"m:ss", "mm:ss" or "h:mm:ss", perhaps with a fraction, perhaps in brackets, at the head of the text.</summary>
    public static bool TryTakeSpoken(ref ReadOnlySpan<char> text, out TimeSpan time)
    {
        time = default;
        var rest = text;
        var bracket = rest.Length > 0 ? rest[0] switch { '(' => ')', '[' => ']', _ => '\0' } : '\0';
        if (bracket != '\0') rest = rest[1..];
        if (!TakeDigits(ref rest, 1, 3, out var first, out _) || !TakeChar(ref rest, ':') || !TakeDigits(ref rest, 2, 2, out var second, out _)) return false;
        long hours = 0, minutes = first, seconds = second;
        if (TakeChar(ref rest, ':'))
        {
            if (!TakeDigits(ref rest, 2, 2, out var third, out _)) return false;
            (hours, minutes, seconds) = (first, second, third);
        }
        var milliseconds = 0L;
        if (rest.Length > 1 && rest[0] is '.' or ',' && char.IsAsciiDigit(rest[1]))
        {
            rest = rest[1..];
            if (!TakeDigits(ref rest, 1, 3, out milliseconds, out var digits)) return false;
            for (; digits < 3; digits++) milliseconds *= 10;
        }
        if (seconds > 59 || (hours > 0 && minutes > 59) || hours >= Limits.TimeMax.TotalHours) return false;
        if (bracket != '\0' && !TakeChar(ref rest, bracket)) return false;
        if (rest.Length > 0 && char.IsLetterOrDigit(rest[0])) return false;
        time = new TimeSpan(0, (int)hours, (int)minutes, (int)seconds, (int)milliseconds);
        text = rest;
        return true;
    }

    private static bool TakeChar(ref ReadOnlySpan<char> text, char c)
    {
        if (text.IsEmpty || text[0] != c) return false;
        text = text[1..];
        return true;
    }

    private static bool TakeDigits(ref ReadOnlySpan<char> text, int min, int max, out long value, out int digits)
    {
        digits = 0;
        value = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            if (digits == max) return false;
            value = value * 10 + (text[digits++] - '0');
        }
        text = text[digits..];
        return digits >= min;
    }
}
