using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace WinLossAgency.Evaluate.Year;

internal enum Stands { Unknown, Open, Talking, Heard, Declined, Suppressed, WrongPerson, Unreached, Ended }

/// <summary>A time that stands promised to a buyer.</summary>
internal sealed record Pledge(Instant Due, int Minutes, bool Interview, string? With)
{
    public bool Video { get; init; }
}

/// <param name="Wished">The buyer expected it: a time was promised, they rang first, or we had missed them.</param>
internal sealed record Ring(Instant At, string By, string Outcome, bool Wished);

/// <summary>One case as its raw history tells it, by rules that are this simulation's own: it calls nothing of the product.</summary>
internal sealed record CaseFacts(string Key)
{
    private const int CallBackMinutes = 15;

    public Stands Stands { get; init; }
    public string Person { get; init; } = "";
    public string Company { get; init; } = "";
    public string Team { get; init; } = "";
    public string Zone { get; init; } = "";
    public string Country { get; init; } = "";
    public string? Region { get; init; }
    public string Language { get; init; } = "";
    public int Priority { get; init; }
    public string Deal { get; init; } = "";
    public LocalDate DecidedOn { get; init; }
    public string? Owner { get; init; }
    public Pledge? Pledge { get; init; }
    public Instant? Returned { get; init; }
    public bool Wrote { get; init; }
    public Instant NotBefore { get; init; }
    public ImmutableList<Ring> Rings { get; init; } = [];
    public int Mails { get; init; }
    /// <summary>The newest link by which they may choose a time, by its number; none opens where it is 0.</summary>
    public int Round { get; init; }
    public int Soft { get; init; }
    public bool AtGate { get; init; }
    public string? DeclinedTo { get; init; }
    public ImmutableList<string> Barred { get; init; } = [];
    public string? Never { get; init; }
    /// <summary>Who had asked that the case be withdrawn, where that was their company.</summary>
    public string? WithdrawnFor { get; init; }
    public string? EndedFor { get; init; }
    public string? SetAside { get; init; }

    /// <summary>Who set it aside, and until when they are not offered it.</summary>
    public (string By, Instant Until)? PassedOn { get; init; }
    public bool NoNumber { get; init; }
    public bool OnHold { get; init; }
    public bool Begun { get; init; }
    public bool Erased { get; init; }
    public int Sections { get; init; }
    public bool Partial { get; init; }
    public int OurMisses { get; init; }
    public int TheirMisses { get; init; }
    /// <summary>Whose fault the last miss was, until somebody rings or promises again.</summary>
    public string? MissedBy { get; init; }
    public Instant? MissedDue { get; init; }
    public CaseFacts? Before { get; init; }

    public int Counted => Rings.Count(r => !r.Wished && r.Outcome is not ("busy" or "technical"));

    /// <summary>All that one command wrote.</summary>
    public CaseFacts After(IReadOnlyList<JsonElement> step)
    {
        var next = this;
        var beside = true;
        foreach (var e in step)
        {
            var name = Name(e);
            beside &= name is "mailed" or "mailOpened" or "mailBounced";
            next = name == "undone" ? (next.Before ?? next) with { Before = null } : next.With(name, e);
        }
        if (step.Any(e => Name(e) == "undone")) return next;
        if (beside) return next with { Before = Before is { } kept ? kept.After(step) : null };
        return next with { Before = step.Any(e => CanBeTakenBack(Name(e)) && Word(e, "by") != "buyer") ? this with { Before = null } : null };
    }

    public static string Name(JsonElement e) => e.GetProperty("t").GetString()!.Split('.')[1];

    public static Instant At(JsonElement e, string name = "at") => InstantPattern.ExtendedIso.Parse(e.GetProperty(name).GetString()!).Value;

