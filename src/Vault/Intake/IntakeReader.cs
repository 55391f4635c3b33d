using System.Collections.Immutable;
using Orleans;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Vault.Asides;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Notes;
using WinLossAgency.Vault.Speakers;
using WinLossAgency.Vault.Transcripts;

namespace WinLossAgency.Vault.Intake;

/// <summary>Turns a sealed upload into a sealed reading, or says on which line it could not be read.</summary>
internal sealed class IntakeReader(IntakeFiles files, CallNotes notes, VaultStores stores)
{
    private static readonly Opening Reading = Opening.ByStep("read an upload");

    public async Task<string?> ReadAsync(IGrainFactory grains, string interview, int upload)
    {
        var about = await files.UploadAsync(interview, upload)
            ?? new UploadFile(CandidText.Of("live-notes.txt"), Caller.Required.Id, stores.Clock.GetCurrentInstant(), null, [], 0, null);
        await using var bytes = await files.OpenAsync(interview, upload);
        switch (await TranscriptReader.ReadAsync(bytes, about.Name.Reveal(Reading)))
        {
            case Transcripts.Reading.Refused refused:
                await files.WriteAsync(interview, upload, about with { Refusal = refused.Reason });
                return refused.Reason;
            case Transcripts.Reading.Read read:
                var transcript = TurnedTranscript.From(read.Transcript);
                var guesses = VoiceGuess.Guess(transcript, await FirstNameAsync(grains, interview));
                await files.WriteAsync(interview, upload, new ReadingFile(transcript, guesses, Suggestion.Find(transcript, guesses)));
                await files.WriteAsync(interview, upload, about with
                {
                    Format = read.Transcript.Format, Problems = read.Transcript.Problems, ProblemsBeyond = read.Transcript.ProblemsBeyond,
                });
                return null;
            default:
                throw new InvalidOperationException("A reading is read or refused.");
        }
    }

    /// <summary>Where the notes are the transcript: the cues that were noted while an aside was open.</summary>
    public async Task<ImmutableArray<Span>> SealedNotesAsync(string interview, int upload)
    {
        var live = await notes.ReadAsync(interview);
        var reading = await files.ReadingAsync(interview, upload) ?? throw new InvalidOperationException($"Upload {upload} was never read.");
        var parts = reading.Transcript.Turns.SelectMany(turn => turn.Parts.Select(part => (turn.Index, part))).ToList();
        var written = live.Notes.Where(note => note.Words.Reveal(Reading).AsSpan().ContainsAnyExcept(" \t\r\n")).ToList();
        // A note that reading took apart or joined leaves no sure place, and then all of it is sealed.
        if (parts.Count != written.Count)
            return live.Notes.Any(note => note.Sealed) ? [.. reading.Transcript.Turns.Select(turn => new Span(new(turn.Index, 0), new(turn.Index, turn.Words.Length)))] : [];
        return [.. parts.Zip(written).Where(pair => pair.Second.Sealed)
            .Select(pair => new Span(new(pair.First.Index, pair.First.part.From), new(pair.First.Index, pair.First.part.To)))];
    }

    /// <summary>Only to guess which voice asks; it goes no further.</summary>
    private Task<string> FirstNameAsync(IGrainFactory grains, string interview) => Caller.AsHouse(async () =>
    {
        var owner = (await grains.GetGrain<IInterview>(interview).View()).State.Owner;
        var staff = await grains.GetGrain<IAgency>(IAgency.Key).StaffList();
        return staff.FirstOrDefault(one => one.Id == owner)?.Name.Split(' ')[0] ?? "";
    });
}
