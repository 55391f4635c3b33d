namespace WinLossAgency.Vault.Transcripts;

/// <summary>
/// Reads an uploaded transcript as it streams in. Nothing touches the disk; what cannot be read is refused with its
/// line and the reason, or listed as a problem beside what could be.
/// </summary>
internal static class TranscriptReader
{
    private const int ChunkBytes = 16 * 1024;

    public static async ValueTask<Reading> ReadAsync(Stream upload, string fileName, CancellationToken stop = default)
    {
        var sample = new byte[Limits.SampleBytesMax];
        var sampled = await upload.ReadAtLeastAsync(sample, sample.Length, throwOnEndOfStream: false, stop);
        var start = sample.AsMemory(0, sampled);
        if (start.Span.StartsWith("PK\x03\x04"u8)) return await DocxReader.ReadAsync(start, upload, stop);
        if (start.Span.StartsWith("{\\rtf"u8) || start.Span.StartsWith("%PDF"u8))
        {
            return new Reading.Refused(1, "Line 1: RTF and PDF are not transcripts; save as VTT, SRT, DOCX or plain text.");
        }
        if (HoldsNulls(start.Span)) return new Reading.Refused(1, "Line 1: the file holds bytes that are no text (UTF-16 needs its byte order mark).");

        var format = Detection.Detect(FirstLines(start.Span), fileName);
        var builder = new TranscriptBuilder(format);
        var reader = Detection.ReaderOf(format, builder);
        var (cutter, mark) = LineCutter.For(start.Span);
        var last = sampled < sample.Length;
        cutter.Cut(start.Span[mark..], last, builder, reader.Read);
        var total = (long)sampled;
        var chunk = new byte[ChunkBytes];
        while (!last && builder.Refusal is null)
        {
            var count = await upload.ReadAsync(chunk, stop);
            last = count == 0;
            total += count;
            if (total > Limits.UploadBytesMax) break;
            cutter.Cut(chunk.AsSpan(0, count), last, builder, reader.Read);
        }
        // Of a file that is too large, its size is the reason, also where a line of it was refused before.
        if (!last && await Oversize.ReasonAsync(total, upload, stop) is { } tooLarge) return new Reading.Refused(1, tooLarge);
        if (builder.Refusal is null) reader.End();
        return builder.Build();
    }

    private static List<Line> FirstLines(ReadOnlySpan<byte> start)
    {
        var lines = new List<Line>();
        var (cutter, mark) = LineCutter.For(start);
        cutter.Cut(start[mark..], last: true, new TranscriptBuilder(TranscriptFormat.Plain), lines.Add);
        return lines;
    }

    private static bool HoldsNulls(ReadOnlySpan<byte> start) =>
        start.Contains((byte)0) && LineCutter.For(start).MarkLength != 2 && start.IndexOf("WEBVTT"u8) is not (0 or 3);
}
