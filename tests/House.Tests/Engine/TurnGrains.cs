using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace WinLossAgency.House.Tests.Engine;

[Alias("turns")]
public interface ITurns : IGrainWithStringKey
{
    [Alias("hold")]
    Task Hold(string name);

    [Alias("note")]
    Task Note(string name);

    [Alias("interleave"), AlwaysInterleave]
    Task Interleave(string name);

    [Alias("look"), ReadOnly]
    Task Look(string name);

    [Alias("forget"), OneWay]
    Task Forget(string name);

    [Alias("count")]
    Task<int> Count();

    [Alias("call-back")]
    Task CallBack(string other, bool allowed);

    [Alias("relay")]
    Task Relay(string to);

    [Alias("watch")]
    Task Watch(CancellationToken cancelled);

    [Alias("read-context")]
    ValueTask<string?> ReadContext(string key);

    [Alias("pass-context")]
    Task<string?> PassContext(string key, string to);

    [Alias("set-context")]
    Task SetContext(string key, string value);
}

[Alias("loose")]
public interface ILoose : IGrainWithStringKey
{
    [Alias("hold")]
    Task Hold(string name);

    [Alias("note")]
    Task Note(string name);
}

[GrainType("turns")]
internal sealed class Turns(Signals signals) : Grain, ITurns
{
    private int _count;

    public async Task Hold(string name)
    {
        signals.Note($"{name} begins");
        signals.Give($"{name} holds");
        await signals.On($"{name} may end");
        signals.Note($"{name} ends");
        signals.Give($"{name} ended");
    }

    public Task Note(string name)
    {
        signals.Note(name);
        return Task.CompletedTask;
    }

    public Task Interleave(string name) => Note(name);

    public Task Look(string name) => Hold(name);

    public async Task Forget(string name)
    {
        await Hold(name);
        throw new InvalidOperationException("Nobody hears this.");
    }

    public async Task<int> Count()
    {
        var seen = _count;
        await Task.Yield();
        await Task.Yield();
        return _count = seen + 1;
    }

    public async Task CallBack(string other, bool allowed)
    {
        using var section = allowed ? RequestContext.AllowCallChainReentrancy() : RequestContext.SuppressCallChainReentrancy();
        signals.Give("called");
        await GrainFactory.GetGrain<ITurns>(other).Relay(this.GetPrimaryKeyString());
    }

    public Task Relay(string to)
    {
        var back = GrainFactory.GetGrain<ITurns>(to).Note("came back");
        signals.Give("coming back");
        return back;
    }

    public async Task Watch(CancellationToken cancelled)
    {
        using var told = cancelled.Register(() => signals.Give("callee told"));
        signals.Give("watching");
        await signals.On("watch may end");
        signals.Give("watch ended");
    }

    public ValueTask<string?> ReadContext(string key) => ValueTask.FromResult((string?)RequestContext.Get(key));

    public async Task<string?> PassContext(string key, string to) => await GrainFactory.GetGrain<ITurns>(to).ReadContext(key);

    public Task SetContext(string key, string value)
    {
        RequestContext.Set(key, value);
        return Task.CompletedTask;
    }
}

[GrainType("loose"), Reentrant]
internal sealed class Loose(Signals signals) : Grain, ILoose
{
    public async Task Hold(string name)
    {
        signals.Note($"{name} begins");
        signals.Give($"{name} holds");
        await signals.On($"{name} may end");
        signals.Note($"{name} ends");
    }

    public Task Note(string name)
    {
        signals.Note(name);
        return Task.CompletedTask;
    }
}
