using System.Diagnostics;
using System.Text.RegularExpressions;

namespace WinLossAgency.Bench.Programs;

/// <summary>Desk or Portal as it is published, in a process of its own on a free loopback port.</summary>
internal sealed partial class PublishedProgram : IDisposable
{
    private static readonly TimeSpan OpenMax = TimeSpan.FromMinutes(10);
    private readonly Process process;

    private PublishedProgram(Process process, Uri address, double firstPage) => (this.process, Address, FirstPageSeconds) = (process, address, firstPage);

    public Uri Address { get; }

    /// <summary>From the start of the process to its first page.</summary>
    public double FirstPageSeconds { get; }

    public double ResidentMegabytes
    {
        get
        {
            process.Refresh();
            return Math.Round(process.WorkingSet64 / 1e6);
        }
    }

    public static Task<PublishedProgram> DeskAsync(string data) => StartAsync("desk", "WinLossAgency.Desk.dll", DeskOpen(), "--demo", "--data", data, "--urls", "http://127.0.0.1:0", "--buyers", "http://127.0.0.1:0");

    public static Task<PublishedProgram> PortalAsync(string data) => StartAsync("portal", "WinLossAgency.Portal.dll", PortalOpen(), "--data", data, "--urls", "http://127.0.0.1:0");

    /// <summary>Ends it hard: what it had acknowledged is on the disk.</summary>
    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    private static async Task<PublishedProgram> StartAsync(string folder, string program, Regex says, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.Combine(Root(), "var", "publish", folder) };
        foreach (var arg in args.Prepend(program)) start.ArgumentList.Add(arg);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        var opened = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, said) =>
        {
            if (said.Data is null) opened.TrySetException(new InvalidOperationException($"{program} ended before it was open."));
            else if (says.Match(said.Data) is { Success: true } found) opened.TrySetResult(new Uri(found.Groups[1].Value));
            // What goes wrong in it is seen beside the figures, which stand alone on the other stream.
            Console.Error.WriteLine(said.Data);
        };
        process.ErrorDataReceived += (_, said) => Console.Error.WriteLine(said.Data);
        var clock = Stopwatch.StartNew();
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var address = await opened.Task.WaitAsync(OpenMax);
        using var http = new HttpClient { BaseAddress = address };
        await http.GetStringAsync("/sign-in");
        return new PublishedProgram(process, address, Math.Round(clock.Elapsed.TotalSeconds, 3));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "WinLossAgency.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("WinLossAgency.sln is not above the bench.");
    }

    [GeneratedRegex(@"Desk is open at (http://127\.0\.0\.1:\d+)")]
    private static partial Regex DeskOpen();

    [GeneratedRegex(@"Now listening on: (http://127\.0\.0\.1:\d+)")]
    private static partial Regex PortalOpen();
}
