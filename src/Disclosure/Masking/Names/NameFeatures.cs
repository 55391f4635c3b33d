using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Disclosure.Masking.Names;

/// <summary>The questions asked of a word, each as a row of the table of weights. Training and masking write them by this one code.</summary>
internal static class NameFeatures
{
    public const int Bits = 22;
    public const int CountMax = 60;

    /// <summary>Questions below this number ask which word it is; training leaves them out now and then, so that the sentence must tell too.</summary>
    public const int AboutTheWord = 12;

    private const ulong Nobody = 0x9E3779B97F4A7C15;

    /// <summary>Writes the rows of one word; returns how many. The first <see cref="AboutTheWord"/> are about the word itself.</summary>
    public static int Write(Evidence e, int i, Span<int> rows)
    {
        ulong w0 = Word(e, i), before = Word(e, i - 1), after = Word(e, i + 1);
        ulong f0 = Known(e, i), fb = Known(e, i - 1), fa = Known(e, i + 1);
        ulong s0 = Form(e, i), sb = Form(e, i - 1), sa = Form(e, i + 1);
        ulong gb = (ulong)(byte)e.Gaps[i], ga = (ulong)(byte)e.Gaps[i + 1];
        int first = e.RunFirst[i], last = e.RunLast[i];
        ulong w2b = Word(e, i - 2), w2a = Word(e, i + 2), wFirst = Word(e, first), wLast = Word(e, last), wOut = Word(e, first - 1), wNext = Word(e, last + 1);
        ulong guess = e.Guess[i], style = (ulong)(uint)e.Style, line = e.LineStyle[i], register = (ulong)(uint)e.Register;
        var word = e.View.Word(i);
        var n = 0;
        rows[n++] = Row(0, w0, 0);
        rows[n++] = Row(1, w0, s0);
        rows[n++] = Row(2, before, w0);
        rows[n++] = Row(3, w0, after);
        rows[n++] = Row(4, End(word, 3), s0);
        rows[n++] = Row(5, End(word, 4), f0);
        rows[n++] = Row(6, Start(word, 3), s0);
        rows[n++] = Row(7, w0, style);
        rows[n++] = Row(8, wLast, s0);
        rows[n++] = Row(9, wFirst, (ulong)(uint)(i - first));
        rows[n++] = Row(10, wLast, wFirst);
        rows[n++] = Row(11, w0, wOut);
        rows[n++] = Row(12, f0, s0);
        rows[n++] = Row(13, f0 << 16 | fa, s0 << 16 | ga << 8 | sa);
        rows[n++] = Row(14, f0 << 16 | fb, s0 << 16 | gb << 8 | sb);
        rows[n++] = Row(15, f0 << 32 | fb << 16 | fa, 0);
        rows[n++] = Row(16, before, s0);
        rows[n++] = Row(17, after, s0);
        rows[n++] = Row(18, before, f0 << 8 | gb);
        rows[n++] = Row(19, after, f0 << 8 | ga);
        rows[n++] = Row(20, w2b, before ^ (s0 << 4));
        rows[n++] = Row(21, w2a, after ^ (s0 << 4));
        rows[n++] = Row(22, w2b, f0);
        rows[n++] = Row(23, w2a, f0);
        rows[n++] = Row(24, s0 << 24 | gb << 16 | ga << 8 | (ulong)(uint)Math.Min(word.Length, 12), 0);
        rows[n++] = Row(25, s0 << 32 | sb << 24 | sa << 16 | gb << 8 | ga, 0);
        rows[n++] = Row(26, Form(e, i - 2) << 32 | sb << 24 | s0 << 16 | sa << 8 | Form(e, i + 2), gb << 8 | ga);
        rows[n++] = Row(27, s0 << 8 | (e.SeenInLowerCase(i) ? 1UL : 0), f0);
        rows[n++] = Row(28, s0 << 8 | style, f0);
        rows[n++] = Row(29, guess, s0 << 8 | gb);
        rows[n++] = Row(30, guess << 16 | GuessOf(e, i - 1) << 8 | GuessOf(e, i + 1), f0);
        rows[n++] = Row(31, wOut, (ulong)(byte)e.Gaps[first] << 8 | s0);
        rows[n++] = Row(32, wNext, (ulong)(byte)e.Gaps[last + 1] << 8 | s0);
        rows[n++] = Row(33, wOut, wNext ^ (s0 << 3));
        rows[n++] = Row(34, Known(e, last) << 16 | Known(e, first), (ulong)(uint)Math.Min(last - first, 5) << 16 | (ulong)(uint)Math.Min(i - first, 5) << 8 | s0);
        rows[n++] = Row(35, Word(e, first - 2), wOut ^ (s0 << 3));
        rows[n++] = Row(36, wNext, f0 << 8 | (ulong)(uint)Math.Min(last - i, 3));
        rows[n++] = Row(37, Word(e, i - 3), s0);
        rows[n++] = Row(38, Word(e, i + 3), s0);
        rows[n++] = Row(39, line, s0 << 32 | f0);
        rows[n++] = Row(42, line, s0 << 16 | gb << 8 | ga);
        rows[n++] = Row(44, register, s0 << 32 | f0);
        rows[n++] = Row(45, register, s0 << 16 | gb << 8 | ga);
        rows[n++] = Row(46, register << 8 | guess, s0);
        rows[n++] = Row(43, line, before);
        ulong m0 = Sense(e, i), mb = Sense(e, i - 1), ma = Sense(e, i + 1);
        rows[n++] = Row(50, m0, s0);
        rows[n++] = Row(51, m0, f0);
        rows[n++] = Row(52, mb, s0 << 8 | gb);
        rows[n++] = Row(53, ma, s0 << 8 | ga);
        rows[n++] = Row(54, mb, m0 << 8 | s0);
        rows[n++] = Row(55, ma, m0 << 8 | s0);
        rows[n++] = Row(56, mb << 16 | ma, s0);
        rows[n++] = Row(57, Sense(e, first - 1) << 16 | Sense(e, last + 1), s0);
        rows[n++] = Row(58, Sense(e, last) << 16 | Sense(e, first), (ulong)(uint)Math.Min(last - first, 5) << 8 | s0);
        rows[n++] = Row(59, Sense(e, i - 2) << 16 | mb, s0);
        rows[n++] = Row(60, Sense(e, i + 2) << 16 | ma, s0);
        return n;
    }

