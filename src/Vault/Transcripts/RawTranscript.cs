using System.Collections.Immutable;
using WinLossAgency.Vault.Candid;

namespace WinLossAgency.Vault.Transcripts;

internal enum TranscriptFormat { WebVtt, Srt, Sbv, Otter, Rev, LiveNotes, Plain, Docx }

/// <summary>What an upload came to: a transcript with the lines that could not be read, or a refusal of the whole.</summary>
internal abstract record Reading
{
    private Reading() { }

    public sealed record Read(RawTranscript Transcript) : Reading;

    public sealed record Refused(int Line, string Reason) : Reading;
}

/// <param name="ProblemsBeyond">How many more problems there were than <see cref="Limits.ProblemsMax"/> lets us list.</param>
internal sealed record RawTranscript(
    TranscriptFormat Format, ImmutableArray<Cue> Cues, ImmutableArray<Problem> Problems, int ProblemsBeyond);

/// <summary>
/// One voice within one cue, at its true time. A cue of the file in which several voices speak becomes several,
/// of which all but the first say <see cref="Continues"/>.
/// </summary>
/// <param name="Start">From the recording's zero; null where the format carries no times.</param>
internal sealed record Cue(
    int Line, CandidText? Id, TimeSpan? Start, TimeSpan? End, CandidText? Speaker, CandidText Words, bool Continues = false);

/// <summary>A line that could not be taken as it stands. The reason never cites its words.</summary>
internal sealed record Problem(int Line, string Reason);
