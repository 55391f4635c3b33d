using System.Collections.Concurrent;
using System.Reflection;
using Orleans;

namespace WinLossAgency.Grains.Access;

/// <summary>Which roles may call a grain method. A method without it is refused for everyone.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsAttribute(Role any) : Attribute
{
    public Role Any { get; } = any;
}

/// <summary>A call that its caller may not make. Says who and what, never a word of the thing refused.</summary>
[GenerateSerializer]
public sealed class AccessRefusedException(string caller, string what) : Exception($"{caller} may not call {what}.");

/// <summary>Lets through what <see cref="NeedsAttribute"/> allows. It filters our interfaces only: timers and system traffic have no role.</summary>
public sealed class NeedsFilter : IIncomingGrainCallFilter
{
    private static readonly ConcurrentDictionary<MethodInfo, (bool Ours, Role Any)> Rules = new();

    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.InterfaceMethod is not { } method) return context.Invoke();
        // What a method needs is compiled into it, so it is looked up once.
        var (ours, any) = Rules.GetOrAdd(method, static m => (Ours(m), m.GetCustomAttribute<NeedsAttribute>()?.Any ?? Role.None));
        if (!ours) return context.Invoke();
        var caller = Caller.Current;
        if (caller is null || !caller.Is(any))
            throw new AccessRefusedException(caller?.Id ?? "nobody", $"{method.DeclaringType!.Name}.{method.Name}");
        return context.Invoke();
    }

    private static bool Ours(MethodInfo method) =>
        method.DeclaringType?.Namespace?.StartsWith("WinLossAgency.", StringComparison.Ordinal) == true
        && typeof(IGrainWithStringKey).IsAssignableFrom(method.DeclaringType);
}
