using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;

namespace WinLossAgency.Desk.Demo;

/// <summary>What a search of files found: how many were read, and each hit as file and kind of word, never the word itself.</summary>
internal sealed record ProofOfFiles(int Files, long Bytes, ImmutableArray<string> Hits);

/// <summary>
/// Reads every file of some folders as a stranger would and looks for words that must not be there. PDF is read through
/// pdftotext where it is installed, since its streams are packed.
/// </summary>
internal sealed class DemoProof(IEnumerable<(string Kind, string Word)> forbidden)
{
    /// <summary>Shorter words would be found by chance.</summary>
    private const int LengthMin = 5;
    /// <summary>Holds nothing but the system's lock, which also keeps it from being read.</summary>
    private const string Lease = "lease";
    private static readonly TimeSpan PdfTextMax = TimeSpan.FromSeconds(20);

    private readonly ImmutableArray<(string Kind, string Word)> words =
        [.. forbidden.Select(f => (f.Kind, Folded(f.Word))).Where(f => f.Item2.Length >= LengthMin).Distinct()];

    public int Words => words.Length;

    public async Task<ProofOfFiles> SearchAsync(params string[] folders)
    {
        var hits = ImmutableArray.CreateBuilder<string>();
        var (files, bytes) = (0, 0L);
        foreach (var path in folders.Where(Directory.Exists).SelectMany(f => Directory.EnumerateFiles(f, "*", SearchOption.AllDirectories))
            .Where(f => Path.GetFileName(f) != Lease).Order(StringComparer.Ordinal))
        {
            files++;
            var content = await ReadAsync(path);
            bytes += content.Length;
            var text = Folded(Path.GetFileName(path) + "\n" + Encoding.UTF8.GetString(content) + await PdfTextAsync(path));
            hits.AddRange(words.Where(w => text.Contains(w.Word, StringComparison.Ordinal)).Select(w => $"{path}: a {w.Kind}").Distinct());
        }
        return new ProofOfFiles(files, bytes, hits.ToImmutable());
    }

    /// <summary>Lower case, one blank for any white space, so that a line break hides nothing.</summary>
    private static string Folded(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var one = char.IsWhiteSpace(c) ? ' ' : char.ToLowerInvariant(c);
            if (one != ' ' || folded.Length == 0 || folded[^1] != ' ') folded.Append(one);
        }
        return folded.ToString().Trim();
    }

    /// <summary>A store's files are open for writing while the program runs, so they are read beside their writer.</summary>
    private static async Task<byte[]> ReadAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var whole = new MemoryStream();
        await file.CopyToAsync(whole);
        return whole.ToArray();
    }

    private static async Task<string> PdfTextAsync(string path)
    {
        if (!path.EndsWith(".pdf", StringComparison.Ordinal) || !File.Exists("/usr/bin/pdftotext")) return "";
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/pdftotext", [path, "-"]) { RedirectStandardOutput = true })!;
        using var patience = new CancellationTokenSource(PdfTextMax);
        var text = await process.StandardOutput.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return text;
    }
}
