namespace WinLossAgency.Disclosure.Text;

/// <summary>
/// Folds text one unit to one unit: lower case, no diacritics, plain apostrophes and dashes. Offsets in the folded text are
/// offsets in the original, which is why ligatures fold to their first letter only.
/// </summary>
internal static class Fold
{
    private static readonly char[] Table = BuildTable();

    public static char[] ToArray(string text)
    {
        var folded = new char[text.Length];
        var table = Table;
        for (var i = 0; i < folded.Length; i++) folded[i] = table[text[i]];
        return folded;
    }

    public static string ToText(string text) => new(ToArray(text));

    public static char Unit(char unit) => Table[unit];

    private static char[] BuildTable()
    {
        var table = new char[char.MaxValue + 1];
        for (var i = 0; i < table.Length; i++) table[i] = char.ToLowerInvariant((char)i);
        Spread(table, 'a', "àáâãäåāăąǎǻạảấầẩẫậắằẳẵặæ");
        Spread(table, 'c', "çćĉċč");
        Spread(table, 'd', "ďđð");
        Spread(table, 'e', "èéêëēĕėęěẹẻẽếềểễệ");
        Spread(table, 'g', "ĝğġģ");
        Spread(table, 'h', "ĥħ");
        Spread(table, 'i', "ìíîïĩīĭįıỉịǐ");
        Spread(table, 'j', "ĵ");
        Spread(table, 'k', "ķ");
        Spread(table, 'l', "ĺļľŀł");
        Spread(table, 'n', "ñńņňŉ");
        Spread(table, 'o', "òóôõöøōŏőơọỏốồổỗộớờởỡợǒœ");
        Spread(table, 'r', "ŕŗř");
        Spread(table, 's', "śŝşšșß");
        Spread(table, 't', "ţťŧțþ");
        Spread(table, 'u', "ùúûüũūŭůűųưụủứừửữựǔ");
        Spread(table, 'w', "ŵ");
        Spread(table, 'y', "ýÿŷỳỵỷỹ");
        Spread(table, 'z', "źżž");
        table['İ'] = 'i';
        foreach (var apostrophe in "’‘ʼ`´") table[apostrophe] = '\'';
        foreach (var dash in "‐‑‒–—−") table[dash] = '-';
        foreach (var space in "\u00A0\u2007\u2009\u202F") table[space] = ' ';
        return table;
    }

    private static void Spread(char[] table, char plain, string variants)
    {
        foreach (var variant in variants)
        {
            table[variant] = plain;
            table[char.ToUpperInvariant(variant)] = plain;
        }
    }
}
