namespace WinLossAgency.Disclosure.Masking;

/// <summary>
/// What the lists say of a word, by its hash: an open table of a million places that a look-up leaves after one or two steps.
/// 32 bits of the hash choose nothing but tell words apart, so two words are taken for one about once in four thousand million.
/// </summary>
internal sealed class WordTable
{
    private const int Bits = 20;
    private const int Mask = (1 << Bits) - 1;

    // The mark above, what the lists say below: one line of memory answers.
    private readonly ulong[] places = new ulong[1 << Bits];

    public Facts this[ulong hash] => At(hash).Facts;

    public (Facts Facts, ushort Sense) At(ulong hash)
    {
        var mark = MarkOf(hash);
        for (var at = (int)(hash & Mask); places[at] != 0; at = (at + 1) & Mask)
            if ((uint)(places[at] >> 32) == mark) return ((Facts)(ushort)places[at], (ushort)(places[at] >> 16));
        return (Facts.None, 0);
    }

    public void Add(ulong hash, Facts more) => Add(hash, (uint)(ushort)more);

    public void Add(ulong hash, ushort sense) => Add(hash, (uint)sense << 16);

    private void Add(ulong hash, uint more)
    {
        var mark = MarkOf(hash);
        var at = (int)(hash & Mask);
        while (places[at] != 0 && (uint)(places[at] >> 32) != mark) at = (at + 1) & Mask;
        places[at] |= (ulong)mark << 32 | more;
    }

    // Zero marks an empty place.
    private static uint MarkOf(ulong hash) => (uint)(hash >> 32) | 1;
}
