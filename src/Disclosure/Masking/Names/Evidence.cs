using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Disclosure.Masking.Names;

/// <summary>What stands between two words.</summary>
internal enum Between : byte { Blank, Nothing, Hyphen, Apostrophe, Stop, Comma, Line, Bracket, Quote, Mark, Ampersand, Colon, Slash, End }

/// <summary>What is known of each word before the weights are asked: the lists, the shape, the neighbours, the run of capitals it stands in, what rules found.</summary>
internal sealed class Evidence
{
    public const byte Kept = 15;

    private const int SeenBits = 14;
    private const int StyleSteps = 4;
    private const int ShortLine = 3;
    private const int LongText = 200;
    private const int RecordWords = 50;

    private static readonly HashSet<ulong> Joiners = [.. "of and the for de la du der von van in on to".Split(' ').Select(w => WordHash.Of(w))];

    private static readonly HashSet<ulong> Particles = [.. "de da di del della van von der al el bin ibn abu dos du ter zu".Split(' ').Select(w => WordHash.Of(w))];

    private readonly ulong[] seenLower = new ulong[(1 << SeenBits) / 64];

    public Evidence(TextView view, List<Candidate> sure, List<Candidate> guesses)
    {
        View = view;
        var count = view.Tokens.Length;
        Facts = new Facts[count];
        Senses = new ushort[count];
        Gaps = new Between[count + 1];
        Sure = new byte[count];
        Guess = new byte[count];
        RunFirst = new int[count];
        RunLast = new int[count];
        Gaps[0] = Between.End;
        int opens = 0, capitals = 0;
        for (var i = 0; i < count; i++)
        {
            var token = view.Tokens[i];
            (Facts[i], Senses[i]) = Lexicon.Entry(view.Hashes[i]);
            Gaps[i + 1] = i == count - 1 ? Between.End : KindOf(view.Gap(i));
            if (token.Shape == Shape.Lower) seenLower[(view.Hashes[i] >> 6) & ((1 << (SeenBits - 6)) - 1)] |= 1UL << (int)(view.Hashes[i] & 63);
            if (!token.OpensSentence) continue;
            opens++;
            if (token.IsName) capitals++;
        }
        Style = opens == 0 ? 0 : capitals * (StyleSteps - 1) / opens;
        foreach (var candidate in sure)
            if (candidate.IsKeep || candidate.Rank >= Candidate.Pattern) Mark(Sure, candidate, candidate.IsKeep ? Kept : (byte)(1 + (int)candidate.Label));
            else Mark(Guess, candidate, (byte)(1 + (int)candidate.Label));
        foreach (var candidate in guesses) Mark(Guess, candidate, (byte)(1 + (int)candidate.Label));
        LineStyle = new byte[count];
        Register = RegisterOf(count);
        IsRecord = IsFullOfDates(count);
        Words = new ulong[count];
        Known = new ushort[count];
        Forms = new byte[count];
        for (var i = 0; i < count; i++) (Words[i], Known[i], Forms[i]) = (WordOf(i), KnownOf(i), FormOf(i));
        MarkRuns();
        MarkLines();
    }

    public TextView View { get; }

    public Facts[] Facts { get; }

    /// <summary>What each word most often means, and as which parts of speech.</summary>
    public ushort[] Senses { get; }

    /// <summary>What stands before token i; one more entry than tokens.</summary>
    public Between[] Gaps { get; }

    /// <summary>One more than the label a dossier or pattern gave the word; such words are not asked about.</summary>
    public byte[] Sure { get; }

    /// <summary>One more than the label a rule would give the word.</summary>
    public byte[] Guess { get; }

    public int[] RunFirst { get; }

    public int[] RunLast { get; }

    /// <summary>How many of the text's sentences open with a capital, in quarters: careless writing is read differently.</summary>
    public int Style { get; }

    /// <summary>Which word it is, for the weights. Figures are told by their length only: no year or price may be learnt by heart.</summary>
    public ulong[] Words { get; }

    /// <summary>What the lists say, with the wide lists silent where a narrow one speaks.</summary>
    public ushort[] Known { get; }

    /// <summary>Capitals, figures, and whether the word opens a sentence.</summary>
    public byte[] Forms { get; }

    /// <summary>What kind of text it is by its length and by how many of its words are dates, numbers and addresses: a record of a case tells by details, a chat by names.</summary>
    public int Register { get; }

