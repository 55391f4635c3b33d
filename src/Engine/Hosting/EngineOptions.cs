using System.Reflection;

namespace WinLossAgency.Engine;

/// <summary>How the engine runs.</summary>
public sealed class EngineOptions
{
    /// <summary>Where grain classes and interfaces are looked for.</summary>
    public IList<Assembly> Assemblies { get; } = [];

    /// <summary>Which of their types count; all, unless said otherwise.</summary>
    public Func<Type, bool> Among { get; set; } = static _ => true;

    /// <summary>Names of assemblies whose types need no serializer attribute: deeply immutable, and on Orleans crossing as JSON.</summary>
    public ISet<string> PlainAssemblies { get; } = new HashSet<string>(StringComparer.Ordinal) { "WinLossAgency.Domain", "NodaTime" };

    /// <summary>How long a caller waits for an answer. The callee runs on.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>After how long without a call an activation ends.</summary>
    public TimeSpan IdleAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The clock of response time-outs where it is not the one of timers and reminders.</summary>
    public TimeProvider? ResponseClock { get; set; }

    /// <summary>Runs all activations on one thread in a seeded order: for simulations.</summary>
    public SeededLoop? Loop { get; set; }
}
