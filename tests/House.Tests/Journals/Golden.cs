using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using NodaTime;
using WinLossAgency.Grains.Journals;

namespace WinLossAgency.House.Tests.Journals;

/// <summary>Every aggregate whose events rest in a store, and a filled example of each of its events.</summary>
internal static class Golden
{
    /// <summary>Set to <c>add</c> it lays golden lines for events that have none; lines that stand are never rewritten.</summary>
    public const string Variable = "HOUSE_GOLDEN";

    public static IEnumerable<Type> Aggregates() => new[] { typeof(WinLossAgency.Domain.Interviews.InterviewEvent).Assembly, typeof(WinLossAgency.Vault.VaultDoor).Assembly }
        .SelectMany(a => a.GetTypes()).Where(t => t.IsAbstract && !t.IsNested && t.Name.EndsWith("Event", StringComparison.Ordinal) && EventCodec.Names(t).Any())
        .OrderBy(t => t.Name, StringComparer.Ordinal);

    public static string FileOf(Type aggregate, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "golden", $"{aggregate.Name[..^"Event".Length].ToLowerInvariant()}.json");

    /// <summary>An example made of the constructor's own parameters, so that each member is seen in its stored form.</summary>
    public static object Example(Type type) => Make(type, type.Name, 0);

    private static object Make(Type type, string name, int depth)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return Make(inner, name, depth);
        if (type == typeof(string)) return $"a {name}";
        if (type == typeof(int)) return 7;
        if (type == typeof(long)) return 70_000L;
        if (type == typeof(decimal)) return 12.50m;
        if (type == typeof(double)) return 0.5;
        if (type == typeof(bool)) return true;
        if (type == typeof(TimeSpan)) return TimeSpan.FromSeconds(90);
        if (type == typeof(Instant)) return Instant.FromUtc(2026, 11, 24, 9, 30);
        if (type == typeof(Duration)) return Duration.FromMinutes(25);
        if (type == typeof(LocalDate)) return new LocalDate(2026, 11, 24);
        if (type == typeof(LocalTime)) return new LocalTime(9, 30);
        if (type == typeof(LocalDateTime)) return new LocalDateTime(2026, 11, 24, 9, 30);
        if (type == typeof(YearMonth)) return new YearMonth(2026, 11);
        if (type.IsEnum) return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!;
        if (type.IsGenericType) return Collection(type, name, depth);
        if (depth > 8) throw new InvalidOperationException($"{type.Name} nests too deeply for an example.");
        if (type.IsAbstract) return Make(type.GetNestedTypes().Where(type.IsAssignableFrom).OrderBy(t => t.Name, StringComparer.Ordinal).First(), name, depth + 1);
        return Filled(type, depth);
    }

    private static object Collection(Type type, string name, int depth)
    {
        var parts = type.GetGenericArguments().Select(t => Make(t, name, depth + 1)).ToArray();
        var array = Array.CreateInstance(type.GetGenericArguments()[^1], 1);
        array.SetValue(parts[^1], 0);
        var (builder, wanted) = type.GetGenericTypeDefinition() switch
        {
            var t when t == typeof(ImmutableArray<>) => (typeof(ImmutableArray), 1),
            var t when t == typeof(ImmutableHashSet<>) => (typeof(ImmutableHashSet), 1),
            var t when t == typeof(ImmutableDictionary<,>) => (typeof(ImmutableDictionary), 2),
            var t when t == typeof(ImmutableSortedDictionary<,>) => (typeof(ImmutableSortedDictionary), 2),
            _ => throw new InvalidOperationException($"No example is known for {type}."),
        };
        if (wanted == 1)
            return builder.GetMethods().Single(m => m.Name == "Create" && m.GetParameters() is [{ ParameterType.IsArray: true }]).MakeGenericMethod(type.GetGenericArguments()).Invoke(null, [array])!;
        var empty = builder.GetMethods().Single(m => m.Name == "Create" && m.GetParameters().Length == 0).MakeGenericMethod(type.GetGenericArguments()).Invoke(null, [])!;
        return empty.GetType().GetMethod("Add", type.GetGenericArguments())!.Invoke(empty, parts)!;
    }

    private static object Filled(Type type, int depth)
    {
        var make = type.GetConstructors().Where(c => c.GetParameters() is not [{ } only] || only.ParameterType != type).MaxBy(c => c.GetParameters().Length)
            ?? throw new InvalidOperationException($"{type} cannot be made from outside.");
        var made = make.Invoke([.. make.GetParameters().Select(p => Make(p.ParameterType, p.Name!, depth + 1))]);
        foreach (var property in type.GetProperties().Where(p => p.SetMethod is not null && make.GetParameters().All(c => !string.Equals(c.Name, p.Name, StringComparison.OrdinalIgnoreCase))))
            property.SetValue(made, Make(property.PropertyType, property.Name, depth + 1));
        return made;
    }
}
