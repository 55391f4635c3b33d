using System.Reflection;
using Orleans.Concurrency;

namespace WinLossAgency.Engine;

/// <summary>One method of a grain interface, with how its calls stand to other calls.</summary>
internal sealed class GrainMethod
{
    public GrainMethod(GrainContract contract, MethodInfo method)
    {
        Contract = contract;
        Info = method;
        Name = $"{contract.Type.Name}.{method.Name}";
        AlwaysInterleave = method.IsDefined(typeof(AlwaysInterleaveAttribute));
        ReadOnly = method.IsDefined(typeof(ReadOnlyAttribute));
        OneWay = method.IsDefined(typeof(OneWayAttribute));
    }

    private GrainMethod(string name, bool interleave)
    {
        Contract = null!;
        Info = null!;
        Name = name;
        AlwaysInterleave = interleave;
    }

    /// <summary>What a timer's tick passes for: it is no method of a contract and no filter sees it.</summary>
    public static readonly GrainMethod Tick = new("timer", interleave: false);

    public static readonly GrainMethod InterleavingTick = new("timer", interleave: true);

    public GrainContract Contract { get; }

    public MethodInfo Info { get; }

    public string Name { get; }

    public bool AlwaysInterleave { get; }

    public bool ReadOnly { get; }

    public bool OneWay { get; }
}
