using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Reports;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Asides;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Intake;
using WinLossAgency.Vault.Notes;
using WinLossAgency.Vault.Speakers;
using Place = WinLossAgency.Vault.Asides.Place;

namespace WinLossAgency.Evaluate.Noninterference;

/// <summary>The agency's own work on an engagement: calls, asides, transcripts, coding, the report.</summary>
internal sealed partial class Driver
{
    private async Task HoldAsync(HighInterview h, LowInterview l)
    {
        var n = 0;
        foreach (var after in h.AttemptsAfter)
        {
            world.Clock.Now += Duration.FromMinutes(after % 10);
            await DoAsync(h.Buyer, $"try-{n++}", new InterviewCommand.RecordAttempt("maya", "", after % 2 == 0 ? AttemptOutcome.NoAnswer : AttemptOutcome.VoicemailNoMessage));
        }
        if (h.Booked)
        {
            Caller.House.Enter();
            // Outside the interviewer's hours it is refused, and the buyer is talked to at once.
            await world.Grains.GetGrain<IInterview>(Interview(h.Buyer)).Do("book", new InterviewCommand.Book("maya", "maya", world.Clock.Now + Duration.FromMinutes(15), 30, MeetingWay.Phone));
        }
        await DoAsync(h.Buyer, "consent", new InterviewCommand.TakeConsent("maya", l.Level, true, "en/1", "2026-1"));
        if (h.Correction is { } name)
        {
            new Caller("maya", Role.Interviewer).Enter();
            (await world.Grains.GetGrain<IInterview>(Interview(h.Buyer)).Note($"{name} is the one who used it.")).OrThrow();
        }
        for (var turn = 0; turn < h.Turns.Length; turn++)
            if (h.Turns[turn].Aside is { Known: Known.ByKey })
            {
                await world.Notes.OpenAsideAsync(Interview(h.Buyer), TranscriptFile.SaidAt(turn));
                await world.Notes.CloseAsideAsync(Interview(h.Buyer), TranscriptFile.SaidAt(turn) + TranscriptFile.Lasts);
            }
        foreach (var (words, isSealed) in h.Notes) await world.Notes.AppendAsync(Interview(h.Buyer), new LiveNote(60, CandidText.Of(words), isSealed));
        world.Clock.Now += Duration.FromMinutes(h.Minutes);
        await DoAsync(h.Buyer, "done", new InterviewCommand.Complete("maya", 8));
        await world.Notes.WriteAsync(Interview(h.Buyer), new WriteUpFile(CandidText.Of(h.WriteUp[0]), CandidText.Of(h.WriteUp[1]), CandidText.Of(h.WriteUp[2]), CandidText.Of(h.WriteUp[3]), CandidText.Of(h.WriteUp[4])));
        await DoAsync(h.Buyer, "wrap", new InterviewCommand.WrapUp("maya", false, false, h.Minutes % 7 == 0 ? CallFelt.Hard : CallFelt.Fine));
    }

    private async Task TakeInAsync(HighInterview h)
    {
        new Caller("maya", Role.Interviewer).Enter();
        var interview = Interview(h.Buyer);
        var intake = world.Grains.GetGrain<IIntake>(interview);
        if (h.BrokenUpload) await intake.Deliver("broken", await UploadAsync(interview, [0, 255, 0, 254, 7, 9], "audio.bin"));
        (await intake.Deliver("upload", await UploadAsync(interview, TranscriptFile.Write(h), h.FileName))).OrThrow();
        (await intake.ConfirmSpeakers("speakers", [VoiceRole.Interviewer, VoiceRole.Buyer])).OrThrow();
        if (h.Turns.Any(t => t.Aside is { Known: Known.ByKey }))
        {
            (await intake.ConfirmShift("shift", TimeSpan.Zero)).OrThrow();
            if ((await intake.View()).Marking.Shift is null)
            {
                // Far from what was said, as the machine reads it: a second person has to say so too.
                new Caller("priya", Role.Analyst).Enter();
                await intake.Enter(AccessReason.Marking);
                (await intake.ConfirmShift("shift, by another", TimeSpan.Zero)).OrThrow();
                new Caller("maya", Role.Interviewer).Enter();
            }
        }
        for (var turn = 0; turn < h.Turns.Length; turn++)
            if (h.Turns[turn] is { Aside: { Known: Known.ByHand or Known.PartByHand } aside } said)
            {
                var from = said.Said.Length - aside.Words.Length;
                (await intake.Seal($"seal-{turn}", new Span(new Place((turn * 2) + 1, from), new Place((turn * 2) + 1, said.Said.Length)), turn % 2 == 0 ? DeclaredBy.Buyer : DeclaredBy.Interviewer)).OrThrow();
            }
        foreach (var suggestion in (await world.Files.FactsAsync(interview, (await intake.View()).Marking.Upload)).Suggestions)
            (await intake.AnswerSuggestion($"suggestion/{suggestion.Number}", suggestion.Number, true)).OrThrow();
        (await intake.Close("close")).OrThrow();
        Caller.House.Enter();
        seen.AsidesEntered += (await intake.View()).Marking.Sealed.Count();
        await UntilAsync(async () => (await world.Grains.GetGrain<IInterview>(interview).View()).State.Status == CaseStatus.Coding);
        // What the client is told of progress is laid as the engagement hears of the end, so the next interview waits for that.
        await UntilAsync(async () => (await Engagement.Cards()).Any(c => c.Interview == interview && c.EndedAt is not null));
    }

    private async Task<int> UploadAsync(string interview, byte[] bytes, string name)
    {
        var number = await world.Files.KeepAsync(interview, new MemoryStream(bytes), CancellationToken.None);
        await world.Files.WriteAsync(interview, number, new UploadFile(CandidText.Of(name), "maya", world.Clock.Now, null, [], 0, null));
        return number;
    }

    private async Task CodeAsync(HighInterview h, LowInterview l)
    {
        new Caller("priya", Role.Analyst).Enter();
        var coding = world.Grains.GetGrain<ICoding>(Interview(h.Buyer));
        (await coding.AcceptMasks("masks")).OrThrow();
        var rest = h.Turns.First(t => t.Asked.EndsWith("And besides?", StringComparison.Ordinal)).Said;
        foreach (var (reason, sign, weight, prompted) in l.Codes) (await coding.AddCode(reason, rest, reason, sign, weight, prompted)).OrThrow();
        if (l.Quote is not null) (await coding.AddQuote("quote", h.Quote, l.Level == Attribution.RoleOnly ? low.QuoteLevel : l.Level, LowPlan.By)).OrThrow();
        (await coding.Close("coded")).OrThrow();
        Caller.House.Enter();
        await UntilAsync(async () => (await Engagement.Cards()).Any(c => c.Interview == Interview(h.Buyer) && c.Status == CaseStatus.Done));
    }
}
