using System.Globalization;
using NodaTime;
using NodaTime.Text;
using WinLossAgency.Domain.Calls;

namespace WinLossAgency.House.Tests.Calls;

public sealed class TypedTimeTests
{
    private static readonly LocalDateTime Tuesday = new(2026, 11, 24, 9, 42);

    [Theory]
    [InlineData("th1430", "2026-11-26T14:30")]
    [InlineData("Thu 14:30", "2026-11-26T14:30")]
    [InlineData("fr 9", "2026-11-27T09:00")]
    [InlineData("1530", "2026-11-24T15:30")]
    [InlineData("15", "2026-11-24T15:00")]
    [InlineData("9", "2026-11-25T09:00")]
    [InlineData("tu10", "2026-12-01T10:00")]
    [InlineData("tm 1015", "2026-11-25T10:15")]
    [InlineData("26 1430", "2026-11-26T14:30")]
    [InlineData("3 9:30", "2026-12-03T09:30")]
    public void A_time_is_read_as_the_next_to_come(string typed, string means) =>
        Assert.Equal(LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-ddTHH:mm").Parse(means).Value, TypedTime.Read(typed, Tuesday));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("th")]
    [InlineData("2575")]
    [InlineData("th2500")]
    [InlineData("45 1430")]
    [InlineData("sometime next week perhaps")]
    public void What_is_no_time_is_not_guessed(string typed) => Assert.Null(TypedTime.Read(typed, Tuesday));
}
