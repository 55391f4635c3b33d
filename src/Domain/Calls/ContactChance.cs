using System.Collections.Immutable;
using NodaTime;

namespace WinLossAgency.Domain.Calls;

/// <summary>A part of the day in the buyer's own wall time: until 12, until 14, until 18, later.</summary>
public enum DayPart { Morning, Midday, Afternoon, Evening }

/// <summary>
/// How likely somebody is to answer at a weekday and part of the day: a Beta prior as strong as four calls, whose mean is what
/// business numbers answer at that part, and the person's own calls on top. An answer speaks for its part of the day, most
/// of all on its weekday; a call that failed counts double in its part, so that the next try goes to another.
/// </summary>
public static class ContactChance
{
    /// <summary>How many calls the prior weighs as much as.</summary>
    private const double PriorCalls = 4;
    private const double SameSlot = 3, SamePart = 2, OtherPart = 0.15;

    public static DayPart PartOf(LocalTime time) => time.Hour < 12 ? DayPart.Morning : time.Hour < 14 ? DayPart.Midday : time.Hour < 18 ? DayPart.Afternoon : DayPart.Evening;

    /// <summary>The share of calls that somebody of whom we know nothing answers.</summary>
    public static double Prior(DayPart part) => part switch { DayPart.Morning => 0.30, DayPart.Midday => 0.20, DayPart.Afternoon => 0.27, _ => 0.12 };

    /// <summary>How much worse the part is than the best one for somebody of whom we know nothing: 0 to 2.</summary>
    public static int PlaceLevel(DayPart part) => part switch { DayPart.Morning or DayPart.Afternoon => 0, DayPart.Midday => 1, _ => 2 };

    /// <summary>The mean of the posterior at a local time.</summary>
    public static double At(LocalDateTime local, ImmutableArray<LocalDateTime> reached, ImmutableArray<LocalDateTime> failed)
    {
        var part = PartOf(local.TimeOfDay);
        double answered = 0, called = 0;
        foreach (var call in reached)
        {
            // An answer in another part says that they answer at all; one in this part says when.
            var weight = Weight(call, local, part);
            (answered, called) = (answered + weight, called + weight);
        }
        foreach (var call in failed) called += PartOf(call.TimeOfDay) == part ? SamePart : OtherPart;
        return (Prior(part) * PriorCalls + answered) / (PriorCalls + called);
    }

    private static double Weight(LocalDateTime call, LocalDateTime local, DayPart part) =>
        PartOf(call.TimeOfDay) != part ? OtherPart : call.DayOfWeek == local.DayOfWeek ? SameSlot : SamePart;

    /// <summary>Where the chance stands against that of somebody unknown: 0 much better, 2 the same, 4 worse, 6 much worse.</summary>
    public static int Level(LocalDateTime local, ImmutableArray<LocalDateTime> reached, ImmutableArray<LocalDateTime> failed)
    {
        if (reached.IsEmpty && failed.IsEmpty) return 2;
        var ratio = At(local, reached, failed) / Prior(PartOf(local.TimeOfDay));
        return ratio >= 1.25 ? 0 : ratio >= 0.9 ? 2 : ratio >= 0.6 ? 4 : 6;
    }

    /// <summary>What the person's own calls say of this hour, in words that are true of them; null where they say nothing.</summary>
    public static string? Words(LocalDateTime local, ImmutableArray<LocalDateTime> reached, ImmutableArray<LocalDateTime> failed)
    {
        var part = PartOf(local.TimeOfDay);
        if (Usual(reached) is { } usual) return $"usually answers {usual.Day.ToString()[..3]} {Plural(usual.Part)}";
        if (reached.Any(r => PartOf(r.TimeOfDay) == part)) return $"answered one {Name(part)} before";
        var worst = failed.CountBy(f => PartOf(f.TimeOfDay)).OrderByDescending(f => f.Value).ThenBy(f => f.Key).FirstOrDefault();
        if (worst.Value == 0) return null;
        var failures = $"{Number(worst.Value)} {(worst.Value == 1 ? Name(worst.Key) : Plural(worst.Key))} failed";
        var next = Best(local, reached, failed);
        return next == worst.Key ? failures : $"{failures}, {Plural(next)} next";
    }

    /// <summary>The part of the day that promises most now; evenings are nobody's to choose.</summary>
    public static DayPart Best(LocalDateTime local, ImmutableArray<LocalDateTime> reached, ImmutableArray<LocalDateTime> failed) =>
        new[] { DayPart.Morning, DayPart.Afternoon, DayPart.Midday }.MaxBy(p => At(local.Date + StartOf(p), reached, failed));

    /// <summary>When the next part of the day, and so perhaps another chance, begins.</summary>
    public static LocalDateTime NextTurn(LocalDateTime local) =>
        new[] { 0, 12, 14, 18 }.Select(h => local.Date.At(new LocalTime(h, 0))).Append(local.Date.PlusDays(1).AtMidnight()).First(t => t > local);

    /// <summary>Whether two calls would ring in the same part of the same day.</summary>
    public static bool IsSamePart(LocalDateTime one, LocalDateTime other) => one.Date == other.Date && PartOf(one.TimeOfDay) == PartOf(other.TimeOfDay);

    /// <summary>Said of a second call in one part of the day, which nobody makes.</summary>
    public static string RungIn(LocalDateTime local) =>
        $"This person was rung {(PartOf(local.TimeOfDay) == DayPart.Midday ? "at midday today" : $"this {Name(PartOf(local.TimeOfDay))}")}; the next call waits for another part of the day.";

    private static (IsoDayOfWeek Day, DayPart Part)? Usual(ImmutableArray<LocalDateTime> reached)
    {
        var most = reached.CountBy(r => (r.DayOfWeek, PartOf(r.TimeOfDay))).OrderByDescending(r => r.Value).ThenBy(r => r.Key).FirstOrDefault();
        return most.Value >= 2 ? most.Key : null;
    }

    private static LocalTime StartOf(DayPart part) => part switch { DayPart.Morning => new LocalTime(9, 0), DayPart.Midday => new LocalTime(12, 0), DayPart.Afternoon => new LocalTime(14, 0), _ => new LocalTime(18, 0) };

    private static string Name(DayPart part) => part switch { DayPart.Morning => "morning", DayPart.Midday => "midday", DayPart.Afternoon => "afternoon", _ => "evening" };

    private static string Plural(DayPart part) => part == DayPart.Midday ? "middays" : $"{Name(part)}s";

    private static string Number(int n) => n switch { 1 => "one", 2 => "two", 3 => "three", 4 => "four", 5 => "five", 6 => "six", _ => $"{n}" };
}
