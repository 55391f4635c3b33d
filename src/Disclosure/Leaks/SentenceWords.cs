namespace WinLossAgency.Disclosure.Leaks;

/// <summary>What a book of asides knows of one word of a sentence.</summary>
/// <param name="Root">Its number among the roots of the asides, or -1.</param>
/// <param name="Spelling">Its number among their words as spelt, or -1.</param>
/// <param name="Weight">What it tells apart from any collection.</param>
/// <param name="Bits">How surprising it is among these asides.</param>
/// <param name="Means">The roots it may stand for, itself first, and how surely: 1 the same word, less a synonym.</param>
internal sealed record WordFacts(int Root, int Spelling, float Weight, float Bits, (int Root, float Strength)[] Means)
{
    public bool Tells => Weight > Vocabulary.FunctionWeight;
}

/// <summary>A sentence as it is compared.</summary>
internal sealed class SentenceWords(List<string> words, WordFacts[] facts)
{
    public int Count => facts.Length;

    public WordFacts this[int at] => facts[at];

    public float TotalBits { get; } = facts.Sum(f => f.Bits);

    /// <summary>Whether it holds more than grammar.</summary>
    public bool Tells => Array.Exists(facts, f => f.Tells);

    public int[] Roots { get; } = [.. facts.Select(f => f.Root)];

    /// <summary>As it is to somebody who has heard none of these asides.</summary>
    public SentenceWords Without(Kin kin, Surprise surprise) =>
        new(words, Array.ConvertAll(facts, f => f.Root >= 0 && kin.Holding(f.Root) > 0 ? f with { Bits = surprise.Of(f.Root, kin) } : f));

    public int CountPersons(int from, int count) => words.GetRange(from, count).Count(Vocabulary.IsPerson);

    public int CountSmall(int from, int count) => facts.AsSpan(from, count).ToArray().Count(f => !f.Tells);
}
