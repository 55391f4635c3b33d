using Microsoft.Extensions.Hosting;

namespace WinLossAgency.Engine;

/// <summary>Starts the engine, which refuses a grain of the wrong shape, then the reminders; stops them in the other order.</summary>
internal sealed class EngineHost(EngineRuntime runtime, ReminderService reminders) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Log.Started(runtime.Logger);
        await reminders.Start(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await reminders.Stop(cancellationToken);
        await runtime.Stop(cancellationToken);
    }
}
