using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Disclosure.Masking.Finders;

/// <summary>Finds names of several words that a dictionary knows ("Third Reich", "Random House"); a guess for the weights, never for a gate.</summary>
internal static class FamousFinder
{
    private static readonly PhraseIndex Names = Index();

    public static void Find(TextView view, List<Candidate> guesses)
    {
        for (var i = 0; i < view.Tokens.Length; i++)
        {
            if (!view.Tokens[i].IsName || Names.At(view, i) is not { } name) continue;
            var last = i + name.Words.Length - 1;
            guesses.Add(new Candidate(view.Tokens[i].Start, view.Tokens[last].End, name.Label, name.Kind, "", name.Reason, name.Rank));
            i = last;
        }
    }

    private static PhraseIndex Index()
    {
        var index = new PhraseIndex();
        foreach (var (name, label) in Lexicon.LongNames)
            index.Add(name, label, label == MaskLabel.Place ? MaskKind.Quasi : MaskKind.Direct, "", Casing.Capital, "a name the dictionary knows", Candidate.Lists);
        return index;
    }
}
