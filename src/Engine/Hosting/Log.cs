using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace WinLossAgency.Engine;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Grain runtime: the single-process engine, not Orleans.")]
    public static partial void Started(ILogger logger);

    [LoggerMessage(2, LogLevel.Warning, "{Grain} could not be activated.")]
    public static partial void ActivationFailed(ILogger logger, Exception failure, GrainId grain);

    [LoggerMessage(3, LogLevel.Warning, "{Grain} failed while it was deactivated.")]
    public static partial void DeactivationFailed(ILogger logger, Exception failure, GrainId grain);

    [LoggerMessage(4, LogLevel.Error, "A timer of {Grain} failed.")]
    public static partial void TimerFailed(ILogger logger, Exception failure, GrainId grain);

    [LoggerMessage(5, LogLevel.Error, "Reminder {Reminder} of {Grain} failed.")]
    public static partial void ReminderFailed(ILogger logger, Exception failure, string reminder, GrainId grain);

    [LoggerMessage(6, LogLevel.Warning, "One-way call {Method} of {Grain} failed.")]
    public static partial void OneWayFailed(ILogger logger, Exception failure, string method, GrainId grain);

    [LoggerMessage(7, LogLevel.Warning, "The engine stopped while {Count} grains were still running.")]
    public static partial void StoppedInHaste(ILogger logger, int count);
}
