using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Domain.Calls;

/// <summary>How well a decision is remembered and may be spoken of: best two to four weeks after a deal was decided, two to six after somebody left.</summary>
public enum Freshness { Fresh, Fading, Early, Stale }

/// <summary>
/// The order of cases that wait, as one number (lower is sooner) and as the words for it. Weighed one after the other: the
/// agency's priority, which follows the deal's value, the buyer's rank, freshness, the chance that they answer now, fewer
/// tries, then the older decision. Who stands equal in all of it stands in the order of their ids, so no tie falls by chance.
/// </summary>
public static class QueueOrder
{
    private const int ChanceAt = 32;

    /// <summary>Weeks after the best time in which a decision is still told well enough.</summary>
    private const int FadesForDays = 28;

    public static long Of(InterviewCard card, LocalDateTime there)
    {
        var fresh = FreshnessOf(card, there.Date);
        var (reached, failed) = Calls(card);
        return (long)Math.Clamp(card.Priority, 0, 15) << 40
            | (IsSenior(card) ? 0L : 1L) << 38
            | (long)fresh << 36
            | (long)ContactChance.Level(there, reached, failed) << ChanceAt
            | (long)Math.Clamp(card.Counted, 0, 15) << 28
            | (long)Math.Clamp(Period.DaysBetween(Epoch, card.DecidedOn), 0, (1 << 28) - 1);
    }

    /// <summary>What a place adds to every case of it at a local time: fewer people answer at midday and in the evening.</summary>
    public static long OfPlace(LocalDateTime there) => (long)ContactChance.PlaceLevel(ContactChance.PartOf(there.TimeOfDay)) << ChanceAt;

    /// <summary>When the order of this case may next change though nothing happens to it, in its own wall time.</summary>
    public static LocalDateTime NextTurn(InterviewCard card, LocalDateTime there)
    {
        var turn = card.Reached.IsEmpty && card.Failed.IsEmpty ? LocalDateTime.MaxIsoValue : ContactChance.NextTurn(there);
        foreach (var days in (int[])[FreshFrom, FreshUntil(card) + 1, FreshUntil(card) + FadesForDays + 1])
            if (card.DecidedOn.PlusDays(days).AtMidnight() is var changes && changes > there && changes < turn) turn = changes;
        return turn;
    }

    public static Freshness FreshnessOf(InterviewCard card, LocalDate today)
    {
        var days = Period.DaysBetween(card.DecidedOn, today);
        return days < FreshFrom ? Freshness.Early : days <= FreshUntil(card) ? Freshness.Fresh : days <= FreshUntil(card) + FadesForDays ? Freshness.Fading : Freshness.Stale;
    }

    /// <summary>Each thing that put the case where it stands, the weightiest first; each is true of the card at that hour.</summary>
    public static ImmutableArray<string> Reasons(InterviewCard card, LocalDateTime there)
    {
        var said = ImmutableArray.CreateBuilder<string>();
        if (card.Priority == 1) said.Add("among the most valuable deals of its list");
        if (IsSenior(card)) said.Add("a senior buyer");
        var days = Period.DaysBetween(card.DecidedOn, there.Date);
        var outcome = card.Outcome switch { DealOutcome.Won => "won deal", DealOutcome.Lost => "lost deal", _ => "a customer who left" };
        said.Add($"{outcome}, decided {days} days ago{FreshnessOf(card, there.Date) switch { Freshness.Fresh => ", while it is fresh", Freshness.Early => ", a little early", _ => "" }}");
        var (reached, failed) = Calls(card);
        if (ContactChance.Words(there, reached, failed) is { } chance) said.Add(chance);
        said.Add(card.Counted == 0 ? "not tried yet" : $"tried {card.Counted} of {Interview.AttemptsMax} times");
        return said.ToImmutable();
    }

    private static readonly LocalDate Epoch = new(2000, 1, 1);

    private static int FreshFrom => DealRanking.LostFreshFrom;

    private static int FreshUntil(InterviewCard card) => card.Outcome is DealOutcome.Churned or DealOutcome.Left ? DealRanking.ChurnFreshUntil : DealRanking.LostFreshUntil;

    private static bool IsSenior(InterviewCard card) => card.Tier == "senior";

    private static (ImmutableArray<LocalDateTime> Reached, ImmutableArray<LocalDateTime> Failed) Calls(InterviewCard card)
    {
        if (card.Reached.IsEmpty && card.Failed.IsEmpty) return ([], []);
        var zone = PlaceClock.ZoneOf(card.Place);
        return ([.. card.Reached.Select(at => at.InZone(zone).LocalDateTime)], [.. card.Failed.Select(at => at.InZone(zone).LocalDateTime)]);
    }
}
