using Orleans;
using WinLossAgency.Disclosure.Leaks;
using WinLossAgency.Disclosure.Text;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Intake;
using WinLossAgency.Vault.Notes;
using WinLossAgency.Vault.Replies;
using WinLossAgency.Vault.Stores;

namespace WinLossAgency.Vault.Wall;

/// <summary>Candid words opened for a comparison, and in which interview they were said.</summary>
internal sealed record CandidAside(string Interview, string Words)
{
    public override string ToString() => "[sealed]";
}

/// <summary>
/// Everything of an engagement that no report may repeat: what stayed behind at close, whole transcripts that are not closed
/// yet, what interviewers wrote, in the call and before it, and what buyers wrote to us. A line of theirs that only repeats what stands on record keeps no secret and is left out,
/// or every quote would be held by the note of it; a line written while an aside was open always stays.
/// </summary>
internal sealed class CandidWords(IntakeFiles files, CallNotes notes, ReplyFiles replies, VaultStores stores)
{
    /// <summary>From here on a note says again what stands on record. Well above the bound that blocks: a note that only comes near it stays candid.</summary>
    private const double Repeats = 0.9;

    private static readonly Opening Comparing = Opening.ByStep("compare a report with what was said in confidence");

    public async Task<List<CandidAside>> OfAsync(IGrainFactory grains, string engagement)
    {
        var found = new List<CandidAside>();
        foreach (var card in await grains.GetGrain<IEngagement>(engagement).Cards())
        {
            var marking = (await grains.GetGrain<IIntake>(card.Interview).View()).Marking;
            var onRecord = new LeakIndex([]);
            if (marking.IsClosed)
            {
                var outside = await stores.Transcripts.ReadAsync<OnRecordTranscript>(VaultFiles.SubjectOf(card.Interview), IntakeFiles.OnRecord);
                onRecord = new LeakIndex(outside?.Turns.Select(turn => new Aside("", turn.Words)) ?? []);
                if (await files.OffRecordAsync(card.Interview) is { } stayed) found.AddRange(stayed.Spans.Select(span => Kept(card.Interview, span.Words)));
            }
            else if (marking.Upload > 0 && await files.ReadingAsync(card.Interview, marking.Upload) is { } reading)
            {
                found.AddRange(reading.Transcript.Turns.Select(turn => Kept(card.Interview, turn.Words)));
            }
            var live = await notes.ReadAsync(card.Interview);
            found.AddRange(live.Notes.Where(note => note.Sealed).Select(note => Kept(card.Interview, note.Words)));
            // What was noted at the call desk lies with the person; a note is candid wherever it lies.
            var desk = (await grains.GetGrain<IInterview>(card.Interview).ForMasking()).Dossier.Notes;
            var written = live.Notes.Where(note => !note.Sealed).Select(note => note.Words).Concat((await notes.WriteUpAsync(card.Interview)).Lines).Concat(desk.Select(note => CandidText.Of(note.Words)));
            found.AddRange(written.SelectMany(SentencesOf).Where(sentence => onRecord.Check(sentence).Score < Repeats).Select(sentence => new CandidAside(card.Interview, sentence)));
            found.AddRange((await replies.ReadAsync(card.Interview)).Replies.SelectMany(reply => SentencesOf(reply.Words)).Where(sentence => onRecord.Check(sentence).Score < Repeats).Select(sentence => new CandidAside(card.Interview, sentence)));
        }
        return found;
    }

    private static IEnumerable<string> SentencesOf(CandidText words)
    {
        var text = words.Reveal(Comparing);
        return Sentences.Of(text).Select(cut => text[cut.Start..cut.End]);
    }

    private static CandidAside Kept(string interview, CandidText words) => new(interview, words.Reveal(Comparing));
}
