namespace WinLossAgency.Engine;

/// <summary>
/// One thread for all activations, which picks the next one by a seed: the same seed gives the same order.
/// </summary>
public sealed class SeededLoop(ulong seed) : IRunner
{
    private readonly object _gate = new();
    private readonly List<ActivationScheduler> _ready = [];
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _driver = new();
    private readonly List<TaskCompletionSource> _resting = [];
    private ulong _state = seed;

    /// <summary>Runs this, and every activation it sets in motion, on one thread until it is done.</summary>
    public void Run(Func<Task> drive)
    {
        ArgumentNullException.ThrowIfNull(drive);
        Task? driven = null;
        // A thread of its own, started without the caller's ambient context.
        var thread = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new DriverContext(this));
            driven = Start(drive);
            driven.ContinueWith(static (_, loop) => ((SeededLoop)loop!).Signal(), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            while (!driven.IsCompleted) Step(driven);
        });
        thread.UnsafeStart();
        thread.Join();
        driven!.GetAwaiter().GetResult();
    }

    /// <summary>Ends once nothing can run any more until the driver does something: what was set in motion has come to rest.</summary>
    public Task Quiet()
    {
        var rest = new TaskCompletionSource();
        lock (_gate) _resting.Add(rest);
        return rest.Task;
    }

    void IRunner.Wake(ActivationScheduler ready)
    {
        lock (_gate)
        {
            _ready.Add(ready);
            Monitor.PulseAll(_gate);
        }
    }

    private static async Task Start(Func<Task> drive) => await drive();

    private void Step(Task driven)
    {
        ActivationScheduler? next = null;
        (SendOrPostCallback Callback, object? State) continuation = default;
        TaskCompletionSource[] rested = [];
        lock (_gate)
        {
            var choices = _ready.Count + (_driver.Count > 0 ? 1 : 0);
            if (choices == 0)
            {
                // Nothing can run: whoever waited for that goes on, or storage or the clock will bring the next piece, or the driver has ended.
                if (_resting.Count == 0)
                {
                    if (!driven.IsCompleted) Monitor.Wait(_gate);
                    return;
                }
                rested = [.. _resting];
                _resting.Clear();
            }
            else
            {
                var chosen = (int)(Draw() % (ulong)choices);
                if (chosen == _ready.Count)
                {
                    continuation = _driver.Dequeue();
                }
                else
                {
                    next = _ready[chosen];
                    _ready.RemoveAt(chosen);
                }
            }
        }
        foreach (var one in rested) one.SetResult();
        if (rested.Length > 0) return;
        if (next is null) continuation.Callback!(continuation.State);
        else RunUnbound(next);
    }

    // A grain's awaits go back to its own scheduler, which they do only where no synchronization context stands.
    private static void RunUnbound(ActivationScheduler next)
    {
        var driver = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        next.Execute();
        SynchronizationContext.SetSynchronizationContext(driver);
    }

    private void Signal()
    {
        lock (_gate) Monitor.PulseAll(_gate);
    }

    // SplitMix64: small, and equal everywhere.
    private ulong Draw()
    {
        var mixed = _state += 0x9E3779B97F4A7C15UL;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }

    private sealed class DriverContext(SeededLoop loop) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
            lock (loop._gate)
            {
                loop._driver.Enqueue((d, state));
                Monitor.PulseAll(loop._gate);
            }
        }

        public override SynchronizationContext CreateCopy() => this;
    }
}
