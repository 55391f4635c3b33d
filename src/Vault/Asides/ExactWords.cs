using System.Collections.Immutable;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Transcripts;

namespace WinLossAgency.Vault.Asides;

/// <summary>Where words stand as they are written, whatever blanks and line ends lie between them.</summary>
internal static class ExactWords
{
    private static readonly Opening Finding = Opening.ByStep("find exact words");

    public static ImmutableArray<Span> Find(TurnedTranscript transcript, string words)
    {
        var sought = string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (sought.Length == 0) return [];
        var found = ImmutableArray.CreateBuilder<Span>();
        foreach (var turn in transcript.Turns)
        {
            var said = turn.Words.Reveal(Finding);
            for (var at = said.IndexOf(sought, StringComparison.Ordinal); at >= 0; at = said.IndexOf(sought, at + 1, StringComparison.Ordinal))
                found.Add(new(new(turn.Index, at), new(turn.Index, at + sought.Length)));
        }
        return found.ToImmutable();
    }
}
