using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;
using WinLossAgency.Storage;

namespace WinLossAgency.Vault.AccessLog;

/// <summary>The vault's own key for signing heads (ECDSA P-256), sealed in the vault like everything else there.</summary>
internal sealed class HeadKey(SealedDocuments documents)
{
    private const string Document = "head-key";
    private static readonly Subject House = new("vault", "access-log");

    public async Task<SignedHead> SignAsync(string engagement, long size, byte[] root, Instant at)
    {
        using var key = await OpenAsync();
        var told = Convert.ToBase64String(root);
        return new(engagement, size, told, at, key.Sign(Signed(engagement, size, told, at)), key.Public);
    }

    public static bool Verifies(SignedHead head)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(head.PublicKey), out _);
        return key.VerifyData(Signed(head.Engagement, head.Size, head.Root, head.At), Convert.FromBase64String(head.Signature), HashAlgorithmName.SHA256);
    }

    private static byte[] Signed(string engagement, long size, string root, Instant at) =>
        Encoding.UTF8.GetBytes($"access log\n{engagement}\n{size}\n{root}\n{InstantPattern.ExtendedIso.Format(at)}\n");

    public async Task<Signer> OpenAsync()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (await documents.ReadAsync(House, Document) is { } stored)
        {
            key.ImportPkcs8PrivateKey(stored.Bytes.Span, out _);
            return new(key);
        }
        try
        {
            await documents.WriteAsync(House, Document, key.ExportPkcs8PrivateKey(), null);
            return new(key);
        }
        catch (EtagMismatchException)
        {
            key.Dispose();
            return await OpenAsync();
        }
    }
}

/// <summary>The opened signing key, for one piece of work.</summary>
internal sealed class Signer(ECDsa key) : IDisposable
{
    public string Public => Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());

    public string Sign(byte[] bytes) => Convert.ToBase64String(key.SignData(bytes, HashAlgorithmName.SHA256));

    public void Dispose() => key.Dispose();
}
