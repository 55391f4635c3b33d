using System.Text;
using WinLossAgency.Storage;
using Xunit;

namespace WinLossAgency.House.Tests.Storage;

/// <summary>
/// The child of the kill test: this assembly started again, with only this explicit test and a folder in its environment. It writes documents and
/// blobs from many tasks and prints each name once it was acknowledged, until it is killed.
/// </summary>
public sealed class CrashWriter
{
    internal const string FolderVariable = "HOUSE_CRASH_FOLDER";
    internal const string Acknowledged = "acknowledged ";
    private const int Writers = 16;

    [Fact(Explicit = true)]
    public async Task Writes_until_it_is_killed()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable) ?? throw new InvalidOperationException("Only the kill test starts this.");
        using var lease = StoreLease.Take(folder);
        await using var store = Stores.Embedded(folder, "agency");
        var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
        await output.WriteLineAsync();
        var life = Guid.NewGuid().ToString("n");
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(store, $"{life}/{writer}", output)));
    }

    private static async Task WriteAsync(OpenStore store, string start, TextWriter output)
    {
        for (var number = 0; ; number++)
        {
            var name = $"{start}-{number}";
            var bytes = Encoding.ASCII.GetBytes(name);
            await store.Documents.WriteAsync(name, bytes, null);
            await output.WriteLineAsync($"{Acknowledged}document {name}");
            if (number % 10 != 0)
                continue;
            await store.Blobs.CreateAsync(name, bytes.AsMemory());
            await output.WriteLineAsync($"{Acknowledged}blob {name}");
        }
    }
}
