namespace WinLossAgency.Disclosure.Leaks;

/// <summary>One aside as the index keeps it: the roots of its cleaned words and what each tells.</summary>
internal sealed class AsideWords(string id, int[] roots, float[] weights)
{
    public string Id { get; } = id;

    public int[] Roots { get; } = roots;

    public float[] Weights { get; } = weights;

    public float Total { get; private set; }

    public void Weigh(float[] rarity)
    {
        for (var i = 0; i < Roots.Length; i++) Weights[i] *= rarity[Roots[i]];
        Total = Weights.Sum();
    }
}
