using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WinLossAgency.Domain.Calls;
using Xunit;

namespace WinLossAgency.Rules.Tests.Calls;

public class HoursTests
{
    private static readonly CallPlace Munich = new(Zones.Find("Europe/Berlin")!, "DE", "BY");
    private static readonly CallPlace Lisbon = new(Zones.Find("Europe/Lisbon")!, "PT", null);

    [Fact]
    public void A_working_morning_is_allowed() =>
        Assert.IsType<CallVerdict.Yes>(Hours.MayCall(Lisbon, At(Lisbon, 2026, 11, 24, 9, 0), CallWishes.None));

    [Theory]
    [InlineData(24, 8, 59, "It is 08:59 there; business hours are 09:00 to 18:00.")]
    [InlineData(24, 18, 0, "It is 18:00 there; business hours are 09:00 to 18:00.")]
    [InlineData(24, 21, 0, "It is 21:00 there; the law allows 08:00 to 21:00.")]
    [InlineData(28, 10, 0, "It is Saturday there.")]
    public void Other_times_are_refused_with_a_sentence(int day, int hour, int minute, string reason) =>
        Assert.Equal(reason, Refusal(Lisbon, At(Lisbon, 2026, 11, day, hour, minute), CallWishes.None));

    [Fact]
    public void A_holiday_of_the_region_holds_in_that_region_only()
    {
        var epiphany = At(Munich, 2026, 1, 6, 10, 0);
        Assert.Equal("It is a public holiday there: Epiphany.", Refusal(Munich, epiphany, CallWishes.None));
        Assert.IsType<CallVerdict.Yes>(Hours.MayCall(Munich with { Region = "BE" }, epiphany, CallWishes.None));
        Assert.IsType<CallVerdict.Yes>(Hours.MayCall(Munich with { Region = null }, epiphany, CallWishes.None));
    }

    [Fact]
    public void The_next_allowed_time_steps_over_weekend_and_holiday() =>
        // Friday 27 November after hours; 1 December is a holiday in Portugal, Monday 30 November is not.
        Assert.Equal(At(Lisbon, 2026, 11, 30, 9, 0), Hours.NextAllowed(Lisbon, At(Lisbon, 2026, 11, 27, 18, 0), CallWishes.None));

    [Fact]
    public void Stated_availability_is_hard()
    {
        var wishes = new CallWishes([new(IsoDayOfWeek.Thursday, new(14, 0), new(16, 0), ConsentRecorded: false)], []);
        Assert.Equal("The buyer may be rung only Thursday 14:00 to 16:00; it is Tuesday 10:00 there.", Refusal(Lisbon, At(Lisbon, 2026, 11, 24, 10, 0), wishes));
        Assert.Equal(At(Lisbon, 2026, 11, 26, 14, 0), Hours.NextAllowed(Lisbon, At(Lisbon, 2026, 11, 24, 10, 0), wishes));
    }

    [Fact]
    public void An_evening_needs_the_buyers_recorded_consent()
    {
        AvailableSpan evening = new(IsoDayOfWeek.Tuesday, new(19, 0), new(22, 0), ConsentRecorded: false);
        var at = At(Lisbon, 2026, 11, 24, 19, 30);
        Assert.EndsWith("but no consent to it is recorded.", Refusal(Lisbon, at, new CallWishes([evening], [])));
        var agreed = new CallWishes([evening with { ConsentRecorded = true }], []);
        Assert.IsType<CallVerdict.Yes>(Hours.MayCall(Lisbon, at, agreed));
        Assert.StartsWith("It is 21:30 there; the law allows", Refusal(Lisbon, At(Lisbon, 2026, 11, 24, 21, 30), agreed));
    }

