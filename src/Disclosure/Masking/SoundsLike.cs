namespace WinLossAgency.Disclosure.Masking;

/// <summary>
/// Whether a word a transcriber wrote may be a known name: nearly the same letters, or the same consonants by sound. Spelling rules
/// of several languages fold to one sound each (sz, sh, sch, Irish si: one; cz, tch, ch: one; bh, mh, v: one).
/// </summary>
internal static class SoundsLike
{
    private const int KeyMax = 24;

    public static bool Same(ReadOnlySpan<char> word, ReadOnlySpan<char> name)
    {
        if (name.Length < 4 || word.Length < 4 || Math.Abs(word.Length - name.Length) > 3) return false;
        var allowed = Math.Max(word.Length, name.Length) switch { < 6 => 0, < 9 => 1, _ => 2 };
        if (Distance(word, name, allowed) <= allowed) return true;
        Span<char> a = stackalloc char[KeyMax], b = stackalloc char[KeyMax];
        var heard = Key(word, a);
        return (heard.Length >= 3 || (heard.Length == 2 && word[0] == name[0] && Distance(word, name, 1) <= 1)) && heard.SequenceEqual(Key(name, b));
    }

    internal static ReadOnlySpan<char> Key(ReadOnlySpan<char> word, Span<char> key)
    {
        var length = 0;
        for (var i = 0; i < word.Length && length < key.Length;)
        {
            var (sound, taken) = Sound(word[i..]);
            i += taken;
            if (sound == '\0' || (length > 0 && key[length - 1] == sound)) continue;
            key[length++] = sound;
        }
        return key[..length];
    }

    private static (char Sound, int Taken) Sound(ReadOnlySpan<char> at) => at switch
    {
        ['s', 'c', 'h', 'c', 'h', ..] => ('X', 3),
        ['s', 'h', 'c', 'h', ..] => ('X', 2),
        ['s', 'z', 'c', 'z', ..] => ('X', 2),
        ['s', 'c', 'h', ..] => ('X', 3),
        ['s', 'h' or 'z', ..] => ('X', 2),
        ['s', 'i', 'o' or 'a', ..] => ('X', 2),
        ['t', 'c', 'h', ..] => ('C', 3),
        ['c', 'z' or 'h', ..] => ('C', 2),
        ['p', 'h', ..] => ('F', 2),
        ['b' or 'm', 'h', ..] => ('V', 2),
        ['g', 'h', ..] => ('\0', 2),
        ['c', 'e' or 'i' or 'y', ..] => ('S', 1),
        ['g', 'e' or 'i' or 'y', ..] => ('J', 1),
        ['d', 'j' or 'z', ..] => ('J', 2),
        ['c' or 'k' or 'q' or 'g', ..] => ('K', 1),
        ['x', ..] => ('K', 1),
        ['s' or 'z', ..] => ('S', 1),
        ['d' or 't', ..] => ('T', 1),
        ['b' or 'p', ..] => ('P', 1),
        ['f' or 'v', ..] => (at[0] == 'f' ? 'F' : 'V', 1),
        ['j', ..] => ('J', 1),
        ['l' or 'm' or 'n' or 'r' or 'w', ..] => (char.ToUpperInvariant(at[0]), 1),
        _ => ('\0', 1),
    };

    /// <summary>Letters inserted, left out, changed or swapped; stops counting above the limit.</summary>
    internal static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit || a.Length > 40 || b.Length > 40) return limit + 1;
        Span<int> before = stackalloc int[42], last = stackalloc int[42], row = stackalloc int[42];
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var best = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
                best = Math.Min(best, row[j]);
            }
            if (best > limit) return limit + 1;
            var spare = before;
            before = last;
            last = row;
            row = spare;
        }
        return last[b.Length];
    }
}
