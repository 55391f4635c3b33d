using System.Text;
using FsCheck;
using FsCheck.Fluent;
using WinLossAgency.Vault.AccessLog;
using Xunit;

namespace WinLossAgency.House.Tests.Vault;

public sealed class AccessTreeTests
{
    // The inputs and roots that implementations of RFC 6962 test one another with.
    private static readonly (string Leaf, string Root)[] Known =
    [
        ("", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        ("00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        ("10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
        ("2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
        ("3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
        ("40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
        ("5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
        ("606162636465666768696a6b6c6d6e6f", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
    ];

    [Fact]
    public void Known_leaves_give_the_known_roots()
    {
        var tree = new AccessTree();
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Convert.ToHexStringLower(tree.Root()));
        foreach (var (leaf, root) in Known)
        {
            tree.Append(Convert.FromHexString(leaf));
            Assert.Equal(root, Convert.ToHexStringLower(tree.Root()));
        }
        for (var size = 1; size <= Known.Length; size++) Assert.Equal(Known[size - 1].Root, Convert.ToHexStringLower(tree.Root(size)));
    }

    [Fact]
    public void Every_leaf_is_proven_in_every_tree_that_holds_it_and_no_other_is()
    {
        var tree = TreeOf(33);
        for (var size = 1; size <= 33; size++)
        {
            for (var leaf = 0; leaf < size; leaf++)
            {
                var proof = tree.InclusionProof(leaf, size);
                Assert.True(AccessProof.Includes(LeafHash(leaf), leaf, size, tree.Root(size), proof));
                Assert.False(AccessProof.Includes(LeafHash(leaf + 1), leaf, size, tree.Root(size), proof));
                Assert.False(AccessProof.Includes(LeafHash(leaf), leaf, size, tree.Root(size), proof.Add(LeafHash(0))));
                if (size > 1) Assert.False(AccessProof.Includes(LeafHash(leaf), (leaf + 1) % size, size, tree.Root(size), proof));
                if (!proof.IsEmpty) Assert.False(AccessProof.Includes(LeafHash(leaf), leaf, size, tree.Root(size), proof.RemoveAt(proof.Length - 1)));
            }
        }
    }

    [Fact]
    public void Every_later_tree_is_proven_to_begin_with_every_earlier_one()
    {
        var tree = TreeOf(33);
        for (var second = 1; second <= 33; second++)
        {
            for (var first = 1; first <= second; first++)
            {
                var proof = tree.ConsistencyProof(first, second);
                Assert.True(AccessProof.Extends(first, tree.Root(first), second, tree.Root(second), proof));
                if (first < second)
                {
                    Assert.False(AccessProof.Extends(first, LeafHash(99), second, tree.Root(second), proof));
                    Assert.False(AccessProof.Extends(first, tree.Root(first), second, LeafHash(99), proof));
                    Assert.False(AccessProof.Extends(first, tree.Root(first), second, tree.Root(second), proof.Add(LeafHash(1))));
                }
            }
        }
    }

    [Fact]
    public void A_rewritten_line_breaks_the_consistency_of_every_tree_after_it()
    {
        var cases = from size in Gen.Choose(2, 60) from first in Gen.Choose(1, size - 1) from changed in Gen.Choose(0, first - 1) select (size, first, changed);
        Prop.ForAll(cases.ToArbitrary(), drawn =>
        {
            var honest = TreeOf(drawn.size);
            var forged = new AccessTree();
            for (var i = 0; i < drawn.size; i++) forged.Append(i == drawn.changed ? "something else"u8 : Encoding.UTF8.GetBytes($"line {i}"));
            return !AccessProof.Extends(drawn.first, honest.Root(drawn.first), drawn.size, forged.Root(), forged.ConsistencyProof(drawn.first, drawn.size));
        }).QuickCheckThrowOnFailure();
    }

    private static AccessTree TreeOf(int size)
    {
        var tree = new AccessTree();
        for (var i = 0; i < size; i++) tree.Append(Encoding.UTF8.GetBytes($"line {i}"));
        return tree;
    }

    private static byte[] LeafHash(int line) => AccessTree.LeafHash(Encoding.UTF8.GetBytes($"line {line}"));
}
