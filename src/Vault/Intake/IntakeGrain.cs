using System.Collections.Immutable;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Asides;
using WinLossAgency.Vault.Speakers;
using WinLossAgency.Vault.Stores;
using WinLossAgency.Vault.Transcripts;

namespace WinLossAgency.Vault.Intake;

/// <summary>Who may, then the pure decision. Documents are written before the event that stands for them.</summary>
[GrainType("intake")]
internal sealed class IntakeGrain([PersistentState("journal", "vault")] IPersistentState<Journal<Marking, MarkingEvent>> journal,
    VaultTools tools, VaultStores stores, IntakeFiles files, IntakeReader reader, Entrances entrances)
    : JournalGrain<Marking, MarkingEvent>(journal, tools.Journals), IIntake
{
    private const string Interview = "interview";
    private static readonly Answer SayWhy = Answer.No("Say first why you open this interview. It is recorded, and stands for 30 minutes.");
    private MarkingFacts? facts;

    protected override Marking Empty => Marking.Fresh;

    protected override Marking Fold(Marking state, MarkingEvent happened) => state.After(happened);

    protected override IEnumerable<(string To, NodaTime.Instant NotBefore)> Owes(MarkingEvent happened) =>
        happened is MarkingEvent.Closed ? [(Interview, NodaTime.Instant.MinValue)] : [];

    protected override async Task PayAsync(string to, MarkingEvent happened, string effectId)
    {
        var answer = await GrainFactory.GetGrain<IInterview>(Key).IntakeClosed(effectId, IntakeFiles.OnRecord);
        if (!answer.Ok) throw new InvalidOperationException("The interview does not take its transcript yet.");
    }

    public async Task<IntakeView> View() => new(State, await EntranceAsync() == Entrance.Own);

    public async Task<Entry> Enter(AccessReason? why)
    {
        var entrance = await EntranceAsync();
        if (await entrances.StandingAsync(GrainFactory, Key, entrance) is { } standing) return new(standing);
        if (entrance == Entrance.Own) why = AccessReason.OwnInterview;
        else if (why is AccessReason.OwnInterview or AccessReason.LeakCheck or AccessReason.Theme or AccessReason.Erasure or AccessReason.TimeOver) why = null;
        return new(why is { } reason ? await entrances.RecordAsync(GrainFactory, Key, reason) : null);
    }

    public async Task<Answer> MayDeliver()
    {
        await EntranceAsync();
        if (State.IsErased) return Answer.No("What was said here was destroyed; there is nothing to add to.");
        if (State.IsClosed) return Answer.No("Intake is closed; a transcript comes before that.");
        var interview = await Caller.AsHouse(() => GrainFactory.GetGrain<IInterview>(Key).View());
        return interview.State.EndedAt is null ? Answer.No("The interview has not ended yet; its transcript comes after it.") : Answer.Done;
    }

    public async Task<Answer> Deliver(string commandId, int upload)
    {
        if (await MayDeliver() is { Ok: false } no) return no;
        if (!await files.HasAsync(Key, upload)) return Answer.No($"There is no upload {upload}.");
        if (await reader.ReadAsync(GrainFactory, Key, upload) is { } refusal) return Answer.No(refusal);
        // Notes that somebody typed are notes; a file that only a machine could have made is a recording all the same.
        if ((await files.UploadAsync(Key, upload))?.Format is not (TranscriptFormat.LiveNotes or TranscriptFormat.Plain)
            && (await Caller.AsHouse(() => GrainFactory.GetGrain<IInterview>(Key).View())).State.Consent is { Recording: false })
            return Answer.No("They refused the recording, and this is the transcript of one. Bring typed notes, or take the notes of the call.");
        return await TakeAsync(commandId, upload);
    }

    public async Task<Answer> DeliverNotes(string commandId)
    {
        if (await MayDeliver() is { Ok: false } no) return no;
        if (State.Upload > 0) return Answer.No("There is a transcript already; the notes stay beside it.");
        if (await files.KeepNotesAsync(Key) is not { } upload) return Answer.No("Nothing was noted during this call, so there is nothing to take.");
        if (await reader.ReadAsync(GrainFactory, Key, upload) is { } refusal) return Answer.No(refusal);
        var (spans, read, by) = (await reader.SealedNotesAsync(Key, upload), await files.FactsAsync(Key, upload), By);
        facts = null;
        return await DecideAsync(commandId, (state, _) => MarkingDecisions.TakeNotes(state, upload, spans, read, by));
    }

    public Task<Answer> ConfirmSpeakers(string commandId, ImmutableArray<VoiceRole?> roles) => Opened(commandId, new MarkingCommand.ConfirmSpeakers(roles, By));

    public Task<Answer> ConfirmShift(string commandId, TimeSpan shift) => Opened(commandId, new MarkingCommand.ConfirmShift(shift, By));

    public Task<Answer> PlaceMark(string commandId, int mark, Span span) => Opened(commandId, new MarkingCommand.PlaceMark(mark, span, By));

    public Task<Answer> SetMarkAside(string commandId, int mark) => Opened(commandId, new MarkingCommand.SetMarkAside(mark, By));

    public Task<Answer> Seal(string commandId, Span span, DeclaredBy declared) => Opened(commandId, new MarkingCommand.Seal(span, declared, By));

    public Task<Answer> AnswerSuggestion(string commandId, int suggestion, bool yes) => Opened(commandId, new MarkingCommand.AnswerSuggestion(suggestion, yes, By));

    public Task<Answer> ProposeUnseal(string commandId, int aside) => Opened(commandId, new MarkingCommand.ProposeUnseal(aside, By));

    public Task<Answer> SettleUnseal(string commandId, int aside, bool approve) =>
        Opened(commandId, approve ? new MarkingCommand.ApproveUnseal(aside, By) : new MarkingCommand.DeclineUnseal(aside, By));

    public Task<Answer> File(string commandId, int aside, string theme) => Opened(commandId, new MarkingCommand.File(aside, theme, By));

    public async Task<Answer> Close(string commandId)
    {
        var entrance = await EntranceAsync();
        if (!State.IsClosed)
        {
            var interview = await Caller.AsHouse(() => GrainFactory.GetGrain<IInterview>(Key).View());
            if (interview.State.Status != CaseStatus.Intake) return Answer.No("The wrap-up is still open; the transcript closes after it.");
            // Asides may have been noted until the wrap-up ended, also after the first look at this transcript.
            facts = null;
        }
        return await Opened(commandId, new MarkingCommand.Close(By), entrance);
    }

    public Task<Answer> Forget(string commandId)
    {
        facts = null;
        return DecideAsync(commandId, (state, _) => state.IsErased ? Decision.Nothing<MarkingEvent>() : new MarkingEvent.Erased());
    }

    private static string By => Caller.Required.Id;

    private Task<Entrance> EntranceAsync() => entrances.OfAsync(GrainFactory, Key, State.IsClosed);

    private async Task<Answer> TakeAsync(string commandId, int upload)
    {
        var answer = await DecideAsync(commandId, (state, _) => MarkingDecisions.Take(state, new(upload, By)));
        facts = null;
        return answer;
    }

    /// <summary>Whoever changes a marking has seen it, so the opening must stand; their own interview opens by itself.</summary>
    private async Task<Answer> Opened(string commandId, MarkingCommand command, Entrance? entrance = null)
    {
        entrance ??= await EntranceAsync();
        if (await entrances.StandingAsync(GrainFactory, Key, entrance.Value) is null)
        {
            if (entrance != Entrance.Own) return SayWhy;
            await entrances.RecordAsync(GrainFactory, Key, AccessReason.OwnInterview);
        }
        return await Decide(commandId, command);
    }

    private async Task<Answer> Decide(string commandId, MarkingCommand command)
    {
        if (State.IsErased) return Answer.No("What was said here was destroyed; there is nothing to change.");
        if (State.Upload == 0) return Answer.No("There is no transcript yet. Bring the file, or take the notes of the call.");
        facts ??= await files.FactsAsync(Key, State.Upload);
        if (MarkingDecisions.Decide(State, command, facts) is Decision<MarkingEvent>.Accepted { Events.IsEmpty: false } accepted)
            await LayApartAsync(Marking.Fold(State, accepted.Events));
        return await DecideAsync(commandId, (state, _) => MarkingDecisions.Decide(state, command, facts));
    }

    /// <summary>At close, and at every sealing after it, both sides are written anew before the event that names them.</summary>
    private async Task LayApartAsync(Marking after)
    {
        if (!after.IsClosed) return;
        var split = Split.Of(facts!.Transcript, after);
        await files.WriteAsync(Key, new OffRecordFile(split.Sealed));
        await stores.Transcripts.WriteAsync(VaultFiles.SubjectOf(Key), IntakeFiles.OnRecord, split.OnRecord);
    }
}
