using System.Runtime.InteropServices;
using NodaTime;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;

namespace WinLossAgency.Domain.Calls;

/// <summary>Where a case is filed, and when that must be looked at again.</summary>
public sealed partial class QueueIndex
{
    /// <summary>Cases whose order alone may have changed that one choice files anew; the rest follow with the next ones, so that no choice waits for a whole country's noon.</summary>
    private const int TurnsPerChoice = 16;

    private readonly Dictionary<(Comes, string Who, Place?), QueueLine> lines = [];
    /// <summary>Lines by whose they are: "@" and an owner, or a language that whoever takes them must speak.</summary>
    private readonly Dictionary<(Comes, string Who), List<QueueLine>> racks = [];
    private readonly Dictionary<string, SortedSet<LinePlace>> asleep = [];
    private readonly PriorityQueue<(string Id, int Stamp), Instant> looks = new();
    private readonly PriorityQueue<(string Id, int Stamp), Instant> turns = new();
    private readonly Dictionary<Place, PlaceNow> places = [];
    private HoursOf? cachedHours;

    /// <summary>The agency's time as the index was last asked; before that everything sleeps.</summary>
    private Instant time = Instant.MinValue;
    private long minuteNow = -1;

    private void Advance(Instant now, Instant? hostNow, int turnsMax = TurnsPerChoice)
    {
        time = now;
        minuteNow = now.ToUnixTimeSeconds() / 60;
        while (looks.TryPeek(out var look, out var at) && at <= now) Again(looks);
        for (var n = 0; n < turnsMax && turns.TryPeek(out _, out var at) && at <= now; n++) Again(turns);
        while (hostNow is { } host && leaseEnds.TryPeek(out var id, out var until) && until <= host)
        {
            leaseEnds.Dequeue();
            // The same case may have been opened again since.
            if (leases.TryGetValue(id, out var lease) && lease.Until <= host) EndLease(id);
        }
    }

    private void Again(PriorityQueue<(string Id, int Stamp), Instant> due)
    {
        var (id, stamp) = due.Dequeue();
        if (cases.TryGetValue(id, out var filed) && filed.Stamp == stamp) File(filed);
    }

    /// <summary>Files a case as it stands at the time the index was last asked.</summary>
    private void File(Filed filed)
    {
        TakeOut(filed);
        var card = filed.Card;
        if (IsLent(card) || Coming(card) is not { } comes) return;
        if (comes.From > time) { Sleep(filed, comes.From); return; }
        if (filed.Held is { From: { } heldUntil } && heldUntil > time) { Sleep(filed, heldUntil); return; }
        // The hours of a place are asked once for all its waiting cases; promises, returned calls and stated hours are each their own.
        var place = comes.Kind == Comes.Waiting && card.Available.IsEmpty ? card.Place : null;
        if (place is null)
        {
            if (Closed(card) is { } closed) { Sleep(filed, Instant.Max(closed.From ?? time, time + Duration.FromMinutes(1))); return; }
            Look(filed, Dialling.WishEnds(card, time) ?? time + Duration.FromMinutes(15));
        }
        var who = card.Language;
        if (card.Owner is { } owner)
        {
            var handOff = HandOffOf(card, comes.Kind, owner);
            if (handOff.From > time)
            {
                who = $"@{owner}";
                Look(filed, handOff.From);
            }
        }
        filed.Line = LineOf(comes.Kind, who, place);
        filed.At = new LinePlace(comes.Kind == Comes.Waiting ? OrderOf(filed) : comes.Order, card.Interview);
        filed.Line.Add(filed.At);
    }

    /// <summary>What brings the case up and from when on, or null where nothing does.</summary>
    private (Comes Kind, Instant From, long Order)? Coming(InterviewCard card)
    {
        var due = card.Status is CaseStatus.Promised or CaseStatus.Booked ? card.Due : null;
        if (card.ReturnedAt is { } returned && IsLive(card) && card.Status != CaseStatus.InInterview && !(due - PromiseLead <= time)) return (Comes.Returned, returned, returned.ToUnixTimeTicks());
        // What we missed we ring about before anything that nobody waits for.
        if (card.IsOwedACall) return (Comes.Returned, card.NotBefore, card.NotBefore.ToUnixTimeTicks());
        if (due is { } promised) return (Comes.Promised, promised - PromiseLead, promised.ToUnixTimeTicks());
        return card is { Status: CaseStatus.Waiting, NoNumber: false, OnHold: false, Counted: < Interview.AttemptsMax } ? (Comes.Waiting, card.NotBefore, 0) : null;
    }

