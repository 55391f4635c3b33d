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

    // How often an ending activation has handed this on.
    public int Redirections;

    /// <summary>Whether the caller has its answer, or no longer waits for one.</summary>
    public bool Done { get; private set; }

    /// <summary>Whether this counts as use of the activation.</summary>
    public virtual bool KeepsAlive => true;

    /// <summary>The cancellation token among the arguments, if there is one.</summary>
    public virtual CancellationToken Token => default;

    /// <summary>Makes the promise the caller waits on.</summary>
    public abstract void Open(TaskCreationOptions options);

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
        Done = true;
        Waits?.Remove(this);
        Cancellation.Unregister();
    }
}

/// <summary>A call of a method that returns Task or ValueTask.</summary>
internal abstract class VoidRequest : GrainRequest
{
    private TaskCompletionSource _promise = null!;

    public Task Answer => _promise.Task;

    public override void Open(TaskCreationOptions options) => _promise = new TaskCompletionSource(options);

    public override object? ResultOf(Task finished) => null;

    public override void Complete(Task finished)
    {
        Answered();
        _promise.TrySetFromTask(finished);
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
    private TaskCompletionSource<T> _promise = null!;

    public Task<T> Answer => _promise.Task;

    public override void Open(TaskCreationOptions options) => _promise = new TaskCompletionSource<T>(options);

    public override object? ResultOf(Task finished) => ((Task<T>)finished).Result;

    public override void Complete(Task finished)
    {
        Answered();
        if (finished is Task<T> typed) _promise.TrySetFromTask(typed);
        // Where filters stand before the grain, a result has been given by CompleteWith; here is what failed.
        else if (finished.IsFaulted) _promise.TrySetException(finished.Exception.InnerExceptions);
        else if (finished.IsCanceled) _promise.TrySetCanceled();
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
