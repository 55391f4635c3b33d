using System.Collections.Immutable;
using WinLossAgency.Vault.Candid;

namespace WinLossAgency.Vault.Transcripts;

/// <summary>Gathers what a reader finds, checks times and limits, and settles who speaks once all cues are known.</summary>
internal sealed class TranscriptBuilder(TranscriptFormat format)
{
    private readonly ImmutableArray<Cue>.Builder cues = ImmutableArray.CreateBuilder<Cue>();
    private readonly ImmutableArray<Problem>.Builder problems = ImmutableArray.CreateBuilder<Problem>();
    private int problemsBeyond;
    private TimeSpan latestEnd;
    private int charsInCue;

    public Reading.Refused? Refusal { get; private set; }

    public int CueCount => cues.Count;

    public void Refuse(int line, string reason) => Refusal ??= new(line, reason);

    public void Note(int line, string reason)
    {
        if (problems.Count < Limits.ProblemsMax) problems.Add(new(line, reason));
        else problemsBeyond++;
    }

    public void Add(Cue cue)
    {
        if (cues.Count == Limits.CuesMax)
        {
            Refuse(cue.Line, $"Line {cue.Line}: this is cue {Limits.CuesMax + 1:N0}; a transcript holds at most {Limits.CuesMax:N0}.");
            return;
        }
        charsInCue = cue.Continues ? charsInCue + cue.Words.Length : cue.Words.Length;
        if (charsInCue > Limits.CueCharsMax)
        {
            Refuse(cue.Line, $"Line {cue.Line}: one cue holds {charsInCue:N0} characters; at most {Limits.CueCharsMax:N0} can be read.");
            return;
        }
        if (!cue.Continues) CheckTimes(cue);
        if (cue.Words.IsEmpty) Note(cue.Line, "This cue has no words; its time is kept.");
        cues.Add(cue);
    }

    public Reading Build()
    {
        if (Refusal is not null) return Refusal;
        var settled = SpeakerPrefixes.Settle(cues.ToImmutable());
        var voices = settled.Select(cue => cue.Speaker).Where(speaker => speaker is not null).Distinct().Count();
        if (voices > Limits.SpeakersMax)
        {
            return new Reading.Refused(1, $"The transcript names {voices:N0} speakers; at most {Limits.SpeakersMax} can be told apart.");
        }
        return new Reading.Read(new(format, settled, problems.OrderBy(problem => problem.Line).ToImmutableArray(), problemsBeyond));
    }

    // Odd times are common in real files and lose nothing: the cue stays where the file has it.
    private void CheckTimes(Cue cue)
    {
        if (cue.Start is not { } start || cue.End is not { } end) return;
        if (end < start) Note(cue.Line, "This cue ends before it starts; it is kept at its start.");
        else if (end == start) Note(cue.Line, "This cue lasts no time; it is kept.");
        if (start < latestEnd) Note(cue.Line, "This cue starts before an earlier one has ended; both are kept, in the order of the file.");
        if (end > latestEnd) latestEnd = end;
    }
}
