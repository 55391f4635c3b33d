using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace WinLossAgency.Storage;

/// <summary>What a key may look like, so that one key means the same document in every kind of store.</summary>
internal static class DocumentKey
{
    public const int LengthMax = 512;
    public const int DocumentBytesMax = 16 * 1024 * 1024;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-:/|@+=");

    public static void Check(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Length is 0 or > LengthMax)
            throw new ArgumentException($"A document key holds 1 to {LengthMax} characters; this one holds {key.Length}.", nameof(key));
        if (key.AsSpan().ContainsAnyExcept(Allowed))
            throw new ArgumentException("A document key holds only A-Z a-z 0-9 and . _ - : / | @ + =; this one holds another character.", nameof(key));
        // Azure drops a trailing dot or slash and folds dot segments: two keys would become one blob.
        if (key[^1] is '.' or '/' || key[0] == '/' || key.Contains("//", StringComparison.Ordinal) || key.Split('/').Any(s => s is "." or ".."))
            throw new ArgumentException("A document key has no empty or dotted segment and does not end in a dot.", nameof(key));
    }

    public static void CheckPrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        if (prefix.Length > LengthMax || prefix.AsSpan().ContainsAnyExcept(Allowed))
            throw new ArgumentException($"A key prefix holds up to {LengthMax} characters of A-Z a-z 0-9 and . _ - : / | @ + =.", nameof(prefix));
    }

    public static void CheckSize(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > DocumentBytesMax)
            throw new ArgumentException($"A document holds up to {DocumentBytesMax:N0} bytes; this one holds {bytes.Length:N0}.", nameof(bytes));
    }

    /// <summary>The key as an error may print it: a key can name a person's hash or an address, so only a short digest of it leaves.</summary>
    public static string Digest(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 6));
}
