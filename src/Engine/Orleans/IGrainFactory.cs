using Orleans.Runtime;

namespace Orleans;

/// <summary>Makes references to grains. A reference costs nothing: the grain is activated by its first call.</summary>
public interface IGrainFactory
{
    /// <param name="primaryKey">The grain's key; never empty.</param>
    /// <param name="grainClassNamePrefix">Chooses among several classes of one interface by the beginning of the class's full name.</param>
    TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithStringKey;

    TGrainInterface GetGrain<TGrainInterface>(GrainId grainId) where TGrainInterface : IAddressable;

    IAddressable GetGrain(GrainId grainId);

    IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType);

    IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey);
}
