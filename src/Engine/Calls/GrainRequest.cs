using Orleans.Runtime;

namespace WinLossAgency.Engine;

/// <summary>
/// One call on its way: its arguments (in the emitted class below), what it carries, and the promise its caller waits on.
/// </summary>
internal abstract class GrainRequest
{
    public GrainMethod Method = null!;
    public ContextBag? Context;
    public GrainId? Source;
    public CancellationTokenRegistration Cancellation;

    // Where this request stands among those that still wait for an answer: see DeadlineList.
    public long Deadline;
    public DeadlineList? Waits;
    public GrainRequest? Earlier;
    public GrainRequest? Later;

    /// <summary>Whether this counts as use of the activation.</summary>
    public virtual bool KeepsAlive => true;

    /// <summary>The cancellation token among the arguments, if there is one.</summary>
    public virtual CancellationToken Token => default;

    /// <summary>Calls the grain's method with the arguments.</summary>
    public abstract Task InvokeOn(object grain);

    /// <summary>The result of a finished invocation, for filters.</summary>
    public abstract object? ResultOf(Task finished);

    /// <summary>Answers the caller with what a finished invocation came to.</summary>
    public abstract void Complete(Task finished);

    public abstract void CompleteWith(object? result);

    public abstract void Fail(Exception failure);

    public abstract void Cancel(CancellationToken token);

    protected void Answered()
    {
        Waits?.Remove(this);
        Cancellation.Unregister();
    }
}

/// <summary>A call of a method that returns Task or ValueTask.</summary>
internal abstract class VoidRequest : GrainRequest
{
    private readonly TaskCompletionSource _promise = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Answer => _promise.Task;

    public override object? ResultOf(Task finished) => null;

    public override void Complete(Task finished)
    {
        Answered();
        if (finished.IsCompletedSuccessfully) _promise.TrySetResult();
        else _promise.TrySetFromTask(finished);
    }

    public override void CompleteWith(object? result)
    {
        Answered();
        _promise.TrySetResult();
    }

    public override void Fail(Exception failure)
    {
        Answered();
        _promise.TrySetException(failure);
    }

    public override void Cancel(CancellationToken token)
    {
        Answered();
        _promise.TrySetCanceled(token);
    }
}

/// <summary>A call of a method that returns Task or ValueTask of a result.</summary>
internal abstract class ResultRequest<T> : GrainRequest
{
    private readonly TaskCompletionSource<T> _promise = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Answer => _promise.Task;

    public override object? ResultOf(Task finished) => ((Task<T>)finished).Result;

    public override void Complete(Task finished)
    {
        Answered();
        if (finished.IsCompletedSuccessfully) _promise.TrySetResult(((Task<T>)finished).Result);
        else _promise.TrySetFromTask((Task<T>)finished);
    }

    public override void CompleteWith(object? result)
    {
        Answered();
        _promise.TrySetResult(result is null ? default! : (T)result);
    }

    public override void Fail(Exception failure)
    {
        Answered();
        _promise.TrySetException(failure);
    }

    public override void Cancel(CancellationToken token)
    {
        Answered();
        _promise.TrySetCanceled(token);
    }
}
