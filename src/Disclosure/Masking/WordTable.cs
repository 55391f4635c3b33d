namespace WinLossAgency.Disclosure.Masking;

/// <summary>
/// What the lists say of a word, by its hash: an open table of half a million places that a look-up leaves after one or two steps.
/// 32 bits of the hash choose nothing but tell words apart, so two words are taken for one about once in four thousand million.
/// </summary>
internal sealed class WordTable
{
    private const int Bits = 20;
    private const int Mask = (1 << Bits) - 1;

    private readonly uint[] marks = new uint[1 << Bits];
    private readonly Facts[] facts = new Facts[1 << Bits];

    public Facts this[ulong hash]
    {
        get
        {
            var mark = MarkOf(hash);
            for (var at = (int)(hash & Mask); marks[at] != 0; at = (at + 1) & Mask)
                if (marks[at] == mark) return facts[at];
            return Facts.None;
        }
    }

    public void Add(ulong hash, Facts more)
    {
        var mark = MarkOf(hash);
        var at = (int)(hash & Mask);
        while (marks[at] != 0 && marks[at] != mark) at = (at + 1) & Mask;
        marks[at] = mark;
        facts[at] |= more;
    }

    // Zero marks an empty place.
    private static uint MarkOf(ulong hash) => (uint)(hash >> 32) | 1;
}
