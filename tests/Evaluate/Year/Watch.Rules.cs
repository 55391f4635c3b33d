using NodaTime;

namespace WinLossAgency.Evaluate.Year;

/// <summary>What may be done to a buyer, and what must come before whom: the rules of DOMAIN §5 once more, told of what people did.</summary>
internal sealed partial class Watch
{
    private static readonly Duration Lead = Duration.FromMinutes(2), Late = Duration.FromMinutes(6), Wish = Duration.FromHours(1), LeaseFor = Duration.FromMinutes(20);
    private readonly PriorityQueue<(string Interview, Instant Due), Instant> dues = new();
    private readonly Dictionary<string, (string Interviewer, Instant Since)> desks = [];

    /// <summary>Promises that have been due for some minutes and that nobody has kept.</summary>
    public IEnumerable<CaseFacts> Overdue()
    {
        while (dues.TryPeek(out var one, out var at) && at <= clock.House)
        {
            dues.Dequeue();
            // What was taken back in this very moment has still to be told.
            if (changed.Contains(one.Interview)) dues.Enqueue(one, clock.House + Duration.FromMinutes(1));
            else if (cases[one.Interview] is { Stands: Stands.Open, Pledge: { } pledge } late && pledge.Due == one.Due) yield return late;
        }
    }

    /// <summary>Somebody's telephone rings now. Returns whether they wished for it, by what the history says.</summary>
    /// <param name="before">Whether they wished for it when leave to ring was asked for; a slow answer may have let a talk go before it.</param>
    public bool Rang(string interview, bool before)
    {
        var (c, now) = (cases[interview], clock.House);
        tally.Count("calls");
        var wished = before || IsWished(c, now);
        var person = Person(c.Person);
        tally.Check("nobody barred is touched", person.Barred is { } since && since < now - Duration.FromSeconds(1) ? $"{interview} rang at {now}, its person was barred at {since}" : null);
        if (Company(c.Company) is { } company)
        {
            tally.Check("nobody barred is touched", company.Never.Values.Any(since => since < now - Duration.FromSeconds(1)) ? $"{interview} rang at {now}, and its company had asked never to be called" : null);
            company.Rings.Add((now, person));
        }
        person.RangLast = now;
        // Nor does an hour that they asked for end because we missed its beginning.
        var asked = c.Pledge?.Due ?? (c.MissedBy == "ours" ? c.MissedDue : null);
        var hour = asked is { } due && due - Lead <= now && now < due + Wish || c.Returned is { } r && now < r + Wish;
        tally.Check("hours and holidays", hour || OwnCalendar.Closed(c.Zone, c.Country, now) is not { } closed ? null : $"{interview} in {c.Zone} rang at {now}: {closed}");
        if (!wished && person.Available.Length > 0)
            tally.Check("nobody is rung outside the hours they stated", IsStated(person, now) ? null : $"{interview} rang at {now}, {OwnCalendar.Local(person.Zone, now)} there");
        return wished;
    }

    private static bool IsStated(PersonFacts person, Instant now)
    {
        var there = OwnCalendar.Local(person.Zone, now);
        return person.Available.Any(s => s.Day == there.DayOfWeek && s.From <= there.TimeOfDay && there.TimeOfDay < s.To);
    }

    /// <summary>How that call ended, told once it is known.</summary>
    public void Heard(string interview, Instant at, bool wished, string outcome)
    {
        if (!cases.TryGetValue(interview, out var c) || c.Person.Length == 0) return;
        var person = Person(c.Person);
        if (outcome == "voicemailLeft") person.Messages.Add((at, false));
        if (!wished && outcome is not ("busy" or "technical"))
        {
            tally.Check("no two tries in one part of a day", person.Unanswered.Where(u => Part(person.Zone, u) == Part(person.Zone, at)).Select(u => (Instant?)u).FirstOrDefault() is { } first ? $"{interview} rang at {at} in {person.Zone}, and nobody had answered at {first}" : null);
            person.Dials.Add(at);
            if (outcome is "noAnswer" or "voicemailLeft" or "voicemailNoMessage" or "gatekeeper") person.Unanswered.Add(at);
            if (Company(c.Company) is { } company)
            {
                company.Touches.Add((at, person));
                tally.Check("three people of a company a week", CompanyFacts.PeopleForSure(company.Touches, at) is > 3 and var people ? $"{people} people of the company of {interview} were rung in the week to {at}: {string.Join(", ", company.Touches.Where(t => t.At > at - Duration.FromDays(7)).Select(t => $"{t.At} for {t.Person.Cases.Order(StringComparer.Ordinal).First()}"))}" : null);
            }
        }
        Budget(c.Person, person, at);
    }

