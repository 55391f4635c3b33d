using System.Collections.Frozen;
using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Disclosure.Masking.Finders;

/// <summary>Finds organisations ("Castleford Advisory", "Pell &amp; Rowe", "the consultant from Acme") and places by the lists.</summary>
internal static class CompanyFinder
{
    private static readonly FrozenSet<string> PlaceCues = WordSet.Of("in at near from to around outside across throughout within into via through toward towards visited leaving");

    private static readonly FrozenSet<string> OrgCues = WordSet.Of("at from for joined joining left leaving by with");

    private static readonly PhraseIndex LongPlaces = IndexPlaces();

    public static void Find(TextView view, List<Candidate> found)
    {
        for (var i = 0; i < view.Tokens.Length; i++)
        {
            if (!view.Tokens[i].IsName) continue;
            if (LongPlaces.At(view, i) is { } place)
            {
                AddPlace(view, i, i + place.Words.Length - 1, Candidate.Lists + 2, found);
                i += place.Words.Length - 1;
                continue;
            }
            var last = NameFinder.RunEnd(view, i);
            if (Organization(view, i, last, found)) i = last;
            else i = Math.Max(i, Place(view, i, last, found));
        }
    }

    /// <summary>Whether a run of capitals is an organisation by its last word.</summary>
    public static bool EndsRun(TextView view, int first, int last) => last > first && CompanyWords.MakesOrganization(view.Word(last));

    private static bool Organization(TextView view, int first, int last, List<Candidate> found)
    {
        var end = Joined(view, last);
        var start = first;
        while (start < end && view.Tokens[start].OpensSentence && (view.Is(start, "the") || view.Is(start, "our") || view.Is(start, "and") || view.Is(start, "but") || view.Is(start, "at"))) start++;
        if (EndsRun(view, start, end)) return Add(view, start, end, "a company by its last word", Candidate.Lists + 3, found);
        var pair = end > last && view.Gap(last) is [' ', '&', ' '];
        if (pair && start == last) return Add(view, start, end, "two names joined as a firm", Candidate.Lists, found);
        if (start != last || start == 0 || !view.Adjoins(start - 1) || !Has(OrgCues, view.Word(start - 1))) return false;
        var word = view.Word(start);
        var unknown = Lexicon.Of(word) == Facts.None && !Lexicon.IsCommon(word) && view.Tokens[start].Length > 2 && !view.Tokens[start].OpensSentence;
        var acronym = view.Tokens[start].Shape == Shape.Upper && Acronyms.IsEveryday(view.Source.AsSpan(view.Tokens[start].Start, view.Tokens[start].Length));
        return unknown && !acronym && (view.Is(start - 1, "at") || view.Is(start - 1, "from") || view.Is(start - 1, "joined") || view.Is(start - 1, "left"))
            && Add(view, start, start, "the sentence speaks of a company", Candidate.Context, found);
    }

    // "Hawkins, Richardson and Santana" is left to the names; "&" joins.
    private static int Joined(TextView view, int last)
    {
        if (view.Gap(last) is [' ', '&', ' '] && last + 1 < view.Tokens.Length && view.Tokens[last + 1].IsName) return NameFinder.RunEnd(view, last + 1);
        return last;
    }

    private static int Place(TextView view, int first, int last, List<Candidate> found)
    {
        for (var i = first; i <= last; i++)
        {
            var facts = Lexicon.Of(view, i);
            if ((facts & Facts.Place) == 0 || view.Tokens[i].Length < 3) continue;
            var cue = i > 0 && view.Adjoins(i - 1) && Has(PlaceCues, view.Word(i - 1));
            var listed = view.Gap(i) is [',', ' '] && i + 1 < view.Tokens.Length && view.Tokens[i + 1].IsName && (Lexicon.Of(view, i + 1) & Facts.Place) != 0;
            var alone = first == last;
            var certain = facts == Facts.Place;
            if ((certain && (alone || cue)) || (alone && (listed || (cue && !view.Tokens[i].OpensSentence)))) AddPlace(view, i, i, cue ? Candidate.Lists + 1 : Candidate.Context, found);
        }
        return first;
    }

    private static void AddPlace(TextView view, int first, int last, int rank, List<Candidate> found)
    {
        int start = view.Tokens[first].Start, end = view.Tokens[last].End;
        found.Add(new Candidate(start, end, MaskLabel.Place, MaskKind.Quasi, $"place:{view.Folded.AsSpan(start, end - start)}", "a place by the lists", rank));
    }

    private static bool Add(TextView view, int first, int last, string reason, int rank, List<Candidate> found)
    {
        int start = view.Tokens[first].Start, end = view.Tokens[last].End;
        found.Add(new Candidate(start, end, MaskLabel.Organization, MaskKind.Direct, "", reason, rank));
        return true;
    }

    private static PhraseIndex IndexPlaces()
    {
        var index = new PhraseIndex();
        foreach (var place in Lexicon.LongPlaces) index.Add(place, MaskLabel.Place, MaskKind.Quasi, "", Casing.Capital, "", Candidate.Lists);
        return index;
    }

    private static bool Has(FrozenSet<string> set, ReadOnlySpan<char> word) => set.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
}
