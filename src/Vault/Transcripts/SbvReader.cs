namespace WinLossAgency.Vault.Transcripts;

/// <summary>SubViewer as YouTube writes it: "0:00:01.000,0:00:02.000", then words until a blank line.</summary>
internal sealed class SbvReader(TranscriptBuilder builder) : ILineReader
{
    private readonly List<string> words = [];
    private bool inCue, reported;
    private int cueLine;
    private TimeSpan start, end;

    public static bool TryTimes(ReadOnlySpan<char> line, out TimeSpan start, out TimeSpan end)
    {
        end = default;
        var rest = line.Trim();
        if (!CueTime.TryTake(ref rest, out start) || rest.IsEmpty || rest[0] != ',') return false;
        rest = rest[1..].TrimStart();
        return CueTime.TryTake(ref rest, out end) && rest.IsEmpty;
    }

    public void Read(Line line)
    {
        if (TryTimes(line.Span, out var from, out var to))
        {
            Close();
            (inCue, cueLine, start, end) = (true, line.Number, from, to);
        }
        else if (line.IsBlank)
        {
            Close();
        }
        else if (inCue)
        {
            words.Add(line.Span.ToString());
        }
        else if (!reported)
        {
            builder.Note(line.Number, "These lines stand without a readable time (h:mm:ss.mmm,h:mm:ss.mmm); they are left out.");
            reported = true;
        }
    }

    public void End()
    {
        Close();
        if (builder.CueCount == 0) builder.Refuse(1, "Line 1: no time line such as 0:00:01.000,0:00:02.000 was found in this file.");
    }

    private void Close()
    {
        if (inCue) VttCueText.Add(builder, cueLine, null, start, end, string.Join('\n', words));
        words.Clear();
        (inCue, reported) = (false, false);
    }
}