    /// <summary>A day has a morning until 12, a midday until 14, an afternoon until 18 and an evening.</summary>
    private static (LocalDate, int) Part(string zone, Instant at)
    {
        var local = OwnCalendar.Local(zone, at);
        return (local.Date, local.Hour < 12 ? 0 : local.Hour < 14 ? 1 : local.Hour < 18 ? 2 : 3);
    }

    /// <summary>Six counted touches in all, two days of any week, two dials a day, one message a day; a voicemail and its mail are one.</summary>
    private void Budget(string key, PersonFacts person, Instant at)
    {
        var day = OwnCalendar.Day(person.Zone, at);
        LocalDate DayOf(Instant one) => OwnCalendar.Day(person.Zone, one);
        var days = person.Dials.Concat(person.Messages.Where(m => m.Counts).Select(m => m.At)).Select(DayOf).Distinct().Count(d => Period.DaysBetween(d, day) is >= 0 and < 7);
        var dials = person.Dials.Count(d => DayOf(d) == day);
        var all = person.Dials.Count + person.Messages.Count(m => m.Counts);
        // Which of a voicemail and the mail that follows it was counted does not matter to whoever got them: they are one message.
        Instant[] voicemails = [.. person.Messages.Where(m => !m.Counts && DayOf(m.At) == day).Select(m => m.At)], mails = [.. person.Messages.Where(m => m.Counts && DayOf(m.At) == day).Select(m => m.At)];
        var paired = mails.Length == 1 && voicemails.Length == 1 && voicemails[0] <= mails[0];
        tally.Check("touch budgets", all > 6 ? $"{key} was touched {all} times by {at}" : days > 2 ? $"{key} was touched on {days} days of the week to {at}" : dials > 2 ? $"{key} was rung {dials} times on {day}"
            : mails.Length > 1 || mails.Length == 1 && voicemails.Length > 0 && !paired ? $"{key} had {mails.Length} mails and {voicemails.Length} voicemails on {day}" : null);
    }

    public static bool IsWished(CaseFacts c, Instant now) => c.Returned is not null || c.MissedBy == "ours" || c.Pledge is { Interview: true } || c.Pledge is { } told && told.Due <= now + Lead;

    /// <summary>A case lies on a desk from now on.</summary>
    public void Opened(string interviewer, string interview)
    {
        foreach (var (key, desk) in desks.Where(d => d.Value.Interviewer == interviewer && d.Key != interview).ToArray()) desks.Remove(key);
        tally.Check("one desk per case", desks.TryGetValue(interview, out var there) && there.Interviewer != interviewer && clock.Now < there.Since + LeaseFor
            ? $"{interview} lies before {there.Interviewer} since {there.Since} and before {interviewer}" : null);
        desks[interview] = (interviewer, clock.Now);
    }

    /// <summary>Somebody puts it down; whether the house has heard of it only its answer tells.</summary>
    public void Putting(string interviewer, string interview)
    {
        if (desks.TryGetValue(interview, out var there) && there.Interviewer == interviewer) desks[interview] = (interviewer, Instant.FromUnixTimeSeconds(0));
    }

    public void Put(string interviewer, string interview)
    {
        if (desks.TryGetValue(interview, out var there) && there.Interviewer == interviewer) desks.Remove(interview);
    }

    /// <summary>A case was offered with its reasons: each must be true, and nothing that goes before it may have been free for this interviewer.</summary>
    public CaseFacts? Offered(string interviewer, IReadOnlyCollection<string> languages, string interview, IEnumerable<string> reasons)
    {
        var (c, now) = (cases[interview], clock.House);
        var said = reasons.ToArray();
        string? wrong = said.Length == 0 ? "no reason" : said.Select(r => Untrue(r, c, now)).FirstOrDefault(w => w is not null);
        tally.Check("reasons are true", wrong is null ? null : $"{interview} at {now} ({string.Join("; ", said)}): {wrong}");
        if (desks.GetValueOrDefault(interview).Interviewer != interviewer)
            tally.Check("nobody is offered whom a rule keeps", Unfit(c, interviewer, languages, now) is { } unfit ? $"{interviewer} was offered {interview} at {now}: {unfit}" : null);
        var rank = RankOf(c, now);
        var before = Of(open, c.Team).Select(k => cases[k]).FirstOrDefault(o => o.Key != interview && RankOf(o, now) is var other && other < rank && IsFree(o, interviewer, languages, now, other));
        tally.Check("order", before is null ? null : $"{interviewer} was given {interview} (rank {rank}, priority {c.Priority}) at {now} and {before.Key} (rank {RankOf(before, now)}, priority {before.Priority}) was free");
        return before;
    }

