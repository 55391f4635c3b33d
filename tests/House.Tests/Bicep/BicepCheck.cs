using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace WinLossAgency.House.Tests.Bicep;

/// <summary>What the parser and Azure's schemas say about a folder of Bicep files. A stand-in for the compiler, which does not restore here.</summary>
internal sealed record BicepReport(string Folder, IReadOnlyList<string> Files, IReadOnlyList<BicepReport.Resource> Resources, IReadOnlyList<BicepReport.Module> Modules,
    IReadOnlyList<BicepReport.Named> Variables, IReadOnlyList<BicepReport.Named> Outputs, IReadOnlyList<string> Problems)
{
    public sealed record Resource(string File, string Symbol, string Type, JsonObject Body);

    public sealed record Module(string File, string Symbol, string Path, JsonObject Params);

    public sealed record Named(string File, string Name, JsonNode? Value);
}

/// <summary>One change to one file of bicep/, as somebody could make it by mistake.</summary>
internal sealed record Slip(string File, string From, string To);

internal static class BicepCheck
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static DirectoryInfo? Root { get; } = FindRoot();

    /// <summary>The report on bicep/ as it is, and one for each slip, in order; the parser starts once for all.</summary>
    public static async Task<IReadOnlyList<BicepReport>> ReportAsync(params Slip[] slips)
    {
        var root = Root ?? throw new InvalidOperationException("The project's folder was not found above the tests.");
        var peer = Path.Combine(root.FullName, "tests", "House.Tests", "peers", "bicep");
        var schema = Path.Combine(root.Parent!.FullName, "shared", "contracts", "azure", "arm-schemas.subset.json");
        Assert.SkipUnless(File.Exists(schema), "../shared is not here");
        Assert.SkipUnless(Directory.Exists(Path.Combine(peer, "node_modules", "tree-sitter-bicep")), "npm tree-sitter-bicep is not installed in tests/House.Tests/peers/bicep (npm ci --ignore-scripts)");

        var bicep = Path.Combine(root.FullName, "bicep");
        var work = Directory.CreateTempSubdirectory("bicep-");
        try
        {
            var folders = slips.Select((slip, i) => Copy(bicep, work.CreateSubdirectory(i.ToString()), slip)).Prepend(bicep);
            return await RunAsync(peer, [schema, .. folders]);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<BicepReport>> RunAsync(string peer, IEnumerable<string> arguments)
    {
        using var node = Process.Start(new ProcessStartInfo("node", ["check.mjs", .. arguments])
        {
            WorkingDirectory = peer,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = node.StandardError.ReadToEndAsync();
        var answer = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await errors);
        return JsonSerializer.Deserialize<BicepReport[]>(answer, Web)!;
    }

    private static string Copy(string from, DirectoryInfo to, Slip slip)
    {
        foreach (var file in Directory.EnumerateFiles(from))
        {
            var text = File.ReadAllText(file);
            if (Path.GetFileName(file) == slip.File)
            {
                Assert.Contains(slip.From, text);
                var at = text.IndexOf(slip.From, StringComparison.Ordinal);
                text = text[..at] + slip.To + text[(at + slip.From.Length)..];
            }

            File.WriteAllText(Path.Combine(to.FullName, Path.GetFileName(file)), text);
        }

        return to.FullName;
    }

    private static DirectoryInfo? FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "WinLossAgency.sln")))
                return folder;
        return null;
    }
}
