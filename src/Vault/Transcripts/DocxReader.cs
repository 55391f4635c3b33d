using System.IO.Compression;
using System.Text;
using System.Xml;

namespace WinLossAgency.Vault.Transcripts;

/// <summary>
/// Teams writes transcripts as DOCX: paragraphs of name, time and words. Only the document's text is read, in memory
/// and within limits, because a small archive can unpack to any size.
/// </summary>
internal static class DocxReader
{
    private const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    public static async ValueTask<Reading> ReadAsync(ReadOnlyMemory<byte> start, Stream rest, CancellationToken stop)
    {
        using var archive = new MemoryStream();
        archive.Write(start.Span);
        var chunk = new byte[Limits.SampleBytesMax];
        for (int count; (count = await rest.ReadAsync(chunk, stop)) > 0;)
        {
            archive.Write(chunk, 0, count);
            if (archive.Length > Limits.UploadBytesMax && await Oversize.ReasonAsync(archive.Length, rest, stop) is { } tooLarge) return Refuse(tooLarge);
        }
        archive.Position = 0;
        try
        {
            using var zip = new ZipArchive(archive, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > Limits.DocxEntriesMax) return Refuse($"The archive holds {zip.Entries.Count:N0} entries; at most {Limits.DocxEntriesMax:N0} are read.");
            if (zip.GetEntry("word/document.xml") is not { } document) return Refuse("The archive is no Word document: word/document.xml is missing.");
            using var xml = new BoundedStream(document.Open(), Math.Min(Limits.DocxXmlBytesMax, document.CompressedLength * Limits.DocxRatioMax + 4096));
            return Read(xml);
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException)
        {
            return Refuse("The Word document is damaged or unpacks to more than can be read.");
        }
    }

    private static Reading Read(Stream xml)
    {
        var builder = new TranscriptBuilder(TranscriptFormat.Docx);
        var lines = Lines(xml, builder);
        var reader = new SpokenTextReader(builder, Detection.Spoken(lines));
        foreach (var line in lines)
        {
            if (builder.Refusal is not null) break;
            reader.Read(line);
        }
        if (builder.Refusal is null) reader.End();
        return builder.Build();
    }

    private static List<Line> Lines(Stream xml, TranscriptBuilder builder)
    {
        var lines = new List<Line>();
        var current = new StringBuilder();
        var inText = false;
        void EndLine()
        {
            lines.Add(new Line(lines.Count + 1, current.ToString()));
            current.Clear();
            // A line break is five bytes in the archive's XML and far more in memory.
            if (lines.Count > Limits.DocxLinesMax) builder.Refuse(lines.Count, $"The document holds more than {Limits.DocxLinesMax:N0} lines.");
        }
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        using var reader = XmlReader.Create(xml, settings);
        while (reader.Read() && builder.Refusal is null)
        {
            if (reader.NamespaceURI == Word && reader.NodeType == XmlNodeType.Element)
            {
                inText = reader.LocalName == "t";
                if (reader.LocalName is "br" or "cr") EndLine();
                else if (reader.LocalName == "tab") current.Append("  ");
            }
            else if (reader.NamespaceURI == Word && reader is { NodeType: XmlNodeType.EndElement, LocalName: "p" })
            {
                EndLine();
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA && inText)
            {
                current.Append(reader.Value);
                if (current.Length > Limits.LineCharsMax)
                {
                    builder.Refuse(lines.Count + 1, $"Line {lines.Count + 1}: longer than {Limits.LineCharsMax:N0} characters; break it into lines.");
                }
            }
        }
        if (current.Length > 0) EndLine();
        return lines;
    }

    private static Reading.Refused Refuse(string reason) => new(1, reason);

    /// <summary>Ends a stream that unpacks beyond its limit, whatever its header promised.</summary>
    private sealed class BoundedStream(Stream inner, long bytesMax) : Stream
    {
        private long taken;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => taken; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            taken += read;
            if (taken > bytesMax) throw new InvalidDataException("The entry unpacks to more than its limit.");
            return read;
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
