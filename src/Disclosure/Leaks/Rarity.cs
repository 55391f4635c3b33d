namespace WinLossAgency.Disclosure.Leaks;

/// <summary>How rare each root is among the asides: 1 in one alone, less in many. Tells only where there are enough of them; below, the vocabulary's own weights stand.</summary>
/// <param name="holders">How many asides, long ones counted by part, hold each root.</param>
internal sealed class Rarity(int asides, int[] holders)
{
    private const int From = 20;
    private const double Least = 0.4;

    private readonly double top = Math.Log(asides + 1d);
    private readonly float[] plain = Array.ConvertAll(holders, held => Of(asides, Math.Log(asides + 1d), held));

    public float Of(int root) => plain[root];

    /// <summary>The same with the kin of the aside at hand left out.</summary>
    public float Of(int root, Kin? kin) => kin is null ? plain[root] : Of(asides, top, holders[root] - kin.Holding(root));

    private static float Of(int asides, double top, float held) => asides < From ? 1 : (float)(Least + ((1 - Least) * Math.Log((asides + 1d) / Math.Max(1, held)) / top));
}
