using System.Collections.Frozen;
using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Disclosure.Masking.Finders;

/// <summary>Finds people by the lists of names and by the sentence around them: "Mr X", "spoke with X", "X's team".</summary>
internal static class NameFinder
{
    private const Facts AnyName = Facts.First | Facts.Surname;
    private const int WordsMax = 4;

    private static readonly FrozenSet<string> Honorifics = WordSet.Of("mr mrs ms miss mx dr prof professor sir dame lord lady herr frau monsieur madame senor senora signor ambassador judge president senator captain colonel sergeant father sister reverend");

    private static readonly FrozenSet<string> SafeHonorifics = WordSet.Of("mr mrs ms miss mx dr prof herr frau");

    private static readonly FrozenSet<string> Particles = WordSet.Of("de da di del della van von der den la le bin ibn al el dos du ter ten zu");

    public static void Find(TextView view, List<Candidate> found)
    {
        for (var i = 0; i < view.Tokens.Length; i++)
        {
            var token = view.Tokens[i];
            if (token.Shape == Shape.Lower)
            {
                if (token.Length > 2) LowerCase(view, i, found);
                continue;
            }
            if (!token.IsName) continue;
            if (IsHonorific(view, i)) i = Math.Max(i, Honoured(view, i, found));
            else i = Math.Max(i, Run(view, i, found));
        }
    }

    public static bool IsHonorific(TextView view, int token) => token >= 0 && token < view.Tokens.Length && Has(Honorifics, view.Word(token));

    /// <summary>The last word of the run of name words that begins at a token: capitals, initials, particles between capitals.</summary>
    public static int RunEnd(TextView view, int first)
    {
        var last = first;
        while (last - first + 1 < WordsMax + 2)
        {
            var next = last + 1;
            if (next >= view.Tokens.Length || !IsNameGap(view, last)) break;
            if (view.Tokens[next].IsName && !IsHonorific(view, next)) last = next;
            else if (Has(Particles, view.Word(next)) && view.Adjoins(next) && view.Tokens[next + 1].IsName) last = next + 1;
            else break;
        }
        return last;
    }

    private static int Honoured(TextView view, int honorific, List<Candidate> found)
    {
        var first = honorific + 1;
        if (first >= view.Tokens.Length || !(view.Gap(honorific) is [' '] or ['.', ' '] or ['.']) || !view.Tokens[first].IsName) return honorific;
        if (!Has(SafeHonorifics, view.Word(honorific)) && (Lexicon.Of(view, first) & AnyName) == 0) return honorific;
        var last = RunEnd(view, first);
        Add(view, honorific, last, "a name after a form of address", Candidate.Lists + 5, found);
        return last;
    }

    private static int Run(TextView view, int first, List<Candidate> found)
    {
        var last = RunEnd(view, first);
        if (CompanyFinder.EndsRun(view, first, last)) return first;
        var start = first;
        // An everyday word that opens the sentence ("Then Tomasz said") is no part of the name.
        while (start < last && view.Tokens[start].OpensSentence && Lexicon.IsCommon(view, start) && (Lexicon.Of(view, start) & AnyName) == 0) start++;
        var facts = Lexicon.Of(view, start);
        if (start == last) return Alone(view, start, facts, found);
        var shouted = view.Tokens[start].Shape == Shape.Upper && view.Tokens[start].Length > 1 && view.Tokens[last].Shape == Shape.Upper;
        if (shouted && !((facts & Facts.First) != 0 && (Lexicon.Of(view, last) & Facts.Surname) != 0)) return first;
        var known = (facts & Facts.First) != 0 && !IsOnlyWord(view, start);
        var surname = (Lexicon.Of(view, last) & Facts.Surname) != 0 && !Lexicon.IsCommon(view, last);
        var initial = view.Tokens[start].Length == 1 && (surname || !Lexicon.IsCommon(view, last)) && !view.Is(start, "i") && !view.Is(start, "a");
        var place = (facts & Facts.Place) != 0 && (Lexicon.Of(view, last) & AnyName) == 0;
        var unheard = AllUnheard(view, start, last);
        if (!known && !initial && !unheard && !(surname && Unknown(view, start)) || (place && !known)) return start;
        var end = last;
        while (end > start && (view.Tokens[end].Shape == Shape.Upper && view.Tokens[end].Length > 1 && !shouted)) end--;
        Add(view, start, end, "a name by the lists", Candidate.Lists, found);
        return last;
    }