    /// <summary>Promises first, then returned calls, then by the agency's priority.</summary>
    private static int RankOf(CaseFacts c, Instant now) => c.Stands != Stands.Open ? 99 : c.Pledge is { } p && p.Due <= now + Lead ? 0 : c.Returned is not null || c is { Pledge: null, MissedBy: "ours" } ? 1 : c.Pledge is null ? 1 + c.Priority : 99;

    /// <summary>What keeps a case that was offered from being rung now, or from this interviewer; the house's clock may be off by a minute or two.</summary>
    private static string? Unfit(CaseFacts c, string interviewer, IReadOnlyCollection<string> languages, Instant now)
    {
        var soon = now + Duration.FromMinutes(3);
        if (!languages.Contains(c.Language)) return $"{c.Language} is spoken";
        if (c.Barred.Contains(interviewer)) return "they know this person";
        if (c.PassedOn is var (by, until) && by == interviewer && until == c.NotBefore && until > soon) return $"they set it aside until {until}";
        if (c.Returned is not null || c is { Pledge: null, MissedBy: "ours" }) return null;
        if (c.Pledge is { } pledge) return pledge.Due > soon + Lead ? $"a time is promised, {pledge.Due}" : null;
        return c.NotBefore > soon ? $"it rests until {c.NotBefore}" : c.OnHold ? "it is held back" : c.NoNumber ? "no number is left" : c.Counted >= 6 ? $"tried {c.Counted} times" : c.DeclinedTo == interviewer ? "they declined to this interviewer" : null;
    }

    /// <summary>Whether nothing that we know of keeps this interviewer from it. In doubt it is not free: only what is certain is held against the queue.</summary>
    private bool IsFree(CaseFacts c, string interviewer, IReadOnlyCollection<string> languages, Instant now, int rank)
    {
        if (desks.ContainsKey(c.Key) || changed.Contains(c.Key) || c.Barred.Contains(interviewer) || c.OnHold || c.NoNumber || c.Counted >= 6 && rank > 1) return false;
        if (!languages.Contains(c.Language) || c.PassedOn is var (by, until) && by == interviewer && until > now) return false;
        if (c.Owner != interviewer && (c.Owner is not null || c.DeclinedTo == interviewer)) return false;
        var person = Person(c.Person);
        // A colleague may be ringing them for another programme.
        if (person.Cases.Count > 1 && person.RangLast > now - Duration.FromMinutes(25)) return false;
        if (person.Barred is not null || person.Available.Length > 0 || person.Cases.Any(k => desks.ContainsKey(k))) return false;
        if (Company(c.Company) is { } company && (company.Never.Count > 0 || rank > 1 && CompanyFacts.People(company.Rings, now, person) >= 3)) return false;
        var due = rank == 0 ? c.Pledge!.Due : c.Returned ?? c.NotBefore;
        // A little time for cards to be told, and a margin at the ends of open hours.
        if (due > now - Duration.FromMinutes(1) || rank > 1 && c.NotBefore > now - Duration.FromMinutes(1)) return false;
        // What we missed was asked for at its own hour; the time it was missed at is nobody's wish.
        if (c is { Pledge: null, Returned: null, MissedBy: "ours" }) due = c.MissedDue ?? due - Wish;
        if (rank <= 1 && now < due + Wish - Duration.FromMinutes(1)) return true;
        if (OwnCalendar.Closed(c.Zone, c.Country, now) is not null || OwnCalendar.Closed(c.Zone, c.Country, now - Duration.FromMinutes(1)) is not null) return false;
        // Days off of a region that this simulation's own short list does not name.
        if (Domain.Calls.Holidays.On(OwnCalendar.Day(c.Zone, now), c.Country, c.Region) is not null) return false;
        return rank <= 1 || person.Dials.Count == 0 && person.Messages.Count == 0 && c.Rings.IsEmpty;
    }

    private static string? Untrue(string reason, CaseFacts c, Instant now)
    {
        if (reason == "not tried yet") return c.Counted == 0 ? null : $"tried {c.Counted} times";
        if (reason.StartsWith("tried ", StringComparison.Ordinal)) return reason == $"tried {c.Counted} of 6 times" ? null : $"tried {c.Counted} times";
        if (reason == "rang us back") return c.Returned is not null ? null : "nobody rang back";
        if (reason == "promised a call back") return c.Pledge is { Interview: false } ? null : "no call back is promised";
        if (reason is "booked for now" or "booked") return c.Pledge is { Interview: true } ? null : "nothing is booked";
        if (!reason.Contains("decided ", StringComparison.Ordinal)) return null;
        var days = Period.DaysBetween(c.DecidedOn, OwnCalendar.Day(c.Zone, now));
        return reason.Contains($"decided {days} days ago", StringComparison.Ordinal) && (c.Deal is "won" or "lost" ? reason.StartsWith(c.Deal, StringComparison.Ordinal) : true) ? null : $"{c.Deal}, decided {days} days ago";
    }
}
