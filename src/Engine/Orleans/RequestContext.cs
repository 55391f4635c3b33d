using WinLossAgency.Engine;

namespace Orleans.Runtime;

/// <summary>What travels with a call from caller to callee, and on from there; never back.</summary>
public static class RequestContext
{
    private static readonly AsyncLocal<ContextBag?> Bag = new();

    internal static ContextBag? Current
    {
        get => Bag.Value;
        set => Bag.Value = value;
    }

    public static IEnumerable<string> Keys => Bag.Value?.Values.Keys ?? [];

    public static IEnumerable<KeyValuePair<string, object>> Entries => Bag.Value?.Values ?? (IEnumerable<KeyValuePair<string, object>>)[];

    /// <summary>Names the chain of calls for which reentrancy is allowed; empty where it is not.</summary>
    public static Guid ReentrancyId
    {
        get => Bag.Value?.Chain ?? Guid.Empty;
        set => Bag.Value = (Bag.Value ?? ContextBag.Empty) with { Chain = value };
    }

    public static object? Get(string key) => Bag.Value is { } bag && bag.Values.TryGetValue(key, out var value) ? value : null;

    public static void Set(string key, object value)
    {
        var bag = Bag.Value ?? ContextBag.Empty;
        Bag.Value = bag with { Values = bag.Values.SetItem(key, value) };
    }

    public static bool Remove(string key)
    {
        if (Bag.Value is not { } bag || !bag.Values.ContainsKey(key)) return false;
        Bag.Value = bag with { Values = bag.Values.Remove(key) };
        return true;
    }

    public static void Clear()
    {
        if (Bag.Value is not null) Bag.Value = null;
    }

    /// <summary>Until disposed, calls that come back to this grain out of calls it makes may run between its awaits.</summary>
    public static ReentrancySection AllowCallChainReentrancy()
    {
        var before = ReentrancyId;
        return new ReentrancySection(before, before == Guid.Empty ? ContextBag.NextChain() : before);
    }

    /// <summary>Until disposed, such calls wait again.</summary>
    public static ReentrancySection SuppressCallChainReentrancy() => new(ReentrancyId, Guid.Empty);

    public readonly struct ReentrancySection : IDisposable
    {
        private readonly Guid _before;
        private readonly Guid _within;
        private readonly Activation? _activation;

        public ReentrancySection(Guid originalReentrancyId, Guid newReentrancyId)
        {
            _before = originalReentrancyId;
            _within = newReentrancyId;
            _activation = Activation.Current;
            if (_before != _within) ReentrancyId = _within;
            if (_within != Guid.Empty) _activation?.EnterChain(_within);
        }

        public void Dispose()
        {
            if (_within != Guid.Empty) _activation?.LeaveChain(_within);
            if (_before != _within) ReentrancyId = _before;
        }
    }
}
