using System.Collections.Immutable;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Transcripts;

namespace WinLossAgency.Vault.Asides;

/// <summary>
/// What to add to the time of the notes to get the time of the transcript, for the interviewer to nudge and confirm.
/// It is the shift under which most marks fall on suggested asides and most notes on the words they note.
/// </summary>
internal sealed record ShiftProposal(TimeSpan Shift, int MarksMet, int Marks, int NotesMet, int Notes)
{
    private const int ComparedMax = 50;
    private const int WordsSharedMin = 2;
    private const int WordCharsMin = 4;
    private static readonly TimeSpan Near = TimeSpan.FromSeconds(15);
    private static readonly Opening Comparing = Opening.ByStep("lay live marks on the transcript");

    public static ShiftProposal Propose(TurnedTranscript transcript, ImmutableArray<LiveMark> marks, ImmutableArray<Suggestion> suggestions, RawTranscript? notes)
    {
        var asides = suggestions.Take(ComparedMax).Select(suggestion => TrueTimes.Of(transcript, suggestion.Span))
            .Where(times => times is { Start: not null, End: not null })
            .Select(times => (Start: times.Start!.Value, End: times.End!.Value)).ToList();
        var noted = NotedWords(transcript, notes);
        var compared = marks.Take(ComparedMax).ToList();
        var candidates = compared.SelectMany(mark => asides.Select(aside => aside.Start - mark.Start))
            .Concat(noted)
            .Append(TimeSpan.Zero)
            .Distinct();
        var best = candidates
            .Select(shift => (Shift: shift, Met: compared.Sum(mark => Overlap(mark, shift, asides).TotalSeconds), Noted: noted.Count(seen => (seen - shift).Duration() <= Near)))
            .OrderByDescending(tried => tried.Met + tried.Noted * Near.TotalSeconds)
            .ThenBy(tried => tried.Shift.Duration())
            .ThenBy(tried => tried.Shift)
            .First();
        return new(best.Shift, compared.Count(mark => Overlap(mark, best.Shift, asides) > TimeSpan.Zero), compared.Count, best.Noted, noted.Count);
    }

    private static TimeSpan Overlap(LiveMark mark, TimeSpan shift, List<(TimeSpan Start, TimeSpan End)> asides)
    {
        var (from, to) = (mark.Start + shift, (mark.End ?? mark.Start + Near) + shift);
        var sum = TimeSpan.Zero;
        foreach (var (start, end) in asides)
        {
            var shared = (to < end ? to : end) - (from > start ? from : start);
            if (shared > TimeSpan.Zero) sum += shared;
        }
        return sum;
    }

    /// <summary>For each note whose words stand in one cue more than in any other, the shift that would lay it there.</summary>
    private static List<TimeSpan> NotedWords(TurnedTranscript transcript, RawTranscript? notes)
    {
        if (notes is null) return [];
        var cues = new List<TimeSpan>();
        var heard = new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase);
        foreach (var turn in transcript.Turns)
        {
            foreach (var part in turn.Parts.Where(part => part.Start is not null))
            {
                foreach (var word in Words(turn.Words.Slice(part.From, part.To)))
                {
                    if (!heard.TryGetValue(word, out var where)) heard[word] = where = [];
                    where.Add(cues.Count);
                }
                cues.Add(part.Start!.Value);
            }
        }
        var shifts = new List<TimeSpan>();
        foreach (var note in notes.Cues.Where(note => note.Start is not null).Take(ComparedMax))
        {
            var shared = Words(note.Words).SelectMany(word => heard.GetValueOrDefault(word, [])).CountBy(cue => cue)
                .OrderByDescending(pair => pair.Value).Take(2).ToList();
            var clear = shared.Count > 0 && shared[0].Value >= WordsSharedMin && (shared.Count == 1 || shared[1].Value < shared[0].Value);
            if (clear) shifts.Add(cues[shared[0].Key] - note.Start!.Value);
        }
        return shifts;
    }

    private static IEnumerable<string> Words(CandidText text) =>
        text.Reveal(Comparing).Split([' ', ',', '.', '?', '!', '…', '"', ';', ':', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.Length >= WordCharsMin)
            .Distinct(StringComparer.OrdinalIgnoreCase);
}
