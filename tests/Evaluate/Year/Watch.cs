using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace WinLossAgency.Evaluate.Year;

/// <summary>One person as their raw history tells it.</summary>
internal sealed class PersonFacts
{
    public Instant? Barred { get; set; }
    public string? Into { get; set; }
    public string Zone { get; set; } = "Etc/UTC";
    /// <summary>Instants at which their telephone rang though nobody had promised it, and what was heard counts.</summary>
    public List<Instant> Dials { get; } = [];
    /// <summary>Those of them that nobody of theirs answered.</summary>
    public List<Instant> Unanswered { get; } = [];
    /// <summary>Messages that we began, voicemails and mails, and whether one counts beside the dial it came with.</summary>
    public List<(Instant At, bool Counts)> Messages { get; } = [];
    public HashSet<string> Cases { get; } = [];
    /// <summary>When their telephone rang last, whoever it was for.</summary>
    public Instant RangLast { get; set; } = Instant.MinValue;
    /// <summary>When they said they may be rung; at any time of open hours where they said nothing.</summary>
    public (IsoDayOfWeek Day, LocalTime From, LocalTime To)[] Available { get; set; } = [];
}

/// <summary>Whose telephones rang at one company, by the key that cases carry.</summary>
internal sealed class CompanyFacts
{
    /// <summary>Cases in which somebody said that nobody there is to be called again, and since when.</summary>
    public Dictionary<string, Instant> Never { get; } = [];
    /// <summary>Every ring; and whether anybody noticed it who had not asked for it.</summary>
    public List<(Instant At, PersonFacts Person)> Rings { get; } = [];
    public List<(Instant At, PersonFacts Person)> Touches { get; } = [];

    public static int People(List<(Instant At, PersonFacts Person)> rings, Instant at, PersonFacts? but = null) => People(rings, at, Duration.FromDays(7), but);

    /// <summary>A ring is told some seconds after the leave for it was given, which is what the week is reckoned by: so much is no breach.</summary>
    public static int PeopleForSure(List<(Instant At, PersonFacts Person)> rings, Instant at) => People(rings, at, Duration.FromDays(7) - Duration.FromMinutes(1), null);

    private static int People(List<(Instant At, PersonFacts Person)> rings, Instant at, Duration week, PersonFacts? but) =>
        rings.Where(r => r.At > at - week && r.At <= at && !ReferenceEquals(r.Person, but)).Select(r => r.Person).Distinct().Count();
}

/// <summary>
/// Reads every write of the house as it lands and keeps its own account of cases and people, by its own rules. What does
/// not hold is noted and never thrown, since the house must not be changed by being watched.
/// </summary>
internal sealed partial class Watch(YearClock clock, Tally tally)
{
    private const string Interviews = "journal|interview|", People = "journal|person|", Cards = "card|";
    private readonly Dictionary<string, int> seen = [];
    private readonly Dictionary<string, CaseFacts> cases = [];
    private readonly Dictionary<string, PersonFacts> people = [];
    private readonly Dictionary<string, CompanyFacts> companies = [];
    private readonly HashSet<string> changed = [];
    /// <summary>Cases of a team that may still be called, and those in which a time stands promised: what is asked at every choice.</summary>
    private readonly Dictionary<string, HashSet<string>> open = [];
    private readonly HashSet<string> pledged = [];
    /// <summary>How often the promise that stands in a case has been given to somebody else.</summary>
    private readonly Dictionary<string, int> handedOn = [];
    /// <summary>A lead gives an overdue promise to another colleague every half hour; one that is still not kept after so many cannot be kept at all.</summary>
    private const int HandsMax = 20;

    /// <summary>A case of which every write and every change of an account is said, for whoever looks for a cause.</summary>
    public string? Shown { get; init; }

    /// <summary>Cases whose buyers have just been sent a letter that may hold a link.</summary>
    public Queue<string> Invited { get; } = [];

    public CaseFacts? Find(string interview) => cases.GetValueOrDefault(interview);

    public IEnumerable<CaseFacts> Cases => cases.Values;

