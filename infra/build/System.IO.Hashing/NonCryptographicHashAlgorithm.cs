namespace System.IO.Hashing;

/// <summary>
/// The one public type that Azure.Storage.Common 12.16 needs from System.IO.Hashing 6.0.0: the shape of a hash
/// that takes bytes in pieces. Written from the public reference; holds no algorithm.
/// </summary>
public abstract class NonCryptographicHashAlgorithm(int hashLengthInBytes)
{
    public int HashLengthInBytes { get; } = hashLengthInBytes;

    public abstract void Append(ReadOnlySpan<byte> source);

    public abstract void Reset();

    protected abstract void GetCurrentHashCore(Span<byte> destination);

    public void Append(byte[] source) => Append(source.AsSpan());

    public byte[] GetCurrentHash()
    {
        var hash = new byte[HashLengthInBytes];
        GetCurrentHashCore(hash);
        return hash;
    }

    public byte[] GetHashAndReset()
    {
        var hash = GetCurrentHash();
        Reset();
        return hash;
    }
}
