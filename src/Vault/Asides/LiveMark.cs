using WinLossAgency.Vault.Transcripts;

namespace WinLossAgency.Vault.Asides;

internal enum DeclaredBy { Interviewer, Buyer }

/// <summary>An aside marked during the call, in the time of the notes. One that was never closed has no end.</summary>
internal sealed record LiveMark(int Number, TimeSpan Start, TimeSpan? End, DeclaredBy By);

/// <summary>Lays live marks on the transcript. A hand is slower than a mouth, and a cue is the finest time there is: both widen the span.</summary>
internal static class MarkPlacement
{
    private static readonly TimeSpan LeadIn = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeadOut = TimeSpan.FromSeconds(2);

    /// <param name="shift">What to add to a time of the notes to get a time of the transcript.</param>
    /// <returns>Every cue the mark touches and all between; null where it touches none.</returns>
    public static Span? Place(TurnedTranscript transcript, LiveMark mark, TimeSpan shift)
    {
        var from = mark.Start + shift - LeadIn;
        var to = mark.End is { } end ? end + shift + LeadOut : TimeSpan.MaxValue;
        Place? first = null, last = null;
        foreach (var turn in transcript.Turns)
        {
            foreach (var part in turn.Parts)
            {
                if (part.Start is not { } start) continue;
                var until = part.End is { } stop && stop > start ? stop : start;
                if (start >= to || until <= from) continue;
                first ??= new(turn.Index, part.From);
                last = new(turn.Index, part.To);
            }
        }
        return first is { } f && last is { } l ? new(f, l) : null;
    }
}
