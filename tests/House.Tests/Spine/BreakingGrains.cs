using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using WinLossAgency.Grains;
using WinLossAgency.Storage;

namespace WinLossAgency.House.Tests.Spine;

/// <summary>While it breaks, some of what grains write is not written, as when the house dies before it comes to that.</summary>
internal sealed class BreakingGrains(IGrainStorage inner, Func<string, GrainId, bool> breaks) : IGrainStorage
{
    public bool Breaks { get; set; }

    /// <summary>Stands between an agency's grains and their store.</summary>
    /// <param name="breaks">Which writes fail, by the name of the state and the grain's id.</param>
    public static BreakingGrains Put(IServiceCollection services, Func<string, GrainId, bool> breaks)
    {
        var store = new BreakingGrains((IGrainStorage)services.Last(s => s.ServiceType == typeof(IGrainStorage) && Equals(s.ServiceKey, GrainsDoor.AgencyStore)).KeyedImplementationInstance!, breaks);
        services.AddKeyedSingleton<IGrainStorage>(GrainsDoor.AgencyStore, store);
        return store;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Breaks && breaks(stateName, grainId) ? throw new StoreUnavailableException("agency", "the test broke it.") : inner.WriteStateAsync(stateName, grainId, grainState);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ReadStateAsync(stateName, grainId, grainState);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ClearStateAsync(stateName, grainId, grainState);
}
