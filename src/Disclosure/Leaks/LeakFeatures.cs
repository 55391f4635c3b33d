namespace WinLossAgency.Disclosure.Leaks;

/// <summary>All that speaks for a sentence having come out of one aside.</summary>
/// <param name="Plain">What the two share word for word.</param>
/// <param name="First">The stretch that reads most like the aside.</param>
/// <param name="Second">The next one outside it: a paraphrase likes to turn its halves round.</param>
/// <param name="OfSentence">Bits of both stretches as a share of what the sentence tells.</param>
/// <param name="OfAside">The same of the aside.</param>
/// <param name="Covered">Share of the sentence's telling words that the aside holds, in any order.</param>
/// <param name="CoversAside">Share of the aside's telling words that the sentence holds, in any order.</param>
/// <param name="Spoken">Words of the first stretch that people say and reports do not: I, you, we and theirs.</param>
/// <param name="Small">Words of grammar in the longest run: they are what copying carries along and a shared topic does not.</param>
/// <param name="Scraps">Three words in a row that the two share, each less where other asides hold it too.</param>
/// <param name="Same">Words in the longest run that is spelt alike.</param>
/// <param name="Lead">Bits of both stretches over those of the next best other aside: what everybody said stands out from nobody.</param>
internal readonly record struct LeakFeatures(
    Overlap Plain, Stretch First, Stretch Second, float OfSentence, float OfAside, float Covered, float CoversAside, int Spoken, int Small, float Scraps, int Same, int AsideLength, float Lead)
{
    public float Bits => First.Bits + Second.Bits;

    /// <summary>The terms of the model, each of the order of one, in the order of <see cref="LeakTerm"/>.</summary>
    public double[] Terms()
    {
        // From here on a run is read closely: a phrase of five words belongs to somebody.
        var close = Same >= 5;
        return
        [
            Math.Min(Plain.Aligned, 8) / 4, Plain.OfSentence, Math.Min(Plain.Run, 8) / 4d, Math.Min(Plain.RunWeight, 5) / 3, Plain.OrderOfSentence, Plain.OrderOfSentence * Plain.OrderOfAside,
            Math.Min(First.Bits, 80) / 20, Math.Min(Second.Bits, 40) / 20, First.Length == 0 ? 0 : First.Words / First.Length, OfSentence, OfAside, Math.Min(Plain.RunBits, 60) / 20,
            Covered, CoversAside, Math.Min(Lead, 60) / 20, Math.Min(First.Words, 16) / 8, Math.Min(Spoken, 3) / 2d, Math.Min(Small, 5) / 3d, Math.Min(Scraps, 6) / 3,
            Same >= 4 ? 1 : 0, close ? 1 : 0, Same >= 6 ? 1 : 0, close ? Math.Min(Plain.RunBits, 60) / 20 : 0, close ? Math.Min(Plain.RunWeight, 5) / 3 : 0,
            close ? Math.Min(Scraps, 3) / 3 : 0, close ? Math.Min(Spoken, 2) / 2d : 0, First.Bits > 20 ? OfSentence : 0, Plain.OrderOfAside, Plain.OrderOfAside * Math.Min(AsideLength, 24) / 24, Same >= 7 ? 1 : 0,
        ];
    }
}

/// <summary>The terms of the model by name.</summary>
internal enum LeakTerm
{
    Aligned, OfSentence, Run, RunWeight, Order, OrderBothWays,
    FirstBits, SecondBits, Density, BitsOfSentence, BitsOfAside, RunBits,
    Covered, CoversAside, Lead, FirstWords, Spoken, Small, Scraps,
    FourAlike, FiveAlike, SixAlike, CloseBits, CloseWeight,
    CloseScraps, CloseSpoken, LongOfSentence, OrderOfAside, OrderOfLongAside, SevenAlike,
}
