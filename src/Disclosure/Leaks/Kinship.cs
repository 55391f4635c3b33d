namespace WinLossAgency.Disclosure.Leaks;

/// <summary>
/// Which asides say the same thing. What many buyers say in confidence is no less a secret, so asides that are kin are one voice: where
/// one of them is weighed against the others, its kin is left out, the more the nearer it is.
/// </summary>
internal sealed class Kinship
{
    // Two asides that share less of what they tell have at most a topic in common. From the second share on it is one secret in two
    // people's words, and mostly left out: were it all left out, a phrase of many asides would be everybody's own. From the third on it is the same words.
    private const float Topic = 0.2f;
    private const float Secret = 0.3f;
    private const float Words = 0.6f;
    private const float NearAsSecret = 0.8f;

    // So much is added, or two asides of a word each would be kin by nature.
    private const float Few = 1;

    private readonly AsideWords[] asides;
    private readonly float[][] plain;
    private readonly (int Root, float Weight)[][] tells;
    private readonly float[] totals;
    private readonly List<(int Aside, float Weight)>?[] holders;

    /// <summary>To be built before the asides are weighed against each other: their weights are still those of the vocabulary.</summary>
    public Kinship(AsideWords[] asides, int roots)
    {
        this.asides = asides;
        plain = Array.ConvertAll(asides, a => (float[])a.Weights.Clone());
        tells = new (int, float)[asides.Length][];
        totals = new float[asides.Length];
        holders = new List<(int, float)>?[roots];
        for (var a = 0; a < asides.Length; a++)
        {
            var own = new Dictionary<int, float>();
            for (var i = 0; i < asides[a].Roots.Length; i++)
                if (asides[a].Telling[i]) own[asides[a].Roots[i]] = plain[a][i];
            tells[a] = [.. own.Select(t => (t.Key, t.Value))];
            totals[a] = own.Values.Sum();
            foreach (var (root, weight) in tells[a]) (holders[root] ??= []).Add((a, weight));
        }
    }

    /// <summary>The same aside weighed as if its kin had not been heard; the very same where it has none.</summary>
    public AsideWords Apart(int aside, Rarity rarity, Surprise surprise)
    {
        var kin = Of(aside);
        if (kin.Count == 0) return asides[aside];
        var (one, words) = (asides[aside], new AsideWords(asides[aside].Number, asides[aside].Id, asides[aside].Roots, asides[aside].Spellings, [.. plain[aside]]));
        words.Weigh(rarity, surprise, new Kin(one, kin));
        return words;
    }

    /// <summary>The other asides that say what this one says, the nearest part of each.</summary>
    private List<(AsideWords Other, float Near)> Of(int aside)
    {
        var shared = new float[asides.Length];
        foreach (var (root, weight) in tells[aside])
            foreach (var (other, its) in holders[root] ?? []) shared[other] += Math.Min(weight, its);
        var nearest = new Dictionary<int, (AsideWords Other, float Near)>();
        for (var other = 0; other < shared.Length; other++)
        {
            if (shared[other] == 0 || asides[other].Number == asides[aside].Number) continue;
            var near = Near(2 * shared[other] / (totals[aside] + totals[other] + Few));
            if (near > nearest.GetValueOrDefault(asides[other].Number).Near) nearest[asides[other].Number] = (asides[other], near);
        }
        return [.. nearest.Values];
    }

    private static float Near(float share) =>
        (NearAsSecret * Math.Clamp((share - Topic) / (Secret - Topic), 0, 1)) + ((1 - NearAsSecret) * Math.Clamp((share - Secret) / (Words - Secret), 0, 1));
}
