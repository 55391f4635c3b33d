using System.Collections.Immutable;

namespace WinLossAgency.Disclosure.Leaks;

/// <summary>
/// One score out of all the evidence. Three logistic detectors, each for one way of carrying an aside over, look at the same terms and
/// the surest of them speaks. Weights were fitted on development files with folds that keep each conversation whole, and each
/// detector was moved so that 0.5 is about three false alarms in a thousand clean sentences: together less than one in a hundred.
/// <c>Evaluate train-leaks</c> fits the same terms anew and says what weights reach on conversations that they never saw.
/// </summary>
internal static class LeakModel
{
    /// <summary>A few words carried over as they stand.</summary>
    private static readonly LeakDetector Scrap = new(-9.99,
    [
        (LeakTerm.OfSentence, 0.20), (LeakTerm.Run, 0.24), (LeakTerm.RunWeight, -2.41), (LeakTerm.Order, 0.45), (LeakTerm.FirstBits, -2.89),
        (LeakTerm.RunBits, 3.66), (LeakTerm.Lead, 0.92), (LeakTerm.Spoken, 1.70), (LeakTerm.Small, 0.48), (LeakTerm.Scraps, -0.56),
        (LeakTerm.FourAlike, 3.79), (LeakTerm.FiveAlike, 2.27), (LeakTerm.SixAlike, -1.37), (LeakTerm.CloseBits, 0.72), (LeakTerm.CloseWeight, -3.42),
        (LeakTerm.CloseScraps, 1.90), (LeakTerm.CloseSpoken, 1.98), (LeakTerm.SevenAlike, 1.29),
    ]);

    /// <summary>The same in other words, pieces left out or turned round.</summary>
    private static readonly LeakDetector Paraphrase = new(-10.48,
    [
        (LeakTerm.OfSentence, -2.75), (LeakTerm.Order, 1.35), (LeakTerm.OrderBothWays, 5.20), (LeakTerm.FirstBits, -1.57), (LeakTerm.SecondBits, 1.04),
        (LeakTerm.Density, 1.24), (LeakTerm.BitsOfSentence, 3.91), (LeakTerm.BitsOfAside, 8.27), (LeakTerm.RunBits, -0.13), (LeakTerm.Covered, 1.20),
        (LeakTerm.CoversAside, 2.18), (LeakTerm.Lead, 1.62), (LeakTerm.FirstWords, 2.61), (LeakTerm.Scraps, -1.23), (LeakTerm.LongOfSentence, 4.92),
    ]);

    /// <summary>The same with words slipped in between.</summary>
    private static readonly LeakDetector Interleaved = new(-11.50,
    [
        (LeakTerm.Aligned, -0.61), (LeakTerm.OfSentence, 0.70), (LeakTerm.Order, 0.17), (LeakTerm.OrderBothWays, 3.11), (LeakTerm.Density, -2.26),
        (LeakTerm.Covered, -0.67), (LeakTerm.CoversAside, 0.70), (LeakTerm.Lead, 1.35), (LeakTerm.FirstWords, 2.73), (LeakTerm.OrderOfAside, 5.04),
        (LeakTerm.OrderOfLongAside, 2.31),
    ]);

    public static ImmutableArray<LeakDetector> Detectors { get; } = [Scrap, Paraphrase, Interleaved];

    /// <summary>0 (nothing in common) to 1.</summary>
    public static double Score(LeakFeatures features) => Score(Detectors, features.Terms());

    public static double Score(IEnumerable<LeakDetector> detectors, double[] terms) => 1 / (1 + Math.Exp(-detectors.Max(d => d.Of(terms))));
}

/// <summary>A logistic detector of one way of carrying an aside over.</summary>
internal sealed record LeakDetector(double Offset, ImmutableArray<(LeakTerm Term, double Weight)> Weights)
{
    public double Of(double[] terms)
    {
        var sum = Offset;
        foreach (var (term, weight) in Weights) sum += weight * terms[(int)term];
        return sum;
    }
}
