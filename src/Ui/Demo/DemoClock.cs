using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using WinLossAgency.Ui.SignIn;

namespace WinLossAgency.Ui.Demo;

/// <summary>How far the demo agency's clock is moved on.</summary>
public enum DemoMove { QuarterHour, Hour, NextMorning }

/// <summary>The clock that a demo agency runs on. A program registers it in Development and shows the band.</summary>
public interface IDemoClock
{
    /// <summary>"Tue 09:30 Lisbon".</summary>
    string Words { get; }

    void Move(DemoMove move);
}

/// <summary>The door by which the band moves the clock: a form, like every change.</summary>
public static class DemoClockDoor
{
    public const string Path = "/demo-clock";

    public static void MapDemoClock(this IEndpointRouteBuilder app) => app.MapPost(Path, (IDemoClock clock, [FromForm] DemoMove move, [FromForm] string? back) =>
    {
        clock.Move(move);
        return TypedResults.LocalRedirect(LocalUrl.OrHome(back));
    });
}
