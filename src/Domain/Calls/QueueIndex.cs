using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;

namespace WinLossAgency.Domain.Calls;

/// <summary>Whether a place may be rung at an instant, or why not and from when. Supplied by <c>Hours</c>.</summary>
public sealed record PlaceHours(bool MayCall, string? WhyNot, Instant From);

/// <summary>The answer of the queue: a case with the reasons for it, or when the next may be rung and how many wait.</summary>
public sealed record Choice(InterviewCard? Card, ImmutableArray<string> Reasons, Instant? NextCallable, int Waiting);

/// <summary>
/// Who is next, for one team (DOMAIN §5): due promises first, then returned calls, then cases by score. An index and not a
/// scan: cases that rest stand in a heap by the instant they wake, awake ones in one ordered set per place, and a place's
/// hours are asked once per choice. The same cards and instant always give the same answer.
/// </summary>
public sealed class QueueIndex(Func<Place, Instant, PlaceHours> hours)
{
    /// <summary>Cases one team's queue holds.</summary>
    public const int CasesMax = 100_000;
    /// <summary>How long before its time a promise comes up.</summary>
    public static readonly Duration PromiseLead = Dialling.PromiseLead;
    /// <summary>Somebody who may not be touched, without a day on which that ends, is asked about again after this time.</summary>
    public static readonly Duration AskAgain = Duration.FromHours(1);

    private readonly Dictionary<string, InterviewCard> cards = [];
    private readonly Dictionary<string, (string Interviewer, Instant Until)> leases = [];
    private readonly Dictionary<string, Held> held = [];
    private readonly SortedSet<(Instant At, string Id)> promises = [];
    private readonly SortedSet<(Instant At, string Id)> returned = [];
    private readonly PriorityQueue<(string Id, int Version), Instant> resting = new();
    /// <summary>Cases that rest; an entry of the heap whose case is not among them, or has a newer card, is stale.</summary>
    private readonly HashSet<string> asleep = [];
    private readonly Dictionary<Place, SortedSet<(long Score, string Id)>> awake = [];
    private readonly Dictionary<string, (Place Place, long Score)> places = [];

    public int Count => cards.Count;

    public IEnumerable<InterviewCard> Cards => cards.Values;

    public InterviewCard? Find(string interview) => cards.GetValueOrDefault(interview);

    /// <summary>Takes a newer card and files it; an older one is passed over.</summary>
    public bool Put(InterviewCard card)
    {
        if (cards.TryGetValue(card.Interview, out var old))
        {
            if (old.Version >= card.Version) return false;
            Unfile(old);
        }
        else if (cards.Count >= CasesMax)
            throw new InvalidOperationException($"Queue {card.Team} holds {cards.Count} of {CasesMax} cases; this one waits.");
        cards[card.Interview] = card;
        held.Remove(card.Interview);
        if (card.Due is { } due && card.Status is CaseStatus.Promised or CaseStatus.Booked) promises.Add((due, card.Interview));
        else if (card.ReturnedAt is { } at) returned.Add((at, card.Interview));
        else if (card.Status == CaseStatus.Waiting && !card.NoNumber && !card.OnHold && card.Counted < Interview.AttemptsMax) Rest(card, card.NotBefore);
        return true;
    }

    public void Lease(string interview, string interviewer, Instant until) => leases[interview] = (interviewer, until);

    public void EndLease(string interview) => leases.Remove(interview);

    /// <summary>
    /// Passes the case over until it is worth asking again: its person may not be rung. A newer card ends the holding, since
    /// whatever happened may have given a touch back.
    /// </summary>
    public void Hold(string interview, Held why, Instant now)
    {
        if (!cards.TryGetValue(interview, out var card)) return;
        var until = why.From is { } from && from > now ? from : now + AskAgain;
        held[interview] = why with { From = until };
        if (!places.Remove(interview, out var filed)) return;
        awake[filed.Place].Remove((filed.Score, interview));
        Rest(card, until);
    }

    /// <summary>Who has the case open; leases run on the host's clock, not on the agency's.</summary>
    public string? LeasedTo(string interview, Instant hostNow) =>
        leases.TryGetValue(interview, out var lease) && lease.Until > hostNow ? lease.Interviewer : null;

