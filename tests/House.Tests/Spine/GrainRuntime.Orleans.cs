using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.TestingHost;
using WinLossAgency.Desk;

namespace WinLossAgency.House.Tests.Spine;

/// <summary>What runs the grains of a test: one silo of Orleans' own testing host. Compiled in the Orleans build, in the place of GrainRuntime.Engine.cs.</summary>
internal sealed class GrainRuntime : IAsyncDisposable
{
    private readonly InProcessTestCluster cluster;

    private GrainRuntime(InProcessTestCluster cluster) => this.cluster = cluster;

    /// <summary>The silo's own services, so that a test sees the grains as the program does.</summary>
    public IServiceProvider Services => cluster.Silos[0].ServiceProvider;

    /// <summary>Orleans finds the rooms' grains itself: its generator marks every assembly that has some.</summary>
    public static async Task<GrainRuntime> StartAsync(Action<IServiceCollection> services, params Assembly[] rooms)
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ConfigureFileLogging = false;
        builder.Options.InitializeClientOnDeploy = false;
        builder.ConfigureSiloHost((_, host) =>
        {
            services(host.Services);
            host.Services.AddCrossing();
        });
        builder.ConfigureSilo((_, silo) => silo.AddReminders());
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new GrainRuntime(cluster);
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
    }
}
