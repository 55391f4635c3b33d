using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace WinLossAgency.Domain.Calls;

/// <summary>How a wall time became an instant. A wall time is plain on all but two nights of a year.</summary>
public enum LocalRule
{
    Plain,

    /// <summary>The clock jumps over this time: it is moved on by the length of the jump, so 02:30 is rung at 03:30.</summary>
    SkippedMovedOn,

    /// <summary>The clock shows this time twice: the earlier is taken.</summary>
    DoubledEarlier,
}

/// <summary>An instant and the named rule by which a wall time gave it.</summary>
public sealed record Resolved(Instant At, LocalRule Rule, string Why);

/// <summary>An instant as a person there reads it. Offset as ±HH:mm (with seconds only where a zone had them), abbreviation as TZDB has it.</summary>
public sealed record ZoneTime(LocalDateTime Local, Offset Offset, string Abbreviation)
{
    private static readonly OffsetPattern Minutes = OffsetPattern.CreateWithInvariantCulture("+HH:mm");
    private static readonly OffsetPattern Seconds = OffsetPattern.CreateWithInvariantCulture("+HH:mm:ss");

    public string OffsetText() => (Offset.Seconds % 60 == 0 ? Minutes : Seconds).Format(Offset);
}

/// <summary>Wall time and instants, by the IANA zones of the TZDB that NodaTime carries.</summary>
public static class Zones
{
    public static string Version => DateTimeZoneProviders.Tzdb.VersionId;

    /// <summary>Null when TZDB knows no zone of this name.</summary>
    public static DateTimeZone? Find(string id) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(id);

    public static ZoneTime At(Instant at, DateTimeZone zone)
    {
        var interval = zone.GetZoneInterval(at);
        return new ZoneTime(at.WithOffset(interval.WallOffset).LocalDateTime, interval.WallOffset, interval.Name);
    }

    public static Resolved ToInstant(LocalDateTime local, DateTimeZone zone)
    {
        var found = zone.MapLocal(local);
        return found.Count switch
        {
            1 => new Resolved(found.Single().ToInstant(), LocalRule.Plain, ""),
            // The earlier of the two: people forgive early.
            2 => new Resolved(found.First().ToInstant(), LocalRule.DoubledEarlier,
                $"{Text(local)} comes twice in {zone.Id}; the earlier is meant."),
            // Read with the offset from before the jump: whoever said half past two meant half an hour after two.
            _ => new Resolved(local.WithOffset(found.EarlyInterval.WallOffset).ToInstant(), LocalRule.SkippedMovedOn,
                $"{Text(local)} does not exist in {zone.Id}; it moves to {Text(local.PlusSeconds(found.LateInterval.WallOffset.Seconds - found.EarlyInterval.WallOffset.Seconds))}."),
        };
    }

    private static string Text(LocalDateTime local) => local.ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
