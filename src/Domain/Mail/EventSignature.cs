using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace WinLossAgency.Domain.Mail;

/// <summary>What came of looking at a signature.</summary>
public enum EventVerdict { Valid, Wrong, TooOld, Unreadable }

/// <summary>
/// The signature of a delivery service's events: ECDSA P-256 with SHA-256 over the time stamp followed by the body, byte for
/// byte as it came; the signature is DER in base64, the public key SubjectPublicKeyInfo in base64.
/// </summary>
public static class EventSignature
{
    /// <summary>A message is taken within so long of its stamp. A service that tries again signs again.</summary>
    public static readonly Duration AgeMax = Duration.FromMinutes(10);

    private const int StampLengthMax = 20;
    private const int SignatureLengthMax = 120;

    public static EventVerdict Verify(string publicKey, string signature, string stamp, ReadOnlySpan<byte> body, Instant now)
    {
        if (stamp.Length is 0 or > StampLengthMax || !long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return EventVerdict.Unreadable;
        if (signature.Length is 0 or > SignatureLengthMax || Bytes(signature) is not { } der) return EventVerdict.Unreadable;
        using var key = Key(publicKey);
        if (key is null) return EventVerdict.Wrong;
        byte[] signed = [.. Encoding.ASCII.GetBytes(stamp), .. body];
        if (!key.VerifyData(signed, der, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)) return EventVerdict.Wrong;
        // Whether it is old is said only of what was really signed.
        return Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds) <= (decimal)AgeMax.TotalSeconds ? EventVerdict.Valid : EventVerdict.TooOld;
    }

    public static bool IsKey(string publicKey)
    {
        using var key = Key(publicKey);
        return key is not null;
    }

    private static ECDsa? Key(string publicKey)
    {
        if (Bytes(publicKey) is not { } info) return null;
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(info, out _);
            return key;
        }
        catch (CryptographicException)
        {
            key.Dispose();
            return null;
        }
    }

    private static byte[]? Bytes(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var written) ? bytes[..written] : null;
    }
}
