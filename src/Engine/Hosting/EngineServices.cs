using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans;

namespace WinLossAgency.Engine;

/// <summary>The engine's door.</summary>
public static class EngineServices
{
    /// <summary>
    /// Registers <see cref="IGrainFactory"/> and a hosted service that starts and gracefully stops the engine.
    /// Taken from the container: TimeProvider (the system's if none), IGrainStorage keyed by store name, IReminderTable where grains use reminders,
    /// IIncomingGrainCallFilter in order of registration.
    /// </summary>
    public static IServiceCollection AddEngine(this IServiceCollection services, Action<EngineOptions> configure)
    {
        services.AddOptions().AddLogging();
        services.Configure(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<EngineRuntime>();
        services.TryAddSingleton<ReminderService>();
        services.TryAddSingleton<IGrainFactory>(static given => given.GetRequiredService<EngineRuntime>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, EngineHost>());
        return services;
    }
}
