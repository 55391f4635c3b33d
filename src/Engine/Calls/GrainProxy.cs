using Orleans.Runtime;

namespace WinLossAgency.Engine;

/// <summary>A reference that can be called. The emitted classes below it implement the grain interfaces.</summary>
internal abstract class GrainProxy : GrainReference
{
    private readonly GrainContract _contract;
    private readonly GrainClass _grain;
    private Activation? _known;

    protected GrainProxy(EngineRuntime runtime, GrainId id, GrainContract contract, GrainClass grain) : base(id)
    {
        Runtime = runtime;
        _contract = contract;
        _grain = grain;
    }

    public EngineRuntime Runtime { get; }

    public override string InterfaceName => _contract.Name;

    protected Task Send(VoidRequest request, int method)
    {
        Dispatch(request, method);
        return request.Answer;
    }

    protected Task<T> Send<T>(ResultRequest<T> request, int method)
    {
        Dispatch(request, method);
        return request.Answer;
    }

    private void Dispatch(GrainRequest request, int method)
    {
        request.Method = _contract.Methods[method];
        request.Open(Runtime.PromiseOptions);
        if (!Runtime.Depart(request)) return;
        var target = _known;
        if (target is null || target.IsDead) _known = target = Runtime.Find(GrainId, _grain);
        target.Post(request);
    }
}
