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
        if (!await LeadsTeamAsync()) await OwnAsync(lastWillDo: true);
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
            return new SavedLine(Key, dossier.Name, dossier.City, (line.Sentence ?? "saved").Replace(" (you)", "", StringComparison.Ordinal), State.Status == CaseStatus.Waiting ? State.NotBefore : null, State.Sample!.Place, State.UndoUntil);
        });
    }

    public async Task<Proposal> Propose(Instant start, bool callback)
    {
        await OwnAsync();
        var by = Caller.Required.Id;
        return await Caller.AsHouse(async () =>
        {
            var day = (await CalendarOf(by).Day()).Without(Key);
            var minutes = callback ? Interview.CallbackMinutes : await MinutesAsync();
            // To be rung outside the usual hours they may ask; hours that they named themselves are hard, and an interview is held within them.
            var why = WhyNotAt(day, start, minutes, true) ?? (callback && State.Available.IsEmpty ? null : HoursThere(start));
            Instant? nearest = why is null ? null : CalendarRoom.Offer(day, Instant.Max(start, Now), minutes, 1, at => HoursThere(at) is null) is [var first, ..] ? first : null;
            return new Proposal(start, minutes, why, nearest) { Beyond = why is null && HoursThere(start) is not null ? "outside the usual hours, by their own wish" : null };
        });
    }

    /// <summary>A time that cannot be promised is refused as it was said beside the field, with the nearest one that can be.</summary>
    private async Task<Answer> WithNearestAsync(Answer refused, (string With, Instant Start, int Minutes) slot, bool isTheirs)
    {
        var day = (await CalendarOf(slot.With).Day()).Without(Key);
        var why = WhyNotAt(day, slot.Start, slot.Minutes, isTheirs) ?? refused.Refusal!;
        return Answer.No(CalendarRoom.Offer(day, Instant.Max(slot.Start, Now), slot.Minutes, 1, at => HoursThere(at) is null) is [var nearest, ..]
            ? $"{why} Nearest good time: {CalendarRoom.Say(nearest, ZoneThere)} {DemoMoves.PlaceName(ZoneThere.Id)}." : why);
    }

    /// <summary>Why a time cannot be promised, in one order and every hour of it on the buyer's clock.</summary>
    private string? WhyNotAt(CalendarState day, Instant start, int minutes, bool isTheirs) =>
        start <= Now ? "That time has passed." : UnlawfulThere(start) ?? CalendarRoom.WhyNot(day, start, minutes, Now, new Told(ZoneThere, isTheirs));

    private DateTimeZone ZoneThere => PlaceClock.ZoneOf(State.Sample!.Place);

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
            var answer = await Decide(commandId, new InterviewCommand.Refer(by, person));
            // What the buyer typed of a colleague is in the colleague's own dossier from here on.
            if (answer.Ok) await stores.People.DeleteAsync(DealSubjects.Of(Key), SuggestedFile.Name);
            return answer;
        });
    }

    private async Task<NamedColleague?> SuggestedAsync() =>
        State.SuggestedAt is null ? null : (await stores.People.ReadAsync<SuggestedFile>(DealSubjects.Of(Key), SuggestedFile.Name))?.Colleague;

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
        var by = await LeadsAsync();
        return await Decide(commandId, new InterviewCommand.NoteTalk(by));
    }

    private async Task<string?> TeamOfAsync(string staff) =>
        (await GrainFactory.GetGrain<IAgency>(IAgency.Key).StaffList()).FirstOrDefault(s => s.Id == staff)?.Team;

    public Task<ImmutableArray<Instant>> Offers(string interviewer) => Caller.AsHouse(async () =>
    {
        var day = (await GrainFactory.GetGrain<IInterviewer>(interviewer).Day()).Without(Key);
        return CalendarRoom.Offer(day, Now + Duration.FromMinutes(Math.Max(60, day.Hours.NoticeMinutes)), await MinutesAsync(), OffersShown, at => HoursThere(at) is null);
    });

    private async Task<int> MinutesAsync() => (await GrainFactory.GetGrain<IEngagement>(EngagementKey).View())?.SetUp.Minutes ?? 30;

    private string? HoursThere(Instant at) => PlaceClock.At(State.Sample!.Place, at, State.Available.IsEmpty ? null : new CallWishes(State.Available, [])).WhyNot;

    private async Task<string> DraftAsync(string by) =>
        (await stores.People.ReadAsync<DraftFile>(DealSubjects.Of(Key), DraftPrefix + by))?.Words ?? "";
}
