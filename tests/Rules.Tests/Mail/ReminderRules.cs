using NodaTime;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Mail;

namespace WinLossAgency.Rules.Tests.Mail;

public sealed class ReminderRules
{
    private static readonly Place Lisbon = new("Europe/Lisbon", "PT", null);

    [Fact]
    public void A_reminder_is_due_a_day_before_at_the_same_hour() =>
        Assert.Equal(Instant.FromUtc(2026, 11, 25, 10, 0), Reminders.Due(Instant.FromUtc(2026, 11, 26, 10, 0), Lisbon));

    [Fact]
    public void A_mondays_is_due_on_friday_and_one_after_a_holiday_before_it()
    {
        Assert.Equal(new LocalDate(2026, 11, 27), Day(Instant.FromUtc(2026, 11, 30, 10, 0)));
        // Tuesday 1 December is a holiday in Portugal.
        Assert.Equal(new LocalDate(2026, 11, 30), Day(Instant.FromUtc(2026, 12, 2, 10, 0)));
    }

    [Fact]
    public void One_that_is_late_waits_for_an_open_hour_and_is_dropped_when_too_late()
    {
        var start = Instant.FromUtc(2026, 11, 26, 15, 0);
        Assert.Equal(Duration.Zero, Reminders.WaitFrom(Instant.FromUtc(2026, 11, 25, 15, 0), start, Lisbon));
        Assert.Equal(Duration.FromHours(9), Reminders.WaitFrom(Instant.FromUtc(2026, 11, 26, 0, 0), start, Lisbon));
        Assert.Null(Reminders.WaitFrom(Instant.FromUtc(2026, 11, 26, 13, 30), start, Lisbon));
    }

    private static LocalDate Day(Instant start) => Reminders.Due(start, Lisbon)!.Value.InUtc().Date;
}
