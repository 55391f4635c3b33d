using System.ComponentModel;
using System.Diagnostics;
using NodaTime;
using WinLossAgency.Domain.Reports;

namespace WinLossAgency.Agency.Reports;

/// <summary>Where Chromium stands, where it may work, and for how long.</summary>
public sealed record PrinterOptions(string Folder)
{
    /// <summary>Empty means: look where systems put it.</summary>
    public string Executable { get; init; } = "";

    public TimeSpan PrintTimeMax { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>The browser could not print: what it did, for the owner's list. No word of the report is in it.</summary>
public sealed class PrintFailedException(string message) : Exception(message);

/// <summary>
/// Prints a readout with Chromium from a private folder of its own, with no way to the network. One process a print;
/// the folder is removed afterwards, whatever happened.
/// </summary>
public sealed class ChromiumPrinter(PrinterOptions options, TimeProvider time)
{
    private const int MessageLengthMax = 400;

    private static readonly string[] Places =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable", "/snap/bin/chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe", @"C:\Program Files\Chromium\Application\chrome.exe",
    ];

    public string? Executable { get; } = options.Executable.Length > 0
        ? File.Exists(options.Executable) ? options.Executable : null
        : Places.FirstOrDefault(File.Exists);

    /// <summary>The PDF, or null when there is no Chromium here and the PDF is owed.</summary>
    public async Task<byte[]?> PrintAsync(byte[] html, LocalDate date, string name, CancellationToken stop = default)
    {
        if (Executable is null) return null;
        if (!ShelfPaths.IsSegment(name)) throw new ArgumentException("A print is named by small letters, digits, dots, hyphens and underscores.", nameof(name));
        var folder = Path.GetFullPath(Path.Combine(options.Folder, name));
        MakePrivate(folder);
        try
        {
            var page = Path.Combine(folder, "readout.html");
            var pdf = Path.Combine(folder, "readout.pdf");
            await File.WriteAllBytesAsync(page, html, stop);
            await RunAsync(folder, page, pdf, stop);
            if (!File.Exists(pdf)) throw new PrintFailedException("Chromium ended without a PDF.");
            return PdfStamp.Fix(await File.ReadAllBytesAsync(pdf, stop), date);
        }
        finally
        {
            Remove(folder);
        }
    }

    private async Task RunAsync(string folder, string page, string pdf, CancellationToken stop)
    {
        using var chromium = Start(folder, page, pdf);
        var words = chromium.StandardError.ReadToEndAsync(CancellationToken.None);
        using var late = new CancellationTokenSource(options.PrintTimeMax, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        try
        {
            await chromium.WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            chromium.Kill(entireProcessTree: true);
            await chromium.WaitForExitAsync(CancellationToken.None);
            stop.ThrowIfCancellationRequested();
            throw new PrintFailedException($"Chromium had not printed after {options.PrintTimeMax.TotalSeconds:0} seconds and was ended.");
        }
        if (chromium.ExitCode != 0) throw new PrintFailedException($"Chromium ended with code {chromium.ExitCode}: {Tail(await words)}");
    }

    private Process Start(string folder, string page, string pdf)
    {
        var start = new ProcessStartInfo(Executable!) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = false, UseShellExecute = false };
        foreach (var argument in Arguments(folder, page, pdf)) start.ArgumentList.Add(argument);
        // The home folder holds the desktop user's settings; the print gets an empty one.
        start.Environment["HOME"] = folder;
        start.Environment["XDG_CONFIG_HOME"] = folder;
        start.Environment["XDG_CACHE_HOME"] = folder;
        try
        {
            return Process.Start(start) ?? throw new PrintFailedException("Chromium did not start.");
        }
        catch (Win32Exception broken)
        {
            throw new PrintFailedException($"Chromium did not start: {broken.Message}");
        }
    }

    private static IEnumerable<string> Arguments(string folder, string page, string pdf)
    {
        string[] always =
        [
            "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-default-apps", "--disable-extensions", "--disable-breakpad", "--disable-dev-shm-usage", "--metrics-recording-only", "--mute-audio",
            // No name resolves, and the proxy is a port that nobody can listen on.
            "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=http://127.0.0.1:0",
            "--no-pdf-header-footer", "--generate-pdf-document-outline", "--export-tagged-pdf",
            $"--user-data-dir={Path.Combine(folder, "profile")}", $"--print-to-pdf={pdf}", new Uri(page).AbsoluteUri,
        ];
        // Chromium's own sandbox cannot start for root; a container is the fence there.
        return Environment.UserName == "root" ? ["--no-sandbox", .. always] : always;
    }

    private static void MakePrivate(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // A late child of Chromium still writes; the next print of this name begins by removing the rest.
        }
    }

    private static string Tail(string words) => words.Trim() is { Length: > MessageLengthMax } text ? text[^MessageLengthMax..] : words.Trim();
}
