using Orleans;

namespace WinLossAgency.Engine;

/// <summary>The end: calls from outside are refused, running calls end, grains are told.</summary>
internal sealed partial class EngineRuntime
{
    public async Task Stop(CancellationToken hurry)
    {
        _stopping = true;
        await _sweep.DisposeAsync();
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The engine is stopping.");
        // A call that still runs may wake another grain: until none is left.
        while (!_activations.IsEmpty && !hurry.IsCancellationRequested)
        {
            var ending = _activations.Values.ToArray();
            foreach (var activation in ending) activation.Deactivate(reason, hurry);
            await Task.WhenAll(ending.Select(activation => activation.Deactivated)).WaitAsync(hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        if (!_activations.IsEmpty) Log.StoppedInHaste(Logger, _activations.Count);
        await _halted.CancelAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        await _sweep.DisposeAsync();
        foreach (var list in _deadlines) list.Dispose();
    }
}