    /// <summary>What the class of the word before says of this one.</summary>
    public static int Follows(Evidence e, int i, NameClass before) => Row(40, (ulong)(byte)before << 8 | (ulong)(byte)e.Gaps[i], 0);

    public static int FollowsInForm(Evidence e, int i, NameClass before) => Row(41, (ulong)(byte)before << 8 | Form(e, i), Known(e, i) << 8 | (ulong)(byte)e.Gaps[i]);

    private static int Row(int question, ulong a, ulong b)
    {
        var hash = (a + (ulong)(question + 1) * Nobody) * 0xFF51AFD7ED558CCD;
        hash = ((hash ^ (hash >> 32)) + b * 0xC2B2AE3D27D4EB4F) * 0xC4CEB9FE1A85EC53;
        return (int)(hash >> (64 - Bits));
    }

    private static ulong Word(Evidence e, int i) => (uint)i < (uint)e.Words.Length ? e.Words[i] : Nobody;

    private static ulong Known(Evidence e, int i) => (uint)i < (uint)e.Known.Length ? e.Known[i] : 0x8000UL;

    private static ulong Sense(Evidence e, int i) => (uint)i < (uint)e.Senses.Length ? e.Senses[i] : 0xFFFFUL;

    private static ulong Form(Evidence e, int i) => (uint)i < (uint)e.Forms.Length ? e.Forms[i] : 63UL;

    private static ulong GuessOf(Evidence e, int i) => (uint)i < (uint)e.Guess.Length ? e.Guess[i] : 31UL;

    private static ulong End(ReadOnlySpan<char> word, int length) => Letters(word.Length > length ? word[^length..] : word);

    private static ulong Start(ReadOnlySpan<char> word, int length) => Letters(word.Length > length ? word[..length] : word);

    private static ulong Letters(ReadOnlySpan<char> few)
    {
        ulong packed = (ulong)(uint)few.Length;
        foreach (var unit in few) packed = packed << 15 ^ unit;
        return packed;
    }
}
