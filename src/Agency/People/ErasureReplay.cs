using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.People;

namespace WinLossAgency.Agency.People;

/// <summary>
/// At every start the list of erasures is played over the data: where a restore brought somebody back, or a death cut an erasure off before
/// it was recorded, it is done now. It asks again until it has gone through the whole list; then the daily rounds begin.
/// </summary>
internal sealed class ErasureReplay(ErasureList list, IGrainFactory grains, TimeProvider time, ILogger<ErasureReplay> logger) : BackgroundService
{
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Caller.House.Enter();
        // The grains come up beside this worker.
        using var timer = new PeriodicTimer(AgainAfter, time);
        do
        {
            try
            {
                await PlayAsync(stoppingToken);
                await grains.GetGrain<IRounds>(IRounds.Key).Begin();
                return;
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                PeopleLog.ReplayFailed(logger, error.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Returns how many people had come back.</summary>
    internal async Task<int> PlayAsync(CancellationToken stop)
    {
        var again = 0;
        await foreach (var erased in list.AllAsync(stop))
        {
            var person = grains.GetGrain<IPerson>(erased.Person);
            if ((await person.Standing()).Erased) continue;
            await grains.GetGrain<IPeople>(IPeople.Key).KeepMarks(erased.Person, erased.Marks);
            (await person.Erase($"replay/{erased.Person}")).OrThrow();
            again++;
        }
        if (again > 0) PeopleLog.Replayed(logger, again);
        return again;
    }
}

internal static partial class PeopleLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} erasures were not in the data and are done again from their list")]
    public static partial void Replayed(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The list of erasures could not be played and is tried again: {Error}")]
    public static partial void ReplayFailed(ILogger logger, string error);
}
