using System.Diagnostics;
using WinLossAgency.House.Tests.SignIn;
using Xunit;

[assembly: AssemblyFixture(typeof(CertifiedProvider))]

namespace WinLossAgency.House.Tests.SignIn;

/// <summary>The peer in peers/sign-in, started once for all tests and ended when its input closes.</summary>
public sealed class CertifiedProvider : IAsyncLifetime
{
    public const string Tenant = "9f2a6c1e-7d53-4b1c-9a55-0c7be1a0f00d";
    private readonly HttpClient _http = new();
    private Process? _node;
    private int _port;

    public string? Missing { get; private set; }

    public string Authority => $"http://127.0.0.1:{_port}/{Tenant}/v2.0";

    public async ValueTask InitializeAsync()
    {
        var folder = PeerFolder("sign-in");
        if (folder is null || !Directory.Exists(Path.Combine(folder, "node_modules", "oidc-provider")))
        {
            Missing = "npm oidc-provider is not installed in tests/House.Tests/peers/sign-in (npm ci --ignore-scripts)";
            return;
        }

        _node = Process.Start(new ProcessStartInfo("node", ["provider.mjs", Tenant, House.ClientId, House.ClientSecret])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _node.ErrorDataReceived += (_, _) => { };
        _node.BeginErrorReadLine();
        while (await _node.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith("listening ", StringComparison.Ordinal))
            {
                _port = int.Parse(line["listening ".Length..]);
                return;
            }

        Missing = "the sign-in peer ended before it listened";
    }

    public async Task ChooseAsync(string account)
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        (await _http.GetAsync(new Uri($"http://127.0.0.1:{_port}/choose/{account}"))).EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        if (_node is null)
            return;
        _node.StandardInput.Close();
        await _node.WaitForExitAsync();
        _node.Dispose();
        _http.Dispose();
    }

    private static string? PeerFolder(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "WinLossAgency.sln")))
                return Path.Combine(folder.FullName, "tests", "House.Tests", "peers", name);
        return null;
    }
}
