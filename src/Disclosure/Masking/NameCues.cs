using System.Collections.Frozen;
using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Disclosure.Masking;

/// <summary>Words around a word that show a person is meant: "ask rose", "just me and grace", "mark said", "will's team".</summary>
internal static class NameCues
{
    private static readonly FrozenSet<string> Before = Set(
        "with ask asked asking tell told telling thank thanked thanks meet met call called emailed email mailed cc copy copied invited hired replaced named from by hi hello hey dear to and or me us");

    private static readonly FrozenSet<string> StrongBefore = Set(
        "with ask asked asking told thanked met cc copied invited hired replaced named hi hello hey dear emailed mailed");

    private static readonly FrozenSet<string> After = Set(
        "said says told tells asked asks mentioned thinks thought felt feels wanted wants came joined joins left kept keeps ran runs leads led owns owned signed agreed disagreed pushed insisted argued preferred hated loved liked knows knew decided never handled presented explained showed sent emailed called replied responded did does had has was is hasn't wasn't didn't doesn't isn't wouldn't would who");

    private static readonly FrozenSet<string> Deeds = Set(
        "said told asked mentioned thought felt wanted joined kept ran led owned signed agreed disagreed pushed insisted argued preferred hated loved liked knew decided handled presented explained showed emailed called replied responded");

    private static readonly FrozenSet<string> Determiners = Set("the a an this that these those my your his her its our their any some no every each more most very so too as for of in on at");

    private static readonly FrozenSet<string> Cut = Set("mostly only though too together both and or but yesterday today directly either again instead personally");

    /// <summary>Whether lower-case words are used as a person's name here.</summary>
    public static bool Surround(TextView view, int token, int count)
    {
        var end = token + count - 1;
        if (InCompound(view, token, end)) return false;
        ReadOnlySpan<char> before = Neighbour(view, token - 1, token - 1), after = Neighbour(view, end, end + 1);
        if (Has(Determiners, before)) return false;
        if (Has(Deeds, after)) return true;
        var cut = after.IsEmpty || Has(Cut, after);
        if (before is "and" or "or" && token >= 2 && IsPersonWord(view, token - 2)) return true;
        if (after is "and" or "or" && end + 2 < view.Tokens.Length && view.Tokens[end + 2].IsName && !Lexicon.IsCommon(view, end + 2)) return true;
        if (Has(StrongBefore, before) && (cut || Has(After, after))) return true;
        if (after is "s" && Possessive(view, end) && Has(Before, before)) return true;
        if (Has(Before, before) && cut) return true;
        return before.IsEmpty && view.Tokens[end].Shape == Shape.Lower && Has(After, after);
    }

    /// <summary>Verbs in the past that only people do; after a capital that opens a sentence they tell a name from a word.</summary>
    public static bool IsDeed(ReadOnlySpan<char> word) => Has(Deeds, word);

    public static bool IsCueBefore(ReadOnlySpan<char> word) => Has(StrongBefore, word);

    public static bool IsCueAfter(ReadOnlySpan<char> word) => Has(After, word);

    private static bool InCompound(TextView view, int token, int end) =>
        (token > 0 && view.Gap(token - 1) is ['-']) || view.Gap(end) is ['-', ..];

    private static bool Possessive(TextView view, int token) => view.Gap(token) is ['\''];

    private static bool IsPersonWord(TextView view, int token) =>
        view.Is(token, "me") || view.Is(token, "him") || view.Is(token, "her") || view.Is(token, "us") || view.Is(token, "myself")
        || (Lexicon.Of(view, token) & (Facts.First | Facts.Common)) == Facts.First;

    // A neighbour counts only within the same clause; punctuation between means there is none, which is the empty word.
    private static ReadOnlySpan<char> Neighbour(TextView view, int gap, int token)
    {
        if (token < 0 || token >= view.Tokens.Length) return default;
        return view.Gap(gap) is [' '] or ['\''] ? view.Word(token) : default;
    }

    private static bool Has(FrozenSet<string> set, ReadOnlySpan<char> word) => !word.IsEmpty && set.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
