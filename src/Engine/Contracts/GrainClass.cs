using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Storage;

namespace WinLossAgency.Engine;

/// <summary>A grain class: its type, its interfaces, and how an instance is made.</summary>
internal sealed class GrainClass
{
    private readonly ObjectFactory _factory;
    private readonly StateParameter[] _states;
    private readonly Dictionary<MethodInfo, MethodInfo> _implementations = [];

    public GrainClass(Type type)
    {
        Type = type;
        GrainType = GrainType.Create(type.GetCustomAttribute<GrainTypeAttribute>()?.GetGrainType(null, type).ToString() ?? type.FullName!);
        Contracts = [.. type.GetInterfaces().Where(each => GrainContract.IsContract(each) || each == typeof(IRemindable)).Select(GrainContract.Of)];
        Reentrant = type.IsDefined(typeof(ReentrantAttribute));
        FiltersItself = typeof(IIncomingGrainCallFilter).IsAssignableFrom(type);
        HasReadOnly = Contracts.Any(contract => contract.Methods.Any(method => method.ReadOnly));
        _states = [.. ConstructorOf(type).GetParameters().Where(StateParameter.Is).Select(parameter => new StateParameter(parameter))];
        _factory = ActivatorUtilities.CreateFactory(type, [.. _states.Select(state => state.Type)]);
        foreach (var contract in Contracts) Map(contract.Type);
    }

    public Type Type { get; }

    public GrainType GrainType { get; }

    public GrainContract[] Contracts { get; }

    public bool Reentrant { get; }

    public bool FiltersItself { get; }

    public bool HasReadOnly { get; }

    public static ConstructorInfo ConstructorOf(Type type) => type.GetConstructors() is [var only]
        ? only
        : throw new InvalidOperationException($"{type.FullName} must have exactly one public constructor.");

    public MethodInfo Implementation(MethodInfo contracted) => _implementations[contracted];

    public object Create(Activation activation)
    {
        var states = _states.Length == 0 ? [] : new object[_states.Length];
        for (var index = 0; index < states.Length; index++) states[index] = _states[index].Make(activation);
        return _factory(activation.ActivationServices, states);
    }

    private void Map(Type contract)
    {
        foreach (var part in contract.GetInterfaces().Prepend(contract))
        {
            var map = Type.GetInterfaceMap(part);
            for (var index = 0; index < map.InterfaceMethods.Length; index++)
                _implementations[map.InterfaceMethods[index]] = map.TargetMethods[index];
        }
    }

    private sealed class StateParameter
    {
        private readonly PersistentStateAttribute _wanted;
        private readonly Func<Activation, string, IGrainStorage, object> _make;

        public StateParameter(ParameterInfo parameter)
        {
            Type = parameter.ParameterType;
            _wanted = parameter.GetCustomAttribute<PersistentStateAttribute>()!;
            var kept = typeof(StoredState<>).MakeGenericType(Type.GetGenericArguments()[0]).GetConstructors()[0];
            var given = kept.GetParameters().Select(each => System.Linq.Expressions.Expression.Parameter(each.ParameterType)).ToArray();
            _make = System.Linq.Expressions.Expression.Lambda<Func<Activation, string, IGrainStorage, object>>(
                System.Linq.Expressions.Expression.New(kept, given.AsEnumerable<System.Linq.Expressions.Expression>()), given).Compile();
        }

        public Type Type { get; }

        public static bool Is(ParameterInfo parameter) =>
            parameter.IsDefined(typeof(PersistentStateAttribute))
            && parameter.ParameterType.IsGenericType && parameter.ParameterType.GetGenericTypeDefinition() == typeof(IPersistentState<>);

        public object Make(Activation activation)
        {
            var state = _make(activation, _wanted.StateName, StoreFor(activation));
            activation.Keep((IStoredState)state);
            return state;
        }

        private IGrainStorage StoreFor(Activation activation)
        {
            var services = activation.ActivationServices;
            var store = _wanted.StorageName is { } name ? services.GetKeyedService<IGrainStorage>(name) : services.GetService<IGrainStorage>();
            return store ?? throw new InvalidOperationException(
                $"{activation.Class.Type.FullName} keeps its state '{_wanted.StateName}' in store '{_wanted.StorageName ?? "(default)"}', which is not registered.");
        }
    }
}