    private static int Alone(TextView view, int token, Facts facts, List<Candidate> found)
    {
        var word = view.Word(token);
        if (view.Tokens[token].Length < 3 || view.Tokens[token].Shape != Shape.Capital || view.Gap(token - 1) is [.., '-'] || view.Gap(token) is ['-', ..]) return token;
        var cueBefore = token > 0 && view.Adjoins(token - 1) && NameCues.IsCueBefore(view.Word(token - 1));
        var cueAfter = view.Adjoins(token) && NameCues.IsCueAfter(view.Word(token + 1));
        var team = view.Gap(token) is ['\''] && view.Is(token + 1, "s") && view.Is(token + 2, "team");
        var common = Lexicon.IsCommon(word);
        var first = (facts & Facts.First) != 0;
        var certain = first && !common && (facts & Facts.Place) == 0;
        var deed = first && view.Adjoins(token) && NameCues.IsDeed(view.Word(token + 1));
        var named = deed || (facts & AnyName) != 0 && (!common || !view.Tokens[token].OpensSentence) && (cueBefore || cueAfter || team);
        var cued = !common && facts == Facts.None && (team || (cueBefore && !view.Tokens[token].OpensSentence && !Acronyms.IsEveryday(view.Source.AsSpan(view.Tokens[token].Start, view.Tokens[token].Length))));
        if (certain || named) Add(view, token, token, "a name by the lists", Candidate.Lists, found);
        else if (cued) Add(view, token, token, "the sentence speaks of a person", Candidate.Context, found);
        return token;
    }

    private static void LowerCase(TextView view, int token, List<Candidate> found)
    {
        var facts = Lexicon.Of(view, token);
        if ((facts & Facts.First) == 0 || (facts & (Facts.Common | Facts.Place)) != 0 || token == 0) return;
        if (NameCues.Surround(view, token, 1)) Add(view, token, token, "a first name in lower case", Candidate.Context, found);
    }

    // A capital that is only an everyday word (May, Will) begins a name only before a surname or an unknown word.
    private static bool IsOnlyWord(TextView view, int token) =>
        Lexicon.IsCommon(view, token) && view.Tokens[token].OpensSentence && Lexicon.IsCommon(view, token + 1);

    // Two or three capitals in a row that are neither everyday words nor places nor acronyms are most often someone the lists do not know.
    private static bool AllUnheard(TextView view, int first, int last)
    {
        if (last - first is < 1 or > 2) return false;
        for (var i = first; i <= last; i++)
        {
            if (view.Tokens[i].Length == 1 && i > first && i < last) continue;
            if (view.Tokens[i].Shape != Shape.Capital || view.Tokens[i].Length < 3 || (Lexicon.Of(view, i) & Facts.Place) != 0 || Lexicon.IsCommon(view, i)) return false;
        }
        return true;
    }

    private static bool Unknown(TextView view, int token) => !Lexicon.IsCommon(view, token) && view.Tokens[token].Shape == Shape.Capital;

    private static bool IsNameGap(TextView view, int token) => view.Gap(token) switch
    {
        [' '] => true,
        ['-'] => true,
        ['\''] => view.Tokens[token].Length == 1,
        ['.', ' '] or ['.'] => view.Tokens[token].Length == 1 && view.Tokens[token].Shape == Shape.Upper,
        _ => false,
    };

    private static void Add(TextView view, int first, int last, string reason, int rank, List<Candidate> found)
    {
        int start = view.Tokens[first].Start, end = view.Tokens[last].End;
        found.Add(new Candidate(start, end, MaskLabel.Person, MaskKind.Direct, "", reason, rank));
    }

    private static bool Has(FrozenSet<string> set, ReadOnlySpan<char> word) => set.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
}
