using WinLossAgency.Vault.Candid;

namespace WinLossAgency.Vault.Transcripts;

/// <summary>SubRip: a number, a time line with commas (many tools write points), words until the next time line or a blank one.</summary>
internal sealed class SrtReader(TranscriptBuilder builder) : ILineReader
{
    private readonly List<string> words = [];
    private bool inCue, reported;
    private Line? pending;
    private CandidText? id;
    private int cueLine;
    private TimeSpan start, end;

    public void Read(Line line)
    {
        if (line.Span.Contains("-->", StringComparison.Ordinal)) { ReadArrow(line); return; }
        if (line.IsBlank) { Close(); return; }
        if (inCue) { words.Add(line.Span.ToString()); return; }
        if (pending is { } stray && !reported)
        {
            builder.Note(stray.Number, "These lines stand without a time; they are left out.");
            reported = true;
        }
        pending = line;
    }

    public void End()
    {
        Close();
        if (builder.CueCount == 0) builder.Refuse(1, "Line 1: no time line such as 00:00:01,000 --> 00:00:02,000 was found in this file.");
    }

    private void ReadArrow(Line line)
    {
        var number = pending is { } before ? CandidText.Of(before.Span.Trim()) : null;
        if (inCue)
        {
            // No blank line before the next cue: its number stands as the last line of the words.
            if (words.Count > 0 && words[^1].Trim().All(char.IsAsciiDigit))
            {
                number = CandidText.Of(words[^1].Trim());
                words.RemoveAt(words.Count - 1);
            }
            Flush();
        }
        (pending, reported) = (null, false);
        if (CueTime.TryArrow(line.Span, comma: true, out start, out end))
        {
            (inCue, cueLine, id) = (true, line.Number, number);
            return;
        }
        builder.Note(line.Number, "This time line cannot be read (hh:mm:ss,mmm --> hh:mm:ss,mmm); its cue is left out.");
        (inCue, reported) = (false, true);
    }

    private void Close()
    {
        if (inCue) Flush();
        else if (pending is { } stray && !reported) builder.Note(stray.Number, "These lines stand without a time; they are left out.");
        (inCue, reported, pending) = (false, false, null);
    }

    private void Flush()
    {
        VttCueText.Add(builder, cueLine, id, start, end, string.Join('\n', words));
        words.Clear();
    }
}
