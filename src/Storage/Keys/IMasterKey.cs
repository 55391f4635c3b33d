namespace WinLossAgency.Storage;

/// <summary>The key that wraps all others: a local file, or a vault in the cloud that never gives it out.</summary>
public interface IMasterKey
{
    /// <summary>Which key this is; kept beside everything it has wrapped.</summary>
    string Id { get; }

    ValueTask<byte[]> WrapAsync(ReadOnlyMemory<byte> key, CancellationToken cancel = default);

    /// <summary>Throws <see cref="KeyUnusableException"/> where these bytes were not wrapped by this key.</summary>
    ValueTask<byte[]> UnwrapAsync(ReadOnlyMemory<byte> wrapped, CancellationToken cancel = default);
}
