using System.Buffers.Binary;
using System.Security.Cryptography;

namespace WinLossAgency.Storage;

/// <summary>
/// One chunk of a sealed blob: ciphertext, tag. The nonce is the chunk's number and whether it is the last (the STREAM construction:
/// Hoang, Reyhanitabar, Rogaway, Vizár 2015). A full chunk is never the last, so a reader knows the end by its length: the last holds 0 to 65,535 bytes.
/// </summary>
internal sealed class SealedChunk(byte[] key, byte[] bond) : IDisposable
{
    public const int PlainBytes = 64 * 1024;
    public const int ClosedBytes = PlainBytes + AesSeal.TagBytes;

    private readonly AesGcm aes = new(key, AesSeal.TagBytes);
    private readonly byte[] nonce = new byte[AesSeal.NonceBytes];
    private long number;

    public void Seal(ReadOnlySpan<byte> plain, Span<byte> closed)
    {
        Step(plain.Length < PlainBytes);
        aes.Encrypt(nonce, plain, closed[..plain.Length], closed[plain.Length..(plain.Length + AesSeal.TagBytes)], bond);
    }

    /// <summary>Opens the next chunk and returns how many bytes it held.</summary>
    public int Open(ReadOnlySpan<byte> closed, Span<byte> plain)
    {
        if (closed.Length < AesSeal.TagBytes)
            throw new KeyUnusableException($"A sealed blob was cut short at chunk {number:N0}.");
        var length = closed.Length - AesSeal.TagBytes;
        Step(length < PlainBytes);
        try
        {
            aes.Decrypt(nonce, closed[..length], closed[length..], plain[..length], bond);
        }
        catch (AuthenticationTagMismatchException mismatch)
        {
            throw new KeyUnusableException($"Chunk {number - 1:N0} of a sealed blob does not open: it was damaged, cut short, moved or sealed by another key.", mismatch);
        }

        return length;
    }

    public void Dispose()
    {
        aes.Dispose();
        CryptographicOperations.ZeroMemory(key);
    }

    private void Step(bool last)
    {
        BinaryPrimitives.WriteInt64BigEndian(nonce, number++);
        nonce[^1] = last ? (byte)1 : (byte)0;
    }
}
