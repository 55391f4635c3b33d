using System.Diagnostics;
using WinLossAgency.House.Tests.SignIn;
using Xunit;

[assembly: AssemblyFixture(typeof(CertifiedProvider))]

namespace WinLossAgency.House.Tests.SignIn;

/// <summary>
/// The peer in peers/sign-in, started when the first test asks for it and ended when its input closes. Never before: this
/// assembly is also the child that the kill test starts fifty times.
/// </summary>
public sealed class CertifiedProvider : IAsyncDisposable
{
    public const string Tenant = "9f2a6c1e-7d53-4b1c-9a55-0c7be1a0f00d";
    /// <summary>Node has been seen to hang before its first line on a busy machine; it is then started once more.</summary>
    private static readonly TimeSpan StartMax = TimeSpan.FromMinutes(2);
    private const int StartsMax = 3;

    private readonly HttpClient _http = new();
    private readonly SemaphoreSlim _turn = new(1);
    private Process? _node;
    private int _port;

    public string Authority => $"http://127.0.0.1:{_port}/{Tenant}/v2.0";

    /// <summary>Whoever is chosen is signed in at once; skips the test where the peer is not installed.</summary>
    public async Task ChooseAsync(string account)
    {
        await _turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_node is null)
                await StartAsync();
        }
        finally
        {
            _turn.Release();
        }

        (await _http.GetAsync(new Uri($"http://127.0.0.1:{_port}/choose/{account}"))).EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            _node.StandardInput.Close();
            await _node.WaitForExitAsync();
            _node.Dispose();
        }

        _http.Dispose();
        _turn.Dispose();
    }

    private async Task StartAsync()
    {
        var folder = PeerFolder("sign-in");
        if (folder is null || !Directory.Exists(Path.Combine(folder, "node_modules", "oidc-provider")))
            Assert.Skip("npm oidc-provider is not installed in tests/House.Tests/peers/sign-in (npm ci --ignore-scripts)");
        for (var start = 1; ; start++)
        {
            var node = Process.Start(new ProcessStartInfo("node", ["provider.mjs", Tenant, House.ClientId, House.ClientSecret])
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!;
            try
            {
                _port = await PortAsync(node).WaitAsync(StartMax);
                _node = node;
                return;
            }
            catch (TimeoutException) when (start < StartsMax)
            {
                node.Kill();
                node.Dispose();
            }
        }
    }

    private static async Task<int> PortAsync(Process node)
    {
        while (await node.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith("listening ", StringComparison.Ordinal))
                return int.Parse(line["listening ".Length..]);
        throw new InvalidOperationException("The sign-in peer ended before it listened; what it said stands in the test log.");
    }

    private static string? PeerFolder(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "WinLossAgency.sln")))
                return Path.Combine(folder.FullName, "tests", "House.Tests", "peers", name);
        return null;
    }
}