    /// <summary>The best case for this interviewer now. freeUntil is the start of their own next promise, if any; minutes must fit before it.</summary>
    public Choice Next(string interviewer, Instant now, Instant? freeUntil, int minutes, Instant hostNow)
    {
        Wake(now);
        if (DuePromise(interviewer, now, hostNow) is { } due) return Found(due, [due.Interviewing ? "booked for now" : "promised a call back", .. Because(due, now)]);
        foreach (var (_, id) in returned)
        {
            var card = cards[id];
            if (card.Owner is { } owner && owner != interviewer || card.Barred.Contains(interviewer) || Taken(id, interviewer, hostNow) || NotNow(card, now)) continue;
            return Found(card, ["rang us back", .. Because(card, now)]);
        }
        if (freeUntil is { } next && next < now + Duration.FromMinutes(minutes))
            return new Choice(null, [$"your next promise is too near for {minutes} minutes"], next, Waiting);
        return BestAwake(interviewer, now, hostNow) ?? new Choice(null, [], NextCallable(now), Waiting);
    }

    /// <summary>The oldest promise that this interviewer must keep now, or null.</summary>
    public InterviewCard? DuePromise(string interviewer, Instant now, Instant hostNow) => promises
        .TakeWhile(promise => promise.At <= now + PromiseLead).Select(promise => cards[promise.Id])
        .FirstOrDefault(card => (card.Owner ?? interviewer) == interviewer && !Taken(card.Interview, interviewer, hostNow) && !NotNow(card, now));

    /// <summary>Why this case comes now, or why not yet.</summary>
    public ImmutableArray<string> WhyNotYet(string interview, string? interviewer, Instant now, Instant hostNow)
    {
        if (Find(interview) is not { } card) return ["it is not in this team's queue"];
        if (card.Status is not (CaseStatus.Waiting or CaseStatus.Promised or CaseStatus.Booked)) return [CaseWords.Of(card.Status)];
        var why = ImmutableArray.CreateBuilder<string>();
        if (LeasedTo(interview, hostNow) is { } other && other != interviewer) why.Add("a colleague has it open");
        if (card.OnHold) why.Add(CaseWords.HeldBack);
        if (card.NoNumber) why.Add(CaseWords.NoNumberLeft);
        if (card.Counted >= Interview.AttemptsMax) why.Add($"all {Interview.AttemptsMax} attempts are used");
        if (card.Due is { } due && due > now + PromiseLead) why.Add("promised for a later time");
        else if (card.NotBefore > now) why.Add("resting after the last attempt");
        if (interviewer is not null && card.Barred.Contains(interviewer)) why.Add("you know this person; a colleague takes it");
        if (card.RefusedTo is { } r && r == interviewer) why.Add("declined to you; a colleague tries once more");
        if (card.Owner is { } owner && interviewer is not null && owner != interviewer) why.Add("belongs to the colleague who spoke to them");
        if (Dialling.ClosedThere(card, now, hours) is { } closed && (card.Due is null || card.Due <= now + PromiseLead)) why.Add(closed.Why);
        if (held.TryGetValue(interview, out var person) && person.From > now) why.Add(person.Why);
        return why.ToImmutable();
    }

    public ImmutableArray<InterviewCard> Ranking(Instant now, int skip, int take)
    {
        Wake(now);
        return [.. awake.Values.SelectMany(s => s).OrderBy(e => e).Skip(skip).Take(take).Select(e => cards[e.Id])];
    }

    private Choice? BestAwake(string interviewer, Instant now, Instant hostNow)
    {
        InterviewCard? best = null;
        var score = long.MaxValue;
        foreach (var (place, set) in awake)
        {
            if (set.Count == 0 || set.Min.Score >= score || !hours(place, now).MayCall) continue;
            foreach (var (s, id) in set)
            {
                if (s >= score) break;
                var card = cards[id];
                if (Taken(id, interviewer, hostNow) || card.RefusedTo == interviewer || card.Barred.Contains(interviewer) || card.Owner is { } o && o != interviewer) continue;
                (best, score) = (card, s);
                break;
            }
        }
        return best is null ? null : Found(best, Because(best, now));
    }

    /// <summary>Reasons in words, the weightiest first.</summary>
    public ImmutableArray<string> ReasonsFor(InterviewCard card, Instant now) => card switch
    {
        { Due: not null, Interviewing: true } => ["booked", .. Because(card, now)],
        { Due: not null } => ["promised a call back", .. Because(card, now)],
        { ReturnedAt: not null } => ["rang us back", .. Because(card, now)],
        _ => Because(card, now),
    };

