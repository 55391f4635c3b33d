using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;

namespace WinLossAgency.Engine;

/// <summary>All activations of this process, and the way to them.</summary>
internal sealed partial class EngineRuntime : IGrainFactory, IAsyncDisposable
{
    private const int RedirectionsMax = 8;

    private readonly ConcurrentDictionary<GrainId, Activation> _activations = new();
    private readonly DeadlineList[] _deadlines;
    private readonly EngineOptions _options;
    private readonly GrainCatalog _catalog;
    private readonly CancellationTokenSource _halted = new();
    private readonly ITimer _sweep;
    private volatile bool _stopping;

    public EngineRuntime(IServiceProvider services, IOptions<EngineOptions> options, TimeProvider time, IEnumerable<IIncomingGrainCallFilter> filters, ILogger<EngineRuntime> logger)
    {
        Services = services;
        Time = time;
        Logger = logger;
        Filters = [.. filters];
        _options = options.Value;
        Runner = _options.Loop is { } loop ? loop : new PoolRunner();
        _catalog = new GrainCatalog([.. _options.Assemblies.Distinct().SelectMany(assembly => assembly.GetTypes()).Where(_options.Among)], new CrossingTypes(_options.PlainAssemblies));
        // Parted by thread, so that callers do not wait for one another's list.
        _deadlines = [.. Enumerable.Range(0, 8).Select(_ => new DeadlineList(_options.ResponseClock ?? time, _options.ResponseTimeout))];
        var pace = TimeSpan.FromTicks(Math.Clamp(_options.IdleAfter.Ticks / 4, TimeSpan.FromSeconds(1).Ticks, TimeSpan.FromMinutes(1).Ticks));
        _sweep = time.CreateUnbound(static state => ((EngineRuntime)state!).Sweep(), this);
        _sweep.Change(pace, pace);
    }

    public IServiceProvider Services { get; }

    public TimeProvider Time { get; }

    public ILogger Logger { get; }

    public IIncomingGrainCallFilter[] Filters { get; }

    public IRunner Runner { get; }

    /// <summary>A caller goes on in its own turn, never within its callee's. On one seeded thread the schedulers alone see to that, so that nothing leaves the thread.</summary>
    public TaskCreationOptions PromiseOptions => _options.Loop is null ? TaskCreationOptions.RunContinuationsAsynchronously : TaskCreationOptions.None;

    /// <summary>Set when running calls are no longer waited for.</summary>
    public CancellationToken Halted => _halted.Token;

    public int ActivationCount => _activations.Count;

    /// <summary>Notes who calls and how long the answer may take; false if the call ends before it begins.</summary>
    public bool Depart(GrainRequest request)
    {
        var source = Activation.Current;
        request.Source = source?.GrainId;
        request.Context = RequestContext.Current;
        if (_stopping && source is null)
        {
            request.Fail(new OrleansException($"{request.Method.Name} was not called: the engine is stopping."));
            return false;
        }
        if (request.Method.OneWay)
        {
            request.CompleteWith(null);
            return true;
        }
        if (request.Token.CanBeCanceled && !Watch(request)) return false;
        _deadlines[Environment.CurrentManagedThreadId & 7].Add(request);
        return true;
    }

    public Activation Find(GrainId id, GrainClass grain) => _activations.TryGetValue(id, out var found) && !found.IsDead
        ? found
        : _activations.GetOrAdd(id, static (key, given) => new Activation(given.Runtime, key, given.Grain), (Runtime: this, Grain: grain));

    /// <summary>Sends a request that an ending activation did not run to the next activation.</summary>
    public void Redirect(GrainRequest request, GrainClass grain, GrainId id)
    {
        // A tick of the activation that ends is of no use to the next.
        if (request.Method.Contract is null) return;
        if (++request.Redirections > RedirectionsMax)
            request.Fail(new OrleansException($"{request.Method.Name} was not called: {id} ended {RedirectionsMax} times before it could run."));
        else
            Find(id, grain).Post(request);
    }

    public void Remove(Activation activation) => _activations.TryRemove(new KeyValuePair<GrainId, Activation>(activation.GrainId, activation));

    private static bool Watch(GrainRequest request)
    {
        var token = request.Token;
        if (token.IsCancellationRequested)
        {
            request.Cancel(token);
            return false;
        }
        // The caller stops waiting at once; the callee sees the same token.
        request.Cancellation = token.UnsafeRegister(static (state, cancelled) => ((GrainRequest)state!).Cancel(cancelled), request);
        return true;
    }

    private void Sweep()
    {
        var idle = _activations.Values.Where(activation => activation.SeemsIdle(_options.IdleAfter));
        // A dictionary's order differs from process to process, and a seeded run may not.
        foreach (var activation in _options.Loop is null ? idle : idle.OrderBy(each => each.GrainId))
            activation.EndIfIdle(_options.IdleAfter);
    }
}
