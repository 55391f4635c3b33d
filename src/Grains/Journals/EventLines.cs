using System.Collections;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace WinLossAgency.Grains.Journals;

/// <summary>
/// Events beside their stored form. An event never changes, so it is written as JSON once and not again with every
/// event that follows: a command on a long journal costs what its own events cost, and one copy of the text.
/// </summary>
public sealed class EventLines<TEvent> : IReadOnlyList<TEvent> where TEvent : class
{
    private const int FirstBytes = 1024;
    private readonly List<TEvent> events = [];
    /// <summary>Where the text of each event ends; those at the end of the list may not have been written yet.</summary>
    private readonly List<int> ends = [];
    private byte[] text = new byte[FirstBytes];

    public int Count => events.Count;

    public TEvent this[int index] => events[index];

    public IEnumerator<TEvent> GetEnumerator() => events.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal int Bytes => Text.Length;

    /// <summary>Events as they are stored; the text they were read from is theirs from then on.</summary>
    internal static EventLines<TEvent> Read(JsonElement stored, JsonSerializerOptions options)
    {
        var lines = new EventLines<TEvent>();
        if (stored.ValueKind != JsonValueKind.Array) return lines;
        foreach (var happened in stored.EnumerateArray())
        {
            lines.Add(happened.Deserialize<TEvent>(options)!);
            lines.Write(JsonMarshal.GetRawUtf8Value(happened));
        }
        return lines;
    }

    /// <summary>All events as one JSON array.</summary>
    internal ReadOnlySpan<byte> Text
    {
        get
        {
            while (ends.Count < events.Count) Write(StoredJson.Line(events[ends.Count]));
            text[0] = (byte)'[';
            var end = Math.Max(1, End);
            text[end] = (byte)']';
            return text.AsSpan(0, end + 1);
        }
    }

    private int End => ends.Count == 0 ? 0 : ends[^1];

    internal void Add(TEvent happened) => events.Add(happened);

    internal void CutTo(int count)
    {
        events.RemoveRange(count, events.Count - count);
        if (ends.Count > count) ends.RemoveRange(count, ends.Count - count);
    }

    /// <summary>One byte before each line, for the bracket or a comma, and always room for the closing bracket.</summary>
    private void Write(ReadOnlySpan<byte> line)
    {
        var at = End;
        var end = at + 1 + line.Length;
        if (end + 1 > text.Length) Array.Resize(ref text, Math.Max(text.Length * 2, end + 1));
        text[at] = (byte)',';
        line.CopyTo(text.AsSpan(at + 1));
        ends.Add(end);
    }
}
