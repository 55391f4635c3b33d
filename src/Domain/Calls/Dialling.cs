using NodaTime;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;

namespace WinLossAgency.Domain.Calls;

/// <summary>
/// Whether a case may be dialled at an instant: the one rule by which the queue offers it and by which the dial itself is
/// let through, so that nobody is offered whom a rule then keeps from being rung.
/// </summary>
public static class Dialling
{
    /// <summary>How long before its time a promise comes up.</summary>
    public static readonly Duration PromiseLead = Duration.FromMinutes(2);

    /// <summary>How long a wish outlives its hour: a promise an hour late, or a call returned the next morning, keeps the usual hours again.</summary>
    public static readonly Duration WishFor = Duration.FromHours(1);

    /// <summary>Why this card may not be dialled now, and from when on it is worth asking again; or null.</summary>
    public static Held? WhyNot(InterviewCard card, PersonState person, Instant now, HoursOf hours) =>
        ClosedThere(card, now, hours) ?? TriedThisPart(card, now) ?? Person.WhyNot(person, KindOf(card, now), now, card.Interview);

    /// <summary>Nobody is rung a second time in a part of the day in which they did not answer, unless they asked for it.</summary>
    public static Held? TriedThisPart(InterviewCard card, Instant now)
    {
        if (KindOf(card, now) != TouchKind.Dial) return null;
        var zone = PlaceClock.ZoneOf(card.Place);
        var there = now.InZone(zone).LocalDateTime;
        return card.Failed.Any(f => ContactChance.IsSamePart(f.InZone(zone).LocalDateTime, there)) ? new Held(ContactChance.RungIn(there), ContactChance.NextTurn(there).InZoneLeniently(zone).ToInstant()) : null;
    }

    /// <summary>The hours of the buyer's place, which only their own wish for this very hour goes before.</summary>
    public static Held? ClosedThere(InterviewCard card, Instant now, HoursOf hours)
    {
        if (IsWishedNow(card, now)) return null;
        var there = hours(card.Place, now, WishesOf(card));
        return there.MayCall ? null : new Held(there.WhyNot!, there.From);
    }

    /// <summary>A promised hour, a returned call and what we missed are the buyer's own wish, and count as no attempt however late they are kept.</summary>
    public static TouchKind KindOf(InterviewCard card, Instant now) =>
        card.ReturnedAt is not null || card.IsOwedACall || card.Interviewing || card.Due is { } due && due <= now + PromiseLead ? TouchKind.PromisedCall : TouchKind.Dial;

    /// <summary>What the buyer said of when they may be rung, or null where they said nothing.</summary>
    public static CallWishes? WishesOf(InterviewCard card) => card.Available.IsEmpty ? null : new CallWishes(card.Available, []);

    /// <summary>Until when a wish for this very hour goes before the hours of the place; null where there is none now.</summary>
    public static Instant? WishEnds(InterviewCard card, Instant now) => !IsWishedNow(card, now) ? null
        : PromisedFor(card) is { } due && due - PromiseLead <= now && now < due + WishFor ? due + WishFor : card.ReturnedAt + WishFor;

    private static bool IsWishedNow(InterviewCard card, Instant now) =>
        PromisedFor(card) is { } due && due - PromiseLead <= now && now < due + WishFor || card.ReturnedAt is { } returned && now < returned + WishFor;

    private static Instant? PromisedFor(InterviewCard card) => card.Due ?? (card.IsOwedACall ? card.MissedDue : null);
}
