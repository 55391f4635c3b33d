using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain.Calls;
using static WinLossAgency.Domain.Decision;

namespace WinLossAgency.Domain.People;

/// <summary>What a person can notice. A dial, a message we began, an answer to something they asked for, a slot offered.</summary>
public enum TouchKind { Dial, Voicemail, Mail, BookingMail, PromisedCall, Offer }

/// <summary>One permitted touch: which case of which client's engagement took it, and when.</summary>
public sealed record Touch(Instant At, TouchKind Kind, string Interview, bool Counted);

/// <summary>Facts of one person across every engagement and client. Names, numbers and words live in their dossier, never here.</summary>
public abstract record PersonEvent(Instant At)
{
    public sealed record Met(Instant At, string Zone) : PersonEvent(At);

    public sealed record Listed(Instant At, string Interview) : PersonEvent(At);

    public sealed record Permitted(Instant At, TouchKind Kind, string Interview, bool Counted) : PersonEvent(At);

    public sealed record TouchReturned(Instant At, string Interview) : PersonEvent(At)
    {
        /// <summary>When the call ended that is given back; null where that was not kept, and it is the last one.</summary>
        public Instant? Rang { get; init; }
    }

    public sealed record Suppressed(Instant At) : PersonEvent(At)
    {
        /// <summary>The case in which they said it to an interviewer; null is a wish that nobody takes back.</summary>
        public string? For { get; init; }
    }

    public sealed record SuppressionLifted(Instant At) : PersonEvent(At)
    {
        /// <summary>What was said for this case by then; null lifts all, as it did before that was kept.</summary>
        public string? For { get; init; }
        public Instant? Until { get; init; }
    }

    public sealed record MergedInto(Instant At, string Other) : PersonEvent(At);

    public sealed record Erased(Instant At) : PersonEvent(At);

    /// <summary>Another key turned out to be the same person; what it had counts here from now on.</summary>
    public sealed record Joined(Instant At, string Other, ImmutableArray<string> Interviews, ImmutableArray<Touch> Touches) : PersonEvent(At);

    /// <summary>The time for which the dossier is kept is over, and it is destroyed.</summary>
    public sealed record Lapsed(Instant At) : PersonEvent(At);

    /// <summary>When they say they may be rung, as weekly spans of their own wall time; none takes back what they said.</summary>
    public sealed record AvailabilityStated(Instant At, ImmutableArray<AvailableSpan> Spans) : PersonEvent(At);

    /// <summary>A programme ended: which cases of it were this person's is forgotten.</summary>
    public sealed record Parted(Instant At, string Engagement) : PersonEvent(At);
}

public abstract record PersonCommand
{
    public sealed record Meet(string Zone) : PersonCommand;
    public sealed record List(string Interview) : PersonCommand;
    public sealed record AskPermit(TouchKind Kind, string Interview) : PersonCommand;
    public sealed record ReturnTouch(string Interview, Instant? Rang = null) : PersonCommand;
    public sealed record Suppress(string? For) : PersonCommand;
    public sealed record LiftSuppression(string For, Instant Until) : PersonCommand;
    public sealed record Merge(string Other) : PersonCommand;
    public sealed record Erase : PersonCommand;
    public sealed record Join(string Other, PersonState Had) : PersonCommand;
    public sealed record Lapse : PersonCommand;
    public sealed record Part(string Engagement) : PersonCommand;
    public sealed record StateAvailability(ImmutableArray<AvailableSpan> Spans) : PersonCommand;
}

public sealed record PersonState
{
    public static readonly PersonState None = new();

    public string Zone { get; init; } = "Etc/UTC";
    public bool Known { get; init; }
    public bool Suppressed { get; init; }
    /// <summary>Why they are. Empty beside a suppression from before this was kept, which is taken for a wish.</summary>
    public ImmutableArray<Bar> Bars { get; init; } = [];
    public bool Erased { get; init; }
    public string? MergedInto { get; init; }
    public ImmutableArray<string> Interviews { get; init; } = [];
    public ImmutableArray<Touch> Touches { get; init; } = [];
    /// <summary>Other keys under which this person was met before.</summary>
    public ImmutableArray<string> Absorbed { get; init; } = [];
    public bool Lapsed { get; init; }
    /// <summary>When a call was given back last. One from before it is spent: the same outcome told twice gives nothing back a second time.</summary>
    public Instant? GivenBackAt { get; init; }
    public ImmutableArray<AvailableSpan> Available { get; init; } = [];

