using System.Reflection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace WinLossAgency.Engine;

/// <summary>What a grain class and a grain interface must look like to run the same here and on Orleans.</summary>
internal sealed class ShapeRules(CrossingTypes crossing)
{
    private readonly List<string> _breaches = [];

    /// <summary>Every breach among these types, by name.</summary>
    public static IReadOnlyList<string> Breaches(IReadOnlyCollection<Type> types, CrossingTypes crossing)
    {
        var rules = new ShapeRules(crossing);
        var classes = types.Where(IsGrain).ToArray();
        var contracts = types.Where(GrainContract.IsContract).Concat(classes.SelectMany(ContractsOf)).Distinct().ToArray();
        foreach (var type in classes) rules.CheckClass(type);
        foreach (var type in contracts) rules.CheckContract(type);
        rules.CheckDistinct(classes, static type => type.GetCustomAttribute<GrainTypeAttribute>()?.GetGrainType(null, type).ToString(), "[GrainType]");
        rules.CheckDistinct(contracts, static type => type.GetCustomAttribute<AliasAttribute>(false)?.Alias, "[Alias]");
        return rules._breaches;
    }

    public static bool IsGrain(Type type) =>
        type is { IsClass: true, IsAbstract: false } && typeof(IGrain).IsAssignableFrom(type) && !type.IsSubclassOf(typeof(GrainReference));

    private static IEnumerable<Type> ContractsOf(Type type) => type.GetInterfaces().Where(GrainContract.IsContract);

    private void CheckClass(Type type)
    {
        Require(type.IsSubclassOf(typeof(Grain)), $"{type.FullName} does not derive from Grain");
        Require(!type.IsGenericType, $"{type.FullName} is generic");
        Require(type.IsDefined(typeof(GrainTypeAttribute), false), $"{type.FullName} has no [GrainType]");
        Require(type.GetConstructors().Length == 1, $"{type.FullName} has {type.GetConstructors().Length} public constructors; one is wanted");
        Require(ContractsOf(type).Any(contract => typeof(IGrainWithStringKey).IsAssignableFrom(contract)), $"{type.FullName} has no interface that is an IGrainWithStringKey");
        foreach (var parameter in type.GetConstructors().SelectMany(constructor => constructor.GetParameters()))
            Require(parameter.IsDefined(typeof(PersistentStateAttribute)) == IsState(parameter.ParameterType),
                $"{type.FullName}: constructor parameter '{parameter.Name}' must be both [PersistentState] and IPersistentState, or neither");
    }

    private static bool IsState(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IPersistentState<>);

    private void CheckContract(Type type)
    {
        Require(type.IsDefined(typeof(AliasAttribute), false), $"{type.FullName} has no [Alias]");
        Require(!type.IsGenericType, $"{type.FullName} is generic");
        foreach (var property in type.GetProperties()) _breaches.Add($"{type.FullName}.{property.Name} is a property; a grain has methods only");
        foreach (var happening in type.GetEvents()) _breaches.Add($"{type.FullName}.{happening.Name} is an event; a grain has methods only");
        var methods = type.GetMethods(BindingFlags.Instance | BindingFlags.Public).Where(method => !method.IsSpecialName).ToArray();
        foreach (var method in methods) CheckMethod($"{type.FullName}.{method.Name}", method);
        foreach (var same in methods.GroupBy(static method => method.GetCustomAttribute<AliasAttribute>()?.Alias).Where(static group => group.Key is not null && group.Count() > 1))
            _breaches.Add($"{type.FullName} has {same.Count()} methods with [Alias(\"{same.Key}\")]");
    }

    private void CheckMethod(string name, MethodInfo method)
    {
        Require(method.IsDefined(typeof(AliasAttribute), false), $"{name} has no [Alias]");
        Require(!method.IsGenericMethod, $"{name} is generic");
        foreach (var parameter in method.GetParameters()) CheckParameter(name, parameter);
        var returned = method.ReturnType;
        var kind = returned.IsGenericType ? returned.GetGenericTypeDefinition() : returned;
        if (kind == typeof(Task<>) || kind == typeof(ValueTask<>))
        {
            if (crossing.ResultRefusal(returned.GetGenericArguments()[0]) is { } refusal) _breaches.Add($"{name} returns what may not cross: {refusal}");
            Require(!method.IsDefined(typeof(OneWayAttribute)), $"{name} is [OneWay] and returns a result");
        }
        else
        {
            Require(kind == typeof(Task) || kind == typeof(ValueTask), $"{name} returns {CrossingTypes.Name(returned)}; a grain method returns Task or ValueTask, of a result or of none");
        }
    }

    private void CheckParameter(string name, ParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(CancellationToken)) return;
        if (parameter.ParameterType.IsByRef) _breaches.Add($"{name} takes '{parameter.Name}' by reference");
        else if (crossing.Refusal(parameter.ParameterType) is { } refusal) _breaches.Add($"{name} takes '{parameter.Name}', which may not cross: {refusal}");
    }

    private void CheckDistinct(IEnumerable<Type> types, Func<Type, string?> name, string kind)
    {
        foreach (var group in types.GroupBy(name).Where(static group => group.Key is not null && group.Count() > 1))
            _breaches.Add($"{string.Join(" and ", group.Select(static type => type.FullName))} share {kind} \"{group.Key}\"");
    }

    private void Require(bool kept, string breach)
    {
        if (!kept) _breaches.Add(breach);
    }
}
