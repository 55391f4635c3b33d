using NodaTime;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Mail;

namespace WinLossAgency.House.Tests.Mail;

/// <summary>What we write is what somebody else's calendar reads.</summary>
public sealed class InvitePeerTests
{
    // Half an hour of summer time, offsets of 45 minutes, a winter that is ahead of the law, a month of fasting, no summer time at all, and a change of law.
    private static readonly string[] Odd =
    [
        "Europe/Lisbon", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Europe/Dublin", "Africa/Casablanca", "Pacific/Chatham", "America/Nuuk", "Asia/Kolkata", "Etc/UTC", "America/St_Johns", "Africa/Cairo",
    ];

    [Fact]
    public async Task Every_hour_around_a_change_of_the_clock_is_the_same_instant_to_another_parser()
    {
        var written = new List<CalendarInvite>();
        foreach (var id in Odd)
        {
            var zone = DateTimeZoneProviders.Tzdb[id];
            foreach (var change in zone.GetZoneIntervals(Instant.FromUtc(2026, 1, 1, 0, 0), Instant.FromUtc(2028, 1, 1, 0, 0)).Where(i => i.HasStart).Select(i => i.Start))
                for (var minutes = -240; minutes <= 240; minutes += 30) written.Add(Invite(zone, change + Duration.FromMinutes(minutes)));
            for (var month = 1; month <= 12; month++) written.Add(Invite(zone, Instant.FromUtc(2027, month, 15, 9, 30)));
        }
        var read = await InviteReader.ReadAsync(written.Select(w => w.ToText()));
        Assert.Equal(written.Count, read.Count);
        Assert.True(written.Count > 400, $"{written.Count} appointments were compared");
        foreach (var (w, r) in written.Zip(read))
        {
            var what = $"{w.Zone.Id} {w.Start}";
            Assert.True(w.Start.ToDateTimeOffset() == r.Start && (w.Start + Duration.FromMinutes(w.Minutes)).ToDateTimeOffset() == r.End, $"{what} was read as {r.Start} until {r.End}");
            Assert.Equal((1, w.Zone.Id, w.Stamp.ToDateTimeOffset()), (r.Events, Assert.Single(r.Zones), r.Stamp));
        }
    }

    [Fact]
    public async Task Words_with_every_sign_and_letter_are_read_back()
    {
        var invite = Invite(DateTimeZoneProviders.Tzdb["Europe/Berlin"], Instant.FromUtc(2026, 10, 24, 8, 0)) with
        {
            Summary = "Gespräch, mit; Harrow \\ Lane: 😀 " + new string('ü', 200), Description = "Zeile eins\nZeile zwei; \"so\"", Location = "We ring you on +49 151 000",
            Organiser = new Mailbox("Harrow; Lane: \"Büro\", Köln", "talk@harrowlane.example"), Attendee = new Mailbox("Dr. Ana, Réis", "ana@baltic.example"), Method = InviteMethod.Cancel, Sequence = 7,
        };
        var read = Assert.Single(await InviteReader.ReadAsync([invite.ToText()]));
        Assert.Equal((invite.Summary, invite.Description, invite.Location), (read.Summary, read.Description, read.Location));
        Assert.Equal(("CANCEL", "CANCELLED", 7, "u-1", "mailto:talk@harrowlane.example"), (read.Method, read.Status, read.Sequence, read.Uid, read.Organizer));
        Assert.Equal(["Dr. Ana, Réis", "mailto:ana@baltic.example"], Assert.Single(read.Attendees));
    }

    [Fact]
    public async Task A_day_with_its_promises_breaks_and_days_away_is_the_same_to_another_parser()
    {
        var written = Odd.Select(id =>
        {
            var zone = DateTimeZoneProviders.Tzdb[id];
            // Read in the days around each zone's own change of the clock, with a break in the hours that it changes.
            var change = zone.GetZoneIntervals(Instant.FromUtc(2026, 8, 1, 0, 0), Instant.FromUtc(2027, 8, 1, 0, 0)).FirstOrDefault(i => i.HasStart && i.Start > Instant.FromUtc(2026, 8, 1, 0, 0))?.Start ?? Instant.FromUtc(2026, 10, 25, 1, 0);
            var now = change - Duration.FromDays(3);
            var day = CalendarState.None with
            {
                Hours = WorkingHours.Default(id) with { Days = [1, 2, 3, 4, 5, 6, 7], Breaks = [new Break(new LocalTime(1, 0), new LocalTime(3, 30)), new Break(new LocalTime(12, 30), new LocalTime(13, 0))] },
                Promises = [.. Enumerable.Range(-8, 16).Select(n => new Promise($"c/e/i-{n}", change + Duration.FromMinutes(30 * n), 20))],
                Away = [new TimeOff(id, change.InZone(zone).Date.PlusDays(9).AtMidnight(), new LocalDateTime(9998, 1, 1, 0, 0))],
            };
            return DayFeed.Of("Harrow & Löwe; Köln, 😀", day, day.Promises.Where(p => p.Start >= change).ToHashSet(), now, what => $"m-{what}");
        }).ToArray();
        var read = await InviteReader.ReadAsync(written.Select(w => w.ToText()));
        Assert.Equal(Odd.Length, read.Count);
        foreach (var (w, r) in written.Zip(read))
        {
            Assert.Equal((w.Zone.Id, "PUBLISH"), (Assert.Single(r.Zones), r.Method));
            Assert.Equal(w.Entries.Select(e => (e.Uid, e.Summary, e.Start.ToDateTimeOffset(), e.End.ToDateTimeOffset())), r.Entries.Select(e => (e.Uid, e.Summary, e.Start, e.End)));
            Assert.Equal(r.Entries.Length, r.Entries.Select(e => e.Uid).Distinct().Count());
            Assert.True(r.Entries.Count(e => e.Summary == "Break") is > 8 and < 40, $"{w.Zone.Id} has {r.Entries.Count(e => e.Summary == "Break")} breaks");
            Assert.Equal((8, 8, 1), (r.Entries.Count(e => e.Summary == "Interview, 20 min"), r.Entries.Count(e => e.Summary == "Call back, 20 min"), r.Entries.Count(e => e.Summary == "Away")));
        }
    }

    private static CalendarInvite Invite(DateTimeZone zone, Instant start) => new(InviteMethod.Request, "u-1", 0, Instant.FromUtc(2026, 11, 20, 9, 0), start, 30, zone)
    {
        Summary = "Interview", Description = "30 minutes", Location = "We ring you", Organiser = new("Harrow Lane", "talk@harrowlane.example"), Attendee = new("Ana", "ana@baltic.example"),
    };
}
