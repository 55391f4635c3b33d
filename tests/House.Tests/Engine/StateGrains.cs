using Orleans;
using Orleans.Runtime;

namespace WinLossAgency.House.Tests.Engine;

/// <summary>A stored sum.</summary>
public sealed class Sum
{
    public int Total { get; set; }
}

[Alias("till")]
public interface ITill : IGrainWithStringKey
{
    [Alias("add")]
    Task<int> Add(int amount);

    [Alias("add-unsaved")]
    Task AddUnsaved(int amount);

    [Alias("total")]
    Task<int> Total();

    [Alias("total-on-activation")]
    Task<int> TotalOnActivation();

    [Alias("clear")]
    Task Clear();

    [Alias("leave")]
    Task Leave();

    [Alias("hold")]
    Task Hold(string name);

    [Alias("stay")]
    Task Stay(TimeSpan time);
}

[GrainType("till")]
internal sealed class Till(Signals signals, Scoped scoped, [PersistentState("sum", "memory")] IPersistentState<Sum> sum) : Grain, ITill
{
    private int _atActivation = -1;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _atActivation = sum.State.Total;
        signals.Note($"{this.GetPrimaryKeyString()} activated with {scoped.GetType().Name}");
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        signals.Note($"{this.GetPrimaryKeyString()} deactivated: {reason.ReasonCode}");
        signals.Give($"{this.GetPrimaryKeyString()} gone");
        return Task.CompletedTask;
    }

    public async Task<int> Add(int amount)
    {
        sum.State.Total += amount;
        await sum.WriteStateAsync();
        return sum.State.Total;
    }

    public Task AddUnsaved(int amount)
    {
        sum.State.Total += amount;
        return Task.CompletedTask;
    }

    public Task<int> Total() => Task.FromResult(sum.State.Total);

    public Task<int> TotalOnActivation() => Task.FromResult(_atActivation);

    public Task Clear() => sum.ClearStateAsync();

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task Stay(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public async Task Hold(string name)
    {
        signals.Give($"{name} holds");
        await signals.On($"{name} may end");
    }
}

[Alias("shy")]
public interface IShy : IGrainWithStringKey
{
    [Alias("greet")]
    Task<string> Greet();
}

/// <summary>Fails to activate until it is told that it may.</summary>
[GrainType("shy")]
internal sealed class Shy(Signals signals) : Grain, IShy
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        signals.Note("tried");
        if (!signals.On("shy may begin").IsCompleted) throw new InvalidDataException("Not yet.");
    }

    public Task<string> Greet() => Task.FromResult("hello");
}

[Alias("restless")]
public interface IRestless : IGrainWithStringKey
{
    [Alias("greet")]
    Task<string> Greet();
}

/// <summary>Asks to be deactivated as often as it is activated.</summary>
[GrainType("restless")]
internal sealed class Restless : Grain, IRestless
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<string> Greet() => Task.FromResult("hello");
}
