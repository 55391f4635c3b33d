namespace WinLossAgency.Engine;

/// <summary>Timers that carry nothing of whoever happened to make them.</summary>
internal static class UnboundTimers
{
    /// <summary>A timer that stands until it is set.</summary>
    public static ITimer CreateUnbound(this TimeProvider time, TimerCallback callback, object state)
    {
        using AsyncFlowControl? parted = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        return time.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
