using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans;
using Orleans.Runtime;

namespace WinLossAgency.Engine;

/// <summary>
/// Which types may be arguments and results. The engine copies nothing, so each must be deeply immutable; and Orleans must be able to carry it.
/// </summary>
internal sealed class CrossingTypes(ISet<string> plainAssemblies)
{
    private static readonly HashSet<Type> Simple =
    [
        typeof(string), typeof(decimal), typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly), typeof(TimeOnly),
        typeof(Uri), typeof(Int128), typeof(UInt128), typeof(GrainId), typeof(GrainType),
    ];

    private readonly ConcurrentDictionary<Type, string?> _known = new();

    /// <summary>Why a type may not cross, or null.</summary>
    public string? Refusal(Type type)
    {
        if (_known.TryGetValue(type, out var known)) return known;
        // A type that contains itself is as good as its other members.
        _known[type] = null;
        return _known[type] = Judge(type);
    }

    /// <summary>Why a type may not be a result, or null: a plain type is read back as what is declared, so that must be what is meant.</summary>
    public string? ResultRefusal(Type type)
    {
        if (type is { IsAbstract: true, IsInterface: false } && IsPlain(type))
            return $"{Name(type)} is an abstract type without a serializer, and none of its kinds could be told apart by the caller";
        return Refusal(type) ?? (type.IsGenericType ? type.GetGenericArguments().Select(ResultRefusal).FirstOrDefault(each => each is not null) : null);
    }

    public static string Name(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;

    private string? Judge(Type type)
    {
        if (type.IsPrimitive || type.IsEnum || Simple.Contains(type)) return null;
        if (type.IsInterface && typeof(IAddressable).IsAssignableFrom(type)) return null;
        if (IsContainer(type)) return type.GetGenericArguments().Select(Refusal).FirstOrDefault(each => each is not null);
        if (IsPlain(type)) return type.GetGenericArguments().Select(Refusal).FirstOrDefault(each => each is not null);
        if (type.IsDefined(typeof(GenerateSerializerAttribute), false) && type.IsDefined(typeof(ImmutableAttribute), false)) return JudgeMembers(type);
        return $"{Name(type)} is neither a simple type, an immutable collection, [Immutable, GenerateSerializer], nor of {string.Join(" or ", plainAssemblies.Order(StringComparer.Ordinal))}";
    }

    private static bool IsContainer(Type type) =>
        type.IsGenericType && !type.IsInterface
        && (type.Namespace == "System.Collections.Immutable" || typeof(ITuple).IsAssignableFrom(type)
            || type.GetGenericTypeDefinition() == typeof(Nullable<>) || type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>));

    private bool IsPlain(Type type) => plainAssemblies.Contains(type.Assembly.GetName().Name!);

    private string? JudgeMembers(Type type)
    {
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            if (!field.IsInitOnly) return $"{Name(type)} is marked [Immutable], and its {MemberOf(field)} can be changed";
            else if (Refusal(field.FieldType) is { } refusal) return $"{refusal} (in {Name(type)}.{MemberOf(field)})";
        // Positional members need no number; a further one without it would arrive empty on Orleans.
        var positional = type.GetConstructors().SelectMany(static made => made.GetParameters()).Select(static parameter => parameter.Name).ToHashSet();
        if (type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .FirstOrDefault(each => each.CanWrite && !positional.Contains(each.Name) && !each.IsDefined(typeof(IdAttribute), false)) is { } lost)
            return $"{Name(type)}.{lost.Name} has no [Id]";
        return type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? Refusal(parent) : null;
    }

    private static string MemberOf(FieldInfo field) => field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>')] : field.Name;
}
