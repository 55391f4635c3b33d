namespace WinLossAgency.Vault.Transcripts;

/// <summary>Tells the format from the first lines, and only where they leave it open from the file's name.</summary>
internal static class Detection
{
    public static TranscriptFormat Detect(IReadOnlyList<Line> sample, string fileName)
    {
        if (sample.Count > 0 && sample[0].Span.StartsWith("WEBVTT")) return TranscriptFormat.WebVtt;
        var extension = Path.GetExtension(fileName).ToLowerInvariant();
        if (extension == ".vtt") return TranscriptFormat.WebVtt;
        if (sample.Any(line => CueTime.TryArrow(line.Span, comma: true, out _, out _))) return TranscriptFormat.Srt;
        if (sample.Any(line => SbvReader.TryTimes(line.Span, out _, out _))) return TranscriptFormat.Sbv;
        if (extension == ".srt") return TranscriptFormat.Srt;
        if (extension == ".sbv") return TranscriptFormat.Sbv;
        return Spoken(sample);
    }

    public static TranscriptFormat Spoken(IReadOnlyList<Line> sample)
    {
        int lines = 0, headers = 0, bracketed = 0, marks = 0;
        foreach (var line in sample)
        {
            if (line.IsBlank) continue;
            lines++;
            if (SpokenLines.TryMark(line.Span, out _, out _)) marks++;
            else if (SpokenLines.TryHeader(line.Span, out _, out _, out _, out var inBrackets))
            {
                headers++;
                if (inBrackets) bracketed++;
            }
        }
        // One header in eight lines: long answers are often broken into paragraphs.
        if (headers > 0 && headers * 8 >= lines) return bracketed * 2 > headers ? TranscriptFormat.Rev : TranscriptFormat.Otter;
        return marks > 0 && marks * 2 >= lines ? TranscriptFormat.LiveNotes : TranscriptFormat.Plain;
    }

    public static ILineReader ReaderOf(TranscriptFormat format, TranscriptBuilder builder) => format switch
    {
        TranscriptFormat.WebVtt => new VttReader(builder),
        TranscriptFormat.Srt => new SrtReader(builder),
        TranscriptFormat.Sbv => new SbvReader(builder),
        _ => new SpokenTextReader(builder, format),
    };
}
