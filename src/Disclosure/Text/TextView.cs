namespace WinLossAgency.Disclosure.Text;

internal enum Shape : byte { Lower, Capital, Upper, Mixed, Number, Alphanumeric }

/// <summary>A run of letters and digits.</summary>
internal readonly record struct Token(int Start, int End, Shape Shape, bool OpensSentence)
{
    public int Length => End - Start;

    public bool IsName => Shape is Shape.Capital or Shape.Upper or Shape.Mixed;
}

/// <summary>A text with its folded twin and its tokens: what every finder reads.</summary>
internal sealed class TextView
{
    public TextView(string text)
    {
        Source = text;
        Folded = Fold.ToArray(text);
        Tokens = Split(text);
        Hashes = new ulong[Tokens.Length];
        for (var i = 0; i < Hashes.Length; i++) Hashes[i] = WordHash.Of(Word(i));
    }

    public string Source { get; }

    public char[] Folded { get; }

    public Token[] Tokens { get; }

    /// <summary>The hash of each folded word, so that a word is read once however many lists are asked about it.</summary>
    public ulong[] Hashes { get; }

    public ReadOnlySpan<char> Word(int token) => Folded.AsSpan(Tokens[token].Start, Tokens[token].Length);

    public bool Is(int token, ReadOnlySpan<char> word) => token >= 0 && token < Tokens.Length && Word(token).SequenceEqual(word);

    /// <summary>The folded units between a token and the next one.</summary>
    public ReadOnlySpan<char> Gap(int token)
    {
        if (token < 0) return Tokens.Length == 0 ? default : Folded.AsSpan(0, Tokens[0].Start);
        var end = token + 1 < Tokens.Length ? Tokens[token + 1].Start : Folded.Length;
        return Folded.AsSpan(Tokens[token].End, end - Tokens[token].End);
    }

    /// <summary>Whether nothing but a single blank separates a token from the next.</summary>
    public bool Adjoins(int token) => token >= 0 && token + 1 < Tokens.Length && Gap(token) is [' '];

    /// <summary>The first token that ends after a place in the text; their number when none does.</summary>
    public int FirstAt(int place)
    {
        int low = 0, high = Tokens.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Tokens[middle].End <= place) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private static Token[] Split(string text)
    {
        var tokens = new List<Token>(text.Length / 5 + 4);
        var opens = true;
        for (var i = 0; i < text.Length;)
        {
            if (!IsWordUnit(text[i]))
            {
                if (text[i] is '.' or '!' or '?' or '\n' or ':' or '"' or '“') opens = true;
                i++;
                continue;
            }
            var start = i;
            while (i < text.Length && IsWordUnit(text[i])) i++;
            tokens.Add(new Token(start, i, ShapeOf(text.AsSpan(start, i - start)), opens));
            opens = false;
        }
        return [.. tokens];
    }

    private static bool IsWordUnit(char unit) => char.IsLetterOrDigit(unit) || unit is >= '\u0300' and <= '\u036F';

    private static Shape ShapeOf(ReadOnlySpan<char> word)
    {
        int upper = 0, digits = 0;
        foreach (var unit in word)
        {
            if (char.IsDigit(unit)) digits++;
            else if (char.IsUpper(unit)) upper++;
        }
        if (digits == word.Length) return Shape.Number;
        if (digits > 0) return Shape.Alphanumeric;
        if (upper == 0) return Shape.Lower;
        if (upper == 1 && char.IsUpper(word[0])) return word.Length == 1 ? Shape.Upper : Shape.Capital;
        return upper == word.Length ? Shape.Upper : Shape.Mixed;
    }
}