    public PersonFacts Person(string key)
    {
        for (var hops = 0; hops < 10 && Of(key).Into is { } other; hops++) key = other;
        return Of(key);

        PersonFacts Of(string one)
        {
            if (!people.TryGetValue(one, out var facts)) people[one] = facts = new PersonFacts();
            return facts;
        }
    }

    private CompanyFacts? Company(string key)
    {
        if (key.Length == 0) return null;
        if (!companies.TryGetValue(key, out var facts)) companies[key] = facts = new CompanyFacts();
        return facts;
    }

    /// <summary>A document of the facts was written, or deleted where there are no bytes.</summary>
    public void Wrote(string key, ReadOnlyMemory<byte>? bytes)
    {
        if (bytes is not { } text) return;
        if (key.StartsWith("journal|", StringComparison.Ordinal)) tally.Count("writes");
        if (key.StartsWith(Interviews, StringComparison.Ordinal)) Took(key[Interviews.Length..], Fresh(key, text));
        else if (key.StartsWith(People, StringComparison.Ordinal)) TookPerson(key[People.Length..], Fresh(key, text));
        else if (key.StartsWith(Cards, StringComparison.Ordinal)) changed.Add(key[Cards.Length..]);
    }

    /// <summary>Events that this write added to its journal.</summary>
    private List<JsonElement> Fresh(string key, ReadOnlyMemory<byte> bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        var (part, events) = (document.RootElement.GetProperty("parts").GetInt32(), document.RootElement.GetProperty("events"));
        // A part that was closed begins a new count.
        var name = $"{key}#{part}";
        var known = seen.GetValueOrDefault(name);
        var fresh = new List<JsonElement>();
        var at = 0;
        foreach (var one in events.EnumerateArray())
            if (at++ >= known) fresh.Add(one.Clone());
        seen[name] = at;
        tally.Count("events", fresh.Count);
        return fresh;
    }

    private void Show(string key, List<JsonElement> step, string beside = "")
    {
        if (Shown is not { } shown || !key.EndsWith(shown, StringComparison.Ordinal)) return;
        foreach (var one in step) Console.Error.WriteLine($"{clock.Now} {key} {one.GetRawText()}{beside}");
    }

    private void Took(string interview, List<JsonElement> step)
    {
        changed.Add(interview);
        if (step.Count == 0) return;
        var before = cases.GetValueOrDefault(interview) ?? new CaseFacts(interview);
        var after = cases[interview] = before.After(step);
        if (after.Person.Length > 0) Person(after.Person).Cases.Add(interview);
        Show(interview, step, $" tried {after.Counted}");
        foreach (var one in step) tally.Count(CaseFacts.Name(one));
        if (step.Any(e => CaseFacts.Name(e) == "mailed" && CaseFacts.Word(e, "kind") is "missedYou" or "invitation")) Invited.Enqueue(interview);
        if (after.Stands == Stands.Open) Of(open, after.Team).Add(interview);
        else if (before.Stands == Stands.Open) Of(open, after.Team).Remove(interview);
        if (after.Pledge is not null) pledged.Add(interview);
        else pledged.Remove(interview);
        if (Company(after.Company) is { } company)
        {
            if (after.Never == "company") company.Never.TryAdd(interview, clock.House);
            else company.Never.Remove(interview);
        }
        Promised(before, after, step);
    }

    private static HashSet<string> Of(Dictionary<string, HashSet<string>> book, string key)
    {
        if (!book.TryGetValue(key, out var all)) book[key] = all = [];
        return all;
    }

    private void TookPerson(string key, List<JsonElement> step)
    {
        Show(key, step);
        if (!people.TryGetValue(key, out var own)) people[key] = own = new PersonFacts();
        foreach (var e in step)
        {
            var at = CaseFacts.At(e);
            switch (CaseFacts.Name(e))
            {
                case "met": own.Zone = CaseFacts.Word(e, "zone")!; break;
                case "suppressed" or "erased": own.Barred ??= at; break;
                case "suppressionLifted": own.Barred = null; break;
                case "availabilityStated": own.Available = [.. e.GetProperty("spans").EnumerateArray().Select(SpanOf)]; break;
                case "mergedInto": own.Into = CaseFacts.Word(e, "other"); break;
                case "permitted": Permitted(key, CaseFacts.Word(e, "kind")!, e.GetProperty("counted").GetBoolean(), at); break;
            }
        }
    }

