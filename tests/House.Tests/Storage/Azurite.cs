using System.Diagnostics;
using System.Text.RegularExpressions;
using WinLossAgency.House.Tests.Storage;
using WinLossAgency.Storage;
using Xunit;

[assembly: AssemblyFixture(typeof(Azurite))]

namespace WinLossAgency.House.Tests.Storage;

/// <summary>The emulator of Azure Blob Storage, started once when the first test asks for it.</summary>
public sealed partial class Azurite : IAsyncDisposable
{
    private readonly DataFolder folder = new();
    private readonly SemaphoreSlim turn = new(1);
    private Process? process;
    private string? connection;
    private int containers;

    /// <summary>An empty container of its own; skips the test where the emulator is not installed.</summary>
    public async ValueTask<OpenStore> OpenAsync() =>
        await Stores.AzureAsync(await ConnectionAsync(), FreshName(), TestContext.Current.CancellationToken);

    /// <summary>A name that no other test has, to begin the names of containers with.</summary>
    public string FreshName() => $"test-{Interlocked.Increment(ref containers)}";

    /// <summary>The connection string of the account; skips the test where the emulator is not installed.</summary>
    public async ValueTask<string> ConnectionAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        await turn.WaitAsync(stop);
        try
        {
            return connection ??= await StartAsync(stop);
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        folder.Dispose();
    }

    private async Task<string> StartAsync(CancellationToken stop)
    {
        var script = Script();
        if (script is null)
            Assert.Skip("azurite is not installed: run npm ci --ignore-scripts in tests/House.Tests");
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments = [script, "--blobHost", "127.0.0.1", "--blobPort", "0", "--silent", "--skipApiVersionCheck", "--disableTelemetry", "--location", folder.Place];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var listens = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, output) =>
        {
            if (output.Data is not null && ListensOn().Match(output.Data) is { Success: true } match)
                listens.TrySetResult(match.Groups[1].Value);
        };
        process.Exited += (_, _) => listens.TrySetException(new InvalidOperationException("Azurite ended before it listened."));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var port = await listens.Task.WaitAsync(stop);
        // The emulator's account and key are public and the same everywhere.
        return "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;"
            + "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
            + $"BlobEndpoint=http://127.0.0.1:{port}/devstoreaccount1;";
    }

    private static string? Script()
    {
        for (var place = new DirectoryInfo(AppContext.BaseDirectory); place is not null; place = place.Parent)
        {
            if (!File.Exists(Path.Combine(place.FullName, "WinLossAgency.sln")))
                continue;
            var script = Path.Combine(place.FullName, "tests", "House.Tests", "node_modules", "azurite", "dist", "src", "blob", "main.js");
            return File.Exists(script) ? script : null;
        }

        return null;
    }

    [GeneratedRegex(@"successfully listens on http://[^:]+:(\d+)")]
    private static partial Regex ListensOn();
}
