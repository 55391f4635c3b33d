using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Disclosure.Masking.Finders;

/// <summary>Finds job titles nobody listed ("Head of Supply", "our CFO") and descriptions that fit one company only ("the only brewer in Porto").</summary>
internal static class RoleFinder
{
    private static readonly System.Collections.Frozen.FrozenSet<string> Superlatives = WordSet.Of(
        "only largest biggest oldest smallest sole first leading newest youngest richest last");

    public static void Find(TextView view, List<Candidate> found)
    {
        for (var i = 0; i < view.Tokens.Length; i++)
        {
            var word = view.Word(i);
            if (view.Tokens[i].IsName && RoleWords.IsHeadNoun(word)) i = Math.Max(i, HeadOf(view, i, found));
            else if (view.Tokens[i].Shape == Shape.Upper && RoleWords.IsShortForm(word)) Role(view, i, i, found);
            else if (view.Is(i, "the") && i + 1 < view.Tokens.Length && Superlatives.GetAlternateLookup<ReadOnlySpan<char>>().Contains(view.Word(i + 1))) i = Math.Max(i, Unique(view, i, found));
        }
    }

    // "Director of IT Operations", "VP Procurement", with the words of rank before it.
    private static int HeadOf(TextView view, int head, List<Candidate> found)
    {
        var last = head;
        if (view.Adjoins(last) && view.Is(last + 1, "of") && view.Adjoins(last + 1) && view.Tokens[last + 2].IsName) last += 2;
        else if (view.Adjoins(last) && view.Tokens[last + 1].IsName && view.Tokens[head].Shape == Shape.Upper) last++;
        var first = head;
        while (first > 0 && view.Adjoins(first - 1) && view.Tokens[first - 1].Shape is Shape.Capital or Shape.Upper && !view.Tokens[first - 1].OpensSentence && Lexicon.IsCommon(view, first - 1) && !view.Is(first - 1, "i")) first--;
        if (last == head && first == head) return head;
        while (last > head && last + 1 < view.Tokens.Length && (view.Adjoins(last) || view.Gap(last) is [' ', '&', ' ']))
        {
            if (view.Tokens[last + 1].IsName) last++;
            else if (view.Is(last + 1, "and") && view.Adjoins(last + 1) && view.Tokens[last + 2].IsName) last += 2;
            else break;
        }
        Role(view, first, last, found);
        return last;
    }

    private static void Role(TextView view, int first, int last, List<Candidate> found)
    {
        int start = view.Tokens[first].Start, end = view.Tokens[last].End;
        found.Add(new Candidate(start, end, MaskLabel.Title, MaskKind.Quasi, $"title:{view.Folded.AsSpan(start, end - start)}", "a job title", Candidate.Lists));
    }

    // "the only <up to four words> in|of|at <Place or Name>": the superlative with a place picks one out.
    private static int Unique(TextView view, int the, List<Candidate> found)
    {
        var last = the + 1;
        for (var steps = 0; steps < 5 && view.Adjoins(last) && view.Tokens[last + 1].Shape is Shape.Lower or Shape.Upper; steps++)
        {
            last++;
            if (!(view.Is(last, "in") || view.Is(last, "around") || view.Is(last, "north") || view.Is(last, "outside"))) continue;
            var place = last + 1;
            while (place < view.Tokens.Length && view.Adjoins(place - 1) && (view.Is(place, "the") || view.Is(place, "of"))) place++;
            if (place >= view.Tokens.Length || !view.Adjoins(place - 1) || !view.Tokens[place].IsName || steps == 0) return the;
            while (view.Adjoins(place) && view.Tokens[place + 1].IsName) place++;
            int start = view.Tokens[the].Start, end = view.Tokens[place].End;
            found.Add(new Candidate(start, end, MaskLabel.Descriptor, MaskKind.Quasi, $"descriptor:{start}", "a description that fits one only", Candidate.Dossier + 15));
            return place;
        }
        return the;
    }
}
