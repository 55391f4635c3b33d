using System.Reflection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Stands around every call of a grain: in order of registration, then the grain itself if it implements this.</summary>
public interface IIncomingGrainCallFilter
{
    Task Invoke(IIncomingGrainCallContext context);
}

/// <summary>One call.</summary>
public interface IGrainCallContext
{
    object Grain { get; }

    GrainId? SourceId { get; }

    GrainId TargetId { get; }

    GrainInterfaceType InterfaceType { get; }

    string InterfaceName { get; }

    string MethodName { get; }

    MethodInfo InterfaceMethod { get; }

    object? Result { get; set; }

    /// <summary>Goes on to the next filter, and in the end to the grain.</summary>
    Task Invoke();
}

/// <summary>One call, seen from the side of the grain that receives it.</summary>
public interface IIncomingGrainCallContext : IGrainCallContext
{
    IGrainContext TargetContext { get; }

    MethodInfo ImplementationMethod { get; }
}
