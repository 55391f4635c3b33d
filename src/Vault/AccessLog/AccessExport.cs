using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime.Text;

namespace WinLossAgency.Vault.AccessLog;

/// <summary>
/// The log as a file for an auditor, a JSON object a line: what it is and whose key signed it; each line as it was hashed, with its way to the
/// last root; each signed head, with the proof that it only adds to the one before; last the fingerprint of all that, signed.
/// How to check it stands in RFC 6962 §2.1; nothing of ours is needed.
/// </summary>
internal static class AccessExport
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the last line's signature is made over.</summary>
    public static byte[] Sealed(string engagement, byte[] fingerprint) => Encoding.UTF8.GetBytes($"access log file\n{engagement}\n{Convert.ToBase64String(fingerprint)}\n");

    public static byte[] Write(string engagement, string publicKey, IReadOnlyList<string> leaves, AccessTree tree, IReadOnlyList<SignedHead> heads, Func<byte[], string> sign)
    {
        using var file = new MemoryStream();
        Line(file, json =>
        {
            json.WriteString("kind", "log");
            json.WriteString("engagement", engagement);
            json.WriteString("hash", "RFC 6962 SHA-256");
            json.WriteString("publicKey", publicKey);
        });
        for (var n = 0; n < leaves.Count; n++)
        {
            var number = n;
            Line(file, json =>
            {
                json.WriteString("kind", "line");
                json.WriteNumber("n", number);
                json.WriteString("leaf", leaves[number]);
                Hashes(json, "path", tree.InclusionProof(number, tree.Size));
            });
        }
        var before = 0L;
        foreach (var head in heads)
        {
            var since = before;
            Line(file, json =>
            {
                json.WriteString("kind", "head");
                json.WriteNumber("size", head.Size);
                json.WriteString("root", head.Root);
                json.WriteString("at", InstantPattern.ExtendedIso.Format(head.At));
                json.WriteString("signature", head.Signature);
                Hashes(json, "since", since > 0 ? tree.ConsistencyProof(since, head.Size) : []);
            });
            before = head.Size;
        }
        var fingerprint = SHA256.HashData(file.GetBuffer().AsSpan(0, (int)file.Length));
        Line(file, json =>
        {
            json.WriteString("kind", "end");
            json.WriteString("sha256", Convert.ToBase64String(fingerprint));
            json.WriteString("signature", sign(Sealed(engagement, fingerprint)));
        });
        return file.ToArray();
    }

    private static void Line(MemoryStream file, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(file, Plain))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        file.WriteByte((byte)'\n');
    }

    private static void Hashes(Utf8JsonWriter json, string name, ImmutableArray<byte[]> hashes)
    {
        json.WriteStartArray(name);
        foreach (var hash in hashes) json.WriteStringValue(Convert.ToBase64String(hash));
        json.WriteEndArray();
    }
}