    public static PersonState Fold(PersonState s, PersonEvent e) => e switch
    {
        PersonEvent.Met f => s with { Known = true, Zone = f.Zone, Lapsed = false },
        PersonEvent.Listed f => s with { Interviews = s.Interviews.Add(f.Interview) },
        PersonEvent.Permitted f => s with { Touches = s.Touches.Add(new Touch(f.At, f.Kind, f.Interview, f.Counted)) },
        PersonEvent.TouchReturned f => s with { Touches = WithoutLast(s, f.Interview, f.Rang ?? f.At), GivenBackAt = f.Rang ?? f.At },
        PersonEvent.Suppressed f => s.BarredBy(s.BarsKnown.Add(new Bar(f.For, f.At))),
        PersonEvent.SuppressionLifted f => s.BarredBy(f is { For: { } interview, Until: { } until } ? s.BarsKnown.Without(interview, until) : []),
        PersonEvent.MergedInto f => s with { MergedInto = f.Other },
        PersonEvent.Erased => s with { Erased = true, Suppressed = true },
        PersonEvent.Joined f => s with
        {
            Absorbed = s.Absorbed.Add(f.Other), Interviews = [.. s.Interviews.Union(f.Interviews)], Touches = [.. s.Touches.Concat(f.Touches).OrderBy(t => t.At)],
        },
        PersonEvent.Lapsed => s with { Lapsed = true },
        PersonEvent.AvailabilityStated f => s with { Available = f.Spans },
        // Touches still count against the budget of every client; only whose case they were for is forgotten.
        PersonEvent.Parted f => s with
        {
            Interviews = s.Interviews.RemoveAll(i => Of(f.Engagement, i)),
            Touches = [.. s.Touches.Select(t => Of(f.Engagement, t.Interview) ? t with { Interview = "" } : t)],
            Bars = [.. s.Bars.Select(b => b.For is { } interview && Of(f.Engagement, interview) ? b with { For = null } : b)],
        },
        _ => throw new InvalidOperationException($"No fold for {e.GetType().Name}."),
    };

    /// <summary>Whether the bar that was set at this instant still stands: taken back and said again, it is another one.</summary>
    public bool IsBarredSince(Instant at) => Suppressed && (Bars.IsEmpty || Bars.Any(b => b.At == at));

    internal ImmutableArray<Bar> BarsKnown => Suppressed && Bars.IsEmpty ? [new Bar(null, Instant.MinValue)] : Bars;

    private PersonState BarredBy(ImmutableArray<Bar> bars) => this with { Bars = bars, Suppressed = Erased || !bars.IsEmpty };

    internal static bool Of(string engagement, string interview) => interview.StartsWith(engagement + "/", StringComparison.Ordinal);

    /// <summary>The last call of the case by then is given back, if it counted; one that was promised never did, and an earlier one stays spent, as does what was rung since.</summary>
    private static ImmutableArray<Touch> WithoutLast(PersonState s, string interview, Instant rang)
    {
        var touches = s.Touches;
        for (var i = touches.Length - 1; i >= 0; i--)
            if (touches[i].Interview == interview && touches[i].At <= rang && touches[i].Kind is TouchKind.Dial or TouchKind.PromisedCall) return touches[i].Counted && !(touches[i].At <= s.GivenBackAt) ? touches.RemoveAt(i) : touches;
        return touches;
    }
}

/// <summary>Why somebody may not be touched now, and from when on it is worth asking again; never, as things stand, where From is null.</summary>
public sealed record Held(string Why, Instant? From);

