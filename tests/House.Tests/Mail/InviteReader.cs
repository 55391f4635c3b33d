using System.Diagnostics;
using System.Text.Json;
using WinLossAgency.House.Tests.Billing;

namespace WinLossAgency.House.Tests.Mail;

/// <summary>What an independent parser (npm ical.js) reads in a calendar file.</summary>
internal sealed record ReadInvite(int Events, string[] Zones, string Method, string Status, string Uid, int Sequence, DateTimeOffset Stamp, DateTimeOffset Start, DateTimeOffset End,
    string Summary, string Description, string Location, string Organizer, string[][] Attendees, ReadEntry[] Entries);

internal sealed record ReadEntry(string Uid, string Summary, DateTimeOffset Start, DateTimeOffset End);

internal static class InviteReader
{
    private const string Script = "read-invites.mjs";

    public static async Task<IReadOnlyList<ReadInvite>> ReadAsync(IEnumerable<string> calendars)
    {
        var project = Path.Combine(Vectors.Root()!.FullName, "infra", "peers");
        var folder = Environment.GetEnvironmentVariable("CONTRACT_PEERS") ?? project;
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "ical.js"))) Assert.Skip("npm ical.js is not installed in infra/peers (or where CONTRACT_PEERS points)");
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(project, Script)])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var (errors, lines) = (node.StandardError.ReadToEndAsync(), node.StandardOutput.ReadToEndAsync());
        foreach (var calendar in calendars) await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(calendar));
        node.StandardInput.Close();
        var read = await lines;
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, await errors);
        return [.. read.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<ReadInvite>(line, JsonSerializerOptions.Web)!)];
    }
}
