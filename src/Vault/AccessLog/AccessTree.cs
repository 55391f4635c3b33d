using System.Collections.Immutable;
using System.Numerics;
using System.Security.Cryptography;

namespace WinLossAgency.Vault.AccessLog;

/// <summary>
/// The Merkle tree of RFC 6962 §2.1 over the lines of an engagement's access log: SHA-256, 0x00 before a leaf, 0x01
/// before a node. Hashes of complete subtrees are kept, so a root or proof of any past size costs a few hashes.
/// </summary>
internal sealed class AccessTree
{
    private readonly List<List<byte[]>> levels = [[]];

    public long Size => levels[0].Count;

    public static byte[] LeafHash(ReadOnlySpan<byte> leaf) => SHA256.HashData([0x00, .. leaf]);

    public static byte[] NodeHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => SHA256.HashData([0x01, .. left, .. right]);

    /// <summary>Appends a line; its number is the size before.</summary>
    public long Append(ReadOnlySpan<byte> leaf)
    {
        levels[0].Add(LeafHash(leaf));
        for (var level = 0; levels[level].Count % 2 == 0; level++)
        {
            if (levels.Count == level + 1) levels.Add([]);
            levels[level + 1].Add(NodeHash(levels[level][^2], levels[level][^1]));
        }
        return Size - 1;
    }

    public byte[] Root() => Root(Size);

    /// <summary>The root when the tree held <paramref name="size"/> leaves.</summary>
    public byte[] Root(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Size);
        return size == 0 ? SHA256.HashData([]) : Hash(0, size);
    }

    /// <summary>The audit path of leaf <paramref name="leaf"/> in the tree of <paramref name="size"/> (RFC 6962 §2.1.1).</summary>
    public ImmutableArray<byte[]> InclusionProof(long leaf, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(leaf);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(leaf, size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Size);
        var proof = ImmutableArray.CreateBuilder<byte[]>();
        Path(leaf, 0, size, proof);
        return proof.ToImmutable();
    }

    /// <summary>That the tree of <paramref name="second"/> begins with the tree of <paramref name="first"/> (RFC 6962 §2.1.2).</summary>
    public ImmutableArray<byte[]> ConsistencyProof(long first, long second)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, second);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(second, Size);
        var proof = ImmutableArray.CreateBuilder<byte[]>();
        if (first < second) Subproof(first, 0, second, true, proof);
        return proof.ToImmutable();
    }

    private void Path(long leaf, long from, long size, ImmutableArray<byte[]>.Builder proof)
    {
        if (size == 1) return;
        var left = LeftSize(size);
        if (leaf < left)
        {
            Path(leaf, from, left, proof);
            proof.Add(Hash(from + left, size - left));
        }
        else
        {
            Path(leaf - left, from + left, size - left, proof);
            proof.Add(Hash(from, left));
        }
    }

    private void Subproof(long first, long from, long size, bool whole, ImmutableArray<byte[]>.Builder proof)
    {
        if (first == size)
        {
            if (!whole) proof.Add(Hash(from, size));
            return;
        }
        var left = LeftSize(size);
        if (first <= left)
        {
            Subproof(first, from, left, whole, proof);
            proof.Add(Hash(from + left, size - left));
        }
        else
        {
            Subproof(first - left, from + left, size - left, false, proof);
            proof.Add(Hash(from, left));
        }
    }

    private byte[] Hash(long from, long size)
    {
        if (BitOperations.IsPow2(size) && from % size == 0) return levels[BitOperations.Log2((ulong)size)][(int)(from / size)];
        var left = LeftSize(size);
        return NodeHash(Hash(from, left), Hash(from + left, size - left));
    }

    /// <summary>The largest power of two below the size.</summary>
    private static long LeftSize(long size) => 1L << BitOperations.Log2((ulong)(size - 1));
}