    private HandOff HandOffOf(InterviewCard card, Comes comes, string owner)
    {
        var who = crew.GetValueOrDefault(owner);
        var speaks = who?.Speaks(card.Language) ?? true;
        var handOff = comes switch
        {
            Comes.Promised => Ownership.OfPromise(card.Due!.Value, speaks ? who : null),
            Comes.Returned => Ownership.OfReturn(card.ReturnedAt ?? card.NotBefore, speaks ? who : null),
            _ => Ownership.OfWaiting(card, speaks ? who : null),
        };
        return speaks ? handOff : handOff with { Why = $"the colleague whose case it is does not speak {Tongues.NameOf(card.Language)}" };
    }

    private long OrderOf(Filed filed)
    {
        var zone = PlaceClock.ZoneOf(filed.Card.Place);
        var there = time.InZone(zone).LocalDateTime;
        if (QueueOrder.NextTurn(filed.Card, there) is var turn && turn < LocalDateTime.MaxIsoValue)
            turns.Enqueue((filed.Card.Interview, filed.Stamp), turn.InZoneLeniently(zone).ToInstant());
        return QueueOrder.Of(filed.Card, there);
    }

    /// <summary>The case, or another of the same person, is open on a desk.</summary>
    private bool IsLent(InterviewCard card) => leases.ContainsKey(card.Interview)
        || leases.Count > 0 && card.Person.Length > 0 && persons.TryGetValue(card.Person, out var all) && all.Count > 1 && all.Any(leases.ContainsKey);

    private void TakeOut(Filed filed)
    {
        filed.Stamp++;
        filed.Line?.Remove(filed.At);
        filed.Line = null;
        if (filed.Wakes is not { } wakes) return;
        asleep[filed.Card.Language].Remove(new LinePlace(wakes.ToUnixTimeTicks(), filed.Card.Interview));
        filed.Wakes = null;
    }

    private void Sleep(Filed filed, Instant until)
    {
        filed.Wakes = until;
        if (!asleep.TryGetValue(filed.Card.Language, out var all)) asleep[filed.Card.Language] = all = [];
        all.Add(new LinePlace(until.ToUnixTimeTicks(), filed.Card.Interview));
        Look(filed, until);
    }

    private void Look(Filed filed, Instant at) => looks.Enqueue((filed.Card.Interview, filed.Stamp), at);

    private QueueLine LineOf(Comes comes, string who, Place? place)
    {
        ref var line = ref CollectionsMarshal.GetValueRefOrAddDefault(lines, (comes, who, place), out _);
        if (line is not null) return line;
        line = new QueueLine(comes, place is null ? null : PlaceOf(place));
        if (!racks.TryGetValue((comes, who), out var rack)) racks[(comes, who)] = rack = [];
        rack.Add(line);
        return line;
    }

    private IEnumerable<QueueLine> Lines(Comes comes) => lines.Values.Where(l => l.Comes == comes);

    private IEnumerable<QueueLine> LinesFor(Comes comes, Colleague me)
    {
        if (racks.TryGetValue((comes, $"@{me.Id}"), out var own))
            foreach (var line in own) yield return line;
        foreach (var language in me.Languages)
            if (racks.TryGetValue((comes, language), out var open))
                foreach (var line in open) yield return line;
    }

    private PlaceNow PlaceOf(Place place)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(places, place, out _);
        return known ??= new PlaceNow(place);
    }

    private bool IsOpen(QueueLine line) => line.Place is not { } place || HoursAt(place).Hours.MayCall;

    private long OfPlace(QueueLine line) => line.Place is { } place ? HoursAt(place).Order : 0;

    /// <summary>Places open and close on whole minutes, so each is asked once a minute and not once a choice.</summary>
    private PlaceNow HoursAt(PlaceNow place)
    {
        if (place.Minute == minuteNow) return place;
        // What is closed stays so until it opens; to look for that hour again would cost more than all else.
        if (place.Minute == long.MinValue || place.Minute > minuteNow || place.Hours.MayCall || time >= place.Hours.From) place.Hours = hours(place.Place, time, null);
        (place.Minute, place.Order) = (minuteNow, QueueOrder.OfPlace(time.InZone(PlaceClock.ZoneOf(place.Place)).LocalDateTime));
        return place;
    }

    private Held? Closed(InterviewCard card) =>
        Dialling.ClosedThere(card, time, cachedHours ??= (place, now, wishes) => wishes is null ? HoursAt(PlaceOf(place)).Hours : hours(place, now, wishes));
}