/// <summary>Decisions on one person: the touch budget across engagements and clients (DOMAIN §5), and who may not be touched at all.</summary>
public static class Person
{
    /// <summary>Counted touches in all.</summary>
    public const int TouchesMax = 6;
    /// <summary>Days of any week on which a person may be touched.</summary>
    public const int DaysPerWeekMax = 2;
    /// <summary>Counted dials on one day.</summary>
    public const int DialsPerDayMax = 2;
    /// <summary>How long one case's call keeps every other case of the same person from ringing.</summary>
    public static readonly Duration BetweenCases = Duration.FromMinutes(20);
    /// <summary>Messages we begin on one day; a voicemail and its paired e-mail are one.</summary>
    public const int MessagesPerDayMax = 1;

    public static Decision<PersonEvent> Decide(PersonState s, PersonCommand command, Instant at) => command switch
    {
        PersonCommand.Meet c => s.Known && !s.Lapsed && s.Zone == c.Zone ? Nothing<PersonEvent>() : new PersonEvent.Met(at, c.Zone),
        PersonCommand.List c => s.Interviews.Contains(c.Interview) ? Nothing<PersonEvent>() : new PersonEvent.Listed(at, c.Interview),
        PersonCommand.AskPermit c => Permit(s, c, at),
        PersonCommand.ReturnTouch c => new PersonEvent.TouchReturned(at, c.Interview) { Rang = c.Rang },
        PersonCommand.Suppress c => s.Erased || s.BarsKnown.Hold(c.For) ? Nothing<PersonEvent>() : new PersonEvent.Suppressed(at) { For = c.For },
        PersonCommand.LiftSuppression c => s.Erased ? Refuse("This person was erased at their wish; that cannot be undone.")
            : s.BarsKnown.Without(c.For, c.Until).Length < s.BarsKnown.Length ? new PersonEvent.SuppressionLifted(at) { For = c.For, Until = c.Until } : Nothing<PersonEvent>(),
        PersonCommand.Merge c => s.MergedInto is null ? new PersonEvent.MergedInto(at, c.Other) : Nothing<PersonEvent>(),
        PersonCommand.Erase => s.Erased ? Nothing<PersonEvent>() : new PersonEvent.Erased(at),
        PersonCommand.Join c => s.Absorbed.Contains(c.Other) ? Nothing<PersonEvent>() : new PersonEvent.Joined(at, c.Other, c.Had.Interviews, c.Had.Touches),
        PersonCommand.StateAvailability c => s.Available.SequenceEqual(c.Spans) ? Nothing<PersonEvent>() : new PersonEvent.AvailabilityStated(at, c.Spans),
        PersonCommand.Lapse => s.Lapsed || s.Erased || !s.Known ? Nothing<PersonEvent>() : new PersonEvent.Lapsed(at),
        PersonCommand.Part c => s.Interviews.Any(i => PersonState.Of(c.Engagement, i)) || s.Touches.Any(t => PersonState.Of(c.Engagement, t.Interview))
            ? new PersonEvent.Parted(at, c.Engagement) : Nothing<PersonEvent>(),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    /// <summary>Why this touch would be refused at the instant, or null: the same rule for whoever asks beforehand and for the permit itself.</summary>
    /// <param name="interview">
    /// For which case; where one is named, nobody is rung for it while a colleague rings them for another. Nor in a part of the day in which they were rung
    /// for another; whether a call of its own was answered in this one, or reached the wrong telephone, the case itself knows (<see cref="Dialling.TriedThisPart"/>).
    /// </param>
    public static Held? WhyNot(PersonState s, TouchKind kind, Instant at, string? interview = null)
    {
        if (s.Suppressed) return new Held("Do not contact: this person asked us not to.", null);
        if (interview is not null && kind is TouchKind.Dial or TouchKind.PromisedCall && s.Touches.LastOrDefault(IsCall) is { } call && call.Interview != interview && at < call.At + BetweenCases)
            return new Held("A colleague is ringing this person for another programme.", call.At + BetweenCases);
        if (IsTheirWish(kind)) return null;
        if (kind == TouchKind.Dial && OutsideStated(s, at) is { } outside) return outside;
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(s.Zone) ?? DateTimeZone.Utc;
        var day = at.InZone(zone).Date;
        var counted = s.Touches.Where(t => t.Counted).ToArray();
        var every = OfDay(s, at);
        var today = every.Where(t => t.Counted).ToArray();
        if (PairsWithVoicemail(kind, every)) return null;
        if (counted.Length >= TouchesMax) return new Held($"All {TouchesMax} attempts for this person are used.", null);
        Instant From(LocalDate on) => zone.AtStartOfDay(on).ToInstant();
        LocalDate[] days = [.. counted.Select(t => t.At.InZone(zone).Date).Where(d => Period.DaysBetween(d, day) is >= 0 and < 7).Distinct().Order()];
        if (today.Length == 0 && days.Length >= DaysPerWeekMax)
            return new Held($"This person was tried on {DaysPerWeekMax} days of the last week; the next day frees up later.", From(days[^DaysPerWeekMax].PlusDays(7)));
        if (kind == TouchKind.Dial && today.Count(t => t.Kind == TouchKind.Dial) >= DialsPerDayMax)
            return new Held($"This person was rung {DialsPerDayMax} times today.", From(day.PlusDays(1)));
        if (kind == TouchKind.Dial && today.Any(t => t.Kind == TouchKind.Dial && t.Interview != interview && ContactChance.IsSamePart(t.At.InZone(zone).LocalDateTime, at.InZone(zone).LocalDateTime)))
            return new Held(ContactChance.RungIn(at.InZone(zone).LocalDateTime), ContactChance.NextTurn(at.InZone(zone).LocalDateTime).InZoneLeniently(zone).ToInstant());
        if (kind is TouchKind.Voicemail or TouchKind.Mail && HadMessage(s, at))
            return new Held("This person has had one message today.", From(day.PlusDays(1)));
        return null;
    }

    /// <summary>Whether they have had all messages of their day, at a machine or by mail. A call at the hour they named is made all the same, and leaves none.</summary>
    public static bool HadMessage(PersonState s, Instant at) => OfDay(s, at).Count(t => t.Kind is TouchKind.Voicemail or TouchKind.Mail) >= MessagesPerDayMax;

    /// <summary>Touches of that day where they are.</summary>
    private static Touch[] OfDay(PersonState s, Instant at)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(s.Zone) ?? DateTimeZone.Utc;
        return [.. s.Touches.Where(t => t.At.InZone(zone).Date == at.InZone(zone).Date)];
    }

