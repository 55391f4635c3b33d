namespace WinLossAgency.Vault.Transcripts;

/// <summary>The shapes in which text transcripts head an utterance.</summary>
internal static class SpokenLines
{
    /// <summary>
    /// "Ana Reis  0:03" (Otter, Teams) or "Ana Reis (00:03): words" (Rev): a name, then a time; the words may follow a bracketed time.
    /// </summary>
    public static bool TryHeader(ReadOnlySpan<char> line, out ReadOnlySpan<char> name, out TimeSpan time, out ReadOnlySpan<char> words, out bool bracketed)
    {
        name = words = default;
        time = default;
        bracketed = false;
        for (var i = 1; i < Math.Min(line.Length, 2 * Limits.SpeakerCharsMax); i++)
        {
            bracketed = line[i] is '(' or '[';
            if (!bracketed && !(char.IsAsciiDigit(line[i]) && char.IsWhiteSpace(line[i - 1]))) continue;
            var rest = line[i..];
            if (!CueTime.TryTakeSpoken(ref rest, out time)) continue;
            rest = rest.TrimStart();
            if (bracketed && rest.StartsWith(":")) rest = rest[1..].TrimStart();
            if (!bracketed && !rest.IsEmpty) continue;
            var before = line[..i].Trim().TrimEnd(":-–, ");
            if (SpeakerPrefixes.NameBefore($"{before}:", out _).IsEmpty) continue;
            name = before;
            words = rest.TrimEnd();
            return true;
        }
        return false;
    }

    /// <summary>"04:32 words": a time, then what was said or noted then.</summary>
    public static bool TryMark(ReadOnlySpan<char> line, out TimeSpan time, out ReadOnlySpan<char> words)
    {
        words = line.TrimStart();
        if (!CueTime.TryTakeSpoken(ref words, out time)) return false;
        words = words.TrimStart(" \t-–:").TrimEnd();
        return true;
    }
}
