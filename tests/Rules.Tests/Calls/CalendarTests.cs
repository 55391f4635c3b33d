using NodaTime;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Calls;

namespace WinLossAgency.Rules.Tests.Calls;

public sealed class CalendarTests
{
    private static readonly Instant At = Instant.FromUtc(2026, 11, 24, 9, 0);

    [Fact]
    public void Hours_saved_unchanged_record_nothing()
    {
        var hours = WorkingHours.Default("Europe/Lisbon");
        var set = Accepted(CalendarState.None, hours).Aggregate(CalendarState.None, CalendarState.Fold);
        Assert.Empty(Accepted(set, hours with { Days = [.. hours.Days] }));
        Assert.Single(Accepted(set, hours with { Days = [1, 2, 3] }));
    }

    private static IEnumerable<CalendarEvent> Accepted(CalendarState state, WorkingHours hours) =>
        Assert.IsType<Decision<CalendarEvent>.Accepted>(Calendar.Decide(state, new CalendarCommand.SetHours(hours), At)).Events;
}
