using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Disclosure.Masking.Finders;

/// <summary>Finds what the dossier names: phrases in every form, names by their sound, spelled letters; and marks what must stay readable.</summary>
internal static class DossierFinder
{
    private const int SpelledMin = 3;
    private const int SpelledMax = 40;

    public static void Find(TextView view, DossierForms forms, List<Candidate> found)
    {
        for (var i = 0; i < view.Tokens.Length; i++)
        {
            Take(view, i, forms.Kept.At(view, i), found);
            var phrase = forms.Phrases.At(view, i);
            Take(view, i, phrase, found);
            if (phrase is null && forms.Names.Length > 0 && view.Tokens[i].IsName && view.Tokens[i].Length > 3) BySound(view, i, forms, found);
            if (view.Tokens[i].Length == 1) i = Math.Max(i, Spelled(view, i, forms, found));
        }
    }

    private static void Take(TextView view, int token, Phrase? phrase, List<Candidate> found)
    {
        if (phrase is null) return;
        var last = token + phrase.Words.Length - 1;
        found.Add(new Candidate(view.Tokens[token].Start, view.Tokens[last].End, phrase.Label, phrase.Kind, phrase.Entity, phrase.Reason, phrase.Rank));
    }

    private static void BySound(TextView view, int token, DossierForms forms, List<Candidate> found)
    {
        if (Lexicon.IsCommon(view, token)) return;
        var word = view.Word(token);
        foreach (var (name, entity) in forms.Names)
        {
            if (!SoundsLike.Same(word, name)) continue;
            found.Add(new Candidate(view.Tokens[token].Start, view.Tokens[token].End, MaskLabel.Person, MaskKind.Direct, entity, "sounds like a name of the dossier", Candidate.Dossier - 5));
            return;
        }
    }

    // "D-E-L-A-C-R-O-I-X", "d e l a c r o i x": letters said one by one.
    private static int Spelled(TextView view, int first, DossierForms forms, List<Candidate> found)
    {
        var last = first;
        while (last - first < SpelledMax && last + 1 < view.Tokens.Length && view.Tokens[last + 1].Length == 1 && char.IsLetter(view.Word(last + 1)[0]) && view.Gap(last) is ['-'] or [' '] or ['.'] or [',', ' '] or ['.', ' '] or [' ', '-', ' ']) last++;
        if (last - first + 1 < SpelledMin) return first;
        var letters = string.Concat(Enumerable.Range(first, last - first + 1).Select(i => view.Word(i)[0]));
        var entity = Array.Find(forms.Names, n => n.Key.Length >= SpelledMin && letters.Contains(n.Key, StringComparison.Ordinal)).Value;
        var dashes = view.Gap(first) is ['-'];
        if (entity is null && !(dashes && letters.Length > SpelledMin)) return first;
        found.Add(new Candidate(view.Tokens[first].Start, view.Tokens[last].End, MaskLabel.Person, MaskKind.Direct, entity ?? "spelled:" + letters, "letters said one by one", Candidate.Dossier + 5));
        return last;
    }
}
