using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Domain.Calls;

/// <summary>From when on anybody who speaks the language may ring in the owner's place, and why, as the desk says it.</summary>
public sealed record HandOff(Instant From, string Why);

/// <summary>
/// Whoever spoke to a buyer keeps the case (DOMAIN §5), but only for a time: a promise until a quarter of an hour after it was
/// due, a returned call for ten minutes, any other case for two working days of theirs in which they do not ring. Where the
/// owner is away, off shift or gone, nobody waits for them. History and notes go with the case, so the next person knows them.
/// </summary>
public static class Ownership
{
    public static readonly Duration PromiseFor = Duration.FromMinutes(15);
    public static readonly Duration ReturnFor = Duration.FromMinutes(10);
    public const int WorkingDays = 2;

    private static readonly Instant Never = Instant.FromUnixTimeSeconds(0);

    /// <param name="owner">The owner as the queue knows them; null where they are no interviewer of the team any more.</param>
    public static HandOff OfPromise(Instant due, Colleague? owner) =>
        owner is null ? new HandOff(due - Dialling.PromiseLead, "the colleague who promised it has left")
        : owner.IsAway(due) ? new HandOff(due - Dialling.PromiseLead, "the colleague who promised it is away")
        : !owner.Works(due) ? new HandOff(due - Dialling.PromiseLead, "the colleague who promised it is off shift")
        : new HandOff(due + PromiseFor, $"the colleague who promised it is more than {PromiseFor.TotalMinutes:0} minutes late");

    public static HandOff OfReturn(Instant returned, Colleague? owner) =>
        owner is null ? new HandOff(returned, "the colleague whose case it is has left")
        : !owner.Works(returned) ? new HandOff(returned, "the colleague whose case it is is not on shift")
        : new HandOff(returned + ReturnFor, "the colleague whose case it is is taken");

    public static HandOff OfWaiting(InterviewCard card, Colleague? owner)
    {
        var since = card.Tried.Append(card.NotBefore).Append(Never).Max();
        if (owner is null) return new HandOff(since, "the colleague whose case it is has left");
        var end = owner.Hours?.EndOfWorkingDay(since, WorkingDays) ?? since + Duration.FromDays(WorkingDays);
        var away = owner.Away.Where(a => a.Meets(since, end)).OrderBy(a => a.Start).FirstOrDefault();
        return away is null ? new HandOff(end, $"the colleague whose case it is has not rung for {WorkingDays} working days")
            : new HandOff(Instant.Max(since, away.Start), "the colleague whose case it is is away");
    }
}
