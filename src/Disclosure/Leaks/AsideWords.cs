namespace WinLossAgency.Disclosure.Leaks;

/// <summary>One aside, or a part of a long one, as the index keeps it: the roots of its cleaned words and what each tells.</summary>
/// <param name="number">Which aside it is, or is a part of.</param>
internal sealed class AsideWords(int number, string id, int[] roots, int[] spellings, float[] weights)
{
    private readonly HashSet<int> roots = [.. roots];

    public int Number { get; } = number;

    public string Id { get; } = id;

    public int[] Roots { get; } = roots;

    /// <summary>The words as they are spelt.</summary>
    public int[] Spellings { get; } = spellings;

    public float[] Weights { get; } = weights;

    /// <summary>Which words are more than grammar.</summary>
    public bool[] Telling { get; } = Array.ConvertAll(weights, w => w > Vocabulary.FunctionWeight);

    public float Total { get; private set; }

    /// <summary>How surprising each word is to somebody who has heard all the other asides, in bits.</summary>
    public float[] Bits { get; private set; } = [];

    /// <summary>The same to somebody who has just heard the word before it.</summary>
    public float[] After { get; private set; } = [];

    public float TotalBits { get; private set; }

    /// <summary>The asides that say the same, which its own numbers leave out; null where there are none.</summary>
    public Kin? Kin { get; private set; }

    public bool Holds(int root) => roots.Contains(root);

    public bool HoldsInARow(ReadOnlySpan<int> some) => Roots.AsSpan().IndexOf(some) >= 0;

    public void Weigh(Rarity rarity, Surprise surprise, Kin? kin = null)
    {
        Kin = kin;
        for (var i = 0; i < Roots.Length; i++) Weights[i] *= rarity.Of(Roots[i], kin);
        Total = Weights.Sum();
        (Bits, After) = (new float[Roots.Length], new float[Roots.Length]);
        for (var i = 0; i < Roots.Length; i++)
        {
            Bits[i] = surprise.Of(Roots[i], kin);
            After[i] = i == 0 ? Bits[0] : surprise.After(Roots[i - 1], Roots[i], kin);
        }
        TotalBits = Bits.Sum();
    }
}
