using NodaTime;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Ui.Demo;

namespace WinLossAgency.Desk.Shell;

/// <summary>
/// The clock that grains read. In Development it stands ahead of or behind the host's by what the clock file in the data
/// folder says, and Portal reads the same file; outside Development there is only the real clock.
/// </summary>
internal sealed class AgencyClock : IClock, IDemoClock
{
    private readonly Storage.OffsetTime? demo;

    public AgencyClock(string data, bool isDemo)
    {
        if (!isDemo) return;
        Directory.CreateDirectory(data);
        var file = Path.Combine(data, "clock");
        demo = new Storage.OffsetTime(file, TimeProvider.System);
        if (!File.Exists(file)) MoveTo(DemoMoves.Beginning(Zone));
    }

    /// <summary>The zone of the agency; the first page after the directory is read sets it.</summary>
    public DateTimeZone Zone { get; set; } = DemoMoves.Zone;

    public string Words => DemoMoves.Words(GetCurrentInstant(), Zone);

    public Instant GetCurrentInstant() => Instant.FromDateTimeOffset((demo ?? TimeProvider.System).GetUtcNow());

    public void Move(DemoMove move)
    {
        var now = GetCurrentInstant();
        MoveTo(move switch
        {
            DemoMove.QuarterHour => now + Duration.FromMinutes(15),
            DemoMove.Hour => now + Duration.FromHours(1),
            _ => DemoMoves.NextMorning(now, Zone),
        });
    }

    /// <summary>Lays the demo clock at an instant; it ticks on from there.</summary>
    public void MoveTo(Instant at) =>
        (demo ?? throw new InvalidOperationException("Outside Development only the real clock exists.")).Set(at.ToDateTimeOffset() - TimeProvider.System.GetUtcNow());
}
