using System.Collections.Immutable;
using NodaTime;
using Orleans;
using WinLossAgency.Desk.Access;
using WinLossAgency.Desk.Shell;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;

namespace WinLossAgency.Desk.Calls;

/// <summary>Reads the call desk of the person who asks, from their calendar, their team's queue and the case that is open.</summary>
internal sealed class DeskReader(IGrainFactory grains, StaffVisit visit, IClock clock)
{
    private static readonly Duration WrapUpLate = Duration.FromHours(24);
    public static readonly Duration MissedAfter = Duration.FromMinutes(5);

    public Instant Now => clock.GetCurrentInstant();

    public async Task<DeskView> ReadAsync()
    {
        var me = visit.Me;
        var queue = grains.GetGrain<ICallQueue>(me.Team);
        var mine = grains.GetGrain<IInterviewer>(me.Id);
        var next = await queue.Next();
        var day = await mine.Day();
        var now = clock.GetCurrentInstant();
        var zone = PlaceClock.ZoneOf(new Place(me.Zone, "", null));
        var cards = await queue.Mine();
        var open = next.Interview is null ? null : grains.GetGrain<IInterview>(next.Interview);
        return new DeskView
        {
            Me = me, Agency = await grains.GetGrain<IAgency>(IAgency.Key).Name(), Now = now, MyZone = zone, Tally = day.TallyOn(now), Next = next,
            Promises = await PromisesAsync(day, cards, now, zone),
            Returned = await LinesAsync(cards.Where(c => c.ReturnedAt is not null && c.Due is null), c => c.ReturnedAt!.Value, _ => ("Rang us back", null)),
            WrapUps = await LinesAsync(cards.Where(c => c.Status == CaseStatus.WrapUpOpen), c => c.EndedAt ?? now, c => WrapUp(c, now)),
            Case = open is null ? null : await open.Screen(),
            Offers = open is null ? [] : await open.Offers(me.Id),
            Saved = await SavedAsync(mine),
        };
    }

    private async Task<SavedLine?> SavedAsync(IInterviewer mine)
    {
        if (await mine.Last() is not { } last) return null;
        return await grains.GetGrain<IInterview>(last).Saved();
    }

    private async Task<ImmutableArray<DayLine>> PromisesAsync(CalendarState day, ImmutableArray<InterviewCard> cards, Instant now, DateTimeZone zone)
    {
        var today = now.InZone(zone).Date;
        var known = cards.ToDictionary(c => c.Interview);
        var lines = new List<DayLine>();
        foreach (var promise in day.Promises.Where(p => p.Start.InZone(zone).Date <= today && p.End > now - Duration.FromHours(12)))
        {
            var card = known.GetValueOrDefault(promise.Interview);
            // A time that was taken for a case which never said so is nobody's promise.
            if (card is null || card.EndedAt is not null || card.Due is { } due && due != promise.Start) continue;
            var isOn = card?.Status == CaseStatus.InInterview;
            var missed = !isOn && now > promise.Start + MissedAfter;
            var way = card?.Interviewing == true ? "Interview" : "Call back";
            var theirs = card is null ? "" : $", {When.Clock(promise.Start, PlaceClock.ZoneOf(card.Place))} theirs";
            lines.Add(await LineAsync(promise.Interview, promise.Start, missed ? $"Missed, {When.Away(promise.Start, now)}" : isOn ? "In the interview" : way + theirs, missed ? "stop" : null, true, card?.Status ?? CaseStatus.Unknown));
        }
        foreach (var kept in cards.Where(c => c.EndedAt is { } ended && ended.InZone(zone).Date == today))
            lines.Add(await LineAsync(kept.Interview, kept.EndedAt!.Value, "Interviewed", "good", false, kept.Status));
        return [.. lines.OrderBy(l => l.At).ThenBy(l => l.Interview, StringComparer.Ordinal)];
    }

    private async Task<ImmutableArray<DayLine>> LinesAsync(IEnumerable<InterviewCard> cards, Func<InterviewCard, Instant> at, Func<InterviewCard, (string Words, string? Mood)> say)
    {
        var lines = ImmutableArray.CreateBuilder<DayLine>();
        foreach (var card in cards)
        {
            var (words, mood) = say(card);
            lines.Add(await LineAsync(card.Interview, at(card), words, mood, false, card.Status));
        }
        return lines.ToImmutable();
    }

    private static (string, string?) WrapUp(InterviewCard card, Instant now)
    {
        var late = card.EndedAt is { } ended && now > ended + WrapUpLate;
        return late ? ($"Wrap-up is {When.Away(card.EndedAt!.Value, now).Replace(" ago", " old")}", "stop") : ("Wrap-up open", "soon");
    }

    private async Task<DayLine> LineAsync(string interview, Instant at, string words, string? mood, bool isPromise, CaseStatus status)
    {
        var who = "A colleague's case";
        try
        {
            var brief = await grains.GetGrain<IInterview>(interview).Brief();
            who = brief.City.Length > 0 ? $"{brief.Name.Split(' ')[0]}, {brief.City}" : brief.Name;
        }
        catch (AccessRefusedException)
        {
            // The slot is mine but the case has passed to a colleague; its line stays and says so.
        }
        return new DayLine(interview, at, who, words, mood, isPromise, status);
    }
}
