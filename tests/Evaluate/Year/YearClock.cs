using NodaTime;

namespace WinLossAgency.Evaluate.Year;

/// <summary>The time of a simulated year. It moves only where the driver moves it, and then fires what falls due, in order.</summary>
internal sealed class YearClock(Instant start)
{
    private readonly PriorityQueue<(LifeClock.Timer Timer, int Stamp), (Instant At, long Number)> due = new();
    private long numbers;

    public Instant Now { get; private set; } = start;

    /// <summary>How far the house's own clock is off; people go by the true one.</summary>
    public Duration Off { get; set; }

    /// <summary>What the house takes the time for.</summary>
    public Instant House => Now + Off;

    public Instant? Next
    {
        get
        {
            while (due.TryPeek(out var top, out _) && top.Timer.Stamp != top.Stamp) due.Dequeue();
            return due.TryPeek(out _, out var at) ? at.At : null;
        }
    }

    public void MoveTo(Instant at)
    {
        if (at > Now) Now = at;
        while (Next is { } next && next <= Now) due.Dequeue().Timer.Fire();
    }

    internal void Set(LifeClock.Timer timer, Instant at) => due.Enqueue((timer, timer.Stamp), (at, numbers++));
}

/// <summary>The clock of one life of the process: when that life ends its timers are silent.</summary>
internal sealed class LifeClock(YearClock year, Life life) : TimeProvider, IClock
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public Instant GetCurrentInstant() => year.House;

    public override DateTimeOffset GetUtcNow() => year.House.ToDateTimeOffset();

    /// <summary>Never goes back, whatever the clock on the wall is set to.</summary>
    public override long GetTimestamp() => year.Now.ToUnixTimeTicks();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    internal sealed class Timer(LifeClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan every;

        /// <summary>Rises with every change, so that what was set before is known as stale.</summary>
        public int Stamp { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Stamp++;
            every = period;
            if (dueTime != Timeout.InfiniteTimeSpan) clock.Set(this, dueTime);
            return true;
        }

        public void Fire()
        {
            Stamp++;
            if (clock.IsDead) return;
            // A machine that slept makes up for no tick: the next one comes a period from now.
            if (every > TimeSpan.Zero) clock.Set(this, every);
            callback(state);
        }

        public void Dispose() => Stamp++;

        public ValueTask DisposeAsync()
        {
            Stamp++;
            return ValueTask.CompletedTask;
        }
    }

    private bool IsDead => life.Over;

    private void Set(Timer timer, TimeSpan after)
    {
        if (!life.Over) year.Set(timer, year.Now + Duration.FromTimeSpan(after));
    }
}

/// <summary>One life of the process, from its start to its death between two writes.</summary>
internal sealed class Life
{
    private readonly TaskCompletionSource death = new();

    public bool Over => death.Task.IsCompleted;

    public Task Death => death.Task;

    public void End() => death.TrySetResult();
}

/// <summary>The process died before it answered; whoever asked sees an error and asks again.</summary>
internal sealed class DiedException() : Exception("The process died before it answered.");
