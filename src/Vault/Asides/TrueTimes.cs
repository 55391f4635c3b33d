using WinLossAgency.Vault.Transcripts;

namespace WinLossAgency.Vault.Asides;

/// <summary>When the words of a span were spoken, as wide as the cues that hold them.</summary>
internal static class TrueTimes
{
    public static (TimeSpan? Start, TimeSpan? End) Of(TurnedTranscript transcript, Span span)
    {
        var last = span.To.Char > 0 || span.To.Turn == span.From.Turn ? span.To.Turn : span.To.Turn - 1;
        var first = Touched(transcript.Turns[span.From.Turn], span.From.Char, int.MaxValue).Select(part => part.Start).FirstOrDefault(start => start is not null);
        TimeSpan? end = null;
        for (var turn = span.From.Turn; turn <= last; turn++)
        {
            var from = turn == span.From.Turn ? span.From.Char : 0;
            var to = turn == span.To.Turn ? span.To.Char : int.MaxValue;
            foreach (var part in Touched(transcript.Turns[turn], from, to))
            {
                if (end is null || part.End > end) end = part.End ?? end;
            }
        }
        return (first, end);
    }

    private static IEnumerable<TurnPart> Touched(Turn turn, int from, int to) =>
        turn.Parts.Where(part => part.From < to && part.To > from);
}
