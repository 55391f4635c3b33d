using Orleans;
using Orleans.Runtime;

namespace WinLossAgency.Engine;

/// <summary>One call at a time, unless class, method or call chain say otherwise.</summary>
internal sealed partial class Activation
{
    private readonly List<GrainRequest> _running = [];
    private readonly LinkedList<GrainRequest> _waiting = new();
    private Dictionary<Guid, int>? _chains;
    private long _lastUsed;
    private bool _pumping;

    public void Post(GrainRequest request) => _scheduler.Post(request);

    /// <summary>Calls that carry this chain may now run between the awaits of others.</summary>
    public void EnterChain(Guid chain)
    {
        _chains ??= [];
        _chains[chain] = _chains.GetValueOrDefault(chain) + 1;
    }

    public void LeaveChain(Guid chain)
    {
        if (_chains is null || !_chains.TryGetValue(chain, out var depth)) return;
        if (depth > 1) _chains[chain] = depth - 1;
        else _chains.Remove(chain);
    }

    public void Arrive(GrainRequest request)
    {
        if (request.KeepsAlive) Volatile.Write(ref _lastUsed, Runtime.Time.GetTimestamp());
        switch (_state)
        {
            case State.Dead:
                Runtime.Redirect(request, _class, GrainId);
                break;
            case State.Active when MayRun(request):
                Run(request);
                break;
            case State.New:
                _waiting.AddLast(request);
                _ = Begin(request.Context);
                break;
            default:
                _waiting.AddLast(request);
                break;
        }
    }

    private bool MayRun(GrainRequest request)
    {
        if (_running.Count == 0) return _ending is null;
        if (_class.Reentrant || request.Method.AlwaysInterleave) return true;
        if (request.Method.ReadOnly && _running.TrueForAll(static each => each.Method.ReadOnly)) return true;
        return _chains is not null && request.Context is { } context && context.Chain != Guid.Empty && _chains.ContainsKey(context.Chain);
    }

    private void Run(GrainRequest request)
    {
        // Its caller has gone, and it has not begun: nobody wants it any more.
        if (request.Done && !request.Method.OneWay) return;
        _running.Add(request);
        if (!ReferenceEquals(RequestContext.Current, request.Context)) RequestContext.Current = request.Context;
        Task invocation;
        try
        {
            invocation = Runtime.Filters.Length == 0 && !_class.FiltersItself || request.Method.Contract is null
                ? request.InvokeOn(GrainInstance!)
                : new CallContext(this, request, Runtime.Filters).Run();
        }
        catch (Exception failure)
        {
            // A method that throws before its first await fails its call like any other.
            invocation = Task.FromException(failure);
        }
        RequestContext.Clear();
        if (invocation is null) invocation = Task.FromException(new InvalidOperationException($"{request.Method.Name} returned null instead of a task."));
        if (invocation.IsCompleted) Finish(request, invocation);
        else Await(request, invocation);
    }

    private void Await(GrainRequest request, Task invocation) =>
        invocation.ContinueWith(
            static (finished, state) =>
            {
                var (activation, request) = ((Activation, GrainRequest))state!;
                activation.Finish(request, finished);
            },
            (this, request), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, _scheduler);

    private void Finish(GrainRequest request, Task finished)
    {
        _running.Remove(request);
        if (request.KeepsAlive) Volatile.Write(ref _lastUsed, Runtime.Time.GetTimestamp());
        if (finished.IsFaulted)
        {
            var failure = finished.Exception!.InnerException!;
            if (request.Method.OneWay) Log.OneWayFailed(Runtime.Logger, failure, request.Method.Name, GrainId);
            EndIfOutdated(failure);
        }
        request.Complete(finished);
        Pump();
    }

    private void Pump()
    {
        // A call that ends at once comes back here: the loop below goes on with the next one, without growing the stack.
        if (_pumping) return;
        _pumping = true;
        while (_state == State.Active && _waiting.First is { } next && MayRun(next.Value))
        {
            _waiting.RemoveFirst();
            // Deadlines are told by several timers, one after the other: a call that has run out while it waited is not begun before its own is told.
            if (next.Value.Waits is not { } deadlines || !deadlines.IsLate(next.Value)) Run(next.Value);
        }
        if (_state == State.Active && _class.HasReadOnly && _running.Count > 0) RunReaders();
        _pumping = false;
        if (_state == State.Active && _ending is not null && _running.Count == 0) _ = End();
    }

    private void RunReaders()
    {
        for (var node = _waiting.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.Method.ReadOnly && MayRun(node.Value))
            {
                _waiting.Remove(node);
                Run(node.Value);
            }
            node = next;
        }
    }
}
