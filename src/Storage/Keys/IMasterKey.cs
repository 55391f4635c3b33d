namespace WinLossAgency.Storage;

/// <summary>The key that wraps all others: a local file, or a vault in the cloud that never gives it out.</summary>
public interface IMasterKey
{
    /// <summary>Which key wraps from now on; kept beside everything it has wrapped.</summary>
    string Id { get; }

    ValueTask<byte[]> WrapAsync(ReadOnlyMemory<byte> key, CancellationToken cancel = default);

    /// <summary>
    /// Opens what the key named <paramref name="by"/> wrapped: this one, or an earlier one until it is retired. Throws
    /// <see cref="KeyUnusableException"/> where that key is not held or did not wrap these bytes.
    /// </summary>
    ValueTask<byte[]> UnwrapAsync(string by, ReadOnlyMemory<byte> wrapped, CancellationToken cancel = default);

    /// <summary>A new key wraps from now on; the earlier one opens until it is retired. Where a change was begun and cut off, that one goes on.</summary>
    ValueTask RotateAsync(CancellationToken cancel = default);

    /// <summary>Earlier keys open nothing any more.</summary>
    ValueTask RetireAsync(CancellationToken cancel = default);
}
