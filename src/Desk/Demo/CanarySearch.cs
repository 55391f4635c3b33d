using System.Collections.Immutable;
using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace WinLossAgency.Desk.Demo;

/// <summary>One place that was searched: how many files and unpacked streams were read, and the files that hold the phrase.</summary>
internal sealed record CanaryPlace(string Name, int Files, int Streams, ImmutableArray<string> Hits);

/// <summary>
/// Reads files as somebody would who wants to find the phrase: their names, their bytes, what is packed in them (gzip, zip,
/// the deflated streams of a PDF), and a PDF's text as a reader shows it.
/// </summary>
internal sealed class CanarySearch(CanaryForms forms)
{
    private const int DepthMax = 3;
    private const int UnpackedBytesMax = 64 * 1024 * 1024;
    private const string PdfToText = "/usr/bin/pdftotext";
    private static readonly TimeSpan PdfTextMax = TimeSpan.FromSeconds(60);
    private int streams;

    /// <param name="name">How the place is called in the table.</param>
    /// <param name="folder">All of its files are read, at any depth; a folder that is not there holds none.</param>
    /// <param name="wanted">Which of the files belong to the place, by path relative to the folder; null takes all.</param>
    public async Task<CanaryPlace> FolderAsync(string name, string folder, Func<string, bool>? wanted = null)
    {
        var hits = ImmutableArray.CreateBuilder<string>();
        var files = 0;
        streams = 0;
        if (Directory.Exists(folder))
            foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                var relative = Path.GetRelativePath(folder, path).Replace('\\', '/');
                if (wanted?.Invoke(relative) == false) continue;
                files++;
                // Sockets and pipes of the runtime hold no bytes either, and reading one would wait for ever.
                var bytes = new FileInfo(path).Length == 0 ? [] : await ReadAsync(path);
                if (Holds(System.Text.Encoding.UTF8.GetBytes(relative), 0) || Holds(bytes, 0) || Holds(await PdfTextAsync(path), 0)) hits.Add(relative);
            }
        return new CanaryPlace(name, files, streams, hits.ToImmutable());
    }

    public CanaryPlace Memory(string name, IEnumerable<(string Name, ReadOnlyMemory<byte> Bytes)> documents)
    {
        streams = 0;
        var read = documents.ToArray();
        return new CanaryPlace(name, read.Length, streams, [.. read.Where(d => Holds(d.Bytes, 0)).Select(d => d.Name)]);
    }

    private bool Holds(ReadOnlyMemory<byte> bytes, int depth)
    {
        if (forms.StandIn(bytes.Span)) return true;
        if (depth == DepthMax) return false;
        foreach (var packed in Unpacked(bytes))
        {
            streams++;
            if (Holds(packed, depth + 1)) return true;
        }
        return false;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Unpacked(ReadOnlyMemory<byte> bytes)
    {
        if (StartsWith(bytes, [(byte)'P', (byte)'K', 3, 4]))
            foreach (var entry in ZipEntries(bytes)) yield return entry;
        for (var at = 0; at < bytes.Length - 2; at++)
        {
            // Magic numbers are looked for anywhere: a packed stream may lie inside a page of a database or in a PDF.
            var (a, b) = (bytes.Span[at], bytes.Span[at + 1]);
            var gzip = a == 0x1f && b == 0x8b && bytes.Span[at + 2] == 8;
            var zlib = a == 0x78 && b is 0x01 or 0x5e or 0x9c or 0xda;
            if ((gzip || zlib) && Inflated(bytes[at..], gzip) is { Length: > 0 } text) yield return text;
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> ZipEntries(ReadOnlyMemory<byte> bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes.ToArray()), ZipArchiveMode.Read);
        foreach (var entry in zip.Entries)
        {
            yield return System.Text.Encoding.UTF8.GetBytes(entry.FullName);
            using var content = entry.Open();
            yield return Drained(content);
        }
    }

    private static byte[] Inflated(ReadOnlyMemory<byte> bytes, bool gzip)
    {
        using var packed = MemoryMarshal.TryGetArray(bytes, out var held) ? new MemoryStream(held.Array!, held.Offset, held.Count, writable: false) : new MemoryStream(bytes.ToArray());
        using Stream plain = gzip ? new GZipStream(packed, CompressionMode.Decompress) : new ZLibStream(packed, CompressionMode.Decompress);
        return Drained(plain);
    }

    /// <summary>As much as can be unpacked: two bytes that look like a beginning by chance give nothing, and that is no error.</summary>
    private static byte[] Drained(Stream stream)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        try
        {
            for (int read; (read = stream.Read(buffer)) > 0 && whole.Length < UnpackedBytesMax;) whole.Write(buffer, 0, read);
        }
        catch (InvalidDataException)
        {
            // What came before the damage is searched.
        }
        return whole.ToArray();
    }

    private static bool StartsWith(ReadOnlyMemory<byte> bytes, ReadOnlySpan<byte> with) => bytes.Span.StartsWith(with);

    /// <summary>A store's files are open for writing while the program runs, so they are read beside their writer. Locks and what is gone again are no files.</summary>
    private static async Task<byte[]> ReadAsync(string path)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var whole = new MemoryStream();
            await file.CopyToAsync(whole);
            return whole.ToArray();
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static async Task<byte[]> PdfTextAsync(string path)
    {
        if (!path.EndsWith(".pdf", StringComparison.Ordinal)) return [];
        if (!File.Exists(PdfToText)) throw new InvalidOperationException("A canary run reads the text of PDFs: install pdftotext.");
        using var process = Process.Start(new ProcessStartInfo(PdfToText, [path, "-"]) { RedirectStandardOutput = true })!;
        using var patience = new CancellationTokenSource(PdfTextMax);
        using var text = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(text, patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return text.ToArray();
    }
}
