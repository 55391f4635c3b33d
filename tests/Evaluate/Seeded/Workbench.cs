using System.Diagnostics;
using System.Text.Json;

namespace WinLossAgency.Evaluate.Seeded;

/// <summary>What a program that was run said, and how it ended.</summary>
internal sealed record Ended(int Code, string Said);

/// <summary>
/// A copy of the source and of the built programs in a temp folder. A room with a bug in it is compiled there by the very
/// command line of the real build, and its assembly laid into the copies; the tree itself is never touched.
/// </summary>
internal sealed class Workbench : IDisposable
{
    private const string Configuration = "Release";
    private static readonly TimeSpan ProgramMax = TimeSpan.FromMinutes(4);
    private readonly string root;
    private readonly Dictionary<string, string> commands = [];
    private readonly Dictionary<string, string> programs = [];
    private string? compiler;

    public Workbench(string root)
    {
        this.root = root;
        Folder = Directory.CreateTempSubdirectory("bugs-").FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "src"), "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(root, file);
            var parts = relative.Split(Path.DirectorySeparatorChar);
            if (parts.Contains("bin") || parts.Contains("node_modules") || parts.Contains("wwwroot")) continue;
            // Of what the build wrote, only what it compiles along with the source.
            if (parts.Contains("obj") && !(parts.Contains(Configuration) && Path.GetExtension(file) is ".cs" or ".editorconfig")) continue;
            var to = Path.Combine(Folder, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            if (Path.GetExtension(file) == ".editorconfig") File.WriteAllText(to, File.ReadAllText(file).Replace(root, Folder, StringComparison.Ordinal));
            else File.Copy(file, to);
        }
    }

    public string Folder { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>The folder of a built test program's copy: Evaluate, House.Tests or Rules.Tests.</summary>
    public string Program(string project)
    {
        if (programs.TryGetValue(project, out var there)) return there;
        var from = Path.Combine(root, "tests", project, "bin", Configuration, "net10.0");
        var to = Path.Combine(Folder, "run", project);
        if (!Directory.Exists(from)) throw new InvalidOperationException($"{project} is not built: dotnet build -c {Configuration} tests/{project}");
        // What tests left there is not the program's: data, and prints with a browser's links that lead nowhere.
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories)
            .Where(f => !f.Contains("-data", StringComparison.Ordinal) && !f.Contains("/prints/", StringComparison.Ordinal) && new FileInfo(f).LinkTarget is null))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        return programs[project] = to;
    }

    /// <summary>Lays these texts over the copy, compiles their room and puts it into the copied program; disposing takes all of it back.</summary>
    public IDisposable With(string room, IReadOnlyDictionary<string, string> texts, string project)
    {
        var assembly = $"WinLossAgency.{room}.dll";
        var laid = new Laid();
        try
        {
            foreach (var (file, text) in texts) laid.Over(Path.Combine(Folder, file), text);
            var built = Path.Combine(Folder, "built", assembly);
            Compile(room, built);
            laid.Over(Path.Combine(Program(project), assembly), built);
            return laid;
        }
        catch
        {
            laid.Dispose();
            throw;
        }
    }

    public static Ended Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(ProgramMax))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            return new Ended(-1, $"did not end within {ProgramMax.TotalMinutes} minutes");
        }
        return new Ended(process.ExitCode, said.Result + wrong.Result);
    }

    private void Compile(string room, string built)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(built)!);
        if (!commands.TryGetValue(room, out var command)) commands[room] = command = CommandOf(room);
        var ended = Run(Path.Combine(Folder, "src", room), "exec", compiler ??= CompilerOf(room), "-shared", "-noconfig", $"@{command}", $"-out:{built}");
        if (ended.Code != 0) throw new PatchTroubleException($"A bug does not compile: {string.Join(" ", ended.Said.Split('\n').Where(l => l.Contains("error", StringComparison.Ordinal)).Take(2))}");
    }

    /// <summary>The compiler's command line as the build would give it, without the analyzers: a bug need not be tidy.</summary>
    private string CommandOf(string room)
    {
        var project = Path.Combine(root, "src", room, $"WinLossAgency.{room}.csproj");
        var ended = Run(root, "msbuild", project, "-nologo", "-t:PrepareResources;Compile", $"-p:Configuration={Configuration}", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true",
            "-p:BuildProjectReferences=false", "-p:NonExistentFile=not/there", "-getItem:CscCommandLineArgs");
        if (ended.Code != 0) throw new InvalidOperationException($"The build of {room} does not say how it compiles: {ended.Said}");
        using var told = JsonDocument.Parse(ended.Said[ended.Said.IndexOf('{', StringComparison.Ordinal)..]);
        var lines = told.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray().Select(one => one.GetProperty("Identity").GetString()!)
            .Where(line => !line.StartsWith("/out:", StringComparison.Ordinal) && !line.StartsWith("/refout:", StringComparison.Ordinal) && line is not "/noconfig" and not "/warnaserror+" && !IsAnalyzer(line))
            .Select(line => line.Contains(' ', StringComparison.Ordinal) && !line.Contains('"', StringComparison.Ordinal) ? $"\"{line}\"" : line);
        var command = Path.Combine(Folder, $"{room}.rsp");
        File.WriteAllLines(command, [.. lines, "/nowarn:CS0162,CS0168,CS0219,CS8600,CS8602,CS8604"]);
        return command;
    }

    private static bool IsAnalyzer(string line) => line.StartsWith("/analyzer:", StringComparison.Ordinal)
        && !line.Contains("Generator", StringComparison.Ordinal) && !line.Contains("SourceGeneration", StringComparison.Ordinal) && !line.Contains("Razor", StringComparison.Ordinal);

    private string CompilerOf(string room)
    {
        var ended = Run(root, "msbuild", Path.Combine(root, "src", room, $"WinLossAgency.{room}.csproj"), "-nologo", "-getProperty:RoslynTargetsPath");
        return Path.Combine(Path.GetFullPath(ended.Said.Trim()), "bincore", "csc.dll");
    }

    /// <summary>Files that something was laid over, with what stood there.</summary>
    private sealed class Laid : IDisposable
    {
        private readonly Stack<(string Path, byte[] Before)> before = new();

        public void Over(string path, string textOrFile)
        {
            before.Push((path, File.ReadAllBytes(path)));
            if (File.Exists(textOrFile)) File.Copy(textOrFile, path, overwrite: true);
            else File.WriteAllText(path, textOrFile);
        }

        public void Dispose()
        {
            while (before.TryPop(out var one)) File.WriteAllBytes(one.Path, one.Before);
        }
    }
}
