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
/// Who is next, for one team (DOMAIN §5): due promises first, then returned calls, then cases by their order. An index and not
/// a scan: a case stands in one line with those that the same people may ring at the same place, or sleeps until an instant,
/// and is filed anew when something about it can change. The same cards and instant always give the same answer.
/// </summary>
public sealed partial class QueueIndex(HoursOf hours)
{
    /// <summary>Cases one team's queue holds.</summary>
    public const int CasesMax = 100_000;
    /// <summary>How long before its time a promise comes up.</summary>
    public static readonly Duration PromiseLead = Dialling.PromiseLead;
    /// <summary>Somebody who may not be touched, without a day on which that ends, is asked about again after this time.</summary>
    public static readonly Duration AskAgain = Duration.FromHours(1);

    private readonly Dictionary<string, Filed> cases = [];
    private readonly Dictionary<string, Colleague> crew = [];
    private readonly Dictionary<string, HashSet<string>> owned = [];
    private readonly Dictionary<string, HashSet<string>> persons = [];
    private readonly Dictionary<string, (string Interviewer, Instant Until)> leases = [];
    private readonly PriorityQueue<string, Instant> leaseEnds = new();

    public int Count => cases.Count;

    public IEnumerable<InterviewCard> Cards => cases.Values.Select(c => c.Card);

    /// <summary>Cases in the field that wait for their turn or rest before it.</summary>
    public int Waiting { get; private set; }

    public InterviewCard? Find(string interview) => cases.GetValueOrDefault(interview)?.Card;

    public Colleague? Interviewer(string id) => crew.GetValueOrDefault(id);

    /// <summary>Takes a newer card and files it; an older one is passed over.</summary>
    public bool Put(InterviewCard card)
    {
        var was = "";
        if (cases.TryGetValue(card.Interview, out var filed))
        {
            if (filed.Card.Version >= card.Version) return false;
            was = filed.Card.Person;
            TakeOut(filed);
            Reckon(filed.Card, -1);
            (filed.Card, filed.Held) = (card, null);
        }
        else if (cases.Count >= CasesMax)
            throw new InvalidOperationException($"Queue {card.Team} holds {cases.Count} of {CasesMax} cases; this one waits.");
        else
            cases[card.Interview] = filed = new Filed(card);
        Reckon(card, 1);
        File(filed);
        // Open on a desk while its person changed: the one's other cases come free, and the other's are held.
        if (was != card.Person && leases.ContainsKey(card.Interview))
        {
            RefilePerson(was);
            RefilePerson(card.Person);
        }
        return true;
    }

    /// <summary>Takes what is known of an interviewer; every case of theirs is filed anew, since others may have to keep its promise.</summary>
    public void Know(Colleague colleague)
    {
        if (crew.TryGetValue(colleague.Id, out var known) && known.SameAs(colleague)) return;
        crew[colleague.Id] = colleague;
        Refile(colleague.Id);
    }

    /// <summary>Somebody is no interviewer of this team any more; what was theirs is anybody's.</summary>
    public void Forget(string interviewer)
    {
        if (crew.Remove(interviewer)) Refile(interviewer);
    }

    /// <summary>A case is open on somebody's desk: neither it nor any other case of the same person is offered while it is.</summary>
    public void Lease(string interview, string interviewer, Instant until)
    {
        leases[interview] = (interviewer, until);
        leaseEnds.Enqueue(interview, until);
        RefileBeside(interview);
    }

    public void EndLease(string interview)
    {
        if (leases.Remove(interview)) RefileBeside(interview);
    }

    /// <summary>
    /// Passes the case over until it is worth asking again: its person may not be rung. A newer card ends the holding, since
    /// whatever happened may have given a touch back.
    /// </summary>
    public void Hold(string interview, Held why, Instant now)
    {
        if (!cases.TryGetValue(interview, out var filed)) return;
        filed.Held = why with { From = why.From is { } from && from > now ? from : now + AskAgain };
        File(filed);
    }

    /// <summary>Who has the case open; leases run on the host's clock, not on the agency's.</summary>
    public string? LeasedTo(string interview, Instant hostNow) =>
        leases.TryGetValue(interview, out var lease) && lease.Until > hostNow ? lease.Interviewer : null;

    /// <summary>The best case for this interviewer now. freeUntil is the start of their own next promise, if any; minutes must fit before it.</summary>
    public Choice Next(string interviewer, Instant now, Instant? freeUntil, int minutes, Instant hostNow)
    {
        Advance(now, hostNow);
        if (!crew.TryGetValue(interviewer, out var me)) return new Choice(null, ["you are not on the list of interviewers"], null, Waiting);
        if (Best(Comes.Promised, me) is { } due) return new Choice(due, ReasonsFor(due, now), null, Waiting);
        if (freeUntil is { } next && next < now + Duration.FromMinutes(minutes))
            return new Choice(null, [$"your next promise is too near for {minutes} minutes"], next, Waiting);
        return (Best(Comes.Returned, me) ?? Best(Comes.Waiting, me)) is { } card
            ? new Choice(card, ReasonsFor(card, now), null, Waiting) : new Choice(null, [], NextCallable(me), Waiting);
    }

