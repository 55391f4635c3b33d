using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Agency.Engagements;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.People;

namespace WinLossAgency.Agency.Interviews;

/// <summary>What the call desk needs of a case beside its decisions: lines, times to offer, notes, corrections.</summary>
internal sealed partial class InterviewGrain
{
    private const string DraftPrefix = "draft-note/";

    private sealed record DraftFile(string Words);

    public async Task<CaseBrief> Brief()
    {
        if (Caller.Required.Roles == Role.Interviewer) await OwnAsync(lastWillDo: true);
        return await Caller.AsHouse(async () =>
        {
            var dossier = await DossierAsync();
            return new CaseBrief(Key, dossier.Name, dossier.City, dossier.Company);
        });
    }

    public async Task<SavedLine?> Saved()
    {
        await OwnAsync(lastWillDo: true);
        if (State.Before is null || State.UndoUntil <= Now) return null;
        return await Caller.AsHouse(async () =>
        {
            var dossier = await DossierAsync();
            var line = InterviewHistory.Lines(Events, _ => "you", PlaceClock.ZoneOf(State.Sample!.Place)).FirstOrDefault(l => l.At == State.UndoUntil - Interview.UndoFor);
            return new SavedLine(Key, dossier.Name, dossier.City, (line.Sentence ?? "saved").Replace(" (you)", "", StringComparison.Ordinal), State.NotBefore, State.UndoUntil);
        });
    }

    public async Task<Proposal> Propose(Instant start, bool callback)
    {
        await OwnAsync();
        var by = Caller.Required.Id;
        return await Caller.AsHouse(async () =>
        {
            var day = await CalendarOf(by).Day();
            day = day with { Promises = day.Promises.RemoveAll(p => p.Interview == Key) };
            var minutes = callback ? Interview.CallbackMinutes : await MinutesAsync();
            var why = start <= Now ? "That time has passed." : Calendar.WhyNot(day, start, minutes) ?? HoursThere(start);
            Instant? nearest = why is null ? null : Calendar.Offer(day, Instant.Max(start, Now), minutes, 1, at => HoursThere(at) is null) is [var first, ..] ? first : null;
            return new Proposal(start, minutes, why, nearest);
        });
    }

    public async Task DraftNote(string words)
    {
        await OwnAsync();
        await stores.People.WriteAsync(DealSubjects.Of(Key), DraftPrefix + Caller.Required.Id, new DraftFile(words));
    }

    public async Task<Answer> Refer(string commandId, DossierFile colleague)
    {
        await OwnAsync();
        if (!State.Open) return Answer.No($"This case is no longer being called: it is {CaseWords.Of(State.Status)}.");
        var by = Caller.Required.Id;
        return await Caller.AsHouse(async () =>
        {
            var person = await GrainFactory.GetGrain<IPeople>(IPeople.Key).FindOrOpen(commandId, State.Sample!.Place.Zone, colleague);
            if (person.Length == 0) return Answer.No("That colleague may not be contacted; name another, or end the case.");
            return await Decide(commandId, new InterviewCommand.Refer(by, person));
        });
    }

    public async Task<Answer> Note(string words)
    {
        await OwnAsync();
        var by = Caller.Required.Id;
        return await Caller.AsHouse(async () =>
        {
            await PersonOf(State).Note(new DossierNote(Now, by, words, EngagementKey));
            await stores.People.DeleteAsync(DealSubjects.Of(Key), DraftPrefix + by);
            return Answer.Done;
        });
    }

    public async Task<Answer> Correct(string field, string value)
    {
        await OwnAsync();
        var by = Caller.Required.Id;
        return await Caller.AsHouse(async () =>
        {
            var answer = await PersonOf(State).Correct(by, field, value);
            return answer.Ok && field == DossierFile.PhoneField && State is { NoNumber: true, Open: true } ? await Decide($"number/{State.Version}", new InterviewCommand.NoteNumber(by)) : answer;
        });
    }

    public async Task<Answer> Talked(string commandId)
    {
        var caller = Caller.Required;
        if (!caller.Is(Role.House) && State.Sample?.Team != await Caller.AsHouse(() => TeamOfAsync(caller.Id)))
            throw new AccessRefusedException(caller.Id, "a case of another team");
        return await Decide(commandId, new InterviewCommand.NoteTalk(caller.Id));
    }

    private async Task<string?> TeamOfAsync(string staff) =>
        (await GrainFactory.GetGrain<IAgency>(IAgency.Key).StaffList()).FirstOrDefault(s => s.Id == staff)?.Team;

    public Task<ImmutableArray<Instant>> Offers(string interviewer) => Caller.AsHouse(async () =>
    {
        var day = await GrainFactory.GetGrain<IInterviewer>(interviewer).Day();
        day = day with { Promises = day.Promises.RemoveAll(p => p.Interview == Key) };
        return Calendar.Offer(day, Now + Duration.FromHours(1), await MinutesAsync(), OffersShown, at => HoursThere(at) is null);
    });

    private async Task<int> MinutesAsync() => (await GrainFactory.GetGrain<IEngagement>(EngagementKey).View())?.SetUp.Minutes ?? 30;

    private string? HoursThere(Instant at) => PlaceClock.At(State.Sample!.Place, at).WhyNot;

    private async Task<string> DraftAsync(string by) =>
        (await stores.People.ReadAsync<DraftFile>(DealSubjects.Of(Key), DraftPrefix + by))?.Words ?? "";
}
