using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace WinLossAgency.House.Tests.Billing;

/// <summary>A program that knows a published contract and no state, on a port of its own; it ends with the test that speaks to it.</summary>
internal sealed class ContractPeer : IAsyncDisposable
{
    private const int PortsMax = 5;
    private static readonly TimeSpan StartMax = TimeSpan.FromMinutes(3);
    private readonly Process process;

    private ContractPeer(Process process, int port) => (this.process, Address) = (process, new Uri($"http://127.0.0.1:{port}/"));

    public Uri Address { get; }

    /// <summary>The peer takes no port of its own choice, and one that was free may be taken before it listens; then it ends, and the next is tried.</summary>
    /// <param name="package">The package that it comes with.</param>
    /// <param name="file">Where in the peers' folder its program lies.</param>
    /// <param name="start">From program and port to how it is started.</param>
    public static async Task<ContractPeer> StartAsync(string package, string file, Func<string, int, ProcessStartInfo> start)
    {
        var program = Path.Combine(Environment.GetEnvironmentVariable("CONTRACT_PEERS") ?? Path.Combine(Vectors.Root()!.FullName, "infra", "peers"), file);
        if (!File.Exists(program)) Assert.Skip($"the contract peer {package} is not installed in infra/peers (or where CONTRACT_PEERS points)");
        for (var tries = 1; ; tries++)
        {
            var port = FreePort();
            var process = Start(start(program, port));
            using var patience = new CancellationTokenSource(StartMax);
            while (!process.HasExited)
                if (await ListensAsync(port, patience.Token) && !process.HasExited) return new ContractPeer(process, port);
            process.Dispose();
            Assert.True(tries < PortsMax, $"the contract peer ended before it listened on any of {PortsMax} ports");
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    /// <summary>What it says is read and let go, or it would wait for a reader.</summary>
    private static Process Start(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task<bool> ListensAsync(int port, CancellationToken stop)
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
}
