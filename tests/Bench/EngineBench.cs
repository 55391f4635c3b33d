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

/// <summary>Plain calls, calls from grain to grain, and activations, each a second.</summary>
public static class EngineBench
{
    private const int Callers = 64;
    private const int Calls = 640_000;
    private const int Activations = 128_000;
    private const int Rounds = 3;

    public static async Task RunAsync()
    {
        await using var services = new ServiceCollection().AddEngine(static options =>
        {
            options.Assemblies.Add(typeof(BenchCounter).Assembly);
            options.Among = static type => type.Namespace == typeof(BenchCounter).Namespace;
        }).BuildServiceProvider();
        var grains = services.GetRequiredService<IGrainFactory>();
        List<double> calls = [], between = [], activations = [];
        for (var round = 1; round <= Rounds; round++)
        {
            var name = round;
            calls.Add(await RateAsync(Calls, (caller, call) => grains.GetGrain<IBenchCounter>($"c{caller}").Add(call)));
            between.Add(await RateAsync(Calls / 2, (caller, call) => grains.GetGrain<IBenchCounter>($"c{caller}").Relay($"d{caller}", call)));
            activations.Add(await RateAsync(Activations, (caller, call) => grains.GetGrain<IBenchCounter>($"r{name}-{caller}-{call}").Add(call)));
        }
        Line.Print("engine", new { callers = Callers, callsPerSecond = Line.Median(calls), callsBetweenGrainsPerSecond = Line.Median(between), activationsPerSecond = Line.Median(activations) });
    }

    private static async Task<double> RateAsync(int count, Func<int, int, Task> call) => count / await Line.SecondsAsync(Callers, count / Callers, call);
}
