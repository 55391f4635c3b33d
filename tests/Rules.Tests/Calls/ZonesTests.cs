using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WinLossAgency.Domain.Calls;
using Xunit;

namespace WinLossAgency.Rules.Tests.Calls;

public class ZonesTests
{
    private static readonly DateTimeZone Berlin = Zones.Find("Europe/Berlin")!;

    [Theory]
    [InlineData("Europe/Lisbon", 2026, 7, 1, 12, "2026-07-01T13:00:00", "+01:00", "WEST")]
    [InlineData("America/New_York", 2026, 1, 15, 12, "2026-01-15T07:00:00", "-05:00", "EST")]
    [InlineData("Asia/Kathmandu", 2026, 1, 15, 12, "2026-01-15T17:45:00", "+05:45", "+0545")]
    [InlineData("UTC", 2026, 1, 15, 12, "2026-01-15T12:00:00", "+00:00", "UTC")]
    public void An_instant_reads_as_people_there_read_it(string zone, int y, int mo, int d, int h, string local, string offset, string abbreviation)
    {
        var time = Zones.At(Instant.FromUtc(y, mo, d, h, 0), Zones.Find(zone)!);
        Assert.Equal((local, offset, abbreviation), (time.Local.ToString("uuuu-MM-dd'T'HH:mm:ss", null), time.OffsetText(), time.Abbreviation));
    }

    [Fact]
    public void An_unknown_zone_is_none() => Assert.Null(Zones.Find("Europe/Atlantis"));

    [Fact]
    public void A_skipped_time_moves_on_by_the_jump()
    {
        var resolved = Zones.ToInstant(new LocalDateTime(2026, 3, 29, 2, 30), Berlin);
        Assert.Equal(LocalRule.SkippedMovedOn, resolved.Rule);
        Assert.Equal(new LocalDateTime(2026, 3, 29, 3, 30), Zones.At(resolved.At, Berlin).Local);
        Assert.Equal("2026-03-29 02:30 does not exist in Europe/Berlin; it moves to 2026-03-29 03:30.", resolved.Why);
    }

    [Fact]
    public void A_doubled_time_is_the_earlier_one()
    {
        var resolved = Zones.ToInstant(new LocalDateTime(2026, 10, 25, 2, 30), Berlin);
        Assert.Equal(LocalRule.DoubledEarlier, resolved.Rule);
        Assert.Equal(Instant.FromUtc(2026, 10, 25, 0, 30), resolved.At);
    }

    [Fact]
    public void A_wall_time_made_from_an_instant_leads_back_to_it_or_to_its_earlier_double()
    {
        var zones = Gen.Elements("Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia", "Asia/Tehran").Select(id => Zones.Find(id)!);
        var cases = from zone in zones
                    from minute in Gen.Choose(0, 60 * 24 * 365 * 7)
                    select (Zone: zone, At: Instant.FromUtc(2024, 1, 1, 0, 0) + Duration.FromMinutes(minute));
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var back = Zones.ToInstant(Zones.At(one.At, one.Zone).Local, one.Zone);
            return back.Rule == LocalRule.Plain ? back.At == one.At : back is { Rule: LocalRule.DoubledEarlier } && back.At <= one.At;
        }).QuickCheckThrowOnFailure();
    }
}
