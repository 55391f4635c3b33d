using System.Collections.Immutable;
using WinLossAgency.Vault.Asides;
using WinLossAgency.Vault.Transcripts;

namespace WinLossAgency.Vault.ReadingRoom;

/// <summary>A stretch of one turn that looks the same: sealed, suggested, under a live mark as the shift would lay it, or plain.</summary>
internal readonly record struct Piece(int From, int To, Aside? Sealed, Suggestion? Suggested, bool Marked);

/// <summary>Cuts a turn where its looks change.</summary>
internal static class TurnPieces
{
    public static ImmutableArray<Piece> Of(Turn turn, IReadOnlyCollection<Aside> asides, IReadOnlyCollection<Suggestion> suggestions, IReadOnlyCollection<Span> marks)
    {
        var length = turn.Words.Length;
        var cuts = new SortedSet<int> { 0, length };
        foreach (var span in asides.Select(aside => aside.Span).Concat(suggestions.Select(one => one.Span)).Concat(marks))
        {
            if (Within(turn, span) is not { } range) continue;
            cuts.Add(range.From);
            cuts.Add(range.To);
        }
        var pieces = ImmutableArray.CreateBuilder<Piece>();
        foreach (var (from, to) in cuts.Zip(cuts.Skip(1)))
        {
            pieces.Add(new(from, to, asides.FirstOrDefault(aside => Covers(turn, aside.Span, from)),
                suggestions.FirstOrDefault(one => Covers(turn, one.Span, from)), marks.Any(mark => Covers(turn, mark, from))));
        }
        return pieces.ToImmutable();
    }

    public static bool Touches(Turn turn, Span span) => Within(turn, span) is { } range && range.From < range.To;

    private static bool Covers(Turn turn, Span span, int at) => Within(turn, span) is { } range && range.From <= at && at < range.To;

    private static (int From, int To)? Within(Turn turn, Span span) => span.From.Turn > turn.Index || span.To.Turn < turn.Index
        ? null
        : (span.From.Turn < turn.Index ? 0 : span.From.Char, span.To.Turn > turn.Index ? turn.Words.Length : span.To.Char);
}
