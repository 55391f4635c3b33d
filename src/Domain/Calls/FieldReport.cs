using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Domain.Calls;

/// <summary>Cases of one kind: how many by AAPOR bucket if the field closed now, and how many are still worked. Unit: cases.</summary>
public sealed record FieldGroup(string Kind, string Key, Counts Counts, int Open);

/// <summary>What one interviewer carries: cases that are theirs, promises to come, wrap-ups open, and promises missed by whose fault.</summary>
public sealed record InterviewerLoad(string Interviewer, int Owned, int Promises, int WrapUps, int OurMisses, int TheirMisses);

/// <summary>Cases of one status by days since anybody did something with them.</summary>
public sealed record Ageing(CaseStatus Status, int Cases, int OverWeek, int OverFortnight, int OverMonth);

/// <summary>How one engagement does against a goal. The forecast is what the present pace gives by the end of the field, as a range that holds four times of five.</summary>
public sealed record Pace(string Engagement, bool Wins, int Goal, int Done, int Low, int High, LocalDate Until, bool IsBehind);

/// <summary>How many cases would get a final code if the field closed now.</summary>
public sealed record CodeCount(FinalCode Code, int Cases);

/// <summary>A team's field at one instant, from the cards alone.</summary>
public sealed record FieldReport(ImmutableArray<FieldGroup> Groups, ImmutableArray<InterviewerLoad> Loads, ImmutableArray<Ageing> Ages, ImmutableArray<CodeCount> Codes)
{
    public const string All = "all";
    /// <summary>Working days of the past that the pace is taken from.</summary>
    private const int PaceDays = 15;

    /// <summary>Cases that declined for good. One that said "not now" once is still worked, and its code alone would count it here too.</summary>
    public int Declined => Ages.Where(a => a.Status == CaseStatus.Refused).Sum(a => a.Cases);

    /// <summary>Cases that ended with neither an interview nor a no, so that all four add up.</summary>
    public int EndedOtherwise => Ages.Sum(a => a.Cases) - (int)Groups[0].Counts.I - Groups[0].Open - Declined;

    public static FieldReport Of(IEnumerable<InterviewCard> cards, Instant now)
    {
        var every = cards.OrderBy(c => c.Interview, StringComparer.Ordinal).ToArray();
        ImmutableArray<FieldGroup> groups =
        [
            Group(All, "", every),
            .. By("engagement", c => c.Engagement), .. By("outcome", c => c.Outcome.ToString()), .. By("tier", c => c.Tier),
            .. By("language", c => c.Language), .. By("country", c => c.Place.Country),
        ];
        var loads = every.Where(c => c.Owner is not null).GroupBy(c => c.Owner!, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new InterviewerLoad(g.Key, g.Count(IsWorked), g.Count(c => c.Due >= now), g.Count(c => c.Status == CaseStatus.WrapUpOpen), g.Sum(c => c.OurMisses), g.Sum(c => c.TheirMisses)));
        var ages = every.GroupBy(c => c.Status).OrderBy(g => g.Key)
            .Select(g => new Ageing(g.Key, g.Count(), g.Count(c => Older(c, 7)), g.Count(c => Older(c, 14)), g.Count(c => Older(c, 28))));
        var codes = every.GroupBy(c => c.Code, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new CodeCount(FinalCodes.Find(g.Key)!, g.Count()));
        return new FieldReport(groups, [.. loads], [.. ages], [.. codes]);

        IEnumerable<FieldGroup> By(string kind, Func<InterviewCard, string> key) =>
            every.GroupBy(key, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Group(kind, g.Key, g));
        bool Older(InterviewCard card, int days) => now - card.MovedAt > Duration.FromDays(days);
    }

    /// <summary>
    /// Interviews held per working day go on as they went: completions follow a Poisson law whose rate is known from the days
    /// behind us (Jeffreys prior), so what comes is spread by both, and the range is the middle four fifths of that.
    /// </summary>
    /// <param name="cards">Cards of one engagement.</param>
    /// <param name="wins">Deals that were won, or all the others.</param>
    public static Pace PaceOf(string engagement, IEnumerable<InterviewCard> cards, bool wins, int goal, LocalDate from, LocalDate until, Instant now, DateTimeZone zone)
    {
        var today = now.InZone(zone).Date;
        var held = cards.Where(c => c.EndedAt is not null && c.Outcome == DealOutcome.Won == wins).Select(c => c.EndedAt!.Value.InZone(zone).Date).ToArray();
        var behind = WorkingDays(from, today).TakeLast(PaceDays).ToArray();
        var ahead = WorkingDays(today.PlusDays(1), until.PlusDays(1)).Count();
        if (behind.Length == 0 || ahead == 0) return new Pace(engagement, wins, goal, held.Length, held.Length, held.Length, until, held.Length < goal);
        var recent = held.Count(d => d >= behind[0]);
        var mean = (recent + 0.5) / behind.Length * ahead;
        var spread = 1.2816 * Math.Sqrt(mean * (1 + (double)ahead / behind.Length));
        var (low, high) = ((int)Math.Floor(Math.Max(0, mean - spread)), (int)Math.Ceiling(mean + spread));
        return new Pace(engagement, wins, goal, held.Length, held.Length + low, held.Length + high, until, held.Length + mean < goal);
    }

    private static FieldGroup Group(string kind, string key, IEnumerable<InterviewCard> cards)
    {
        var held = cards.ToArray();
        return new FieldGroup(kind, key, Counts.From(held.Select(c => (FinalCodes.Find(c.Code)!.Bucket, 1m))), held.Count(IsWorked));
    }

    private static bool IsWorked(InterviewCard card) => card.Status is CaseStatus.Waiting or CaseStatus.Promised or CaseStatus.Booked or CaseStatus.InInterview;

    private static IEnumerable<LocalDate> WorkingDays(LocalDate from, LocalDate before)
    {
        for (var day = from; day < before; day = day.PlusDays(1))
            if (day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday)) yield return day;
    }
}
