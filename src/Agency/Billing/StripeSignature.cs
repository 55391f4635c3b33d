using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace WinLossAgency.Agency.Billing;

internal enum SignatureVerdict { Valid, Unreadable, Wrong, Stale }

/// <summary>
/// Verifies a Stripe-Signature header: HMAC-SHA256 in hex over "{t}.{raw body}", any v1 may match, old schemes are ignored.
/// The body must be the raw bytes: parsed and written again it would no longer match.
/// </summary>
internal static class StripeSignature
{
    public static readonly Duration Tolerance = Duration.FromSeconds(300);

    public static SignatureVerdict Verify(string header, ReadOnlySpan<byte> rawBody, string secret, Instant now)
    {
        var fields = header.Split(',').Select(part => part.Split('=', 2)).Where(pair => pair.Length == 2).ToLookup(pair => pair[0].Trim(), pair => pair[1].Trim());
        if (!long.TryParse(fields["t"].FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || !fields["v1"].Any(one => one != "")) return SignatureVerdict.Unreadable;
        if (seconds > Instant.MaxValue.ToUnixTimeSeconds()) return SignatureVerdict.Unreadable;

        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seconds}.")));
        hmac.AppendData(rawBody);
        var expected = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hmac.GetHashAndReset()));
        var matches = false;
        foreach (var given in fields["v1"]) matches |= CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(given));
        if (!matches) return SignatureVerdict.Wrong;

        var age = now - Instant.FromUnixTimeSeconds(seconds);
        return age <= Tolerance && age >= -Tolerance ? SignatureVerdict.Valid : SignatureVerdict.Stale;
    }
}
