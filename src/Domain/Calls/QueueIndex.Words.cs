using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Domain.Calls;

/// <summary>Why now, and why not yet.</summary>
public sealed partial class QueueIndex
{
    /// <summary>Cases asleep that are looked at for the hour at which somebody may ring again.</summary>
    private const int SleepersAsked = 40;

    /// <summary>Why this case comes now, or why not yet; without an interviewer it is said for the whole team.</summary>
    public ImmutableArray<string> WhyNotYet(string interview, string? interviewer, Instant now, Instant hostNow)
    {
        Advance(now, hostNow);
        if (!cases.TryGetValue(interview, out var filed)) return ["it is not in this team's queue"];
        var card = filed.Card;
        if (card.Status is not (CaseStatus.Waiting or CaseStatus.Promised or CaseStatus.Booked)) return [CaseWords.Of(card.Status)];
        var why = ImmutableArray.CreateBuilder<string>();
        if (LeasedTo(interview, hostNow) is { } other && other != interviewer) why.Add("a colleague has it open");
        else if (SamePersonLent(card, hostNow)) why.Add("a colleague has another case of the same person open");
        if (Coming(card) is not { } comes) why.Add(card.OnHold ? CaseWords.HeldBack : card.NoNumber ? CaseWords.NoNumberLeft : CaseWords.TriesUsed);
        else if (comes.From > now) why.Add(comes.Kind == Comes.Promised ? "promised for a later time" : "resting after the last attempt");
        why.AddRange(WhyNotThem(card, interviewer));
        if (Dialling.ClosedThere(card, now, hours) is { } closed && (card.Due is null || card.Due <= now + PromiseLead)) why.Add(closed.Why);
        if (filed.Held is { From: { } until } held && until > now) why.Add(held.Why);
        return why.ToImmutable();
    }

    /// <summary>Whether somebody else keeps this case for themselves at this time.</summary>
    public bool IsKeptFrom(string interview, string interviewer, Instant now) =>
        cases.TryGetValue(interview, out var filed) && filed.Card.Owner is { } owner && owner != interviewer && KeptUntil(filed.Card, now) is { } until && until > now;

    /// <summary>Reasons in words, the weightiest first.</summary>
    public ImmutableArray<string> ReasonsFor(InterviewCard card, Instant now)
    {
        var there = now.InZone(PlaceClock.ZoneOf(card.Place)).LocalDateTime;
        var first = card switch
        {
            { Due: { } due } when due <= now + PromiseLead || card.ReturnedAt is null => card.Interviewing ? "booked for now" : "promised a call back",
            { ReturnedAt: not null } => card.Wrote ? "wrote to us" : "rang us back",
            { IsOwedACall: true } => "we missed what we had promised them",
            _ => null,
        };
        ImmutableArray<string> kept = card.Owner is { } owner && KindOf(card, now) is { } kind && HandOffOf(card, kind, owner) is var handOff && handOff.From <= now ? [handOff.Why] : [];
        return [.. first is null ? [] : (string[])[first], .. kept, .. QueueOrder.Reasons(card, there)];
    }

    /// <summary>Stands in a concern where a name may be put.</summary>
    public const string Whoever = "whoever promised this";

    /// <summary>What whoever leads the team should see of a case before it goes wrong; null where nothing is the matter. No name of anyone is in it.</summary>
    public string? Concern(InterviewCard card) =>
        Uncovered(card) is { } uncovered ? $"{Whoever} {uncovered}"
        : !IsLive(card) ? null
        : IsMute(card) ? $"nobody of the team speaks {Tongues.NameOf(card.Language)}"
        : !AlsoWorked(card).IsEmpty ? "on another client's list too: contacts are counted together, and neither client is told"
        : null;

    /// <summary>Whether a concern is one to act on: of people on two lists the lead only needs to know.</summary>
    public bool Rings(InterviewCard card) => Uncovered(card) is not null || IsLive(card) && IsMute(card);

    private bool IsMute(InterviewCard card) => crew.Count > 0 && !crew.Values.Any(c => c.Speaks(card.Language));

    private IEnumerable<string> WhyNotThem(InterviewCard card, string? interviewer)
    {
        var me = interviewer is null ? null : crew.GetValueOrDefault(interviewer);
        // Whoever asks sits at their desk, whatever their hours say.
        if (me?.Speaks(card.Language) != true && !crew.Values.Any(c => c.Speaks(card.Language) && c.Works(time))) yield return $"nobody on shift speaks {Tongues.NameOf(card.Language)}";
        if (interviewer is null) yield break;
        if (me?.Speaks(card.Language) == false) yield return $"you do not speak {Tongues.NameOf(card.Language)}";
        if (card.Barred.Contains(interviewer)) yield return "you know this person; a colleague takes it";
        if (card.PassedOnBy == interviewer && card.NotBefore > time && KindOf(card, time) != Comes.Waiting) yield return "you set it aside; a colleague keeps the promise";
        if (card.RefusedTo == interviewer && KindOf(card, time) == Comes.Waiting) yield return "declined to you; a colleague tries once more";
        if (IsKeptFrom(card.Interview, interviewer, time)) yield return "belongs to a colleague";
    }

    private Instant? KeptUntil(InterviewCard card, Instant now) => card.Owner is { } owner && KindOf(card, now) is { } kind ? HandOffOf(card, kind, owner).From : null;

    private static Comes? KindOf(InterviewCard card, Instant now) =>
        card.Due is { } due && card.Status is CaseStatus.Promised or CaseStatus.Booked && (card.ReturnedAt is null || card.Due <= now + PromiseLead) ? Comes.Promised
        : card.ReturnedAt is not null || card.IsOwedACall ? Comes.Returned : card.Status == CaseStatus.Waiting ? Comes.Waiting : null;

    private bool SamePersonLent(InterviewCard card, Instant hostNow) =>
        card.Person.Length > 0 && persons.TryGetValue(card.Person, out var all) && all.Any(id => id != card.Interview && LeasedTo(id, hostNow) is not null);

    /// <summary>When this interviewer may ring somebody again, as far as can be told from the first that come up.</summary>
    private Instant? NextCallable(Colleague me)
    {
        Instant? next = null;
        void Consider(Instant at) => next = next is { } n && n <= at ? n : at;
        foreach (var line in LinesFor(Comes.Waiting, me))
            if (line.Cases.Any(p => MayTake(cases[p.Id].Card, Comes.Waiting, me.Id)))
                Consider(line.Place is { } place && HoursAt(place).Hours is { MayCall: false } closed ? closed.From : time + Duration.FromMinutes(1));
        foreach (var language in asleep.Keys)
        {
            foreach (var place in asleep[language].Take(SleepersAsked))
            {
                var (card, wakes) = (cases[place.Id].Card, Instant.FromUnixTimeTicks(place.Order));
                // They stand by the instant they wake, and none can be rung before that.
                if (next <= wakes) break;
                if (me.Speaks(language) && !card.Barred.Contains(me.Id)) Consider(OpensThere(card, wakes));
            }
        }
        return next;
    }

    /// <summary>A case that wakes at night waits for the morning of its place.</summary>
    private Instant OpensThere(InterviewCard card, Instant wakes) => Dialling.ClosedThere(card, wakes, hours)?.From ?? wakes;
}