    public static string? Word(JsonElement e, string name) => e.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool CanBeTakenBack(string name) => name is "attempted" or "invited" or "callbackPromised" or "booked" or "moved" or "calledOff" or "missed" or "refusedSoft" or "refusedHard" or "turnedAway"
        or "ended" or "foundWrongPerson" or "referred" or "skipped" or "recused" or "ranOutOfNumbers" or "reassigned" or "putOnHold" or "letGo" or "closedUnreached";

    private CaseFacts With(string name, JsonElement e) => name switch
    {
        "sampled" => Sampled(e),
        "suppressed" => Over(Stands.Suppressed) with { WithdrawnFor = Word(e, "of") },
        "erased" => Gone() with { Erased = true },
        "parted" => Gone() with { Person = "" },
        "attempted" => Rang(e),
        "callbackPromised" => this with { Pledge = new Pledge(At(e, "due"), CallBackMinutes, false, Word(e, "by")), Owner = Word(e, "by"), NotBefore = At(e, "due"), MissedBy = null },
        "returned" => this with { Returned = At(e), Wrote = false, Owner = Word(e, "wishedInterviewer") ?? Owner, NotBefore = At(e) },
        "replied" => Stands == Stands.Open ? this with { Returned = At(e), Wrote = true, NotBefore = At(e) } : this,
        "booked" => this with { Pledge = new Pledge(At(e, "start"), e.GetProperty("minutes").GetInt32(), true, Word(e, "interviewer")) { Video = IsVideo(e) }, Owner = Word(e, "interviewer"), Returned = null, NotBefore = At(e, "start"), MissedBy = null },
        "moved" => this with { Pledge = (Pledge ?? new Pledge(default, 30, true, null)) with { Due = At(e, "start"), With = Word(e, "interviewer") }, Owner = Word(e, "interviewer"), Returned = null, NotBefore = At(e, "start") },
        "wayChanged" => this with { Pledge = Pledge! with { Video = IsVideo(e) } },
        "calledOff" => this with { Pledge = null, Returned = null, NotBefore = At(e) + Duration.FromDays(1) },
        "missed" => Missed(e),
        "refusedSoft" or "turnedAway" => Declined(Word(e, "by")!, At(e)) with { AtGate = name == "turnedAway" },
        "refusedHard" => (Stands is Stands.Open or Stands.Talking ? Over(Stands.Declined) : this) with { Never = Word(e, "of") },
        "ended" => Over(Stands.Ended) with { EndedFor = Word(e, "reason") },
        "invited" => Invited(e),
        "invitationRevoked" => this with { Round = 0 },
        "colleagueSuggested" => this with { Returned = At(e), Wrote = true, NotBefore = At(e) },
        "mailed" => this with { Mails = Mails + 1 },
        "foundWrongPerson" => Over(Stands.WrongPerson),
        // To a colleague nothing was promised.
        "referred" => this with { Person = Word(e, "person")!, Pledge = null, Returned = null, Wrote = false, MissedBy = null, Round = 0, NoNumber = false, Owner = Word(e, "by"), NotBefore = At(e) },
        "started" => this with { Stands = Stands.Talking, Begun = true, Owner = Word(e, "by"), Returned = null, Pledge = null },
        "brokenOff" or "completed" => this with { Stands = Stands.Heard, Sections = e.GetProperty("sectionsReached").GetInt32(), Partial = name == "brokenOff" },
        "skipped" => this with { NotBefore = At(e, "notBefore"), PassedOn = (Word(e, "by") ?? "", At(e, "notBefore")), SetAside = Word(e, "reason") ?? "betterLater", Owner = Owner == Word(e, "by") ? null : Owner },
        "recused" => this with { Barred = Barred.Add(Word(e, "by")!), Owner = Owner == Word(e, "by") ? null : Owner, NotBefore = At(e) },
        "ranOutOfNumbers" => this with { NoNumber = true },
        "numberFound" => this with { NoNumber = false },
        "reassigned" => this with { PassedOn = null, Owner = Word(e, "to"), DeclinedTo = DeclinedTo == Word(e, "to") ? null : DeclinedTo, Pledge = Pledge is { Interview: false } told ? told with { With = Word(e, "to") } : Pledge },
        "handedOver" => this with { Owner = Word(e, "to"), Pledge = Pledge is { } told ? told with { With = Word(e, "to") } : null },
        "putOnHold" => this with { OnHold = true },
        "letGo" => this with { OnHold = false },
        "closedUnreached" => Over(Stands.Unreached),
        _ => this,
    };

