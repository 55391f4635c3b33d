using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Orleans;
using Orleans.Storage;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Grains.Stores;
using WinLossAgency.Storage;

namespace WinLossAgency.Grains;

/// <summary>The room's one door: where grain state and reminders rest, which clock grains read, and who may call.</summary>
public static class GrainsDoor
{
    /// <summary>The storage name of grains on the open side.</summary>
    public const string AgencyStore = "agency";

    /// <summary>The storage name of grains on the candid side.</summary>
    public const string VaultStore = "vault";

    /// <param name="services">The program's services.</param>
    /// <param name="facts">Where the open side's grain state, reminders and closed journal parts rest.</param>
    /// <param name="clock">The agency's clock; in a demo agency it may be ahead of the host's.</param>
    public static IServiceCollection AddGrains(this IServiceCollection services, IDocumentStore facts, IClock clock)
    {
        services.AddKeyedSingleton<IGrainStorage>(AgencyStore, new DocumentGrainStorage(facts));
        services.AddSingleton<IReminderTable>(new DocumentReminderTable(facts));
        services.AddSingleton<IIncomingGrainCallFilter, NeedsFilter>();
        services.AddSingleton(clock);
        services.AddSingleton(given => new JournalTools(clock, new TimeProviderClock(given.GetRequiredService<TimeProvider>()), facts,
            given.GetRequiredService<ILogger<JournalTools>>()));
        services.AddSingleton(new OwnersList(facts));
        return services;
    }
}

/// <summary>NodaTime's instants from the host's or the agency's TimeProvider: the one place where they meet.</summary>
public sealed class TimeProviderClock(TimeProvider time) : IClock
{
    /// <summary>A demo agency's clock is moved by hand; grains that wait for a time look at it again.</summary>
    public bool MayJump => time is Storage.OffsetTime;

    public Instant GetCurrentInstant() => Instant.FromDateTimeOffset(time.GetUtcNow());
}