    [Fact]
    public void One_time_asked_for_with_consent_opens_that_time_alone()
    {
        RequestedSpan saturday = new(new(2026, 11, 28, 7, 0), new(2026, 11, 28, 7, 30), ConsentRecorded: true);
        var wishes = new CallWishes([], [saturday]);
        Assert.IsType<CallVerdict.Yes>(Hours.MayCall(Lisbon, At(Lisbon, 2026, 11, 28, 7, 0), wishes));
        Assert.IsType<CallVerdict.No>(Hours.MayCall(Lisbon, At(Lisbon, 2026, 11, 28, 7, 30), wishes));
        Assert.NotEqual("", Refusal(Lisbon, At(Lisbon, 2026, 11, 28, 7, 0), new CallWishes([], [saturday with { ConsentRecorded = false }])));
    }

    [Fact]
    public void Wishes_that_can_never_be_met_give_none() =>
        Assert.Null(Hours.NextAllowed(Lisbon, At(Lisbon, 2026, 11, 24, 10, 0), new CallWishes([new(IsoDayOfWeek.Sunday, new(2, 0), new(3, 0), true)], [])));

    [Fact]
    public void The_next_allowed_time_is_allowed_and_nothing_before_it_is()
    {
        var places = Gen.Elements(Munich, Lisbon, new CallPlace(Zones.Find("America/Chicago")!, "US", "IL"), new CallPlace(Zones.Find("Europe/London")!, "GB", "SCT"));
        var spans = from day in Gen.Choose(1, 7)
                    from start in Gen.Choose(0, 22)
                    from length in Gen.Choose(1, 6)
                    from consent in Gen.Elements(true, false)
                    select new AvailableSpan((IsoDayOfWeek)day, new LocalTime(start, 30), start + length > 22 ? LocalTime.MaxValue : new LocalTime(start + length, 0), consent);
        var cases = from place in places
                    from minute in Gen.Choose(0, 60 * 24 * 364 * 6)
                    from available in Gen.Choose(0, 2).SelectMany(n => Gen.ArrayOf(spans, n))
                    select (Place: place, From: Instant.FromUtc(2024, 1, 1, 0, 0) + Duration.FromMinutes(minute), Wishes: new CallWishes([.. available], []));
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            if (Hours.NextAllowed(one.Place, one.From, one.Wishes) is not { } next) return !one.Wishes.Available.IsEmpty;
            if (next < one.From || Hours.MayCall(one.Place, next, one.Wishes) is not CallVerdict.Yes) return false;
            for (var at = one.From; at < next; at += Duration.FromMinutes(15))
                if (Hours.MayCall(one.Place, at, one.Wishes) is CallVerdict.Yes) return false;
            return true;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("US", null, 2026, 7, 3, "Independence Day (observed)")]
    [InlineData("GB", "SCT", 2026, 4, 6, null)]
    [InlineData("GB", "ENG", 2026, 4, 6, "Easter Monday")]
    [InlineData("SE", null, 2030, 6, 6, "National Day")]
    [InlineData("PT", null, 2026, 11, 24, null)]
    public void Holidays_are_those_of_the_place(string country, string? region, int y, int m, int d, string? name) =>
        Assert.Equal(name, Holidays.On(new LocalDate(y, m, d), country, region));

    [Fact]
    public void Every_country_we_promise_is_covered_each_year()
    {
        foreach (var country in "DE PT GB US FR ES NL BE DK SE FI NO IT PL AT CH IE".Split(' '))
            for (var year = Holidays.FirstYear; year <= Holidays.LastYear; year++)
            {
                Assert.True(Holidays.Covers(country, year));
                Assert.NotNull(Holidays.On(new LocalDate(year, 1, 1), country, null));
                Assert.NotNull(Holidays.On(new LocalDate(year, 12, 25), country, null));
            }
    }

    private static Instant At(CallPlace place, int y, int mo, int d, int h, int mi) => Zones.ToInstant(new LocalDateTime(y, mo, d, h, mi), place.Zone).At;

    private static string Refusal(CallPlace place, Instant at, CallWishes wishes) => Assert.IsType<CallVerdict.No>(Hours.MayCall(place, at, wishes)).Reason;
}
