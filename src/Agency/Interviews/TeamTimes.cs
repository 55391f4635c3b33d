using System.Collections.Immutable;
using NodaTime;
using Orleans;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;

namespace WinLossAgency.Agency.Interviews;

/// <summary>Somebody who may hold this interview, with their calendar as it would be without the case's own times.</summary>
internal sealed record Taker(string Id, string FirstName, CalendarState Day);

/// <summary>
/// When a buyer can choose to be interviewed: free times of everybody on the team who may take their case, within business
/// hours where the buyer is. What is offered is a look; who gets a time the calendar decides when it is taken.
/// </summary>
internal sealed record TeamTimes(ImmutableArray<Taker> Takers, Place Where, int Minutes, Instant Now, LocalDate Last)
{
    /// <summary>How long before a time it can still be chosen.</summary>
    public static readonly Duration Notice = Duration.FromHours(2);
    public const int DaysShown = 3;
    /// <summary>Times of one day that are shown; more would be a list to read and no choice.</summary>
    public const int TimesShown = 8;
    /// <summary>Days ahead that are looked at.</summary>
    public const int HorizonDays = 28;
    private const int GridMinutes = 30;

    private Instant From => Now + Notice;

    private DateTimeZone Zone => PlaceClock.ZoneOf(Where);

    /// <summary>
    /// The case's owner comes first, then whoever has least to do; one whom the buyer declined to, who knows them or does not
    /// speak their language, never. Nobody takes a case that whoever leads the team holds back.
    /// </summary>
    public static async Task<TeamTimes> ReadAsync(IGrainFactory grains, string interview, InterviewState state, SetUp setUp, string zone, Instant now, string? only = null)
    {
        var sample = state.Sample!;
        var found = new List<Taker>();
        foreach (var staff in await grains.GetGrain<IAgency>(IAgency.Key).StaffList())
        {
            if (!staff.Roles.HasFlag(Role.Interviewer) || staff.Team != sample.Team || state.OnHold || !CaseTakers.MayByRule(state, staff)) continue;
            if (only is not null ? staff.Id != only : !setUp.Interviewers.IsEmpty && !setUp.Interviewers.Contains(staff.Id) && state.Owner != staff.Id) continue;
            var day = await grains.GetGrain<IInterviewer>(staff.Id).Day();
            if (day.Known) found.Add(new Taker(staff.Id, staff.Name.Split(' ')[0], day.Without(interview)));
        }
        var where = sample.Place with { Zone = zone };
        var today = now.InZone(PlaceClock.ZoneOf(where)).Date;
        var last = today.PlusDays(HorizonDays);
        return new TeamTimes([.. found.OrderBy(t => t.Id != state.Owner).ThenBy(t => t.Day.Promises.Length).ThenBy(t => t.Id, StringComparer.Ordinal)],
            where, setUp.Minutes, now, setUp.FieldUntil >= today && setUp.FieldUntil < last ? setUp.FieldUntil : last);
    }

    /// <summary>Whether this is a time that we give out at all: on the half hour, after the notice, within business hours from first minute to last.</summary>
    public bool IsOffered(Instant start)
    {
        var local = start.InZone(Zone).LocalDateTime;
        return start >= From && local.Date <= Last && local is { Second: 0, Millisecond: 0 } && local.Minute % GridMinutes == 0
            && PlaceClock.At(Where, start).MayCall && PlaceClock.At(Where, start + Duration.FromMinutes(Minutes - 1)).MayCall;
    }

    public IEnumerable<Taker> FreeAt(Instant start) => Takers.Where(t => CalendarRoom.WhyNot(t.Day, start, Minutes, Now) is null);

    public Instant? NextAfter(Instant gone) => Days(gone.InZone(Zone).Date).SelectMany(day => day.Times).Where(t => t > gone).Select(t => (Instant?)t).FirstOrDefault();

    /// <summary>The next days that have a free time, and from which day on there would be more.</summary>
    public (ImmutableArray<OfferedDay> Shown, LocalDate? Later) Shown(LocalDate from, Instant? named = null)
    {
        var days = Days(from).Take(DaysShown + 1).ToArray();
        return ([.. days.Take(DaysShown).Select(day => day with { Times = Spread(day.Times, named) })], days.Length > DaysShown ? days[DaysShown].Day : null);
    }

    private IEnumerable<OfferedDay> Days(LocalDate from)
    {
        for (var day = LocalDate.Max(from, From.InZone(Zone).Date); day <= Last; day = day.PlusDays(1))
        {
            ImmutableArray<Instant> times = [.. Grid(day).Where(t => IsOffered(t) && FreeAt(t).Any())];
            if (!times.IsEmpty) yield return new OfferedDay(day, times);
        }
    }

    private IEnumerable<Instant> Grid(LocalDate day)
    {
        for (var at = Hours.BusinessFrom; at < Hours.BusinessTo; at = at.PlusMinutes(GridMinutes)) yield return Zones.ToInstant(day + at, Zone).At;
    }

    /// <summary>A time that the page names in words is always among those it shows.</summary>
    private static ImmutableArray<Instant> Spread(ImmutableArray<Instant> times, Instant? named) => times.Length <= TimesShown ? times
        : [.. Enumerable.Range(0, TimesShown).Select(n => times[n * (times.Length - 1) / (TimesShown - 1)]).Concat(times.Where(t => t == named)).Distinct().Order()];
}