    private static ImmutableArray<string> Because(InterviewCard card, Instant now)
    {
        var today = now.InUtc().Date;
        var days = Period.DaysBetween(card.DecidedOn, today);
        var outcome = card.Outcome switch { DealOutcome.Won => "won", DealOutcome.Churned => "left", DealOutcome.Left => "left", _ => "lost" };
        var tries = card.Counted == 0 ? "not tried yet" : $"tried {card.Counted} of {Interview.AttemptsMax} times";
        return [$"{outcome} deal, decided {days} days ago", tries];
    }

    private Choice Found(InterviewCard card, ImmutableArray<string> reasons) => new(card, reasons, null, Waiting);

    /// <summary>The place is closed and nobody wished for this hour, or the person may not be touched.</summary>
    private bool NotNow(InterviewCard card, Instant now) => Dialling.ClosedThere(card, now, hours) is not null || held.TryGetValue(card.Interview, out var why) && why.From > now;

    private Instant OpenFrom(InterviewCard card, Instant now) =>
        held.TryGetValue(card.Interview, out var why) && why.From is { } from && from > now ? from : Dialling.ClosedThere(card, now, hours)?.From ?? now;

    private bool Taken(string id, string interviewer, Instant hostNow) => LeasedTo(id, hostNow) is { } who && who != interviewer;

    /// <summary>How many awake cases may be rung now, and how many of one place wait for its next hour.</summary>
    public int Callable(Instant now)
    {
        Wake(now);
        return promises.Count(p => p.At <= now + PromiseLead && !NotNow(cards[p.Id], now)) + returned.Count(r => !NotNow(cards[r.Id], now)) + awake.Where(a => hours(a.Key, now).MayCall).Sum(a => a.Value.Count);
    }

    public int Waiting => awake.Values.Sum(s => s.Count) + asleep.Count;

    private void Rest(InterviewCard card, Instant until)
    {
        resting.Enqueue((card.Interview, card.Version), until);
        asleep.Add(card.Interview);
    }

    private bool IsStale((string Id, int Version) entry) => !asleep.Contains(entry.Id) || cards[entry.Id].Version != entry.Version;

    private void Wake(Instant now)
    {
        while (resting.TryPeek(out var top, out var at) && (at <= now || IsStale(top)))
        {
            resting.Dequeue();
            if (IsStale(top)) continue;
            var card = cards[top.Id];
            asleep.Remove(top.Id);
            var score = Score(card);
            if (!awake.TryGetValue(card.Place, out var set)) awake[card.Place] = set = [];
            set.Add((score, card.Interview));
            places[card.Interview] = (card.Place, score);
        }
    }

    private Instant? NextCallable(Instant now)
    {
        Instant? next = null;
        void Consider(Instant at) => next = next is { } n && n <= at ? n : at;
        foreach (var (place, set) in awake)
            if (set.Count > 0) Consider(hours(place, now) is { MayCall: false } closed ? closed.From : now);
        foreach (var (at, id) in promises)
        {
            Consider(at > now + PromiseLead ? at : OpenFrom(cards[id], now));
            if (at > now + PromiseLead) break;
        }
        foreach (var (_, id) in returned) Consider(OpenFrom(cards[id], now));
        if (resting.TryPeek(out _, out var wakes)) Consider(wakes);
        return next;
    }

    /// <summary>
    /// Lower is sooner: the agency's priority, then fewer tries, then freshness (lost deals are best 2 to 4 weeks after the
    /// decision, so the middle of the third week is the centre), then the id, so that ties never fall by chance.
    /// </summary>
    private static long Score(InterviewCard card)
    {
        var rested = card.NotBefore == Instant.MinValue ? card.DecidedOn : card.NotBefore.InUtc().Date;
        var days = Math.Abs(Period.DaysBetween(card.DecidedOn, rested) - 21);
        return card.Priority * 1_000_000L + card.Counted * 10_000L + Math.Min(days, 9_999);
    }

    private void Unfile(InterviewCard old)
    {
        if (old.Due is { } due) promises.Remove((due, old.Interview));
        if (old.ReturnedAt is { } at) returned.Remove((at, old.Interview));
        asleep.Remove(old.Interview);
        if (places.Remove(old.Interview, out var filed)) awake[filed.Place].Remove((filed.Score, old.Interview));
    }
}
