namespace WinLossAgency.Engine;

/// <summary>
/// Runs everything of one activation one piece at a time: arriving requests, and what follows their awaits.
/// </summary>
internal sealed class ActivationScheduler(Activation activation, IRunner runner) : TaskScheduler, IThreadPoolWorkItem
{
    // After so many pieces others get the thread.
    private const int PiecesPerTurnMax = 64;

    private readonly Lock _gate = new();
    private readonly Queue<object> _pieces = new();
    private bool _awake;
    private Task? _turn;

    public Activation Activation => activation;

    public void Post(GrainRequest request) => Enqueue(request);

    public void Post(Action action) => Enqueue(action);

    /// <summary>One turn, on whatever thread the runner gives; never two at once.</summary>
    public void Execute()
    {
        _turn = new Task(static state => ((ActivationScheduler)state!).RunPieces(), this);
        _turn.Start(this);
        TryExecuteTask(_turn);
        lock (_gate)
        {
            if (_pieces.Count == 0)
            {
                _awake = false;
                return;
            }
        }
        runner.Wake(this);
    }

    protected override void QueueTask(Task task)
    {
        // The turn itself is started by its own thread and waits in no queue.
        if (!ReferenceEquals(task, _turn)) Enqueue(task);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(Current, this) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate) return [.. _pieces.OfType<Task>()];
    }

    private void Enqueue(object piece)
    {
        lock (_gate)
        {
            _pieces.Enqueue(piece);
            if (_awake) return;
            _awake = true;
        }
        runner.Wake(this);
    }

    private void RunPieces()
    {
        var clean = ExecutionContext.Capture()!;
        for (var done = 0; done < PiecesPerTurnMax; done++)
        {
            object? piece;
            lock (_gate)
            {
                if (!_pieces.TryDequeue(out piece)) return;
            }
            switch (piece)
            {
                case Task task: TryExecuteTask(task); break;
                case GrainRequest request: activation.Arrive(request); break;
                case Action action: action(); break;
            }
            // What one piece puts into the ambient context is not for the next one.
            if (ExecutionContext.Capture() != clean) ExecutionContext.Restore(clean);
        }
    }
}
