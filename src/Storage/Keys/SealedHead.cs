using System.Buffers.Binary;
using System.Security.Cryptography;

namespace WinLossAgency.Storage;

/// <summary>The head of a sealed blob: format byte, key version, salt.</summary>
internal sealed class SealedHead
{
    private SealedHead(byte[] bytes) => Bytes = bytes;

    public byte[] Bytes { get; }

    public int Version => BinaryPrimitives.ReadInt32BigEndian(Bytes.AsSpan(1));

    public static SealedHead New(int version)
    {
        var bytes = new byte[SealedBlobs.HeadBytes];
        bytes[0] = SealedBlobs.Format;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), version);
        RandomNumberGenerator.Fill(bytes.AsSpan(5));
        return new SealedHead(bytes);
    }

    public static async ValueTask<SealedHead> ReadAsync(Stream source, CancellationToken cancel)
    {
        var bytes = new byte[SealedBlobs.HeadBytes];
        var read = await source.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        if (read < bytes.Length || bytes[0] != SealedBlobs.Format)
            throw new KeyUnusableException("A sealed blob is not in a format this program knows.");
        return new SealedHead(bytes);
    }

    /// <summary>With a key of its own, a blob may number its nonces: none is ever used twice under one key.</summary>
    public byte[] DeriveKey(SubjectKey key)
    {
        var derived = new byte[AesSeal.KeyBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Bytes, derived, Bytes.AsSpan(5), "sealed blob"u8);
        return derived;
    }
}
