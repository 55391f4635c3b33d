using System.Collections.Immutable;
using NodaTime;

namespace WinLossAgency.Domain.People;

/// <summary>One permitted touch of somebody at a company; the command that asked for it, so that asking again counts once.</summary>
public sealed record CompanyTouch(Instant At, string Person, string Command)
{
    /// <summary>They had asked for it, so it counts for nobody and opens the door to no other call.</summary>
    public bool Wished { get; init; }
}

/// <summary>
/// What we keep of a company across every client: whom of it we touched in the last week, as opaque keys, and whether it asked
/// never to be called. Older touches fall out with the next, since they no longer count.
/// </summary>
public sealed record CompanyState
{
    public static readonly CompanyState None = new();

    public ImmutableArray<CompanyTouch> Touches { get; init; } = [];
    /// <summary>It asked never to be called, from before it was kept for which case; nobody takes that back.</summary>
    public bool Barred { get; init; }
    public ImmutableArray<Bar> Bars { get; init; } = [];
    /// <summary>What was given back in the last week, by what asked for it, so that asking again gives back no second touch.</summary>
    public ImmutableArray<CompanyTouch> Returned { get; init; } = [];
}

/// <summary>How many people of one company may be touched (DOMAIN §5).</summary>
public static class Company
{
    public const int PeoplePerWeekMax = 3;
    private static readonly Duration Week = Duration.FromDays(7);

    /// <summary>Why this person may not be touched for their company's sake, or null. What somebody asked for themselves is not refused for their colleagues'.</summary>
    public static Held? WhyNot(CompanyState s, TouchKind kind, string person, Instant at)
    {
        if (s.Barred || !s.Bars.IsEmpty) return new Held("Do not contact: this company asked us never to call.", null);
        if (Person.IsTheirWish(kind)) return null;
        var last = s.Touches.Where(t => !t.Wished && t.At > at - Week).GroupBy(t => t.Person).Select(g => (Person: g.Key, At: g.Max(t => t.At))).OrderByDescending(t => t.At).ToArray();
        return last.Length < PeoplePerWeekMax || last.Any(t => t.Person == person) ? null
            : new Held($"{PeoplePerWeekMax} people of this company were rung in the last week.", last[PeoplePerWeekMax - 1].At + Week);
    }

    public static CompanyState Bar(CompanyState s, string? @for, Instant at) => s.Bars.Hold(@for) ? s : s with { Bars = s.Bars.Add(new Bar(@for, at)) };

    /// <summary>It can no longer be taken back, so in which case it was said is forgotten: nothing leads from a company to one who works there.</summary>
    public static CompanyState Keep(CompanyState s, string interview) => s.Bars.All(b => b.For != interview) ? s : s with { Bars = [.. s.Bars.Select(b => b.For == interview ? b with { For = null } : b)] };

    public static CompanyState Lift(CompanyState s, string interview, Instant until) => s.Bars.Without(interview, until) is var left && left.Length == s.Bars.Length ? s : s with { Bars = left };

    public static CompanyState Touch(CompanyState s, string person, string command, Instant at, TouchKind kind = TouchKind.Dial) => s with
    {
        Touches = [.. s.Touches.Where(t => t.At > at - Week && t.Command != command).Append(new CompanyTouch(at, person, command) { Wished = Person.IsTheirWish(kind) })],
    };

    /// <summary>The touch that this command asked for was never made, or the last of this person until they were rung came to nothing that they could notice.</summary>
    public static CompanyState Return(CompanyState s, string person, string command, Instant rang, Instant at)
    {
        if (s.Returned.Any(t => t.Command == command)) return s;
        // What was there when one was given back last is spent, or an outcome told twice would give back an earlier call.
        var since = s.Returned.Where(t => t.Person == person).Select(t => t.At).DefaultIfEmpty(Instant.MinValue).Max();
        if ((s.Touches.LastOrDefault(t => t.Command == command) ?? s.Touches.LastOrDefault(t => t.Person == person && t.At > since && t.At <= rang)) is not { } last) return s;
        return s with { Touches = s.Touches.Remove(last), Returned = last.Command == command ? s.Returned : [.. s.Returned.Where(t => t.At > at - Week).Append(new CompanyTouch(rang, person, command))] };
    }
}
