using System.Collections.Immutable;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Transcripts;

namespace WinLossAgency.Vault.Speakers;

internal enum VoiceRole { Interviewer, Buyer, Other }

/// <summary>Who a voice seems to be and why, in words for the person who confirms it. The reason cites nobody's words.</summary>
internal sealed record VoiceGuess(int Voice, VoiceRole Role, string Reason)
{
    private static readonly Opening Guessing = Opening.ByStep("guess who speaks");
    private static readonly string[] InterviewerLabels = ["i", "q", "int", "interviewer", "moderator"];
    private static readonly string[] BuyerLabels = ["r", "a", "b", "buyer", "respondent", "interviewee", "customer", "participant"];

    public static ImmutableArray<VoiceGuess> Guess(TurnedTranscript transcript, string interviewerFirstName)
    {
        var voices = transcript.Voices.Select(voice => Tally.Of(voice, transcript.Turns)).ToList();
        if (voices.Count == 0) return [];
        var (interviewer, why) = Interviewer(voices, interviewerFirstName);
        var buyer = voices.Where(voice => voice != interviewer)
            .OrderByDescending(voice => voice.IsLabelled(BuyerLabels))
            .ThenByDescending(voice => voice.Words)
            .ThenBy(voice => voice.Number)
            .FirstOrDefault();
        return [.. voices.Select(voice =>
            voice == interviewer ? new VoiceGuess(voice.Number, VoiceRole.Interviewer, why)
            : voice == buyer ? new(voice.Number, VoiceRole.Buyer, voice.IsLabelled(BuyerLabels)
                ? "The file labels this voice as the one asked." : $"Says the most of those who are not the interviewer ({voice.Words:N0} words).")
            : new(voice.Number, VoiceRole.Other, $"Says {voice.Words:N0} words; the buyer says more."))];
    }

    private static (Tally? Voice, string Why) Interviewer(List<Tally> voices, string firstName)
    {
        if (voices.FirstOrDefault(voice => voice.IsLabelled(InterviewerLabels)) is { } labelled)
        {
            return (labelled, "The file labels this voice as the one who asks.");
        }
        var named = voices.Where(voice => firstName.Length > 0 && voice.Name.Split(' ')[0].Equals(firstName, StringComparison.OrdinalIgnoreCase)).ToList();
        if (named.Count == 1) return (named[0], "Has the interviewer's first name.");
        if (voices.Count == 1) return (null, "");
        var questions = voices.Sum(voice => voice.Questions);
        var asker = voices.OrderByDescending(voice => voice.Questions).ThenBy(voice => voice.Words).ThenBy(voice => voice.Number).First();
        return questions > 0
            ? (asker, $"Asks {asker.Questions:N0} of the {questions:N0} questions.")
            : (voices.MinBy(voice => (voice.Words, voice.Number))!, "Nobody asks a question; this voice says the least.");
    }

    private sealed record Tally(int Number, string Name, int Words, int Questions)
    {
        public static Tally Of(Voice voice, ImmutableArray<Turn> turns)
        {
            int words = 0, questions = 0;
            foreach (var turn in turns.Where(turn => turn.Voice == voice.Number))
            {
                var said = turn.Words.Reveal(Guessing);
                words += said.AsSpan().Count(' ') + 1;
                questions += said.AsSpan().Count('?');
            }
            return new(voice.Number, voice.Name?.Reveal(Guessing) ?? "", words, questions);
        }

        public bool IsLabelled(string[] labels) => labels.Contains(Name.TrimEnd('.', ' ').ToLowerInvariant());

        // A name must not slip into a log by way of the record's own printing.
        public override string ToString() => $"voice {Number}";
    }
}
