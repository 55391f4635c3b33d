using NodaTime;
using WinLossAgency.Domain.Calls;
using static WinLossAgency.Rules.Tests.Calls.QueueCards;

namespace WinLossAgency.Rules.Tests.Calls;

/// <summary>Where an interviewer has room for a promise, and why there is none.</summary>
public sealed class RoomTests
{
    private static readonly Instant Ten = Instant.FromUtc(2026, 11, 25, 10, 0);
    private static readonly CalendarState Day = CalendarState.None with { Known = true, Hours = WorkingHours.Default("Europe/Lisbon") };

    [Fact]
    public void The_time_after_one_promise_and_before_the_next_stack()
    {
        var day = Day with { Hours = Day.Hours with { BufferMinutes = 15, BufferBefore = 10 }, Promises = [new("a", Ten, 30)] };
        Assert.NotNull(CalendarRoom.WhyNot(day, Ten + Duration.FromMinutes(54), 30));
        Assert.Null(CalendarRoom.WhyNot(day, Ten + Duration.FromMinutes(55), 30));
        Assert.NotNull(CalendarRoom.WhyNot(day, Ten - Duration.FromMinutes(54), 30));
        Assert.Null(CalendarRoom.WhyNot(day, Ten - Duration.FromMinutes(55), 30));
    }

    [Fact]
    public void A_break_is_nobodys_and_a_promise_may_end_where_it_begins()
    {
        var day = Day with { Hours = Day.Hours with { Breaks = [new(new LocalTime(12, 0), new LocalTime(13, 0))] } };
        Assert.Equal("In this interviewer's break, 12:00 to 13:00 Lisbon.", CalendarRoom.WhyNot(day, Instant.FromUtc(2026, 11, 25, 11, 45), 30));
        Assert.Null(CalendarRoom.WhyNot(day, Instant.FromUtc(2026, 11, 25, 11, 30), 30));
        Assert.Null(CalendarRoom.WhyNot(day, Instant.FromUtc(2026, 11, 25, 13, 0), 30));
    }

    [Fact]
    public void A_full_day_and_a_full_week_take_no_more()
    {
        var day = Day with { Hours = Day.Hours with { PromisesPerDay = 2, PromisesPerWeek = 3 }, Promises = [new("a", Ten, 30), new("b", Ten + Duration.FromHours(2), 30)] };
        Assert.Equal("That day is full: 2 of 2 promises.", CalendarRoom.WhyNot(day, Ten + Duration.FromHours(4), 30));
        var thursday = Ten + Duration.FromDays(1);
        Assert.Null(CalendarRoom.WhyNot(day, thursday, 30));
        day = day with { Promises = day.Promises.Add(new("c", thursday, 30)) };
        Assert.Equal("That week is full: 3 of 3 promises.", CalendarRoom.WhyNot(day, thursday + Duration.FromDays(1), 30));
        Assert.Null(CalendarRoom.WhyNot(day, thursday + Duration.FromDays(4), 30));
    }

    [Fact]
    public void Notice_is_asked_for_when_something_is_promised()
    {
        var day = Day with { Hours = Day.Hours with { NoticeMinutes = 120 } };
        Assert.Equal("This interviewer wants 120 minutes' notice.", CalendarRoom.WhyNot(day, Ten, 30, Ten - Duration.FromMinutes(119)));
        Assert.Null(CalendarRoom.WhyNot(day, Ten, 30, Ten - Duration.FromMinutes(120)));
    }

    [Fact]
    public void Time_away_is_that_of_the_interviewers_own_clock_on_both_sides_of_a_change()
    {
        var day = Day with { Away = [Away(new LocalDateTime(2026, 3, 28, 0, 0), new LocalDateTime(2026, 3, 31, 9, 0))] };
        // Summer time begins on the 29th: nine in the morning is eight in UTC.
        Assert.NotNull(CalendarRoom.WhyNot(day, Instant.FromUtc(2026, 3, 30, 8, 30), 30));
        Assert.Null(CalendarRoom.WhyNot(day, Instant.FromUtc(2026, 3, 31, 8, 0), 30));
    }

    [Fact]
    public void Offers_keep_out_of_days_away_and_breaks()
    {
        var day = Day with { Hours = Day.Hours with { Breaks = [new(new LocalTime(9, 0), new LocalTime(11, 0))] }, Away = [Away(new LocalDateTime(2026, 11, 24, 0, 0), new LocalDateTime(2026, 11, 25, 0, 0))] };
        Assert.Equal(Instant.FromUtc(2026, 11, 25, 11, 0), CalendarRoom.Offer(day, Now, 30, 1, _ => true)[0]);
    }
}