    private CaseFacts Sampled(JsonElement e)
    {
        var place = e.GetProperty("place");
        return this with
        {
            Stands = Stands.Open, Person = Word(e, "person")!, Company = Word(e, "companyKey")!, Team = Word(e, "team")!, Zone = Word(place, "zone")!, Country = Word(place, "country")!, Region = Word(place, "region"), Language = Word(e, "language")!,
            Priority = e.GetProperty("priority").GetInt32(), Deal = Word(e, "outcome")!, DecidedOn = LocalDatePattern.Iso.Parse(Word(e, "decidedOn")!).Value, NotBefore = At(e),
        };
    }

    /// <summary>
    /// A ring at the promised time, or whenever somebody was reached, keeps what was promised, whatever it came to but busy. One that was made
    /// before its time and reached nobody does not: the buyer still expects the other.
    /// </summary>
    private CaseFacts Rang(JsonElement e)
    {
        var (at, outcome) = (At(e), Word(e, "outcome")!);
        var keeps = Pledge is { Interview: false } told && outcome is not ("busy" or "technical") && (outcome == "spoke" || at >= told.Due - Duration.FromMinutes(2));
        return this with
        {
            MissedBy = null, Rings = Rings.Add(new Ring(at, Word(e, "by")!, outcome, Pledge is { } due && due.Due <= at + Duration.FromMinutes(2) || Returned is not null || MissedBy == "ours")), Returned = null, Wrote = false, SetAside = null, Pledge = keeps ? null : Pledge, Owner = outcome == "spoke" ? Word(e, "by") : Owner,
            NotBefore = at + outcome switch
            {
                "busy" or "technical" => Duration.FromMinutes(30), "noAnswer" or "voicemailNoMessage" or "gatekeeper" => Duration.FromHours(4), "voicemailLeft" => Duration.FromDays(2), _ => Duration.Zero,
            },
        };
    }

    /// <summary>Whoever was sent a link is left alone for two days, but for what they asked of us by telephone.</summary>
    private CaseFacts Invited(JsonElement e) => this with
    {
        Round = e.GetProperty("round").GetInt32(), Wrote = false, Returned = Wrote ? null : Returned,
        NotBefore = Pledge is null && (Wrote || Returned is null) ? Instant.Max(NotBefore, At(e) + Duration.FromDays(2)) : NotBefore,
    };

    private CaseFacts Missed(JsonElement e)
    {
        var (fault, at) = (Word(e, "fault"), At(e));
        return this with
        {
            Pledge = null, NotBefore = fault == "theirs" ? at + Duration.FromDays(1) : at, OurMisses = OurMisses + (fault == "ours" ? 1 : 0),
            TheirMisses = TheirMisses + (fault == "theirs" && Pledge is { Interview: true } ? 1 : 0), MissedBy = fault, MissedDue = Pledge?.Due,
        };
    }

    /// <summary>Whoever declines expects nobody at any time that was agreed before.</summary>
    private CaseFacts Declined(string by, Instant at) => Soft > 0 ? Over(Stands.Declined) with { Soft = Soft + 1 }
        : this with { Soft = 1, DeclinedTo = by, Owner = null, Pledge = null, NotBefore = at + Duration.FromDays(7) };

    private static bool IsVideo(JsonElement e) => Word(e, "way") == "video";

    private CaseFacts Gone() => Stands == Stands.Heard ? this : Over(Stands is Stands.Open or Stands.Talking ? Stands.Suppressed : Stands);

    private CaseFacts Over(Stands as_) => this with { Stands = as_, Pledge = null, Returned = null };
}