    /// <summary>The oldest promise that this interviewer must keep now, or null.</summary>
    public InterviewCard? DuePromise(string interviewer, Instant now, Instant hostNow)
    {
        Advance(now, hostNow);
        return crew.TryGetValue(interviewer, out var me) ? Best(Comes.Promised, me) : null;
    }

    public ImmutableArray<InterviewCard> Ranking(Instant now, int skip, int take)
    {
        Advance(now, null, turnsMax: int.MaxValue);
        return [.. Lines(Comes.Waiting).SelectMany(l => l.Cases.Select(p => p with { Order = p.Order + OfPlace(l) })).Order().Skip(skip).Take(take).Select(p => cases[p.Id].Card)];
    }

    /// <summary>How many cases may be rung now by whoever speaks their language.</summary>
    public int Callable(Instant now)
    {
        Advance(now, null);
        return Lines(Comes.Promised).Concat(Lines(Comes.Returned)).Sum(l => l.Cases.Count(p => Closed(cases[p.Id].Card) is null))
            + Lines(Comes.Waiting).Where(IsOpen).Sum(l => l.Count);
    }

    /// <summary>Open cases of the same person that another client's programme works: contacts are capped together, and neither client is told.</summary>
    public ImmutableArray<InterviewCard> AlsoWorked(InterviewCard card) => !IsLive(card) || card.Person.Length == 0 || !persons.TryGetValue(card.Person, out var all) || all.Count < 2 ? []
        : [.. all.Select(id => cases[id].Card).Where(c => IsLive(c) && ClientOf(c) != ClientOf(card)).OrderBy(c => c.Interview, StringComparer.Ordinal)];

    /// <summary>Why nobody is sure to keep a promise that stands: whoever gave it does not work at its time. Null where all is well.</summary>
    public string? Uncovered(InterviewCard card) => card is { Due: { } due, Owner: { } owner, Status: CaseStatus.Promised or CaseStatus.Booked }
        ? crew.TryGetValue(owner, out var who) ? who.IsAway(due) ? "is away then" : !who.Works(due) ? "is off shift then" : who.Speaks(card.Language) ? null : $"does not speak {Tongues.NameOf(card.Language)}" : "has left" : null;

    private static bool IsLive(InterviewCard card) => card.Status is CaseStatus.Waiting or CaseStatus.Promised or CaseStatus.Booked or CaseStatus.InInterview;

    private static string ClientOf(InterviewCard card) => card.Interview[..card.Interview.IndexOf('/')];

    /// <summary>The first in all lines of one kind that this interviewer may take, now.</summary>
    private InterviewCard? Best(Comes comes, Colleague me)
    {
        (InterviewCard? best, LinePlace at) = (null, default);
        List<Filed>? shut = null;
        foreach (var line in LinesFor(comes, me))
        {
            if (line.Count == 0) continue;
            var place = OfPlace(line);
            if (best is not null && (line.First with { Order = line.First.Order + place }).CompareTo(at) >= 0 || !IsOpen(line)) continue;
            foreach (var one in line.Cases)
            {
                var here = one with { Order = one.Order + place };
                if (best is not null && here.CompareTo(at) >= 0) break;
                var filed = cases[one.Id];
                // Somebody's own hour is over, or the place has closed since: the case goes to sleep, so that nobody passes it twice.
                if (line.Place is null && Closed(filed.Card) is not null) (shut ??= []).Add(filed);
                else if (MayTake(filed.Card, comes, me.Id))
                {
                    (best, at) = (filed.Card, here);
                    break;
                }
            }
        }
        foreach (var filed in shut ?? []) File(filed);
        return best;
    }

    private bool MayTake(InterviewCard card, Comes comes, string interviewer) =>
        !card.Barred.Contains(interviewer) && (card.PassedOnBy != interviewer || card.NotBefore <= time) && (comes != Comes.Waiting || card.RefusedTo != interviewer);

    private void RefileBeside(string interview)
    {
        if (!cases.TryGetValue(interview, out var filed)) return;
        if (filed.Card.Person.Length > 0) RefilePerson(filed.Card.Person);
        else File(filed);
    }

    private void RefilePerson(string person)
    {
        if (!persons.TryGetValue(person, out var all)) return;
        foreach (var id in all) File(cases[id]);
    }

    private void Refile(string owner)
    {
        if (!owned.TryGetValue(owner, out var theirs)) return;
        foreach (var id in theirs) File(cases[id]);
    }

    /// <summary>Keeps the count of waiting cases, and whose and of whom each is.</summary>
    private void Reckon(InterviewCard card, int by)
    {
        if (card is { Status: CaseStatus.Waiting, ReturnedAt: null, NoNumber: false, OnHold: false, Counted: < Interview.AttemptsMax }) Waiting += by;
        if (card.Owner is { } owner) Keep(owned, owner, card.Interview, by);
        if (card.Person.Length > 0) Keep(persons, card.Person, card.Interview, by);
    }

    private static void Keep(Dictionary<string, HashSet<string>> book, string key, string id, int by)
    {
        if (by > 0)
        {
            if (!book.TryGetValue(key, out var all)) book[key] = all = [];
            all.Add(id);
        }
        else if (book.TryGetValue(key, out var all) && all.Remove(id) && all.Count == 0) book.Remove(key);
    }
}
