using Orleans;
using Orleans.Runtime;

namespace WinLossAgency.House.Tests.Engine;

[Alias("clockwork")]
public interface IClockwork : IGrainWithStringKey
{
    [Alias("tick")]
    Task Tick(TimeSpan due, TimeSpan period, bool interleave, bool keepAlive);

    [Alias("stop-ticking")]
    Task StopTicking();

    [Alias("hold")]
    Task Hold(string name);

    [Alias("remind")]
    Task Remind(string name, TimeSpan due, TimeSpan period);

    [Alias("forget")]
    Task<bool> Forget(string name);

    [Alias("leave")]
    Task Leave();

    [Alias("ping")]
    Task Ping();
}

[GrainType("clockwork")]
internal sealed class Clockwork(Signals signals) : Grain, IClockwork, IRemindable
{
    private IGrainTimer? _timer;
    private int _ticks;

    public Task Tick(TimeSpan due, TimeSpan period, bool interleave, bool keepAlive)
    {
        _timer = this.RegisterGrainTimer(OnTick, new GrainTimerCreationOptions(due, period) { Interleave = interleave, KeepAlive = keepAlive });
        return Task.CompletedTask;
    }

    public Task StopTicking()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public async Task Hold(string name)
    {
        signals.Note($"{name} begins");
        signals.Give($"{name} holds");
        await signals.On($"{name} may end");
        signals.Note($"{name} ends");
    }

    public Task Remind(string name, TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder(name, due, period);

    public async Task<bool> Forget(string name)
    {
        if (await this.GetReminder(name) is not { } reminder) return false;
        await this.UnregisterReminder(reminder);
        return true;
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task Ping() => Task.CompletedTask;

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        signals.Note($"{this.GetPrimaryKeyString()} reminded of {reminderName} at {status.CurrentTickTime:HH:mm}");
        signals.Give($"{reminderName} received");
        signals.Give($"{reminderName} received at {status.CurrentTickTime:HH:mm}");
        return reminderName == "bad" ? throw new InvalidDataException("A bad reminder.") : Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        signals.Give("clockwork gone");
        return Task.CompletedTask;
    }

    private async Task OnTick()
    {
        var tick = ++_ticks;
        signals.Note($"tick {tick}");
        signals.Give($"tick {tick}");
        await signals.On($"tick {tick} may end");
        if (signals.On($"tick {tick} fails").IsCompleted) throw new InvalidDataException("A bad tick.");
    }
}

[Alias("unreminded")]
public interface IUnreminded : IGrainWithStringKey
{
    [Alias("remind")]
    Task Remind();
}

[GrainType("unreminded")]
internal sealed class Unreminded : Grain, IUnreminded
{
    public Task Remind() => this.RegisterOrUpdateReminder("wake", TimeSpan.Zero, TimeSpan.FromMinutes(1));
}
