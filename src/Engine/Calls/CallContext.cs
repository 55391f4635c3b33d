using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace WinLossAgency.Engine;

/// <summary>One call on its way through the filters to the grain.</summary>
internal sealed class CallContext(Activation activation, GrainRequest request, IIncomingGrainCallFilter[] filters) : IIncomingGrainCallContext
{
    private int _stage = -1;

    public object Grain => activation.GrainInstance!;

    public IGrainContext TargetContext => activation;

    public GrainId? SourceId => request.Source;

    public GrainId TargetId => activation.GrainId;

    public GrainInterfaceType InterfaceType => request.Method.Contract.InterfaceType;

    public string InterfaceName => request.Method.Contract.Name;

    public string MethodName => request.Method.Info.Name;

    public MethodInfo InterfaceMethod => request.Method.Info;

    public MethodInfo ImplementationMethod => activation.Class.Implementation(request.Method.Info);

    public object? Result { get; set; }

    /// <summary>Runs the filters and the grain; the answer is what the filters leave as the result.</summary>
    public async Task Run()
    {
        await Invoke();
        request.CompleteWith(Result);
    }

    public Task Invoke()
    {
        try
        {
            return Next();
        }
        catch (Exception failure)
        {
            // A filter that throws before its first await fails the call as one that throws later does.
            return Task.FromException(failure);
        }
    }

    private Task Next()
    {
        _stage++;
        if (_stage < filters.Length) return filters[_stage].Invoke(this);
        return _stage == filters.Length && activation.Class.FiltersItself ? ((IIncomingGrainCallFilter)Grain).Invoke(this) : InvokeGrain();
    }

    private async Task InvokeGrain()
    {
        var invocation = request.InvokeOn(Grain);
        await invocation;
        Result = request.ResultOf(invocation);
    }
}
