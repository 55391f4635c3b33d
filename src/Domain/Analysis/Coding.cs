using NodaTime;
using static WinLossAgency.Domain.Decision;

namespace WinLossAgency.Domain.Analysis;

/// <summary>Facts of one interview's coding: who did what and how much of it. Every word of it rests sealed beside the transcript.</summary>
public abstract record CodingEvent(Instant At, string By)
{
    public sealed record Masked(Instant At, string By, int Decided, int Open) : CodingEvent(At, By);

    public sealed record Coded(Instant At, string By, int Codes) : CodingEvent(At, By);

    public sealed record Quoted(Instant At, string By, int Quotes) : CodingEvent(At, By);

    public sealed record Described(Instant At, string By) : CodingEvent(At, By);

    public sealed record Closed(Instant At, string By, int Codes, int Quotes) : CodingEvent(At, By);
}

public sealed record CodingState
{
    public static readonly CodingState None = new();

    public int MasksDecided { get; init; }
    public int? MasksOpen { get; init; }
    public int Codes { get; init; }
    public int Quotes { get; init; }
    public bool Closed { get; init; }
    public Instant? SavedAt { get; init; }

    public static CodingState Fold(CodingState s, CodingEvent e) => e switch
    {
        CodingEvent.Masked f => s with { MasksDecided = f.Decided, MasksOpen = f.Open, SavedAt = f.At },
        CodingEvent.Coded f => s with { Codes = f.Codes, SavedAt = f.At },
        CodingEvent.Quoted f => s with { Quotes = f.Quotes, SavedAt = f.At },
        CodingEvent.Described f => s with { SavedAt = f.At },
        CodingEvent.Closed f => s with { Closed = true, Codes = f.Codes, Quotes = f.Quotes, SavedAt = f.At },
        _ => throw new InvalidOperationException($"No fold for {e.GetType().Name}."),
    };
}

/// <summary>Decisions on one coding. Codes stop moving when it is closed; masks and quotes may still be mended for the report.</summary>
public static class Coding
{
    public static Decision<CodingEvent> Mask(string by, int decided, int open, Instant at) => new CodingEvent.Masked(at, by, decided, open);

    public static Decision<CodingEvent> Code(CodingState s, string by, int codes, Instant at) =>
        s.Closed ? Refuse("Coding is closed: what the client said about the deal may have been seen since.") : new CodingEvent.Coded(at, by, codes);

    public static Decision<CodingEvent> Quote(string by, int quotes, Instant at) => new CodingEvent.Quoted(at, by, quotes);

    public static Decision<CodingEvent> Describe(string by, Instant at) => new CodingEvent.Described(at, by);

    public static Decision<CodingEvent> Close(CodingState s, string by, int codes, int quotes, int masksOpen, Instant at)
    {
        if (s.Closed) return Nothing<CodingEvent>();
        if (codes == 0) return Refuse("Nothing has been coded yet; an interview closes with at least one reason.");
        return masksOpen > 0
            ? Refuse($"{masksOpen} suggested {(masksOpen == 1 ? "mask waits" : "masks wait")} for an answer.")
            : new CodingEvent.Closed(at, by, codes, quotes);
    }
}
