using System.Text;
using NodaTime;

namespace WinLossAgency.Grains.Journals;

/// <summary>One effect that an event still owes: to whom, for which event of which part, not before when, and how often it was tried.</summary>
public sealed record Owed(int Number, string To, int Event, Instant NotBefore, int Tries, int Part = 0);

/// <summary>
/// A grain's whole state: what happened, which commands were answered lately, what is still owed. Written with one
/// compare-and-swap; a part that fills up is closed, laid apart as a document and stands here as its fold. Repeating a command that stands here is harmless.
/// </summary>
public sealed class Journal<TState, TEvent> where TEvent : class
{
    public const int EventsMax = 500;
    public const int CommandsKept = 64;
    /// <summary>Characters of a command's id: as many of the longest as are kept leave a journal room for what happens.</summary>
    public const int CommandMax = 500;
    /// <summary>Bytes of one journal as stored.</summary>
    public const int BytesMax = 64 * 1024;
    /// <summary>After so many tries an effect stands on the owner's list and blocks nothing else.</summary>
    public const int TriesMax = 12;

    private const int BytesOfFrame = 1024;
    private const int BytesOfOneOwed = 160;
    private TState? closed;
    private byte[]? closedLine;

    /// <summary>How many closed parts lie apart, and the state they fold to.</summary>
    public int Parts { get; set; }

    public TState? Closed
    {
        get => closed;
        set => (closed, closedLine) = (value, null);
    }

    /// <summary>What happened since the last closed part.</summary>
    public EventLines<TEvent> Events { get; set; } = new();
    public List<string> Commands { get; set; } = [];
    public List<Owed> Owed { get; set; } = [];
    /// <summary>Effects given up for now: a person decides whether they are tried again.</summary>
    public List<Owed> Stuck { get; set; } = [];
    public int NextOwed { get; set; } = 1;

    internal byte[]? ClosedLine => Parts == 0 ? null : closedLine ??= StoredJson.Line(closed);

    /// <summary>No fewer bytes than the stored journal has.</summary>
    internal int BytesAtMost
    {
        get
        {
            var bytes = BytesOfFrame + (ClosedLine?.Length ?? 0) + Events.Bytes;
            foreach (var command in Commands) bytes += Encoding.UTF8.GetByteCount(command) + 3;
            foreach (var owed in Owed) bytes += BytesOfOneOwed + owed.To.Length;
            foreach (var stuck in Stuck) bytes += BytesOfOneOwed + stuck.To.Length;
            return bytes;
        }
    }

    /// <summary>What a failed write has to give back. Lists are copied: they are changed in place.</summary>
    internal Action Remember()
    {
        var (parts, state, line, events, count, next) = (Parts, closed, closedLine, Events, Events.Count, NextOwed);
        var (commands, owed, stuck) = (Commands.ToArray(), Owed.ToArray(), Stuck.ToArray());
        return () =>
        {
            events.CutTo(count);
            (Parts, closed, closedLine, Events, NextOwed) = (parts, state, line, events, next);
            (Commands, Owed, Stuck) = ([.. commands], [.. owed], [.. stuck]);
        };
    }
}
