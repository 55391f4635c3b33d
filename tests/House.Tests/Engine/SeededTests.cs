using Orleans;
using WinLossAgency.Engine;
using Xunit;

namespace WinLossAgency.House.Tests.Engine;

[Alias("walker")]
public interface IWalker : IGrainWithStringKey
{
    [Alias("walk")]
    Task Walk(int steps, int walkers);
}

/// <summary>Goes from grain to grain, two ways at once, and leaves its mark.</summary>
[GrainType("walker")]
internal sealed class Walker(Signals signals) : Grain, IWalker
{
    public async Task Walk(int steps, int walkers)
    {
        signals.Note($"{this.GetPrimaryKeyString()}:{steps}:{Environment.CurrentManagedThreadId}");
        if (steps == 0) return;
        var here = int.Parse(this.GetPrimaryKeyString());
        var low = GrainFactory.GetGrain<IWalker>($"{walkers + 2 * here}");
        var high = GrainFactory.GetGrain<IWalker>($"{walkers + 2 * here + 1}");
        await Task.WhenAll(low.Walk(steps - 1, walkers), high.Walk(steps - 1, walkers));
    }
}

public sealed class SeededTests
{
    [Fact]
    public async Task The_same_seed_gives_the_same_order_on_one_thread()
    {
        var first = await Run(seed: 7);
        var again = await Run(seed: 7);
        Assert.Equal(Path(first), Path(again));
        Assert.Single(first.Select(static note => note.Split(':')[2]).Distinct());
        Assert.Equal(4 * 31, first.Length);
    }

    [Fact]
    public async Task Another_seed_gives_another_order()
    {
        var orders = new HashSet<string>();
        for (var seed = 1ul; seed <= 5; seed++) orders.Add(string.Join(' ', Path(await Run(seed))));
        Assert.Equal(5, orders.Count);
    }

    [Fact]
    public async Task A_failure_of_the_simulation_is_the_failure_of_its_run()
    {
        var loop = new SeededLoop(1);
        await using var engine = await TestEngine.Start(options => options.Loop = loop);
        Assert.Throws<InvalidDataException>(() => loop.Run(async () => await engine.Grains.GetGrain<IShy>("a").Greet()));
    }

    private static IEnumerable<string> Path(string[] notes) => notes.Select(static note => note[..note.LastIndexOf(':')]);

    private static async Task<string[]> Run(ulong seed)
    {
        var loop = new SeededLoop(seed);
        await using var engine = await TestEngine.Start(options => options.Loop = loop);
        loop.Run(() => Task.WhenAll(Enumerable.Range(0, 4).Select(walker => engine.Grains.GetGrain<IWalker>($"{walker}").Walk(4, 4))));
        return engine.Signals.Notes;
    }
}
