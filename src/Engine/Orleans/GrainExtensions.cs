using Orleans.Runtime;
using WinLossAgency.Engine;

namespace Orleans;

/// <summary>Who a grain or a reference is.</summary>
public static class GrainExtensions
{
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return (TGrainInterface)AsReference(grain, typeof(TGrainInterface));
    }

    public static object AsReference(this IAddressable grain, Type interfaceType) => grain switch
    {
        GrainProxy proxy => proxy.Runtime.Reference(interfaceType, proxy.GrainId),
        IGrainBase { GrainContext: Activation activation } => activation.Runtime.Reference(interfaceType, activation.GrainId),
        _ => throw Stranger(grain),
    };

    public static TGrainInterface Cast<TGrainInterface>(this IAddressable grain) => AsReference<TGrainInterface>(grain);

    public static object Cast(this IAddressable grain, Type interfaceType) => AsReference(grain, interfaceType);

    public static GrainId GetGrainId(this IAddressable grain) => grain switch
    {
        GrainReference reference => reference.GrainId,
        IGrainBase { GrainContext: { } context } => context.GrainId,
        _ => throw Stranger(grain),
    };

    public static string GetPrimaryKeyString(this IAddressable grain) => GetGrainId(grain).Key.ToString();

    private static ArgumentException Stranger(IAddressable grain) =>
        new($"{grain.GetType().Name} is neither a grain nor a reference to one.", nameof(grain));
}
