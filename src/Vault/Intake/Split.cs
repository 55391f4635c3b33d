using System.Collections.Immutable;
using WinLossAgency.Vault.Asides;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Speakers;
using WinLossAgency.Vault.Transcripts;

namespace WinLossAgency.Vault.Intake;

/// <summary>Words that stay in the vault, at their true place and time.</summary>
internal sealed record SealedSpan(Span Span, TimeSpan? Start, TimeSpan? End, CandidText Words);

/// <summary>
/// Divides a marked transcript. What goes out is a function of the words on record and their speakers alone: the kept
/// words in order, one turn for each run of one voice. Where an aside stood, how long it was and whether there was one
/// changes no byte. That is also why time outside is told from the words at a steady pace: any true time, even of a
/// cue that is wholly on record, would move with what was said around it.
/// </summary>
internal sealed record Split(OnRecordTranscript OnRecord, ImmutableArray<SealedSpan> Sealed)
{
    private const int CharsPerSecond = 15;
    private static readonly Opening Splitting = Opening.ByStep("split at close");

    public static Split Of(TurnedTranscript transcript, Marking marking)
    {
        var runs = Runs(transcript, Kept(transcript, marking)).ToList();
        // A run without a letter or digit ("…") would tell that its words were taken away, so it stays too.
        runs = [.. Joined(runs.Where(run => run.Tokens.Any(token => token.Words.Any(char.IsLetterOrDigit))))];
        return new(OnRecordOf(runs, marking), SealedOf(transcript, runs));
    }

    private static OnRecordTranscript OnRecordOf(List<Run> runs, Marking marking)
    {
        var turns = ImmutableArray.CreateBuilder<OnRecordTurn>(runs.Count);
        var chars = 0;
        foreach (var run in runs)
        {
            var words = string.Join(' ', run.Tokens.Select(token => token.Words));
            turns.Add(new(turns.Count + 1, marking.Roles[run.Voice] ?? VoiceRole.Other, chars / CharsPerSecond, words));
            chars += words.Length + 1;
        }
        return new(turns.ToImmutable());
    }

    /// <summary>Every word that no sealed span touches; a word half sealed is sealed.</summary>
    private static IEnumerable<Token> Kept(TurnedTranscript transcript, Marking marking)
    {
        var spans = marking.Sealed.Select(aside => aside.Span).ToList();
        foreach (var turn in transcript.Turns)
        {
            var here = spans.Where(span => span.From.Turn <= turn.Index && span.To.Turn >= turn.Index)
                .Select(span => (
                    From: span.From.Turn < turn.Index ? 0 : span.From.Char,
                    To: span.To.Turn > turn.Index ? turn.Words.Length : span.To.Char))
                .ToList();
            var words = turn.Words.Reveal(Splitting);
            for (var from = 0; from < words.Length;)
            {
                var to = words.IndexOf(' ', from);
                if (to < 0) to = words.Length;
                if (to > from && !here.Any(range => range.From < to && range.To > from)) yield return new(turn.Index, from, to, words[from..to]);
                from = to + 1;
            }
        }
    }

    private static IEnumerable<Run> Runs(TurnedTranscript transcript, IEnumerable<Token> kept)
    {
        Run? run = null;
        foreach (var token in kept)
        {
            var voice = transcript.Turns[token.Turn].Voice;
            if (run is not null && run.Voice != voice) { yield return run; run = null; }
            run ??= new(voice, []);
            run.Tokens.Add(token);
        }
        if (run is not null) yield return run;
    }

    private static IEnumerable<Run> Joined(IEnumerable<Run> runs)
    {
        Run? last = null;
        foreach (var run in runs)
        {
            if (last is not null && last.Voice == run.Voice) { last.Tokens.AddRange(run.Tokens); continue; }
            if (last is not null) yield return last;
            last = run;
        }
        if (last is not null) yield return last;
    }

    /// <summary>All that did not go out, so that both sides together are the raw transcript.</summary>
    private static ImmutableArray<SealedSpan> SealedOf(TurnedTranscript transcript, List<Run> runs)
    {
        var kept = runs.SelectMany(run => run.Tokens).ToLookup(token => token.Turn);
        var stays = ImmutableArray.CreateBuilder<SealedSpan>();
        foreach (var turn in transcript.Turns)
        {
            var words = turn.Words.Reveal(Splitting);
            void Stay(int from, int to)
            {
                while (from < to && words[from] == ' ') from++;
                while (to > from && words[to - 1] == ' ') to--;
                if (from == to) return;
                var span = new Span(new(turn.Index, from), new(turn.Index, to));
                var (start, end) = TrueTimes.Of(transcript, span);
                stays.Add(new(span, start, end, turn.Words.Slice(from, to)));
            }
            var upTo = 0;
            foreach (var token in kept[turn.Index])
            {
                Stay(upTo, token.From);
                upTo = token.To;
            }
            Stay(upTo, words.Length);
        }
        return stays.ToImmutable();
    }

    // Only inside the split, between what was candid and what is plain; it prints as nothing.
    private readonly record struct Token(int Turn, int From, int To, string Words)
    {
        public override string ToString() => "[sealed]";
    }

    private sealed class Run(int voice, List<Token> tokens)
    {
        public int Voice { get; } = voice;

        public List<Token> Tokens { get; } = tokens;
    }
}
