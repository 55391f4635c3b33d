using System.Security.Cryptography;

namespace WinLossAgency.Storage;

/// <summary>
/// An ETag is the number of writes this key has seen and a hash of the bytes: <c>3.9f2c…</c>. The hash makes it a content hash; the number catches
/// bytes that changed and changed back. A key deleted and made again with equal bytes gets its old ETag: harmless, since whoever holds it decided on those bytes.
/// </summary>
internal readonly record struct SqliteETag(long Version, byte[] Hash)
{
    public const int HashBytes = 16;

    public static byte[] HashOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> whole = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, whole);
        return whole[..HashBytes].ToArray();
    }

    public override string ToString() => $"{Version}.{Convert.ToHexStringLower(Hash)}";

    /// <summary>Null where the text was never an ETag of such a store; it then matches nothing.</summary>
    public static SqliteETag? Parse(string text)
    {
        var dot = text.IndexOf('.');
        if (dot <= 0 || text.Length - dot - 1 != HashBytes * 2 || !long.TryParse(text.AsSpan(0, dot), out var version))
            return null;
        var hash = new byte[HashBytes];
        return Convert.FromHexString(text.AsSpan(dot + 1), hash, out _, out var written) == System.Buffers.OperationStatus.Done && written == HashBytes
            ? new SqliteETag(version, hash)
            : null;
    }
}
