using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;

namespace WinLossAgency.Engine;

/// <summary>References to grains.</summary>
internal sealed partial class EngineRuntime
{
    private readonly ConcurrentDictionary<Type, (GrainContract Contract, GrainClass Grain)> _usual = new();

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithStringKey
    {
        if (grainClassNamePrefix is not null) return (TGrainInterface)(object)Make(GrainContract.Of(typeof(TGrainInterface)), _catalog.For(typeof(TGrainInterface), grainClassNamePrefix), primaryKey);
        var (contract, grain) = Usual(typeof(TGrainInterface));
        return (TGrainInterface)(object)Make(contract, grain, primaryKey);
    }

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey)
    {
        var (contract, grain) = Usual(grainInterfaceType);
        return (IGrain)Make(contract, grain, grainPrimaryKey);
    }

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId) where TGrainInterface : IAddressable => (TGrainInterface)Reference(typeof(TGrainInterface), grainId);

    public IAddressable GetGrain(GrainId grainId) => Reference(_catalog.For(grainId.Type), grainId);

    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType)
    {
        var grain = _catalog.For(grainId.Type);
        var contract = grain.Contracts.FirstOrDefault(each => each.InterfaceType == interfaceType)
            ?? throw new ArgumentException($"{grain.Type.FullName} has no interface [Alias(\"{interfaceType}\")].", nameof(interfaceType));
        return contract.Reference(this, grainId, grain);
    }

    public object Reference(Type type, GrainId id)
    {
        var grain = _catalog.For(id.Type);
        return type.IsAssignableFrom(grain.Type)
            ? GrainContract.Of(type).Reference(this, id, grain)
            : throw new InvalidCastException($"{grain.Type.FullName} does not implement {type.FullName}.");
    }

    public GrainReference Reference(GrainClass grain, GrainId id) => grain.Contracts[0].Reference(this, id, grain);

    private (GrainContract Contract, GrainClass Grain) Usual(Type type) =>
        _usual.TryGetValue(type, out var usual) ? usual : _usual.GetOrAdd(type, each => (GrainContract.Of(each), _catalog.For(each, null)));

    private GrainProxy Make(GrainContract contract, GrainClass grain, string key) =>
        contract.Reference(this, GrainId.Create(grain.GrainType, key), grain);
}
