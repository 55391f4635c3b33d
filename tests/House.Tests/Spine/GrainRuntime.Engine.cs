using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WinLossAgency.Engine;

namespace WinLossAgency.House.Tests.Spine;

/// <summary>What runs the grains of a test: the single-process engine. The Orleans build compiles GrainRuntime.Orleans.cs in its place.</summary>
internal sealed class GrainRuntime : IAsyncDisposable
{
    private readonly IHost host;

    private GrainRuntime(IHost host) => this.host = host;

    public IServiceProvider Services => host.Services;

    public static async Task<GrainRuntime> StartAsync(Action<IServiceCollection> services, params Assembly[] rooms)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        services(builder.Services);
        builder.Services.AddEngine(options =>
        {
            foreach (var room in rooms) options.Assemblies.Add(room);
            // A busy machine is no failure of the agency; what happens when time runs out has tests of its own.
            options.ResponseTimeout = TimeSpan.FromMinutes(5);
        });
        var host = builder.Build();
        await host.StartAsync();
        return new GrainRuntime(host);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }
}
