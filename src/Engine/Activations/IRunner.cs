namespace WinLossAgency.Engine;

/// <summary>Gives threads to activations that have something to do.</summary>
internal interface IRunner
{
    void Wake(ActivationScheduler ready);
}

/// <summary>As many at once as the thread pool has threads. The caller's ambient context is left behind.</summary>
internal sealed class PoolRunner : IRunner
{
    public void Wake(ActivationScheduler ready) => ThreadPool.UnsafeQueueUserWorkItem(ready, preferLocal: false);
}
