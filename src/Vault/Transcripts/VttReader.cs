using WinLossAgency.Vault.Candid;

namespace WinLossAgency.Vault.Transcripts;

/// <summary>
/// WebVTT after W3C WebVTT §6.1, line by line. A line with an arrow always begins a cue, also right after the
/// header or another cue's words, so that words are never lost to a missing blank line.
/// </summary>
internal sealed class VttReader(TranscriptBuilder builder) : ILineReader
{
    private enum At { Signature, Header, Outside, FirstLine, Skipping, Words }

    private readonly List<string> words = [];
    private At at = At.Signature;
    private Line first;
    private CandidText? id;
    private int cueLine;
    private TimeSpan start, end;

    public void Read(Line line)
    {
        if (at == At.Signature) { ReadSignature(line); return; }
        if (line.Span.Contains("-->", StringComparison.Ordinal)) { ReadArrow(line); return; }
        // Only an empty line ends a block; a line of spaces is part of the words.
        if (line.Span.IsEmpty) { EndBlock(); return; }
        switch (at)
        {
            case At.Outside:
                first = line;
                at = At.FirstLine;
                break;
            case At.FirstLine:
                NoteUnlessComment();
                at = At.Skipping;
                break;
            case At.Words:
                words.Add(line.Span.ToString());
                break;
        }
    }

    public void End()
    {
        if (at == At.Signature) builder.Refuse(1, "Line 1: the file is empty; a WebVTT file begins with WEBVTT.");
        EndBlock();
        if (builder.CueCount == 0) builder.Note(1, "The file holds no cue.");
    }

    private void ReadSignature(Line line)
    {
        var span = line.Span;
        if (!span.StartsWith("WEBVTT") || (span.Length > 6 && span[6] is not (' ' or '\t')))
        {
            builder.Refuse(line.Number, $"Line {line.Number}: a WebVTT file begins with WEBVTT; this one does not.");
            return;
        }
        at = At.Header;
    }

    private void ReadArrow(Line line)
    {
        if (at == At.Words) EndBlock();
        id = at == At.FirstLine ? CandidText.Of(first.Span) : null;
        if (CueTime.TryArrow(line.Span, comma: false, out start, out end))
        {
            (at, cueLine) = (At.Words, line.Number);
            return;
        }
        builder.Note(line.Number, "This time line cannot be read (hh:mm:ss.mmm --> hh:mm:ss.mmm); its cue is left out.");
        at = At.Skipping;
    }

    private void EndBlock()
    {
        if (at == At.Words) VttCueText.Add(builder, cueLine, id, start, end, string.Join('\n', words));
        else if (at == At.FirstLine) NoteUnlessComment();
        words.Clear();
        at = at == At.Signature ? At.Signature : At.Outside;
    }

    private void NoteUnlessComment()
    {
        var span = first.Span;
        if (Begins(span, "NOTE") || Begins(span, "STYLE") || Begins(span, "REGION")) return;
        builder.Note(first.Number, "These lines stand without a time; they are left out.");
    }

    private static bool Begins(ReadOnlySpan<char> line, string word) =>
        line.StartsWith(word) && (line.Length == word.Length || line[word.Length] is ' ' or '\t');
}
