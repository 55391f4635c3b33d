namespace WinLossAgency.Disclosure.Masking;

/// <summary>
/// What the lists say of a word, by its hash: an open table of half a million places that a look-up leaves after one or two steps.
/// 32 bits of the hash choose nothing but tell words apart, so two words are taken for one about once in four thousand million.
/// </summary>
internal sealed class WordTable
{
    private const int Bits = 20;
    private const int Mask = (1 << Bits) - 1;

    // The mark above, what the lists say below: one line of memory answers.
    private readonly ulong[] places = new ulong[1 << Bits];

    public Facts this[ulong hash]
    {
        get
        {
            var mark = MarkOf(hash);
            for (var at = (int)(hash & Mask); places[at] != 0; at = (at + 1) & Mask)
                if ((uint)(places[at] >> 32) == mark) return (Facts)(ushort)places[at];
            return Facts.None;
        }
    }

    public void Add(ulong hash, Facts more)
    {
        var mark = MarkOf(hash);
        var at = (int)(hash & Mask);
        while (places[at] != 0 && (uint)(places[at] >> 32) != mark) at = (at + 1) & Mask;
        places[at] |= (ulong)mark << 32 | (ushort)more;
    }

    // Zero marks an empty place.
    private static uint MarkOf(ulong hash) => (uint)(hash >> 32) | 1;
}
