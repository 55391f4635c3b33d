using Orleans.Runtime;

namespace WinLossAgency.Engine;

/// <summary>A timer of an activation. Its tick waits for its turn like a call; the next one is timed when it has ended.</summary>
internal sealed class GrainTimer : IGrainTimer
{
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly GrainTimerCreationOptions _options;
    private readonly CancellationTokenSource _stopped = new();
    private readonly ITimer _clock;
    private TimeSpan _period;
    private bool _ticking;
    private TimeSpan? _changed;

    public GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        _activation = activation;
        _callback = callback;
        _options = options;
        _clock = activation.Runtime.Time.CreateUnbound(static state => ((GrainTimer)state!).Due(), this);
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        _period = period;
        // Changed from within its own tick, it is set when the tick has ended.
        if (_ticking) _changed = dueTime;
        else if (!_stopped.IsCancellationRequested) _clock.Change(dueTime, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        Stop();
        _activation.Forget(this);
    }

    public void Stop()
    {
        _clock.Dispose();
        _stopped.Cancel();
    }

    private static void Check(TimeSpan time, string name)
    {
        if (time < TimeSpan.Zero && time != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(name, time, "A timer's time is zero or more, or infinite.");
    }

    private void Due() => _activation.Post(new Tick(this));

    private async Task Run()
    {
        if (_stopped.IsCancellationRequested) return;
        _ticking = true;
        try
        {
            await _callback(_stopped.Token);
        }
        catch (Exception failure)
        {
            _activation.EndIfOutdated(failure);
            Log.TimerFailed(_activation.Runtime.Logger, failure, _activation.GrainId);
        }
        _ticking = false;
        var next = _changed ?? _period;
        _changed = null;
        if (!_stopped.IsCancellationRequested && next != Timeout.InfiniteTimeSpan) _clock.Change(next, Timeout.InfiniteTimeSpan);
    }

    private sealed class Tick : GrainRequest
    {
        private readonly GrainTimer _timer;

        public Tick(GrainTimer timer)
        {
            _timer = timer;
            Method = timer._options.Interleave ? GrainMethod.InterleavingTick : GrainMethod.Tick;
        }

        public override bool KeepsAlive => _timer._options.KeepAlive;

        public override void Open(TaskCreationOptions options) { }

        public override Task InvokeOn(object grain) => _timer.Run();

        public override object? ResultOf(Task finished) => null;

        public override void Complete(Task finished) { }

        public override void CompleteWith(object? result) { }

        public override void Fail(Exception failure) { }

        public override void Cancel(CancellationToken token) { }
    }
}
