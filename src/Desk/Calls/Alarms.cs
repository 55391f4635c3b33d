using System.Collections.Immutable;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using NodaTime;
using Orleans;
using WinLossAgency.Desk.Access;
using WinLossAgency.Desk.Shell;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;

namespace WinLossAgency.Desk.Calls;

/// <summary>Something that cannot wait: a promise near, due or missed, a wrap-up too old. The interview is null where nothing of the person's own can be opened.</summary>
public sealed record Alarm(string? Interview, string Words, bool Late);

/// <summary>All that rings now, and how many cases an idle desk could ring.</summary>
public sealed record AlarmBell(ImmutableArray<Alarm> Alarms, int Callable)
{
    public bool SameAs(AlarmBell? other) => other is not null && other.Callable > 0 == Callable > 0 && Alarms.SequenceEqual(other.Alarms);
}

/// <summary>
/// Says live what must not be missed, to whoever has a page open. What rings follows from the cards and the hour; the
/// stream looks again when the next thing falls due, and at the latest after a short while, since cards change meanwhile.
/// </summary>
internal sealed class Alarms(IGrainFactory grains, StaffVisit visit, IClock clock, TimeProvider time)
{
    /// <summary>How long before a promise its owner is told.</summary>
    public static readonly Duration Soon = Duration.FromMinutes(10);
    private static readonly Duration LookAgain = Duration.FromSeconds(10);
    /// <summary>A stream ends after this and the browser comes again, so that who has left the staff hears no more.</summary>
    private static readonly Duration StreamFor = Duration.FromMinutes(15);

    public async IAsyncEnumerable<SseItem<AlarmBell>> ForMeAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var queue = grains.GetGrain<ICallQueue>(visit.Me.Team);
        await foreach (var bell in ListenAsync(async () => await BellAsync(await queue.Mine(), await queue.Callable(), MineNow), cancel)) yield return bell;
    }

    public async IAsyncEnumerable<SseItem<AlarmBell>> ForTeamAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var queue = grains.GetGrain<ICallQueue>(visit.Me.Team);
        await foreach (var bell in ListenAsync(async () => await WithConcernsAsync(await BellAsync(await queue.Needing(), 0, TeamNow), await queue.Concerns()), cancel)) yield return bell;
    }

    /// <summary>What one of my own cases says now, or null.</summary>
    public static (string Words, bool Late)? MineNow(InterviewCard card, Instant now)
    {
        if (card.Status is CaseStatus.Promised or CaseStatus.Booked && card.Due is { } due)
        {
            var what = card.Interviewing ? "interview" : "call back";
            if (card.IsMissed(now)) return ($"Promised {what} missed {When.Away(due, now)}", true);
            if (now >= due - Dialling.PromiseLead) return ($"Promised {what} is due now", true);
            return now >= due - Soon ? ($"Promised {what} {When.Away(due, now)}", false) : null;
        }
        if (card.IsWrapUpLate(now)) return ("Wrap-up is older than a day", true);
        return card.ReturnedAt is not null ? (card.Wrote ? "Wrote to us" : "Rang us back", false) : null;
    }

    /// <summary>What a case of the team says to whoever leads it, or null.</summary>
    public static (string Words, bool Late)? TeamNow(InterviewCard card, Instant now) =>
        card.TalkWished is not null ? ("The interviewer would like to talk with you", true)
        : card.IsMissed(now) ? ($"Promise missed {When.Away(card.Due!.Value, now)}", true)
        : card.IsWrapUpLate(now) ? ("Wrap-up is older than a day", true) : null;

    /// <summary>What a concern says to whoever leads the team, or null: one that is already missed is said as that.</summary>
    public static string? ConcernNow(Concern concern, Instant now, IReadOnlyDictionary<string, string> names) => RingsNow(concern, now) ? ConcernWords.Of(concern, now, names) : null;

    private async Task<AlarmBell> WithConcernsAsync(AlarmBell bell, ImmutableArray<Concern> concerns)
    {
        if (!concerns.Any(c => c.Rings)) return bell;
        var now = clock.GetCurrentInstant();
        var names = (await grains.GetGrain<IAgency>(IAgency.Key).StaffList()).ToDictionary(s => s.Id, s => s.Name.Split(' ')[0]);
        var alarms = bell.Alarms.ToBuilder();
        foreach (var rings in Rings(concerns, now))
            alarms.Add(rings.Length > 1 ? new Alarm(null, ConcernWords.OfSeveral(rings[0]), false)
                : new Alarm(rings[0].Card.Interview, $"{ConcernWords.Of(rings[0], now, names)} {(await grains.GetGrain<IInterview>(rings[0].Card.Interview).Brief()).Name}", false));
        return bell with { Alarms = alarms.ToImmutable() };
    }

    /// <summary>Each promise rings for itself. A language that nobody speaks rings once, however many cases wait in it.</summary>
    internal static IEnumerable<ImmutableArray<Concern>> Rings(ImmutableArray<Concern> concerns, Instant now) =>
        concerns.Where(c => RingsNow(c, now)).GroupBy(c => ConcernWords.IsOfAPromise(c) ? c.Card.Interview : c.Words).Select(g => g.ToImmutableArray());

    private static bool RingsNow(Concern concern, Instant now) => concern.Rings && !concern.Card.IsMissed(now);

    private async Task<AlarmBell> BellAsync(ImmutableArray<InterviewCard> cards, int callable, Func<InterviewCard, Instant, (string Words, bool Late)?> says)
    {
        var now = clock.GetCurrentInstant();
        var alarms = ImmutableArray.CreateBuilder<Alarm>();
        foreach (var card in cards)
        {
            if (says(card, now) is not { } said) continue;
            var who = await grains.GetGrain<IInterview>(card.Interview).Brief();
            alarms.Add(new Alarm(card.Status is CaseStatus.WrapUpOpen ? null : card.Interview, $"{who.Name}: {said.Words}", said.Late));
        }
        return new AlarmBell([.. alarms.OrderByDescending(a => a.Late)], callable);
    }

    /// <summary>Nothing is said twice, and an empty bell at once, so that whoever listens knows that somebody speaks.</summary>
    private async IAsyncEnumerable<SseItem<AlarmBell>> ListenAsync(Func<Task<AlarmBell>> read, [EnumeratorCancellation] CancellationToken cancel)
    {
        var until = time.GetUtcNow() + StreamFor.ToTimeSpan();
        AlarmBell? said = null;
        using var looks = new PeriodicTimer(LookAgain.ToTimeSpan(), time);
        do
        {
            var bell = await read();
            if (!bell.SameAs(said)) yield return new SseItem<AlarmBell>(said = bell, "bell");
        }
        while (time.GetUtcNow() < until && await looks.WaitForNextTickAsync(cancel));
    }
}
