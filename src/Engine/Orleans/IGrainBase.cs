using Orleans.Runtime;

namespace Orleans;

/// <summary>What every grain class is to its runtime: a context, and a word at the beginning and at the end of an activation.</summary>
public interface IGrainBase
{
    IGrainContext GrainContext { get; }

    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}
