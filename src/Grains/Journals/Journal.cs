using NodaTime;

namespace WinLossAgency.Grains.Journals;

/// <summary>One effect that an event still owes: to whom, for which event, not before when, and how often it was tried.</summary>
public sealed record Owed(int Number, string To, int Event, Instant NotBefore, int Tries);

/// <summary>
/// A grain's whole state: what happened, which commands were answered lately, what is still owed. Written with one
/// compare-and-swap; a part that fills up is closed, laid apart as a document and stands here as its fold. Repeating a command that stands here is harmless.
/// </summary>
public sealed class Journal<TState, TEvent>
{
    public const int EventsMax = 500;
    public const int CommandsKept = 64;
    /// <summary>Bytes of one journal as stored.</summary>
    public const int BytesMax = 64 * 1024;
    /// <summary>After so many tries an effect stands on the owner's list and blocks nothing else.</summary>
    public const int TriesMax = 12;

    /// <summary>How many closed parts lie apart, and the state they fold to.</summary>
    public int Parts { get; set; }
    public TState? Closed { get; set; }
    public List<TEvent> Events { get; set; } = [];
    public List<string> Commands { get; set; } = [];
    public List<Owed> Owed { get; set; } = [];
    public int NextOwed { get; set; } = 1;
}
