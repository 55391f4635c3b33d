using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace WinLossAgency.Engine;

/// <summary>From the first call to the end: state is read, the grain is activated; later it is told that it ends. Nothing is saved.</summary>
internal sealed partial class Activation
{
    private enum State { New, Activating, Active, Deactivating, Dead }

    private readonly TaskCompletionSource _deactivated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IStoredState> _states = [];
    private readonly List<GrainTimer> _timers = [];
    private volatile State _state;
    private DeactivationReason? _ending;
    private Exception? _stale;
    private long _keepUntil;

    public bool IsDead => _state == State.Dead;

    public Task Deactivated => _deactivated.Task;

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        if (ReferenceEquals(Current, this)) AskToEnd(deactivationReason);
        else _scheduler.Post(() => AskToEnd(deactivationReason));
    }

    /// <summary>Whether it looks unused from outside.</summary>
    public bool SeemsIdle(TimeSpan idleAfter) => Runtime.Time.GetElapsedTime(Volatile.Read(ref _lastUsed)) >= idleAfter;

    /// <summary>Ends the activation if it has not been used since then and has nothing to do.</summary>
    public void EndIfIdle(TimeSpan idleAfter) => _scheduler.Post(() =>
    {
        var now = Runtime.Time.GetTimestamp();
        if (_running.Count > 0 || _waiting.Count > 0 || now < _keepUntil || Runtime.Time.GetElapsedTime(_lastUsed, now) < idleAfter) return;
        AskToEnd(new DeactivationReason(DeactivationReasonCode.ActivationIdle, $"Unused for {idleAfter}."));
    });

    public void KeepFor(TimeSpan time) =>
        _keepUntil = Runtime.Time.GetTimestamp() + (long)(time.TotalSeconds * Runtime.Time.TimestampFrequency);

    /// <summary>Remembers a state to be read before the grain is activated.</summary>
    public void Keep(IStoredState state) => _states.Add(state);

    /// <summary>Remembers the failure that told this activation that its state is no longer what is stored.</summary>
    public void Outdated(Exception failure) => _stale = failure;

    /// <summary>Ends the activation if this failure says that what it holds is no longer what is stored: the next call reads it anew.</summary>
    public void EndIfOutdated(Exception failure)
    {
        if (_stale is not null && ReferenceEquals(failure, _stale))
            Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, failure, "Its state was written by another."));
    }

    public GrainTimer AddTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        var timer = new GrainTimer(this, callback, options);
        _timers.Add(timer);
        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    public void Forget(GrainTimer timer) => _scheduler.Post(() => _timers.Remove(timer));

    private void AskToEnd(DeactivationReason reason)
    {
        if (_state is State.Deactivating or State.Dead) return;
        _ending ??= reason;
        if (_state == State.New) _ = End();
        else Pump();
    }

    private async Task Begin(ContextBag? context)
    {
        _state = State.Activating;
        RequestContext.Current = context;
        try
        {
            _services = Runtime.Services.CreateAsyncScope();
            Create();
            foreach (var state in _states) await state.Read();
            await ((IGrainBase)GrainInstance!).OnActivateAsync(Runtime.Halted);
        }
        catch (Exception failure)
        {
            await FailToBegin(failure);
            return;
        }
        _state = State.Active;
        Pump();
    }

    private void Create()
    {
        _beingCreated = this;
        try
        {
            GrainInstance = _class.Create(this);
        }
        finally
        {
            _beingCreated = null;
        }
    }

    private async Task FailToBegin(Exception failure)
    {
        Log.ActivationFailed(Runtime.Logger, failure, GrainId);
        Runtime.Remove(this);
        _state = State.Dead;
        foreach (var timer in _timers) timer.Stop();
        foreach (var request in _waiting) request.Fail(failure);
        _waiting.Clear();
        await Release();
    }

    private async Task End()
    {
        var begun = _state == State.Active;
        _state = State.Deactivating;
        foreach (var timer in _timers) timer.Stop();
        try
        {
            if (begun) await ((IGrainBase)GrainInstance!).OnDeactivateAsync(_ending!.Value, Runtime.Halted);
        }
        catch (Exception failure)
        {
            Log.DeactivationFailed(Runtime.Logger, failure, GrainId);
        }
        Runtime.Remove(this);
        _state = State.Dead;
        foreach (var request in _waiting) Runtime.Redirect(request, _class, GrainId);
        _waiting.Clear();
        await Release();
    }

    private async Task Release()
    {
        try
        {
            if (GrainInstance is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync();
            else if (GrainInstance is IDisposable disposable) disposable.Dispose();
            if (_services is { } services) await services.DisposeAsync();
        }
        catch (Exception failure)
        {
            Log.DeactivationFailed(Runtime.Logger, failure, GrainId);
        }
        _deactivated.TrySetResult();
    }
}
