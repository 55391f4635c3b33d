using System.Linq.Expressions;
using System.Reflection;
using System.Reflection.Emit;
using Orleans.Runtime;

namespace WinLossAgency.Engine;

/// <summary>
/// Emits, for a grain interface, a request class for each method and a proxy that fills and sends them, so that no call uses reflection.
/// </summary>
internal static class ProxyEmitter
{
    private const string Friends = "System.Runtime.CompilerServices.IgnoresAccessChecksToAttribute";

    private static readonly Lock Gate = new();
    private static readonly AssemblyBuilder Assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("WinLossAgency.Engine.Proxies"), AssemblyBuilderAccess.Run);
    private static readonly ModuleBuilder Module = Assembly.DefineDynamicModule("proxies");
    private static readonly ConstructorInfo Befriend = DefineFriendship();
    private static readonly HashSet<string> Befriended = [];
    private static int _count;

    public static Func<EngineRuntime, GrainId, GrainContract, GrainClass, GrainProxy> Emit(GrainContract contract)
    {
        lock (Gate)
        {
            SeeInternalsOf(typeof(ProxyEmitter).Assembly);
            SeeInternalsOf(contract.Type.Assembly);
            Type[] given = [typeof(EngineRuntime), typeof(GrainId), typeof(GrainContract), typeof(GrainClass)];
            var proxy = Module.DefineType($"{contract.Type.Name}Proxy{_count++}", TypeAttributes.Public | TypeAttributes.Sealed, typeof(GrainProxy), [contract.Type]);
            DefineConstructor(proxy, given);
            for (var index = 0; index < contract.Methods.Length; index++)
                DefineCall(proxy, contract.Methods[index].Info, index);
            var parameters = given.Select(type => Expression.Parameter(type)).ToArray();
            var make = Expression.New(proxy.CreateType().GetConstructor(given)!, parameters.AsEnumerable<Expression>());
            return Expression.Lambda<Func<EngineRuntime, GrainId, GrainContract, GrainClass, GrainProxy>>(make, parameters).Compile();
        }
    }

    private static void DefineConstructor(TypeBuilder proxy, Type[] given)
    {
        var parent = typeof(GrainProxy).GetConstructor(BindingFlags.Instance | BindingFlags.NonPublic, given)!;
        var code = proxy.DefineConstructor(MethodAttributes.Public, CallingConventions.HasThis, given).GetILGenerator();
        for (var argument = 0; argument <= given.Length; argument++) code.Emit(OpCodes.Ldarg, argument);
        code.Emit(OpCodes.Call, parent);
        code.Emit(OpCodes.Ret);
    }

    private static void DefineCall(TypeBuilder proxy, MethodInfo method, int index)
    {
        var parameters = method.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        foreach (var type in parameters.Append(method.ReturnType)) SeeInternalsOf(type);
        var result = method.ReturnType.IsGenericType ? method.ReturnType.GetGenericArguments()[0] : null;
        var byValue = method.ReturnType.IsValueType;
        var request = DefineRequest(method, parameters, result, byValue);

        var call = proxy.DefineMethod($"{method.DeclaringType!.FullName}.{method.Name}",
            MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig | MethodAttributes.NewSlot,
            method.ReturnType, parameters);
        var code = call.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Newobj, request.GetConstructor(Type.EmptyTypes)!);
        for (var argument = 0; argument < parameters.Length; argument++)
        {
            code.Emit(OpCodes.Dup);
            code.Emit(OpCodes.Ldarg, argument + 1);
            code.Emit(OpCodes.Stfld, request.GetField(Field(argument))!);
        }
        code.Emit(OpCodes.Ldc_I4, index);
        var send = typeof(GrainProxy).GetMethods(BindingFlags.Instance | BindingFlags.NonPublic)
            .Single(each => each.Name == "Send" && each.IsGenericMethodDefinition == result is not null);
        code.Emit(OpCodes.Call, result is null ? send : send.MakeGenericMethod(result));
        if (byValue) code.Emit(OpCodes.Newobj, method.ReturnType.GetConstructor([result is null ? typeof(Task) : typeof(Task<>).MakeGenericType(result)])!);
        code.Emit(OpCodes.Ret);
        proxy.DefineMethodOverride(call, method);
    }

    private static Type DefineRequest(MethodInfo method, Type[] parameters, Type? result, bool byValue)
    {
        var parent = result is null ? typeof(VoidRequest) : typeof(ResultRequest<>).MakeGenericType(result);
        var request = Module.DefineType($"{method.DeclaringType!.Name}_{method.Name}{_count++}", TypeAttributes.Public | TypeAttributes.Sealed, parent);
        var fields = parameters.Select((type, argument) => request.DefineField(Field(argument), type, FieldAttributes.Public)).ToArray();
        request.DefineDefaultConstructor(MethodAttributes.Public);

        var invoke = Override(request, typeof(GrainRequest).GetMethod(nameof(GrainRequest.InvokeOn))!);
        invoke.Emit(OpCodes.Ldarg_1);
        invoke.Emit(OpCodes.Castclass, method.DeclaringType!);
        foreach (var field in fields)
        {
            invoke.Emit(OpCodes.Ldarg_0);
            invoke.Emit(OpCodes.Ldfld, field);
        }
        invoke.Emit(OpCodes.Callvirt, method);
        if (byValue)
        {
            var returned = invoke.DeclareLocal(method.ReturnType);
            invoke.Emit(OpCodes.Stloc, returned);
            invoke.Emit(OpCodes.Ldloca, returned);
            invoke.Emit(OpCodes.Call, method.ReturnType.GetMethod(nameof(ValueTask.AsTask))!);
        }
        invoke.Emit(OpCodes.Ret);

        if (fields.FirstOrDefault(field => field.FieldType == typeof(CancellationToken)) is { } token)
        {
            var read = Override(request, typeof(GrainRequest).GetProperty(nameof(GrainRequest.Token))!.GetMethod!);
            read.Emit(OpCodes.Ldarg_0);
            read.Emit(OpCodes.Ldfld, token);
            read.Emit(OpCodes.Ret);
        }
        return request.CreateType();
    }

    private static ILGenerator Override(TypeBuilder type, MethodInfo method)
    {
        var overriding = type.DefineMethod(method.Name, MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.HideBySig,
            method.ReturnType, [.. method.GetParameters().Select(parameter => parameter.ParameterType)]);
        type.DefineMethodOverride(overriding, method);
        return overriding.GetILGenerator();
    }

    private static string Field(int argument) => $"Argument{argument}";

    // Grain interfaces and their records are mostly internal to their rooms; the runtime honours this attribute by name.
    private static ConstructorInfo DefineFriendship()
    {
        var attribute = Module.DefineType(Friends, TypeAttributes.Public | TypeAttributes.Sealed, typeof(Attribute));
        var constructor = attribute.DefineConstructor(MethodAttributes.Public, CallingConventions.HasThis, [typeof(string)]);
        var code = constructor.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Call, typeof(Attribute).GetConstructor(BindingFlags.Instance | BindingFlags.NonPublic, Type.EmptyTypes)!);
        code.Emit(OpCodes.Ret);
        return attribute.CreateType().GetConstructor([typeof(string)])!;
    }

    private static void SeeInternalsOf(Assembly assembly)
    {
        var name = assembly.GetName().Name!;
        if (Befriended.Add(name)) Assembly.SetCustomAttribute(new CustomAttributeBuilder(Befriend, [name]));
    }

    private static void SeeInternalsOf(Type type)
    {
        SeeInternalsOf(type.Assembly);
        foreach (var argument in type.GetGenericArguments()) SeeInternalsOf(argument);
    }
}
