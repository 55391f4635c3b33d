using System.Collections;
using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Disclosure.Masking;

/// <summary>Grows candidates to whole mentions and settles their overlaps: what must stay readable first, then rank, then length.</summary>
internal static class Settling
{
    private const int StuttersMax = 4;

    /// <summary>Takes in what belongs to a mention: the form of address before it, a stutter, an unheard first name before a surname.</summary>
    public static void Grow(TextView view, List<Candidate> found)
    {
        for (var i = 0; i < found.Count; i++)
        {
            var candidate = found[i];
            if (candidate.IsKeep || candidate.Label is not (MaskLabel.Person or MaskLabel.Organization)) continue;
            var token = TokenAt(view, candidate.Start);
            if (token < 0) continue;
            var first = candidate.Label == MaskLabel.Person ? Before(view, token, candidate.Rank) : token;
            first = Stutter(view, first);
            var (start, end) = Written(view.Source, first < token ? view.Tokens[first].Start : candidate.Start, candidate.End);
            if (start < candidate.Start || end > candidate.End) found[i] = candidate with { Start = start, End = end };
        }
    }

    public static List<Candidate> Settle(List<Candidate> found, string text)
    {
        found.Sort(static (a, b) => b.Rank != a.Rank ? b.Rank.CompareTo(a.Rank) : b.Length != a.Length ? b.Length.CompareTo(a.Length) : a.Start.CompareTo(b.Start));
        var taken = new BitArray(text.Length);
        var settled = new List<Candidate>(found.Count);
        foreach (var candidate in found)
        {
            if (!AnyTaken(taken, candidate)) Take(taken, candidate, settled);
            // A longer mention yields to the better one inside it and keeps what sticks out: "William" known, "Okonko" heard; a phone beside a count.
            else if (candidate.Kind == MaskKind.Direct && !candidate.IsKeep)
                foreach (var (start, end) in Free(taken, text, candidate)) Take(taken, candidate with { Start = start, End = end }, settled);
        }
        settled.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        return settled;
    }

    private static void Take(BitArray taken, Candidate candidate, List<Candidate> settled)
    {
        for (var i = candidate.Start; i < candidate.End; i++) taken[i] = true;
        if (!candidate.IsKeep) settled.Add(candidate);
    }

    // The stretches of a candidate that nobody took, that open with a capital or a digit; "and" between two names does not.
    private static IEnumerable<(int Start, int End)> Free(BitArray taken, string text, Candidate candidate)
    {
        for (var i = candidate.Start; i < candidate.End;)
        {
            var end = i;
            while (end < candidate.End && !taken[end]) end++;
            int from = i, to = end;
            i = Math.Max(end, i + 1);
            while (from < to && !char.IsLetterOrDigit(text[from])) from++;
            while (to > from && !char.IsLetterOrDigit(text[to - 1])) to--;
            if (to - from > 1 && (char.IsUpper(text[from]) || char.IsDigit(text[from]))) yield return (from, to);
        }
    }

    private static bool AnyTaken(BitArray taken, Candidate candidate)
    {
        for (var i = candidate.Start; i < candidate.End; i++)
            if (taken[i]) return true;
        return false;
    }

    // "MarieC_55" is one name, whatever of it was heard.
    private static (int Start, int End) Written(string text, int start, int end)
    {
        if (end < text.Length && text[end] == '_')
            while (end < text.Length && (text[end] == '_' || char.IsLetterOrDigit(text[end]))) end++;
        if (start > 0 && text[start - 1] == '_')
            while (start > 0 && (text[start - 1] == '_' || char.IsLetterOrDigit(text[start - 1]))) start--;
        return (start, end);
    }

    private static int Before(TextView view, int token, int rank)
    {
        var first = token;
        if (first > 0 && Finders.NameFinder.IsHonorific(view, first - 1) && view.Tokens[first - 1].IsName && view.Gap(first - 1) is [' '] or ['.', ' ']) return first - 1;
        if (rank < Candidate.Dossier - 5 || first == 0 || !view.Adjoins(first - 1)) return first;
        var before = view.Tokens[first - 1];
        var likely = before.Shape == Shape.Capital && !before.OpensSentence && before.Length > 2 && view.Tokens[first].IsName;
        return likely && !CompanyWords.IsEnding(view.Word(first - 1)) && !RoleWords.IsHeadNoun(view.Word(first - 1)) ? first - 1 : first;
    }

    // "Wi- Will", "Sch- Schmidt": a broken-off start of the same word, with a dash or dots.
    private static int Stutter(TextView view, int token)
    {
        for (var repeats = 0; token > 0 && repeats < StuttersMax; repeats++)
        {
            var broken = view.Word(token - 1);
            var gap = view.Gap(token - 1);
            if (broken.Length > 6 || gap.Length is 0 or > 5 || gap.Contains('\n') || !view.Word(token).StartsWith(broken)) return token;
            var marked = gap.IndexOfAny('-', '…') >= 0 || gap.StartsWith("..");
            if (!marked && !(broken.Length == view.Tokens[token].Length && view.Tokens[token - 1].IsName)) return token;
            token--;
        }
        return token;
    }

    private static int TokenAt(TextView view, int start)
    {
        int low = 0, high = view.Tokens.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (view.Tokens[middle].Start == start) return middle;
            if (view.Tokens[middle].Start < start) low = middle + 1;
            else high = middle - 1;
        }
        return -1;
    }
}
