using System.Collections.Immutable;

namespace WinLossAgency.Disclosure.Crowd;

/// <summary>How often each record's combination of keys occurs, in the sample and, by weights, in the population it stands for.</summary>
/// <param name="Sample">Records that match each record, itself included; a missing value matches every value.</param>
/// <param name="Population">Sum of the weights of the matching records.</param>
public sealed record Frequencies(ImmutableArray<int> Sample, ImmutableArray<double> Population, int Uniques, int Pairs)
{
    /// <param name="keys">One list of values a key, all of one length; null is missing.</param>
    public static Frequencies Of(IReadOnlyList<IReadOnlyList<string?>> keys, IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(weights);
        var sample = new int[weights.Count];
        var population = new double[weights.Count];
        for (var i = 0; i < weights.Count; i++)
        {
            for (var j = 0; j < weights.Count; j++)
            {
                if (!keys.All(key => key[i] is null || key[j] is null || key[i] == key[j])) continue;
                sample[i]++;
                population[i] += weights[j];
            }
        }
        return new Frequencies([.. sample], [.. population], sample.Count(f => f == 1), sample.Count(f => f == 2));
    }
}
