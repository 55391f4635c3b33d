using NodaTime;
using NodaTime.Extensions;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Ui.Demo;

namespace WinLossAgency.Portal;

/// <summary>
/// The agency's clock as the client's program reads it. In Development it is the demo's, from the file that Desk reads too,
/// so that both show one day and move together; sign-in and access keep the real clock.
/// </summary>
internal sealed class PortalClock(string data, TimeProvider real, bool isDemo) : IDemoClock
{
    private readonly Storage.OffsetTime? demo = isDemo ? new Storage.OffsetTime(Path.Combine(data, "clock"), real) : null;

    public TimeProvider Time => demo ?? real;

    public string Words => DemoMoves.Words(Time.GetUtcNow().ToInstant(), DemoMoves.Zone);

    public void Move(DemoMove move)
    {
        if (demo is null) throw new InvalidOperationException("Outside Development only the real clock exists.");
        var now = demo.GetUtcNow().ToInstant();
        var then = move switch
        {
            DemoMove.QuarterHour => now + Duration.FromMinutes(15),
            DemoMove.Hour => now + Duration.FromHours(1),
            _ => DemoMoves.NextMorning(now, DemoMoves.Zone),
        };
        demo.Set(then.ToDateTimeOffset() - real.GetUtcNow());
    }
}
