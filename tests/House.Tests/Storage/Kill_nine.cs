using System.Diagnostics;
using System.Text;
using WinLossAgency.Storage;
using Xunit;

namespace WinLossAgency.House.Tests.Storage;

public sealed class Kill_nine : IDisposable
{
    private const int Rounds = 6;

    private readonly DataFolder folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_was_acknowledged_survives_a_kill_at_any_moment()
    {
        var chance = new Random(20260331);
        var acknowledged = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            acknowledged.AddRange(await RunAndKillAsync(chance.Next(1, 600)));
            // The lease died with its holder, the store opens, and everything of every round is there.
            using var lease = StoreLease.Take(folder.Place);
            await using var store = Stores.Embedded(folder.Place, "agency");
            foreach (var line in acknowledged)
                Assert.Equal(line.Split(' ')[1], await FindAsync(store, line));
        }

        Assert.True(acknowledged.Count >= Rounds);
    }

    private static async Task<string?> FindAsync(OpenStore store, string line)
    {
        var name = line.Split(' ')[1];
        return line[0] == 'b'
            ? await store.Blobs.ReadAllAsync(name, cancel: Stop) is { } blob ? Encoding.ASCII.GetString(blob) : null
            : await store.Documents.ReadAsync(name, Stop) is { } document ? Encoding.ASCII.GetString(document.Bytes.Span) : null;
    }

    /// <summary>Kills the child once it has acknowledged so many writes; lines still in the pipe were acknowledged too.</summary>
    private async Task<List<string>> RunAndKillAsync(int after)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        string[] arguments = [typeof(CrashWriter).Assembly.Location, "-explicit", "only", "-class", typeof(CrashWriter).FullName!, "-noLogo", "-noColor"];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment[CrashWriter.FolderVariable] = folder.Place;
        using var child = Process.Start(start)!;
        var lines = new List<string>();
        try
        {
            while (lines.Count < after && await child.StandardOutput.ReadLineAsync(Stop) is { } line)
                Take(line, lines);
        }
        finally
        {
            child.Kill();
        }

        var rest = await child.StandardOutput.ReadToEndAsync(Stop);
        await child.WaitForExitAsync(Stop);
        // The kill may have cut the last line.
        foreach (var line in rest[..(rest.LastIndexOf('\n') + 1)].Split('\n'))
            Take(line, lines);
        Assert.True(lines.Count >= after, $"The child ended after {lines.Count} of {after} writes: {rest}");
        return lines;
    }

    private static void Take(string line, List<string> lines)
    {
        if (line.StartsWith(CrashWriter.Acknowledged, StringComparison.Ordinal))
            lines.Add(line[CrashWriter.Acknowledged.Length..]);
    }
}
