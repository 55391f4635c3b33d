using System.Collections.Concurrent;
using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace WinLossAgency.Engine;

/// <summary>A grain interface: its methods in a fixed order, and the proxy class emitted for it.</summary>
internal sealed class GrainContract
{
    private static readonly ConcurrentDictionary<Type, Lazy<GrainContract>> Known = new();

    private readonly Func<EngineRuntime, GrainId, GrainContract, GrainClass, GrainProxy> _make;

    private GrainContract(Type type)
    {
        Type = type;
        Name = type.GetCustomAttribute<AliasAttribute>(false)?.Alias ?? type.FullName!;
        InterfaceType = GrainInterfaceType.Create(Name);
        Methods = [.. MethodsOf(type).Select(method => new GrainMethod(this, method))];
        _make = ProxyEmitter.Emit(this);
    }

    public Type Type { get; }

    public string Name { get; }

    public GrainInterfaceType InterfaceType { get; }

    public GrainMethod[] Methods { get; }

    public static GrainContract Of(Type type) =>
        Known.GetOrAdd(type, static wanted => new Lazy<GrainContract>(() => new GrainContract(wanted))).Value;

    public static bool IsContract(Type type) =>
        type.IsInterface && typeof(IAddressable).IsAssignableFrom(type) && type != typeof(IAddressable) && type.Namespace != typeof(IGrain).Namespace;

    /// <summary>The methods of an interface and of those it builds on, in a stable order.</summary>
    public static IEnumerable<MethodInfo> MethodsOf(Type type) =>
        type.GetInterfaces().OrderBy(parent => parent.FullName, StringComparer.Ordinal).Prepend(type)
            .SelectMany(each => each.GetMethods(BindingFlags.Instance | BindingFlags.Public));

    public GrainProxy Reference(EngineRuntime runtime, GrainId id, GrainClass grain) => _make(runtime, id, this, grain);
}
