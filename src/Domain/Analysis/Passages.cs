using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Domain.Analysis;

/// <summary>Where a passage stood when its buyer was asked about it.</summary>
public sealed record AskedPassage(string Id, TurnRange At, string Hash);

/// <summary>Every passage that a buyer was ever asked about. Rests sealed beside the coding and only grows, so that no answer is lost with a quote.</summary>
public sealed record AskedFile(ImmutableArray<AskedPassage> Passages)
{
    public static readonly AskedFile Empty = new([]);

    public AskedFile With(IEnumerable<AskedPassage> fresh) => new([.. Passages, .. fresh.Where(f => Passages.All(p => p.Id != f.Id))]);

    /// <summary>
    /// How words may leave that stand at this place: the most private that the buyer said of any passage which shares a word
    /// with it, so that words taken out come back under no other cut.
    /// </summary>
    public PassageStanding Of(OnRecordTranscript transcript, InterviewState state, QuoteAddress quote, Attribution agreed, Instant now)
    {
        var standing = Approvals.Of(state, quote.Id, agreed, now);
        foreach (var passage in Sharing(transcript, quote.At).Where(p => p != quote.Id && state.Passages.ContainsKey(p)))
        {
            var other = Approvals.Of(state, passage, agreed, now);
            if (other.Level > standing.Level) standing = standing with { Level = other.Level };
        }
        return standing;
    }

    /// <summary>Every passage that was asked about and shares a word with this place: cut anew, words have another id and are the same words.</summary>
    public IEnumerable<string> Sharing(OnRecordTranscript transcript, TurnRange place) =>
        Passages.Where(p => Anchors.Find(transcript, p.At, p.Hash) is { } at && at.Turn == place.Turn && at.Overlaps(place.Start, place.End)).Select(p => p.Id);
}

/// <summary>
/// Finds coded and quoted words again after something was sealed: sealing moves what stands behind it. Words that stand
/// nowhere any more are withdrawn.
/// </summary>
public static class Anchors
{
    /// <summary>Where these words stand now: at their place, else nearest to it, or null.</summary>
    public static TurnRange? Find(OnRecordTranscript transcript, TurnRange at, string hash)
    {
        if (Quote.Again(transcript, at, hash) is not null) return at;
        var length = at.End - at.Start;
        foreach (var turn in transcript.Turns.Where(t => t.Who == Voice.Buyer).OrderBy(t => Math.Abs(t.N - at.Turn)).ThenBy(t => t.N))
            for (var start = 0; start + length <= turn.Words.Length; start++)
                if ((start == 0 || !char.IsLetterOrDigit(turn.Words[start - 1])) && Quote.HashOf(turn.Words.Substring(start, length)) == hash)
                    return new TurnRange(turn.N, start, start + length);
        return null;
    }

    /// <summary>The coding as it holds now: codes of words that are gone count no more; their quotes stay and say that they are gone.</summary>
    public static CodingFile Settle(OnRecordTranscript transcript, CodingFile file) => file with
    {
        Codes = [.. file.Codes.Select(c => Find(transcript, c.At, c.Hash) is { } at ? c with { At = at } : null).OfType<Code>()],
        Quotes = [.. file.Quotes.Select(q => Find(transcript, q.At, q.Hash) is { } at ? q with { At = at } : q)],
    };
}
