using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace WinLossAgency.House.Tests.Vault;

/// <summary>A head as the witness has it from the mails: how long the log was, and what it came to.</summary>
internal sealed record WitnessedHead(long Size, string Root);

/// <summary>
/// What an auditor would write to check the file, from RFC 6962 §2.1 and the words at the head of the file; nothing of the product is used.
/// Null where all holds, otherwise what does not.
/// </summary>
internal static class AuditorsCheck
{
    public static string? Of(byte[] file, string publicKey, params WitnessedHead[] witnessed)
    {
        try
        {
            return Check(file, publicKey, witnessed);
        }
        catch (Exception broken) when (broken is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException or CryptographicException or ArgumentException)
        {
            return broken.GetType().Name;
        }
    }

    private static string? Check(byte[] file, string publicKey, WitnessedHead[] witnessed)
    {
        if (file.Length == 0 || file[^1] != '\n') return "The file breaks off.";
        var end = Array.LastIndexOf(file, (byte)'\n', file.Length - 2) + 1;
        var lines = new UTF8Encoding(false, true).GetString(file, 0, end).Split('\n')[..^1].Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
        if (Text(lines[0], "kind") != "log" || Text(lines[0], "publicKey") != publicKey) return "It is another house's log.";
        var engagement = Text(lines[0], "engagement");

        // The last line, byte for byte: whatever else it could hold, nobody signed.
        var last = JsonDocument.Parse(file.AsMemory(end, file.Length - end - 1)).RootElement;
        var print = Convert.ToBase64String(SHA256.HashData(file.AsSpan(0, end)));
        var signature = Text(last, "signature");
        if (Convert.ToBase64String(Convert.FromBase64String(signature)) != signature) return "The signature is not written as base64 is.";
        if (!file.AsSpan(end).SequenceEqual(Encoding.UTF8.GetBytes($$"""{"kind":"end","sha256":"{{print}}","signature":"{{signature}}"}""" + "\n"))) return "The fingerprint is another's.";
        if (!Signed(key, $"access log file\n{engagement}\n{print}\n", signature)) return "The file is not signed by this key.";

        var leaves = lines.Where(line => Text(line, "kind") == "line").ToArray();
        var hashes = leaves.Select(line => Leaf(Text(line, "leaf"))).ToArray();
        for (var n = 0; n < leaves.Length; n++)
        {
            if (leaves[n].GetProperty("n").GetInt64() != n || !Text(leaves[n], "leaf").StartsWith($"{n}|", StringComparison.Ordinal)) return $"Line {n} is not where it was written.";
            var path = Hashes(leaves[n], "path");
            if (!path.SequenceEqual(Path(n, hashes), Same.Bytes)) return $"The way of line {n} is another.";
        }
        var heads = lines.Where(line => Text(line, "kind") == "head").ToArray();
        if (heads.Length == 0 || heads[^1].GetProperty("size").GetInt64() != leaves.Length) return "The last head is not over all lines.";
        long before = 0;
        foreach (var head in heads)
        {
            var size = head.GetProperty("size").GetInt64();
            if (size < before || size > leaves.Length) return "A head is longer than the log.";
            if (Convert.ToBase64String(Tree(hashes[..(int)size])) != Text(head, "root")) return $"The head at {size} is over other lines.";
            if (!Signed(key, $"access log\n{engagement}\n{size}\n{Text(head, "root")}\n{Text(head, "at")}\n", Text(head, "signature"))) return $"The head at {size} is not signed.";
            if (!Hashes(head, "since").SequenceEqual(before > 0 ? Consistency((int)before, hashes[..(int)size], true) : [], Same.Bytes)) return $"The head at {size} does not add to the one before.";
            before = size;
        }
        if (lines.Length != 1 + leaves.Length + heads.Length) return "There are lines of another kind.";
        foreach (var seen in witnessed)
            if (seen.Size > leaves.Length || Convert.ToBase64String(Tree(hashes[..(int)seen.Size])) != seen.Root) return $"The witness saw another log at {seen.Size}.";
        return null;
    }

    /// <summary>MTH of RFC 6962 §2.1.</summary>
    private static byte[] Tree(byte[][] leaves) => leaves.Length switch
    {
        0 => SHA256.HashData([]),
        1 => leaves[0],
        var n => Node(Tree(leaves[..Split(n)]), Tree(leaves[Split(n)..])),
    };

    /// <summary>PATH of §2.1.1.</summary>
    private static List<byte[]> Path(int m, byte[][] leaves)
    {
        if (leaves.Length == 1) return [];
        var k = Split(leaves.Length);
        return m < k ? [.. Path(m, leaves[..k]), Tree(leaves[k..])] : [.. Path(m - k, leaves[k..]), Tree(leaves[..k])];
    }

    /// <summary>SUBPROOF of §2.1.2.</summary>
    private static List<byte[]> Consistency(int m, byte[][] leaves, bool whole)
    {
        if (m == leaves.Length) return whole ? [] : [Tree(leaves)];
        var k = Split(leaves.Length);
        return m <= k ? [.. Consistency(m, leaves[..k], whole), Tree(leaves[k..])] : [.. Consistency(m - k, leaves[k..], false), Tree(leaves[..k])];
    }

    private static int Split(int n)
    {
        var k = 1;
        while (k * 2 < n) k *= 2;
        return k;
    }

    private static byte[] Leaf(string words) => SHA256.HashData([0, .. Encoding.UTF8.GetBytes(words)]);

    private static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);

    private static bool Signed(ECDsa key, string words, string signature) => key.VerifyData(Encoding.UTF8.GetBytes(words), Convert.FromBase64String(signature), HashAlgorithmName.SHA256);

    private static string Text(JsonElement line, string name) => line.GetProperty(name).GetString() ?? throw new FormatException(name);

    private static byte[][] Hashes(JsonElement line, string name) => [.. line.GetProperty(name).EnumerateArray().Select(hash => Convert.FromBase64String(hash.GetString()!))];

    private sealed class Same : IEqualityComparer<byte[]>
    {
        public static readonly Same Bytes = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => obj.Length;
    }
}