    private static (IsoDayOfWeek, LocalTime, LocalTime) SpanOf(JsonElement span) =>
        (Enum.Parse<IsoDayOfWeek>(span.GetProperty("day").ToString(), ignoreCase: true), LocalTimePattern.ExtendedIso.Parse(CaseFacts.Word(span, "from")!).Value, LocalTimePattern.ExtendedIso.Parse(CaseFacts.Word(span, "to")!).Value);

    private void Permitted(string key, string kind, bool counted, Instant at)
    {
        var person = Person(key);
        tally.Check("nobody barred is touched", person.Barred is { } since && since < at ? $"{key} was barred at {since} and a {kind} was let through at {at}" : null);
        // A mail of ours goes out on this permit; one beside a voicemail counts with it.
        if (kind != "mail") return;
        person.Messages.Add((at, counted));
        Budget(key, person, at);
    }

    /// <summary>What becomes of a time that was promised.</summary>
    private void Promised(CaseFacts before, CaseFacts after, List<JsonElement> step)
    {
        var (was, now) = (before.Pledge, after.Pledge);
        if (was == now) return;
        if (was is { Interview: true } || now is { Interview: true }) ToBeTold(before, after);
        string[] names = [.. step.Select(CaseFacts.Name)];
        if (was is not null)
        {
            var fate = names switch
            {
                _ when names.Contains("undone") => "taken back",
                _ when names.Contains("handedOver") || names.Contains("reassigned") || now is not null && now.Due == was.Due && now.With != was.With => "handed over",
                _ when names.Contains("missed") => "missed",
                _ when names.Contains("started") => "kept",
                _ when names.Contains("calledOff") => "called off",
                _ when names.Contains("wayChanged") => "kept in another way",
                _ when now is not null => "moved",
                _ when names.Contains("attempted") || names.Contains("started") => "kept",
                _ when after.Stands is Stands.Declined or Stands.Suppressed or Stands.Ended or Stands.WrongPerson or Stands.Unreached || names.Contains("refusedSoft") || names.Contains("referred") || names.Contains("turnedAway") => "ended with the case",
                _ => null,
            };
            tally.Check("no promise is lost", fate is null ? $"{after.Key}: the promise of {was.Due} went by {string.Join(", ", names)}" : null);
            if (fate is not null) tally.Count($"promises {fate}");
            var given = handedOn[after.Key] = fate == "handed over" ? handedOn.GetValueOrDefault(after.Key) + 1 : 0;
            tally.Check("no promise goes from hand to hand", given > HandsMax ? $"{after.Key}: the promise of {was.Due} was handed over {given} times by {clock.Now}" : null);
        }
        if (now is null) return;
        if (was is null || !names.Contains("undone")) tally.Count("promises made");
        dues.Enqueue((after.Key, now.Due), now.Due + Late);
        Overlaps(after, now);
    }

    /// <summary>One buyer has one appointment at a time, and one interviewer is promised to one buyer at a time.</summary>
    private void Overlaps(CaseFacts one, Pledge pledge)
    {
        var end = pledge.Due + Duration.FromMinutes(pledge.Minutes);
        foreach (var other in pledged.Select(k => cases[k]).Where(c => c.Key != one.Key && (c.Owner ?? c.Pledge!.With) == pledge.With))
            tally.Check("one booking per slot", other.Pledge!.Due < end && pledge.Due < other.Pledge.Due + Duration.FromMinutes(other.Pledge.Minutes)
                ? $"{pledge.With} is promised to {one.Key} at {pledge.Due} and to {other.Key} at {other.Pledge.Due}" : null);
        if (!pledge.Interview) return;
        foreach (var key in Person(one.Person).Cases.Where(k => k != one.Key))
            tally.Check("one booking per person", cases[key] is { Pledge: { Interview: true } theirs } && cases[key].Person.Length > 0 && ReferenceEquals(Person(cases[key].Person), Person(one.Person))
                ? $"{one.Person} is booked for {one.Key} at {pledge.Due} and for {key} at {theirs.Due}" : null);
    }
}
