using Orleans.Runtime;
using WinLossAgency.Engine;

namespace Orleans;

/// <summary>The base of grain classes. An instance belongs to one activation and is only ever touched by that activation's turns.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    private readonly Activation _activation;

    protected Grain() => _activation = Activation.BeingCreated;

    public IGrainContext GrainContext => _activation;

    protected IGrainFactory GrainFactory => _activation.Factory;

    protected internal IServiceProvider ServiceProvider => _activation.ActivationServices;

    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends this activation after the calls that now run; later calls find a new one.</summary>
    protected void DeactivateOnIdle() =>
        _activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "The grain asked to be deactivated."));

    /// <summary>Keeps an idle activation for at least this long.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => _activation.KeepFor(timeSpan);
}