    /// <summary>Whether the text is a long record full of dates, whose details together point at one case.</summary>
    public bool IsRecord { get; }

    /// <summary>How the line a word stands in is written: too short to say, plain, mixed, every word with a capital, all in capitals.</summary>
    public byte[] LineStyle { get; }

    public bool SeenInLowerCase(int token) =>
        (seenLower[(View.Hashes[token] >> 6) & ((1 << (SeenBits - 6)) - 1)] & (1UL << (int)(View.Hashes[token] & 63))) != 0;

    /// <summary>Whether a word can be part of a name or a trait at all; four words in five cannot.</summary>
    public bool IsAsked(int token)
    {
        if (Sure[token] != 0) return false;
        if (View.Tokens[token].Shape != Shape.Lower || Guess[token] != 0) return !OpensWithNothing(token);
        const Facts telling = Masking.Facts.Demonym | Masking.Facts.Occupation | Masking.Facts.Organization | Masking.Facts.Count;
        var facts = Facts[token];
        if ((facts & telling) != 0) return true;
        if ((facts & (Masking.Facts.Ordinary | Masking.Facts.Common)) == 0) return View.Tokens[token].Length > 2 || Joiners.Contains(View.Hashes[token]) && Joins(token);
        return (token > 0 && Counts(token - 1)) || (Joiners.Contains(View.Hashes[token]) && Joins(token));
    }

    // "The pilot", "and I think": an everyday word that has its capital from the grammar, and goes on in lower case.
    private bool OpensWithNothing(int token)
    {
        const Facts named = Masking.Facts.First | Masking.Facts.Surname | Masking.Facts.Place | Masking.Facts.Organization | Masking.Facts.Demonym | Masking.Facts.Occupation | Masking.Facts.Count;
        if (Guess[token] != 0 || token + 1 >= Facts.Length || View.Tokens[token + 1].Shape != Shape.Lower || Gaps[token + 1] is not (Between.Blank or Between.Apostrophe)) return false;
        return View.Is(token, "i") || (View.Tokens[token].OpensSentence && (Facts[token] & Masking.Facts.Common) != 0 && (Facts[token] & named) == 0);
    }

    private ulong WordOf(int i)
    {
        var token = View.Tokens[i];
        if (Sure[i] != 0) return 100UL + Sure[i];
        return token.Shape == Shape.Number ? 200UL + (ulong)(uint)Math.Min(token.Length, 12) : token.Shape == Shape.Alphanumeric ? 300UL + (ulong)(uint)Math.Min(token.Length, 12) : View.Hashes[i];
    }

    private ushort KnownOf(int i)
    {
        const Facts narrow = Masking.Facts.First | Masking.Facts.Surname | Masking.Facts.Place | Masking.Facts.Ordinary | Masking.Facts.Common;
        var facts = (Facts[i] & narrow) != 0 ? Facts[i] & ~(Masking.Facts.WideName | Masking.Facts.SmallPlace) : Facts[i];
        return (ushort)((ushort)facts | (Sure[i] != 0 ? 0x4000 : 0));
    }

    private byte FormOf(int i)
    {
        var token = View.Tokens[i];
        return (byte)((byte)token.Shape << 1 | (token.OpensSentence ? 1 : 0) | (token.Length == 1 ? 16 : 0));
    }

    /// <summary>A small word that belongs to a name only between two of its words.</summary>
    public bool IsJoiner(int token) => View.Tokens[token].Shape == Shape.Lower && Joiners.Contains(View.Hashes[token]);

    /// <summary>An everyday word that has its capital from opening the sentence.</summary>
    public bool OpensPlainly(int token) => View.Tokens[token].OpensSentence && (Facts[token] & (Masking.Facts.Common | Masking.Facts.Ordinary)) != 0;

    /// <summary>One capital letter before a name, with or without its stop.</summary>
    public bool IsInitial(int token) => token >= 0 && View.Tokens[token].Length == 1 && View.Tokens[token].Shape == Shape.Upper && Sure[token] == 0
        && Gaps[token + 1] is Between.Blank or Between.Stop && !View.Is(token, "i") && !(View.Is(token, "a") && View.Tokens[token].OpensSentence && Gaps[token + 1] == Between.Blank);

