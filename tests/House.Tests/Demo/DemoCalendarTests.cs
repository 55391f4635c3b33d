using NodaTime;
using WinLossAgency.Desk.Demo;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Calls;

namespace WinLossAgency.House.Tests.Demo;

/// <summary>All three engagements share two interviewers; every promise of the past must have been possible.</summary>
public sealed class DemoCalendarTests
{
    private static readonly Instant Opens = ExampleFiles.Opens.InZoneLeniently(DateTimeZoneProviders.Tzdb["Europe/Lisbon"]).ToInstant();

    [Fact]
    public void No_promise_is_refused_by_an_interviewers_calendar()
    {
        var days = new Dictionary<string, CalendarState>
        {
            ["Maya Lindqvist"] = CalendarState.None with { Hours = new WorkingHours("Europe/Berlin", new LocalTime(9, 0), new LocalTime(18, 0), [1, 2, 3, 4, 5], 10) },
            ["João Reis"] = CalendarState.None with { Hours = new WorkingHours("Europe/Lisbon", new LocalTime(8, 30), new LocalTime(18, 0), [1, 2, 3, 4, 5], 10) },
        };
        var steps = DemoSets.All.SelectMany(c => c.History.Select(step => (Case: c, Step: step, At: ExampleFiles.At(step.Day, step.Time, c.Zone))))
            .Where(s => s.At < Opens).OrderBy(s => s.At).ToArray();
        var refused = new List<string>();
        foreach (var (c, step, at) in steps)
        {
            CalendarCommand? command = step switch
            {
                { Promised: { } promised } => new CalendarCommand.TakeSlot(c.Deal.Account, DemoSets.At(c, promised),
                    step.Outcome is "booked" or "moved" ? (c.PromisedMinutes == 0 ? 25 : c.PromisedMinutes) : 15),
                { Outcome: "calledOff" or "missedByThem" or "missedByUs" } => new CalendarCommand.SettleSlot(c.Deal.Account, null, 0),
                _ => null,
            };
            if (command is null) continue;
            switch (Calendar.Decide(days[c.Interviewer], command, at))
            {
                case Decision<CalendarEvent>.Accepted accepted:
                    days[c.Interviewer] = accepted.Events.Aggregate(days[c.Interviewer], CalendarState.Fold);
                    if (command is CalendarCommand.TakeSlot t && Calendar.Decide(days[c.Interviewer], new CalendarCommand.SettleSlot(t.Interview, t.Start, t.Minutes), at) is Decision<CalendarEvent>.Accepted settled)
                        days[c.Interviewer] = settled.Events.Aggregate(days[c.Interviewer], CalendarState.Fold);
                    break;
                case Decision<CalendarEvent>.Refused no: refused.Add($"{c.Interviewer}, {c.Deal.Account}, day {step.Promised!.Day} {step.Promised.Time} {c.Zone}: {no.Reason}"); break;
            }
        }
        Assert.True(refused.Count == 0, string.Join('\n', refused));
    }

    [Fact]
    public void Nobody_is_rung_outside_their_hours_or_on_a_holiday()
    {
        var wrong = new List<string>();
        foreach (var c in DemoSets.All)
        {
            var wished = false;
            foreach (var step in c.History.Where(s => s.Outcome is not ("email" or "wrongPerson")))
            {
                if (step.Outcome is "inbound") wished = true;
                if (step.Outcome is "inbound" or "moved" or "calledOff" or "missedByThem" or "missedByUs") continue;
                if (!wished && Why(c, new ExampleMoment(step.Day, step.Time), CallWishes.None) is { } why) wrong.Add(why);
                wished = step.Promised is not null;
            }
            if (c.Start is { } start && Why(c, start, c.Zone == "Europe/London" && start.Time == "08:30" ? Early(start) : CallWishes.None) is { } late) wrong.Add(late);
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Generated_times_suit_the_agencys_own_place_too()
    {
        var lisbon = DateTimeZoneProviders.Tzdb["Europe/Lisbon"];
        foreach (var c in DemoSets.Calder.Cases.Concat(DemoSets.Meridian.Cases))
            foreach (var at in c.History.Select(s => ExampleFiles.At(s.Day, s.Time, c.Zone)).Concat(c.Start is { } start ? [DemoSets.At(c, start)] : []))
                Assert.IsType<CallVerdict.Yes>(Hours.MayCall(lisbon, "PT", null, at, CallWishes.None));
    }

    [Fact]
    public void Nobody_is_tried_on_more_than_two_days_of_a_week_or_six_times()
    {
        foreach (var c in DemoSets.Calder.Cases.Concat(DemoSets.Meridian.Cases))
        {
            var days = c.History.Where((s, i) => s.Outcome is "noAnswer" or "voicemail" || (s.Outcome is "callback" or "booked" or "refusedSoft" && (i == 0 || c.History[i - 1] is { Promised: null, Outcome: not "inbound" })))
                .Select(s => s.Day).ToArray();
            Assert.True(days.Length <= 6, c.Deal.Account);
            Assert.All(days, d => Assert.True(days.Where(o => o <= d && d - o < 7).Distinct().Count() <= 2, c.Deal.Account));
            Assert.True(c.History.Zip(c.History.Skip(1)).All(p => ExampleFiles.At(p.First.Day, p.First.Time, c.Zone) < ExampleFiles.At(p.Second.Day, p.Second.Time, c.Zone)), c.Deal.Account);
            Assert.True(c.Start is null || c.History[^1].Promised == c.Start, c.Deal.Account);
        }
    }

    private static string? Why(ExampleCase c, ExampleMoment moment, CallWishes wishes) =>
        Hours.MayCall(DateTimeZoneProviders.Tzdb[c.Zone], DemoSets.CountryOf(c), null, DemoSets.At(c, moment), wishes) is CallVerdict.No no
            ? $"{c.Deal.Account}, day {moment.Day} {moment.Time}: {no.Reason}" : null;

    /// <summary>The grower asked for half past eight, before the day's work; it is on record.</summary>
    private static CallWishes Early(ExampleMoment start)
    {
        var day = ExampleFiles.Monday.PlusDays(start.Day);
        return new CallWishes([], [new RequestedSpan(day.At(new LocalTime(8, 30)), day.At(new LocalTime(9, 0)), true)]);
    }
}
