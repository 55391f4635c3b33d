using System.Security.Cryptography;

namespace WinLossAgency.Storage;

/// <summary>AES-256-GCM with a random 96-bit nonce: nonce, tag, ciphertext.</summary>
internal static class AesSeal
{
    public const int KeyBytes = 32;
    public const int NonceBytes = 12;
    public const int TagBytes = 16;
    public const int Overhead = NonceBytes + TagBytes;

    public static void Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> associated, Span<byte> target)
    {
        RandomNumberGenerator.Fill(target[..NonceBytes]);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(target[..NonceBytes], plain, target[Overhead..], target[NonceBytes..Overhead], associated);
    }

    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> closed, ReadOnlySpan<byte> associated)
    {
        if (closed.Length < Overhead)
            throw new KeyUnusableException($"Sealed bytes are at least {Overhead} long; these are {closed.Length}.");
        var plain = new byte[closed.Length - Overhead];
        using var aes = new AesGcm(key, TagBytes);
        try
        {
            aes.Decrypt(closed[..NonceBytes], closed[Overhead..], closed[NonceBytes..Overhead], plain, associated);
        }
        catch (AuthenticationTagMismatchException mismatch)
        {
            throw new KeyUnusableException("Sealed bytes do not open under this key for this place: they were damaged, moved or sealed by another key.", mismatch);
        }

        return plain;
    }
}
