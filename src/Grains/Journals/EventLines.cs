using System.Collections;

namespace WinLossAgency.Grains.Journals;

/// <summary>
/// Events beside their stored form. An event never changes, so it is written as JSON once and not again with every
/// event that follows: a command on a long journal costs what its own events cost.
/// </summary>
public sealed class EventLines<TEvent> : IReadOnlyList<TEvent> where TEvent : class
{
    private readonly List<TEvent> events;
    private readonly List<byte[]?> lines;

    public EventLines() => (events, lines) = ([], []);

    internal EventLines(List<TEvent> read) => (events, lines) = (read, [.. new byte[]?[read.Count]]);

    public int Count => events.Count;

    public TEvent this[int index] => events[index];

    public IEnumerator<TEvent> GetEnumerator() => events.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal int Bytes
    {
        get
        {
            var sum = 0;
            for (var at = 0; at < lines.Count; at++) sum += Line(at).Length;
            return sum;
        }
    }

    internal byte[] Line(int index) => lines[index] ??= StoredJson.Line(events[index]);

    internal void Add(TEvent happened)
    {
        events.Add(happened);
        lines.Add(null);
    }

    internal void CutTo(int count)
    {
        events.RemoveRange(count, events.Count - count);
        lines.RemoveRange(count, lines.Count - count);
    }
}
