using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using WinLossAgency.Agency.Billing;
using Xunit;

namespace WinLossAgency.House.Tests.Billing;

/// <summary>The same calls that the fake answers, checked field by field against Stripe's published contract by a peer that knows no state.</summary>
public class StripePeerTests
{
    private const string Peer = "node_modules/@stdy/cli-linux-x64/bin/steady";
    private const int PortsMax = 5;
    private static readonly TimeSpan StartMax = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Every_call_keeps_the_published_contract()
    {
        var stop = TestContext.Current.CancellationToken;
        var spec = Vectors.Path("contracts/stripe/stripe-2026-07-29.dahlia.sdk-derived.openapi.json");
        var (peer, port) = await StartAsync(spec);
        using var ended = peer;
        try
        {
            var errors = new Errors();
            var client = new StripeClient(new HttpClient(errors) { BaseAddress = new Uri($"http://127.0.0.1:{port}/") }, new StripeKeys("sk_test_1", ""));
            var id = await StripeTests.Mirror(client, Samples.Issued());
            StripeTests.Done(await client.Invoice(id, stop));
            StripeTests.Done(await client.PayOutOfBand(id, "n1/pay", stop));
            StripeTests.Done(await client.Void(id, "n1/void", stop));
            StripeTests.Done(await client.GiveUp(id, "n1/give-up", stop));
            Assert.True(errors.Seen.Count >= 10, $"{errors.Seen.Count} calls were checked");
            Assert.All(errors.Seen, seen => Assert.Equal("0", seen.Errors));
        }
        finally
        {
            peer.Kill();
            await peer.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>The peer takes no port of its own choice, and one that was free may be taken before it listens; then it ends, and the next is tried.</summary>
    private static async Task<(Process Peer, int Port)> StartAsync(string spec)
    {
        for (var tries = 1; ; tries++)
        {
            var port = FreePort();
            var peer = Start(spec, port);
            using var patience = new CancellationTokenSource(StartMax);
            while (!peer.HasExited)
                if (await Listens(port, patience.Token) && !peer.HasExited) return (peer, port);
            peer.Dispose();
            Assert.True(tries < PortsMax, $"the contract peer ended before it listened on any of {PortsMax} ports");
        }
    }

    private static Process Start(string spec, int port)
    {
        var folder = Environment.GetEnvironmentVariable("CONTRACT_PEERS") ?? Path.Combine(Vectors.Root()!.FullName, "infra", "peers");
        var steady = Path.Combine(folder, Peer);
        if (!File.Exists(steady)) Assert.Skip("the contract peer @stdy/cli is not installed in infra/peers (or where CONTRACT_PEERS points)");
        var start = new ProcessStartInfo(steady) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in new[]
        {
            "--host", "127.0.0.1", "-p", $"{port}", "--no-color", "--validator-form-object-format=brackets", "--validator-form-array-format=brackets",
            "--validator-query-array-format=brackets", "--validator-query-object-format=brackets", spec,
        }) start.ArgumentList.Add(word);
        var peer = Process.Start(start)!;
        peer.OutputDataReceived += (_, _) => { };
        peer.ErrorDataReceived += (_, _) => { };
        peer.BeginOutputReadLine();
        peer.BeginErrorReadLine();
        return peer;
    }

    private static async Task<bool> Listens(int port, CancellationToken stop)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, stop);
            return true;
        }
        catch (SocketException)
        {
            await Task.Delay(50, stop);
            return false;
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private sealed class Errors() : DelegatingHandler(new HttpClientHandler())
    {
        public List<(string Path, string Errors)> Seen { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            Seen.Add((request.RequestUri!.AbsolutePath, response.Headers.TryGetValues("X-Steady-Error-Count", out var count) ? count.Single() : "no count"));
            return response;
        }
    }
}
