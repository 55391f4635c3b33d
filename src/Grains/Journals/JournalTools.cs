using Microsoft.Extensions.Logging;
using NodaTime;
using WinLossAgency.Storage;

namespace WinLossAgency.Grains.Journals;

/// <summary>What every journal grain is given: the agency's clock, where closed parts lie, and where its log lines go.</summary>
public sealed class JournalTools(IClock clock, IClock realClock, IDocumentStore parts, ILogger<JournalTools> logger)
{
    /// <summary>How soon a jump of the demo clock is seen by a grain that waits for a time.</summary>
    private static readonly TimeSpan JumpSeenWithin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterTheInstant = TimeSpan.FromMilliseconds(5);
    private readonly bool clockMayJump = clock is not TimeProviderClock { MayJump: false };

    /// <summary>The agency's clock: real, but in a demo agency ahead of it.</summary>
    public IClock Clock { get; } = clock;

    /// <summary>The host's clock, for leases and time-outs.</summary>
    public IClock RealClock { get; } = realClock;

    /// <summary>Where closed parts of journals lie.</summary>
    public IDocumentStore Parts { get; } = parts;

    /// <summary>Effects that could not be paid, for a person to look at.</summary>
    public OwnersList OwnersList { get; } = new(parts);

    public ILogger Logger { get; } = logger;

    /// <summary>Timers run on real time; a wait on a clock that may jump is looked at again before it ends.</summary>
    public TimeSpan RealDelay(Duration wait)
    {
        if (wait <= Duration.Zero) return TimeSpan.Zero;
        var real = wait.ToTimeSpan() + AfterTheInstant;
        return clockMayJump && real > JumpSeenWithin ? JumpSeenWithin : real;
    }
}

internal static partial class JournalLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Grain} could not pay effect {Number} to {Receiver}, try {Tries}: {Error}")]
    public static partial void PaymentFailed(ILogger logger, string grain, string receiver, int number, int tries, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Grain} gave up effect {Number} to {Receiver} after {Tries} tries; it stands on the owner's list")]
    public static partial void GivenUp(ILogger logger, string grain, string receiver, int number, int tries);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Grain} could not write what it paid; it will be paid again: {Error}")]
    public static partial void PaidButNotWritten(ILogger logger, string grain, string error);
}
