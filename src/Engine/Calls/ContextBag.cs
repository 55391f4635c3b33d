using System.Buffers.Binary;
using System.Collections.Immutable;

namespace WinLossAgency.Engine;

/// <summary>What a call carries besides its arguments. Never changed, so caller and callee may share it.</summary>
internal sealed record ContextBag(ImmutableDictionary<string, object> Values, Guid Chain)
{
    public static readonly ContextBag Empty = new(ImmutableDictionary<string, object>.Empty, Guid.Empty);

    private static long _chains;

    /// <summary>A chain is known only within this process, so counting is enough, and repeatable.</summary>
    public static Guid NextChain()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Interlocked.Increment(ref _chains));
        return new Guid(bytes);
    }
}
