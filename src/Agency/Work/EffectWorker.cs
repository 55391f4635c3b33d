using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Journals;

namespace WinLossAgency.Agency.Work;

/// <summary>What a job came to: done, or it cannot be done here yet and is asked for again later. A failure throws.</summary>
internal enum JobEnd { Done, Later }

/// <summary>
/// Does what no grain's turn may wait for: printing, Stripe. A grain pays such an effect by handing it here each time it is
/// asked; the worker keeps what came of it and calls the grain, which asks again and hears. Nothing here is durable: the
/// effect is, in the grain's outbox, so jobs may run twice and are written to bear it.
/// </summary>
internal sealed class EffectWorker(ILogger<EffectWorker> logger) : BackgroundService
{
    /// <summary>Jobs waiting; one more stays owed in its grain and comes back with its reminder.</summary>
    public const int JobsMax = 1000;
    /// <summary>Jobs at once. Chromium takes a core of its own.</summary>
    public const int AtOnceMax = 2;

    private readonly ConcurrentDictionary<string, State> states = new(StringComparer.Ordinal);
    private readonly Channel<Job> jobs = Channel.CreateBounded<Job>(JobsMax);

    private sealed record Job(string EffectId, Func<CancellationToken, Task<JobEnd>> Work, Func<Task> Tell);

    private sealed record State(bool Ended, JobEnd End, Exception? Failure);

    /// <summary>
    /// Returns when the effect is paid, throws its failure once, and else throws <see cref="StillAtWorkException"/>. Call it
    /// from PayAsync; <paramref name="tell"/> calls the grain back, whose method is <c>PayAgain()</c>.
    /// </summary>
    public Task PayAsync(string effectId, Func<CancellationToken, Task<JobEnd>> work, Func<Task> tell)
    {
        if (states.TryGetValue(effectId, out var known))
        {
            if (!known.Ended) throw new StillAtWorkException(effectId);
            states.TryRemove(effectId, out _);
            if (known.Failure is PaymentException told) throw told;
            if (known.Failure is { } failure) throw new InvalidOperationException(failure.Message, failure);
            return known.End == JobEnd.Done ? Task.CompletedTask : throw new StillAtWorkException(effectId);
        }
        if (states.TryAdd(effectId, new State(false, default, null)) && !jobs.Writer.TryWrite(new Job(effectId, work, tell))) states.TryRemove(effectId, out _);
        throw new StillAtWorkException(effectId);
    }

    /// <summary>Does something that no grain owes and that its giver keeps elsewhere until it is done. False when there is no room.</summary>
    public bool Try(string id, Func<CancellationToken, Task> work) => jobs.Writer.TryWrite(new Job(id, async stop =>
    {
        await work(stop);
        return JobEnd.Done;
    }, () => Task.CompletedTask));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, AtOnceMax).Select(_ => Task.Run(() => WorkAsync(stoppingToken), stoppingToken)));

    private async Task WorkAsync(CancellationToken stop)
    {
        Caller.House.Enter();
        // Stopping completes the line instead of breaking off the wait, so that the host sees an end and no failure.
        await using var end = stop.Register(() => jobs.Writer.TryComplete());
        await foreach (var job in jobs.Reader.ReadAllAsync(CancellationToken.None))
            if (!await EndAsync(job, stop)) return;
    }

    /// <summary>Does the next job that waits, if any, where whoever calls stands: for simulations, which run on one thread.</summary>
    internal async Task<bool> DoNextAsync()
    {
        if (!jobs.Reader.TryRead(out var job)) return false;
        Caller.House.Enter();
        return await EndAsync(job, CancellationToken.None);
    }

    /// <summary>False when the worker was stopped meanwhile.</summary>
    private async Task<bool> EndAsync(Job job, CancellationToken stop)
    {
        var ended = await DoAsync(job, stop);
        if (stop.IsCancellationRequested) return false;
        // Where the state is gone nobody waits for it: the job came through Try.
        if (!states.ContainsKey(job.EffectId)) return true;
        states[job.EffectId] = ended;
        await TellAsync(job);
        return true;
    }

    private async Task<State> DoAsync(Job job, CancellationToken stop)
    {
        try
        {
            return new State(true, await job.Work(stop), null);
        }
        catch (Exception failed) when (failed is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            WorkLog.Failed(logger, job.EffectId, failed.GetType().Name);
            return new State(true, JobEnd.Later, failed);
        }
    }

    private async Task TellAsync(Job job)
    {
        try
        {
            await job.Tell();
        }
        catch (Exception failed)
        {
            // The grain hears it at its next reminder.
            WorkLog.NotTold(logger, job.EffectId, failed.GetType().Name);
        }
    }
}

internal static partial class WorkLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Work for {Effect} failed: {Error}")]
    public static partial void Failed(ILogger logger, string effect, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The end of {Effect} could not be told: {Error}")]
    public static partial void NotTold(ILogger logger, string effect, string error);
}
