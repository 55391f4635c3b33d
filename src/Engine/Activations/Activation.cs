using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace WinLossAgency.Engine;

/// <summary>
/// One grain in memory. Its fields belong to its scheduler's thread, but for the few that are read from outside.
/// Here: who it is. How it runs calls: Activation.Turns. How it begins and ends: Activation.Life.
/// </summary>
internal sealed partial class Activation : IGrainContext
{
    [ThreadStatic]
    private static Activation? _beingCreated;

    private readonly ActivationScheduler _scheduler;
    private readonly GrainClass _class;
    private AsyncServiceScope? _services;

    public Activation(EngineRuntime runtime, GrainId id, GrainClass grain)
    {
        Runtime = runtime;
        GrainId = id;
        _class = grain;
        _scheduler = new ActivationScheduler(this, runtime.Runner);
        _lastUsed = runtime.Time.GetTimestamp();
    }

    /// <summary>The activation whose turn this thread runs, if any.</summary>
    public static Activation? Current => (TaskScheduler.Current as ActivationScheduler)?.Activation;

    /// <summary>The activation whose grain's constructor runs on this thread.</summary>
    public static Activation BeingCreated => _beingCreated
        ?? throw new InvalidOperationException("A grain is made by the runtime, by its first call: get a reference from IGrainFactory.");

    public EngineRuntime Runtime { get; }

    public GrainId GrainId { get; }

    public IGrainFactory Factory => Runtime;

    public GrainReference GrainReference => Runtime.Reference(_class, GrainId);

    public object? GrainInstance { get; private set; }

    public IServiceProvider ActivationServices => _services!.Value.ServiceProvider;

    public GrainClass Class => _class;

    public static Activation Of(IGrainBase grain) => grain.GrainContext as Activation
        ?? throw new ArgumentException($"{grain.GetType().Name} is not in the care of this runtime.", nameof(grain));

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override string ToString() => GrainId.ToString();
}
