using System.Collections.Immutable;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Transcripts;

namespace WinLossAgency.Vault.Asides;

/// <summary>Where words stand as they are written, whatever blanks, line ends and changes of turn lie between them.</summary>
internal static class ExactWords
{
    private static readonly Opening Finding = Opening.ByStep("find exact words");

    public static ImmutableArray<Span> Find(TurnedTranscript transcript, string words)
    {
        var sought = string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (sought.Length == 0) return [];
        var starts = new List<int>(transcript.Turns.Length);
        var length = 0;
        foreach (var turn in transcript.Turns)
        {
            starts.Add(length);
            length += turn.Words.Length + 1;
        }
        var said = CandidText.Join(' ', transcript.Turns.Select(turn => turn.Words)).Reveal(Finding);
        var found = ImmutableArray.CreateBuilder<Span>();
        for (var at = said.IndexOf(sought, StringComparison.Ordinal); at >= 0; at = said.IndexOf(sought, at + 1, StringComparison.Ordinal))
        {
            var last = PlaceOf(starts, at + sought.Length - 1);
            found.Add(new(PlaceOf(starts, at), last with { Char = last.Char + 1 }));
        }
        return found.ToImmutable();
    }

    private static Place PlaceOf(List<int> starts, int at)
    {
        var turn = starts.BinarySearch(at);
        if (turn < 0) turn = ~turn - 1;
        return new(turn, at - starts[turn]);
    }
}
