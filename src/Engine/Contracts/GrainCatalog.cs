using System.Collections.Concurrent;
using Orleans.Runtime;

namespace WinLossAgency.Engine;

/// <summary>All grain classes among the given types, and which of them answers to which interface.</summary>
internal sealed class GrainCatalog
{
    private readonly Dictionary<GrainType, GrainClass> _byType = [];
    private readonly ConcurrentDictionary<(Type, string?), GrainClass> _byInterface = new();

    /// <exception cref="GrainShapeException">Some grain or interface breaks the rules.</exception>
    public GrainCatalog(IReadOnlyCollection<Type> types, CrossingTypes crossing) : this(Checked(types, crossing)) { }

    private GrainCatalog(IEnumerable<Type> types)
    {
        foreach (var type in types.Where(ShapeRules.IsGrain))
        {
            var grain = new GrainClass(type);
            _byType.Add(grain.GrainType, grain);
        }
    }

    public GrainClass For(Type contract, string? prefix) => _byInterface.GetOrAdd((contract, prefix), Find);

    public GrainClass For(GrainType type) => _byType.TryGetValue(type, out var grain)
        ? grain
        : throw new ArgumentException($"No grain class bears [GrainType(\"{type}\")].", nameof(type));

    private static IEnumerable<Type> Checked(IReadOnlyCollection<Type> types, CrossingTypes crossing) =>
        ShapeRules.Breaches(types, crossing) is { Count: > 0 } breaches ? throw new GrainShapeException(breaches) : types;

    private GrainClass Find((Type Contract, string? Prefix) wanted)
    {
        var found = _byType.Values.Where(grain => wanted.Contract.IsAssignableFrom(grain.Type)
            && (wanted.Prefix is null || grain.Type.FullName!.StartsWith(wanted.Prefix, StringComparison.Ordinal))).ToArray();
        return found.Length == 1
            ? found[0]
            : throw new ArgumentException($"{found.Length} grain classes implement {wanted.Contract.FullName}{(wanted.Prefix is null ? "" : $" with prefix {wanted.Prefix}")}; one is wanted.");
    }
}
