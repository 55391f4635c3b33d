using System.Collections.Concurrent;

namespace WinLossAgency.House.Tests.Engine;

/// <summary>Named moments that grains and tests wait for, and a list of what happened in order.</summary>
internal sealed class Signals
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _moments = new();
    private readonly ConcurrentQueue<string> _notes = new();

    public string[] Notes => [.. _notes];

    public void Note(string what) => _notes.Enqueue(what);

    public void Give(string moment) => Moment(moment).TrySetResult();

    public Task On(string moment) => Moment(moment).Task;

    private TaskCompletionSource Moment(string name) =>
        _moments.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
