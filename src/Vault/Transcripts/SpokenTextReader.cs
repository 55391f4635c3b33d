using WinLossAgency.Vault.Candid;

namespace WinLossAgency.Vault.Transcripts;

/// <summary>
/// Text in which utterances are headed by a name and a time (Otter, Rev, Teams), begin with a time (live notes), or
/// stand one a line (plain). A time lasts until the next one, since these formats write no ends.
/// </summary>
internal sealed class SpokenTextReader(TranscriptBuilder builder, TranscriptFormat shape) : ILineReader
{
    private readonly List<string> words = [];
    private bool open;
    private int cueLine;
    private CandidText? speaker;
    private TimeSpan? start;

    public void Read(Line line)
    {
        if (line.IsBlank) return;
        var span = line.Span;
        if (span.TrimStart().StartsWith("Transcribed by http", StringComparison.OrdinalIgnoreCase))
        {
            builder.Note(line.Number, "The line that names the transcription service is left out.");
        }
        else if (shape is TranscriptFormat.Plain)
        {
            Begin(line.Number, null, null, span.Trim());
        }
        else if (shape is TranscriptFormat.LiveNotes && SpokenLines.TryMark(span, out var at, out var noted))
        {
            Begin(line.Number, null, at, noted);
        }
        else if (shape is not TranscriptFormat.LiveNotes && SpokenLines.TryHeader(span, out var name, out var time, out var said, out _))
        {
            Begin(line.Number, CandidText.Of(name), time, said);
        }
        else if (open)
        {
            words.Add(span.Trim().ToString());
        }
        else
        {
            // A title above the first header; whoever wrote it, it is candid, so it stays a cue without a voice.
            builder.Note(line.Number, "This line stands before the first speaker; it is kept without a voice.");
            Begin(line.Number, null, null, span.Trim());
        }
    }

    public void End()
    {
        Flush(null);
        if (builder.CueCount == 0) builder.Refuse(1, "Line 1: the file holds no words.");
    }

    private void Begin(int line, CandidText? who, TimeSpan? at, ReadOnlySpan<char> first)
    {
        Flush(at);
        (open, cueLine, speaker, start) = (true, line, who, at);
        if (!first.IsEmpty) words.Add(first.ToString());
    }

    private void Flush(TimeSpan? next)
    {
        if (open)
        {
            // A start out of order says nothing about this cue's end.
            var end = next >= start ? next : start;
            var said = words.Count == 0 ? CandidText.Empty : CandidText.Of(string.Join('\n', words));
            builder.Add(new(cueLine, null, start, end, speaker, said));
        }
        open = false;
        words.Clear();
    }
}
