using System.Collections.Immutable;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Speakers;
using WinLossAgency.Vault.Transcripts;

namespace WinLossAgency.Vault.Asides;

/// <summary>A span the machine would seal and the phrase that made it think so, to be answered yes or no.</summary>
/// <param name="Declared">Whoever said the phrase; where the buyer did too, the buyer.</param>
internal sealed record Suggestion(int Number, Span Span, string Phrase, DeclaredBy Declared)
{
    private const int TurnsAheadMax = 20;
    private static readonly Opening Looking = Opening.ByStep("look for asides");

    /// <summary>In doubt the wider span: a phrase that may look back takes its whole turn so far, one that looks ahead all up to the return.</summary>
    public static ImmutableArray<Suggestion> Find(TurnedTranscript transcript, ImmutableArray<VoiceGuess> voices)
    {
        var interviewers = voices.Where(voice => voice.Role == VoiceRole.Interviewer).Select(voice => voice.Voice).ToHashSet();
        var words = transcript.Turns.Select(turn => turn.Words.Reveal(Looking)).ToArray();
        var found = new List<Suggestion>();
        for (var turn = 0; turn < words.Length; turn++)
        {
            var hits = AsidePhrases.Openers
                .SelectMany(phrase => phrase.Pattern.Matches(words[turn]).Select(match => (phrase, match.Index)))
                .OrderBy(hit => hit.Index);
            foreach (var (phrase, at) in hits)
            {
                var span = Extent(transcript, words, interviewers, turn, at, phrase.LooksBack);
                var by = interviewers.Contains(transcript.Turns[turn].Voice) ? DeclaredBy.Interviewer : DeclaredBy.Buyer;
                if (found.Count == 0 || found[^1].Span.To < span.From) found.Add(new(found.Count + 1, span, phrase.Name, by));
                else found[^1] = found[^1] with { Span = Wider(found[^1].Span, span), Declared = by == DeclaredBy.Buyer ? by : found[^1].Declared };
            }
        }
        return [.. found];
    }

    private static Span Extent(TurnedTranscript transcript, string[] words, HashSet<int> interviewers, int turn, int at, bool looksBack)
    {
        var asks = interviewers.Contains(transcript.Turns[turn].Voice);
        var from = new Place(turn, looksBack && !asks ? 0 : SentenceStart(words[turn], at));
        if (AsidePhrases.BackOnRecord.Match(words[turn], at) is { Success: true } here) return new(from, new(turn, SentenceEnd(words[turn], here.Index)));
        var last = Math.Min(words.Length - 1, turn + TurnsAheadMax);
        for (var next = turn + 1; next <= last; next++)
        {
            if (!interviewers.Contains(transcript.Turns[next].Voice)) continue;
            if (AsidePhrases.BackOnRecord.Match(words[next]) is { Success: true } back) return new(from, new(next, SentenceEnd(words[next], back.Index)));
            if (AsidePhrases.TopicChange.IsMatch(words[next])) return new(from, new(next - 1, words[next - 1].Length));
        }
        // Nobody said it was over: the buyer's turn is the aside; the interviewer's offer takes the answer with it.
        var end = asks && turn + 1 < words.Length ? turn + 1 : turn;
        return new(from, new(end, words[end].Length));
    }

    private static Span Wider(Span one, Span other) => new(one.From < other.From ? one.From : other.From, one.To > other.To ? one.To : other.To);

    private static int SentenceStart(string words, int at)
    {
        for (var i = at - 1; i > 0; i--)
        {
            if (words[i] == ' ' && words[i - 1] is '.' or '!' or '?' or '…') return i + 1;
        }
        return 0;
    }

    private static int SentenceEnd(string words, int at)
    {
        for (var i = at; i < words.Length; i++)
        {
            if (words[i] is '.' or '!' or '?' or '…' && (i + 1 == words.Length || words[i + 1] == ' ')) return i + 1;
        }
        return words.Length;
    }
}
