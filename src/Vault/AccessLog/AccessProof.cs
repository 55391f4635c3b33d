using System.Collections.Immutable;

namespace WinLossAgency.Vault.AccessLog;

/// <summary>Checks proofs as somebody outside the house would, from hashes alone (RFC 9162 §2.1.3.2 and §2.1.4.2, the same trees as RFC 6962).</summary>
internal static class AccessProof
{
    public static bool Includes(ReadOnlySpan<byte> leafHash, long leaf, long size, ReadOnlySpan<byte> root, ImmutableArray<byte[]> proof)
    {
        if (leaf < 0 || leaf >= size) return false;
        var (at, last) = (leaf, size - 1);
        var hash = leafHash.ToArray();
        foreach (var step in proof)
        {
            if (last == 0) return false;
            if ((at & 1) == 1 || at == last)
            {
                hash = AccessTree.NodeHash(step, hash);
                while ((at & 1) == 0 && at != 0) (at, last) = (at >> 1, last >> 1);
            }
            else
            {
                hash = AccessTree.NodeHash(hash, step);
            }
            (at, last) = (at >> 1, last >> 1);
        }
        return last == 0 && root.SequenceEqual(hash);
    }

    public static bool Extends(long first, ReadOnlySpan<byte> firstRoot, long second, ReadOnlySpan<byte> secondRoot, ImmutableArray<byte[]> proof)
    {
        if (first < 1 || first > second) return false;
        if (first == second) return proof.IsEmpty && firstRoot.SequenceEqual(secondRoot);
        var path = (first & (first - 1)) == 0 ? proof.Insert(0, firstRoot.ToArray()) : proof;
        if (path.IsEmpty) return false;
        var (at, last) = (first - 1, second - 1);
        while ((at & 1) == 1) (at, last) = (at >> 1, last >> 1);
        var (one, two) = (path[0], path[0]);
        foreach (var step in path.Skip(1))
        {
            if (last == 0) return false;
            if ((at & 1) == 1 || at == last)
            {
                (one, two) = (AccessTree.NodeHash(step, one), AccessTree.NodeHash(step, two));
                while ((at & 1) == 0 && at != 0) (at, last) = (at >> 1, last >> 1);
            }
            else
            {
                two = AccessTree.NodeHash(two, step);
            }
            (at, last) = (at >> 1, last >> 1);
        }
        return last == 0 && firstRoot.SequenceEqual(one) && secondRoot.SequenceEqual(two);
    }
}
