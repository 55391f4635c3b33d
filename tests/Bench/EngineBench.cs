using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using WinLossAgency.Engine;

namespace WinLossAgency.Bench;

[Alias("bench-counter")]
public interface IBenchCounter : IGrainWithStringKey
{
    [Alias("add")]
    Task<int> Add(int number);

    [Alias("relay")]
    Task<int> Relay(string to, int number);
}

[GrainType("bench-counter")]
internal sealed class BenchCounter : Grain, IBenchCounter
{
    private int _sum;

    public Task<int> Add(int number) => Task.FromResult(_sum += number);

    public async Task<int> Relay(string to, int number) => await GrainFactory.GetGrain<IBenchCounter>(to).Add(number);
}

/// <summary>Plain calls, calls from grain to grain, and activations, each a second, beside a fixed loop of the same run.</summary>
public static class EngineBench
{
    private const int Callers = 64;
    private const int Calls = 640_000;
    private const int Activations = 128_000;
    private const int Rounds = 3;

    public static async Task Run()
    {
        await using var services = new ServiceCollection().AddEngine(static options =>
        {
            options.Assemblies.Add(typeof(BenchCounter).Assembly);
            options.Among = static type => type.Namespace == typeof(BenchCounter).Namespace;
        }).BuildServiceProvider();
        var grains = services.GetRequiredService<IGrainFactory>();
        for (var round = 1; round <= Rounds; round++)
        {
            var reference = Reference();
            Print("engine.calls", round, await Rate(Calls, (caller, call) => grains.GetGrain<IBenchCounter>($"c{caller}").Add(call)), reference);
            Print("engine.calls-between-grains", round, await Rate(Calls / 2, (caller, call) => grains.GetGrain<IBenchCounter>($"c{caller}").Relay($"d{caller}", call)), reference);
            var name = round;
            Print("engine.activations", round, await Rate(Activations, (caller, call) => grains.GetGrain<IBenchCounter>($"r{name}-{caller}-{call}").Add(call)), reference);
        }
    }

    private static async Task<double> Rate(int count, Func<int, int, Task<int>> call)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var done = 0; done < count / Callers; done++) await call(caller, done);
        })));
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    // What this machine does at this moment: additions a second of one thread.
    private static double Reference()
    {
        const int turns = 200_000_000;
        var started = Stopwatch.GetTimestamp();
        var sum = 1ul;
        for (var turn = 0; turn < turns; turn++) sum = sum * 31 + (ulong)turn;
        GC.KeepAlive(sum);
        return turns / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static void Print(string measure, int round, double perSecond, double reference) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $$"""{"measure":"{{measure}}","round":{{round}},"perSecond":{{perSecond:0}},"referencePerSecond":{{reference:0}},"callers":{{Callers}}}"""));
}
