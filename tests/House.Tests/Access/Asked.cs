using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace WinLossAgency.House.Tests.Access;

/// <summary>One call as a filter sees it, without a grain behind it.</summary>
internal sealed class Asked(MethodInfo method) : IIncomingGrainCallContext
{
    public bool LetThrough { get; private set; }
    public MethodInfo InterfaceMethod => method;
    public MethodInfo ImplementationMethod => method;
    public string MethodName => method.Name;
    public string InterfaceName => method.DeclaringType!.Name;
    public object? Result { get; set; }
    public object Grain => this;
    public GrainId? SourceId => null;
    public GrainId TargetId => default;
    public GrainInterfaceType InterfaceType => default;
    public IGrainContext TargetContext => throw new InvalidOperationException("No grain stands behind this call.");

    public Task Invoke()
    {
        LetThrough = true;
        return Task.CompletedTask;
    }
}