    /// <summary>A small word that opens a surname: "bin", "van der", "al-".</summary>
    public bool IsParticle(int token)
    {
        if (token < 0 || Sure[token] != 0) return false;
        if (Gaps[token + 1] == Between.Hyphen) return View.Tokens[token].Length is 2 or 3 && View.Word(token)[0] is 'a' or 'e' or 'u';
        return Gaps[token + 1] == Between.Blank && View.Tokens[token].Shape == Shape.Lower && Particles.Contains(View.Hashes[token]);
    }

    private bool Counts(int token) => View.Tokens[token].Shape is Shape.Number or Shape.Alphanumeric || (Facts[token] & Masking.Facts.Count) != 0;

    private bool Joins(int token) => token > 0 && token + 1 < View.Tokens.Length
        && (View.Tokens[token - 1].IsName || (token > 1 && Joiners.Contains(View.Hashes[token - 1]) && View.Tokens[token - 2].IsName))
        && (View.Tokens[token + 1].IsName || (token + 2 < View.Tokens.Length && Joiners.Contains(View.Hashes[token + 1]) && View.Tokens[token + 2].IsName));

    private void MarkRuns()
    {
        for (var i = 0; i < RunFirst.Length;)
        {
            var last = i;
            while (View.Tokens[i].IsName && last + 1 < RunFirst.Length && View.Tokens[last + 1].IsName && Gaps[last + 1] is Between.Blank or Between.Hyphen or Between.Ampersand or Between.Apostrophe) last++;
            for (var t = i; t <= last; t++) (RunFirst[t], RunLast[t]) = (i, last);
            i = last + 1;
        }
    }

    private int RegisterOf(int words)
    {
        var patterns = 0;
        foreach (var mark in Sure)
            if (mark is not (0 or Kept)) patterns++;
        var length = words < 30 ? 0 : words < LongText ? 1 : 2;
        return (length * 4) + (patterns == 0 ? 0 : patterns * 50 < words ? 1 : patterns * 20 < words ? 2 : 3);
    }

    // A record is full of dates; correspondence is full of addresses too.
    private bool IsFullOfDates(int words)
    {
        int dates = 0, addresses = 0;
        foreach (var mark in Sure)
            if (mark is 1 + (int)MaskLabel.Date) dates++;
            else if (mark is 1 + (int)MaskLabel.Email or 1 + (int)MaskLabel.Url or 1 + (int)MaskLabel.Phone) addresses++;
        return words >= LongText && dates * RecordWords > words && addresses * 2 < dates;
    }

    private void MarkLines()
    {
        for (var first = 0; first < LineStyle.Length;)
        {
            int end = first, capitals = 0, upper = 0;
            do
            {
                if (View.Tokens[end].IsName) capitals++;
                if (View.Tokens[end].Shape == Shape.Upper && View.Tokens[end].Length > 1) upper++;
                end++;
            }
            while (end < LineStyle.Length && Gaps[end] != Between.Line);
            var words = end - first;
            var style = words < ShortLine ? 0 : upper * 2 > words ? 4 : capitals * 10 > words * 7 ? 3 : capitals * 10 > words * 4 ? 2 : 1;
            Array.Fill(LineStyle, (byte)style, first, words);
            first = end;
        }
    }

    private void Mark(byte[] marks, Candidate candidate, byte mark)
    {
        for (var i = View.FirstAt(candidate.Start); i < View.Tokens.Length && View.Tokens[i].Start < candidate.End; i++) marks[i] = mark;
    }

    private static Between KindOf(ReadOnlySpan<char> gap)
    {
        switch (gap)
        {
            case [' ']: return Between.Blank;
            case []: return Between.Nothing;
            case ['-']: return Between.Hyphen;
            case ['\'']: return Between.Apostrophe;
            case ['.'] or ['.', ' ']: return Between.Stop;
            case [' ', '&', ' ']: return Between.Ampersand;
            case ['/']: return Between.Slash;
        }
        if (gap.Contains('\n')) return Between.Line;
        if (gap.IndexOfAny("()[]") >= 0) return Between.Bracket;
        if (gap.IndexOfAny('@', '#', '_') >= 0) return Between.Mark;
        if (gap.IndexOfAny('"', '“', '”') >= 0) return Between.Quote;
        if (gap.Contains(',')) return Between.Comma;
        return gap.IndexOfAny(':', ';') >= 0 ? Between.Colon : Between.Stop;
    }
}
