using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

// One pair of programs for all, so one class after the other, in the order of TestOrder.
[assembly: AssemblyFixture(typeof(WinLossAgency.Browser.Tests.Programs))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace WinLossAgency.Browser.Tests;

/// <summary>
/// The published Desk and Portal on free loopback ports over a fresh demo agency, and one Chromium. Published output,
/// because only that serves its assets as a user gets them. One agency for every test: what one of them does stands there
/// for the next, as in a day's work.
/// </summary>
public sealed class Programs : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";
    /// <summary>Filling the demo takes half a minute of a free machine and minutes of a busy one.</summary>
    private static readonly TimeSpan StartMax = TimeSpan.FromMinutes(12);
    /// <summary>How long an expectation may stay unmet: long, since a build machine is busy, and met ones wait for nothing.</summary>
    private static readonly TimeSpan AnswerMax = TimeSpan.FromMinutes(2);
    /// <summary>How long one step of a person may last: opening a page, pressing a button, a file on its way.</summary>
    internal static readonly TimeSpan StepMax = TimeSpan.FromSeconds(90);
    private static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    /// <summary>
    /// What the runtime tells anybody who listens: every activity of every source, the figures of requests, and every log line
    /// at every level. No program of ours hands such things on, but a host may ask for them, so the runtime is asked to write them all down.
    /// </summary>
    private static readonly (string, string)[] Traced =
    [
        ("DOTNET_EnableEventPipe", "1"), ("DOTNET_EventPipeOutputStreaming", "1"), ("DOTNET_EventPipeRundown", "0"),
        ("DOTNET_EventPipeConfig", "Microsoft-Diagnostics-DiagnosticSource:0x3:5:FilterAndPayloadSpecs=[AS]*,System.Diagnostics.Metrics:0x3:5:Metrics=Microsoft.AspNetCore.Hosting,"
            + "Microsoft.AspNetCore.Hosting:0xFFFFFFFF:5,Microsoft-AspNetCore-Server-Kestrel:0xFFFFFFFF:5,System.Net.Http:0xFFFFFFFF:5,Microsoft-Extensions-Logging:0x4:5:FilterSpecs=*:Trace"),
    ];
    /// <summary>The folder below the data in which each program's traces and figures are written down.</summary>
    public const string Traces = "traces";

    private readonly List<Process> running = [];
    private IPlaywright? playwright;
    private IBrowser? browser;
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> heard = [];
    private string data = "";

    /// <summary>Where both programs keep all they keep.</summary>
    public string Data => data;

    /// <summary>What the tests of this run have said in candid places.</summary>
    public Marks Marks { get; } = new();

    /// <summary>Every line that a program has written so far.</summary>
    public IReadOnlyCollection<string> Heard => heard;

    public static string Root { get; } = FindRoot();

    public static string Pictures => Path.Combine(Root, "var", "pictures");

    public Uri Desk { get; private set; } = null!;

    public Uri Portal { get; private set; } = null!;

    public string Axe { get; private set; } = "";

    /// <summary>Why nothing can be shown here, or null.</summary>
    public string? Missing { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium))
        {
            Missing = "Chromium is not at /usr/bin/chromium (Debian package chromium)";
            return;
        }
        await PublishAsync();
        Axe = await AxeAsync();
        Directory.CreateDirectory(Pictures);
        data = Directory.CreateTempSubdirectory("browser-").FullName;
        // The first of the desk's addresses is for staff; the second answers buyers only.
        Desk = await StartAsync("desk", "WinLossAgency.Desk.dll", @"Desk is open at (http://127\.0\.0\.1:\d+)", "--demo", "--data", Path.Combine(data, "agency"), "--urls", "http://127.0.0.1:0", "--buyers", "http://127.0.0.1:0");
        Portal = await StartAsync("portal", "WinLossAgency.Portal.dll", @"Now listening on: (http://127\.0\.0\.1:\d+)", "--data", Path.Combine(data, "agency"), "--urls", "http://127.0.0.1:0");
        playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout((float)AnswerMax.TotalMilliseconds);
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Flags });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        foreach (var process in running)
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
        Forget(data);
    }

    /// <summary>
    /// Where in all that the two programs left these words stand: in any store's files, write-ahead logs and keys among them,
    /// on the shelf, in temporary files, in what was logged. Sealed, they stand nowhere.
    /// </summary>
    public IReadOnlyList<string> Found(params string[] words)
    {
        byte[][] forms = [.. words.SelectMany(word => new[] { Encoding.UTF8.GetBytes(word), Encoding.Unicode.GetBytes(word), Encoding.UTF8.GetBytes(Uri.EscapeDataString(word)), Encoding.UTF8.GetBytes(word.Replace(' ', '+')) })];
        var found = heard.Where(line => words.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase))).Select(_ => "a line of the log").Distinct().ToList();
        var searched = 0;
        foreach (var file in Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories))
        {
            if (Path.GetFileName(file) == "lease" || ReadBeside(file) is not { } bytes) continue;
            searched++;
            if (forms.Any(form => bytes.AsSpan().IndexOf(form) >= 0)) found.Add(Path.GetRelativePath(data, file));
        }
        return searched > 10 ? found : ["too little was there to be searched"];
    }

    /// <summary>A store's file is read beside its writer; what is gone again by then, and what is no file, holds nothing.</summary>
    private static byte[]? ReadBeside(string path)
    {
        try
        {
            if (new FileInfo(path).Length == 0) return null;
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var whole = new MemoryStream();
            file.CopyTo(whole);
            return whole.ToArray();
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>A browser window of its own, signed in as one of the demo people.</summary>
    public async Task<Window> AsAsync(Uri program, string person)
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = program.ToString(), ViewportSize = new() { Width = 1400, Height = 900 }, ReducedMotion = ReducedMotion.Reduce, AcceptDownloads = true,
        });
        context.SetDefaultTimeout((float)StepMax.TotalMilliseconds);
        var window = new Window(await context.NewPageAsync(), Axe);
        await window.GoAsync("/sign-in");
        // The row of that person: their name, then what they are.
        await window.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex($"^{Regex.Escape(person)}\\b") }).First.ClickAsync();
        await Assertions.Expect(window.Page).Not.ToHaveURLAsync(new Regex("/sign-in"));
        await window.Page.WaitForLoadStateAsync(LoadState.Load);
        return window;
    }

    /// <summary>A browser window of somebody who is signed in nowhere, such as a buyer.</summary>
    public async Task<Window> StrangerAsync()
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        var context = await browser!.NewContextAsync(new() { ViewportSize = new() { Width = 1400, Height = 900 }, ReducedMotion = ReducedMotion.Reduce });
        context.SetDefaultTimeout((float)StepMax.TotalMilliseconds);
        return new Window(await context.NewPageAsync(), Axe);
    }

    private async Task<Uri> StartAsync(string folder, string program, string says, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.Combine(Root, "var", "publish", folder) };
        start.ArgumentList.Add(program);
        foreach (var arg in args) start.ArgumentList.Add(arg);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        var opened = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        // What a program keeps for a moment it keeps below its data, where a search finds it.
        start.Environment["TMPDIR"] = Directory.CreateDirectory(Path.Combine(data, "tmp")).FullName;
        foreach (var (name, value) in Traced) start.Environment[name] = value;
        start.Environment["DOTNET_EventPipeOutputPath"] = Path.Combine(Directory.CreateDirectory(Path.Combine(data, Traces)).FullName, $"{folder}.nettrace");
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, said) =>
        {
            if (said.Data is null) opened.TrySetException(new InvalidOperationException($"{program} ended before it was open. It said:\n{string.Join('\n', heard.TakeLast(30))}"));
            else if (Regex.Match(said.Data, says) is { Success: true } found) opened.TrySetResult(new Uri(found.Groups[1].Value));
            else heard.Enqueue(said.Data);
        };
        process.ErrorDataReceived += (_, said) => heard.Enqueue(said.Data ?? "");
        if (!process.Start()) throw new InvalidOperationException($"{program} could not be started.");
        running.Add(process);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var address = await opened.Task.WaitAsync(StartMax);
        using var http = new HttpClient();
        Assert.Equal("well", await http.GetStringAsync(new Uri(address, "/health")));
        return address;
    }

    /// <summary>Published anew where the output is missing or older than a source; infra/check publishes first and says so.</summary>
    private static async Task PublishAsync()
    {
        if (Environment.GetEnvironmentVariable("HOUSE_PUBLISH_READY") == "1") return;
        foreach (var (room, folder) in new[] { ("Desk", "desk"), ("Portal", "portal") })
        {
            var output = Path.Combine(Root, "var", "publish", folder);
            var made = File.Exists(Path.Combine(output, $"WinLossAgency.{room}.dll")) ? Directory.EnumerateFiles(output, "WinLossAgency.*.dll").Max(File.GetLastWriteTimeUtc) : DateTime.MinValue;
            var newest = Directory.EnumerateFiles(Path.Combine(Root, "src"), "*", SearchOption.AllDirectories)
                .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)).Max(File.GetLastWriteTimeUtc);
            if (newest < made) continue;
            await RunAsync(Root, "dotnet", "publish", $"src/{room}/WinLossAgency.{room}.csproj", "-c", "Release", "-o", output, "-v", "quiet", "-nologo", "-m:1");
        }
    }

    private static async Task<string> AxeAsync()
    {
        var here = Path.Combine(Root, "tests", "Browser.Tests");
        var file = Path.Combine(here, "node_modules", "axe-core", "axe.min.js");
        if (!File.Exists(file)) await RunAsync(here, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        return await File.ReadAllTextAsync(file);
    }

    private static async Task RunAsync(string folder, string program, params string[] args)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var arg in args) start.ArgumentList.Add(arg);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} could not be started.");
        var (said, erred) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', args)} ended with {process.ExitCode}:\n{await said}\n{await erred}");
    }

    /// <summary>A killed program's children may hold a file a little longer; what is left lies in the machine's folder for such things.</summary>
    private static void Forget(string folder)
    {
        try
        {
            if (folder.Length > 0) Directory.Delete(folder, recursive: true);
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            TestContext.Current.SendDiagnosticMessage($"{folder} is left behind: {held.Message}");
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "WinLossAgency.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("WinLossAgency.sln is not above the tests.");
    }
}
