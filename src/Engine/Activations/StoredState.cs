using Orleans;
using Orleans.Core;
using Orleans.Runtime;
using Orleans.Storage;

namespace WinLossAgency.Engine;

/// <summary>A state that can be read before its type is known.</summary>
internal interface IStoredState
{
    Task Read();
}

/// <summary>A grain's state in one store. A write that meets another's write tells the activation that it is outdated; what a store throws leaves the grain as the cause of an <see cref="OrleansException"/>.</summary>
internal sealed class StoredState<TState>(Activation activation, string name, IGrainStorage store) : IPersistentState<TState>, IStoredState
{
    private readonly GrainState<TState> _record = new(New());

    public TState State
    {
        get => _record.State;
        set => _record.State = value;
    }

    public string? Etag => _record.ETag;

    public bool RecordExists => _record.RecordExists;

    public Task Read() => ReadStateAsync();

    public Task ReadStateAsync() => Guarded("ReadStateAsync", () => store.ReadStateAsync(name, activation.GrainId, _record));

    public Task WriteStateAsync() => Guarded("WriteStateAsync", () => store.WriteStateAsync(name, activation.GrainId, _record));

    public Task ClearStateAsync() => Guarded("ClearStateAsync", () => store.ClearStateAsync(name, activation.GrainId, _record));

    // The store is called within the guard: one that throws before it returns a task is seen too.
    private async Task Guarded(string call, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (InconsistentStateException other)
        {
            activation.Outdated(other);
            throw;
        }
        catch (Exception failed) when (failed is not OrleansException)
        {
            throw new OrleansException($"{call} of {activation.GrainId}: the store of its state '{name}' failed.", failed);
        }
    }

    private static TState New() => typeof(TState).GetConstructor(Type.EmptyTypes) is not null || typeof(TState).IsValueType
        ? Activator.CreateInstance<TState>()
        : default!;
}