    private static bool IsCall(Touch touch) => touch.Kind is TouchKind.Dial or TouchKind.PromisedCall;

    /// <summary>What somebody said of when they may be rung holds for every client's programme, not only for the one that heard it.</summary>
    private static Held? OutsideStated(PersonState s, Instant at)
    {
        if (s.Available.IsEmpty) return null;
        var place = new CallPlace(DateTimeZoneProviders.Tzdb.GetZoneOrNull(s.Zone) ?? DateTimeZone.Utc, "", null);
        var wishes = new CallWishes(s.Available, []);
        return Hours.MayCall(place, at, wishes) is CallVerdict.No no ? new Held(no.Reason, Hours.NextAllowed(place, at, wishes)) : null;
    }

    private static Decision<PersonEvent> Permit(PersonState s, PersonCommand.AskPermit c, Instant at)
    {
        if (WhyNot(s, c.Kind, at, c.Interview) is { } held) return Refuse(held.Why);
        return new PersonEvent.Permitted(at, c.Kind, c.Interview, Counted: !IsTheirWish(c.Kind) && !PairsWithVoicemail(c.Kind, OfDay(s, at)) && c.Kind != TouchKind.Voicemail);
    }

    internal static bool IsTheirWish(TouchKind kind) => kind is TouchKind.BookingMail or TouchKind.PromisedCall or TouchKind.Offer;

    /// <summary>A voicemail, which counts as the dial it was left by, and its paired e-mail of the same day count once.</summary>
    private static bool PairsWithVoicemail(TouchKind kind, IReadOnlyCollection<Touch> today) =>
        kind == TouchKind.Mail && today.Count(t => t.Kind == TouchKind.Voicemail) > today.Count(t => t.Kind == TouchKind.Mail);
}
