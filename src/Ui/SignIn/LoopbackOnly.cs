using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace WinLossAgency.Ui.SignIn;

/// <summary>
/// Demo sign-in lets anyone who reaches it be anyone, so a program that has it starts on loopback only. What was asked
/// for is checked before anything is bound, and what was really bound once more after, since code can bind too.
/// </summary>
internal sealed class LoopbackOnly(IServer server, IConfiguration configuration, HouseSignInOptions options, IServiceProvider services, IHostEnvironment environment) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Refuse([.. Bound(), .. Configured()]);

    public Task StartedAsync(CancellationToken cancellationToken) => Refuse(Bound());

    private IEnumerable<string> Bound() => server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];

    private IEnumerable<string> Configured()
    {
        string[] Split(string key) => (configuration[key] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        var urls = Split("urls");
        var kestrel = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>().ToArray();
        // Bare ports bind every address of the machine, but only where nothing better was said.
        var ports = urls.Length + kestrel.Length > 0 ? [] : Split("http_ports").Concat(Split("https_ports")).Select(port => $"http://*:{port}");
        return [.. urls, .. kestrel, .. ports];
    }

    private Task Refuse(IEnumerable<string> addresses)
    {
        if (!HouseSignIn.HasDemo(services, environment))
            return Task.CompletedTask;
        var open = addresses.Where(address => !IsLoopback(address)).Distinct().ToArray();
        return open.Length == 0
            ? Task.CompletedTask
            : throw new InvalidOperationException(
                $"{options.Program} does not start: demo sign-in lets anyone be anyone and so needs loopback, yet {open.Length} address(es) can be reached from elsewhere: "
                + $"{string.Join(", ", open)}. Bind 127.0.0.1, or run outside Development with an OpenID provider.");
    }

    internal static bool IsLoopback(string address)
    {
        try
        {
            var parsed = BindingAddress.Parse(address);
            return parsed.IsUnixPipe || parsed.IsNamedPipe || IsLoopbackHost(parsed.Host);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    internal static bool IsLoopbackHost(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
