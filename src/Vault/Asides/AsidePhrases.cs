using System.Text.RegularExpressions;

namespace WinLossAgency.Vault.Asides;

/// <summary>What people say around an aside. Matching is linear in the text whatever it holds.</summary>
internal static class AsidePhrases
{
    /// <param name="Name">Shown to the person who answers.</param>
    /// <param name="LooksBack">It may also speak of what was said before it ("don't quote me on that").</param>
    public sealed record Phrase(string Name, Regex Pattern, bool LooksBack);

    public static readonly Phrase[] Openers =
    [
        Of("between us", @"\b(?:just )?between (?:you and (?:me|I)|us|ourselves|the two of us|these (?:four )?walls)\b"),
        Of("don't quote me", @"\b(?:don'?t|do not|can'?t|cannot|please not|never|not to|rather not|wouldn'?t want (?:you )?to|prefer not to) (?:be )?(?:quoted?|cited?|attributed?)\b", looksBack: true),
        Of("off the record", @"\boff(?: |-)(?:the(?: |-))?record\b", looksBack: true),
        Of("I shouldn't say", @"\b(?:should(?:n'?t| not)|not supposed to|not allowed to|not meant to|really can'?t) (?:really |probably |even |actually )?(?:be )?(?:say(?:ing)?|tell(?:ing)?|shar(?:e|ing)|mention(?:ing)?)\b", looksBack: true),
        Of("this stays here", @"\b(?:this|that|it|which) (?:(?:all )?stays|should stay|has to stay|needs to stay|must stay|better stay|(?:does(?:n'?t| not)|should(?:n'?t| not)|can(?:'?t|not)) leave) (?:here|between|in (?:this|the) (?:room|call)|with (?:you|us|me)|this (?:room|call))\b", looksBack: true),
        Of("you didn't hear this from me", @"\byou (?:did ?n'?t|did not|have ?n'?t|never) (?:hear|heard)\b", looksBack: true),
        Of("in confidence", @"\b(?:in (?:strict(?:est)? |total |complete )?confidence|confidential(?:ly)?|not for (?:attribution|publication|the report|the record|the recording|their ears))\b", looksBack: true),
        Of("keep this out", @"\b(?:keep|leave) (?:this|that|it|me|my name) (?:to yourself|quiet|private|between|out|off)\b", looksBack: true),
        Of("don't tell them", @"\b(?:don'?t|do not|never|please don'?t) (?:tell (?:them|anyone|anybody)|pass (?:this|that|it) on|share (?:this|that|it)|repeat (?:this|that|it)|write (?:this|that|it) down|put (?:this|that|it) in|let (?:this|that|it) get)\b", looksBack: true),
        Of("don't use this", @"\b(?:don'?t|do not|can'?t|cannot|never|not to) use (?:this|that|it|my name)\b", looksBack: true),
        Of("nobody knows this", @"\b(?:(?:nobody|no one)(?: else)? knows|(?:does|do)(?:n'?t| not) know (?:that )?I|(?:if|in case) (?:anyone|anybody|they) asks?|I(?:'ll|'d| will| would) deny|(?:is ?n'?t|is not|not yet|not) (?:public(?: yet| knowledge)?|announced(?: yet)?|common knowledge))\b", looksBack: true),
        Of("stop the recording", @"\b(?:stop|pause|turn off|switch off) (?:the )?record(?:ing|er)\b"),
        Of("unter uns", @"\b(?:(?:ganz )?unter uns|bleibt (?:bitte )?(?:unter uns|hier)|im vertrauen|nicht (?:für|fürs) protokoll|nicht zitieren|das haben sie nicht von mir)\b", looksBack: true),
    ];

    /// <summary>Said when the record goes on; the sentence itself belongs to the aside, since it proves there was one.</summary>
    public static readonly Regex BackOnRecord = Made(@"\b(?:back (?:on|to) (?:the )?record|on the record again|(?:we are|we'?re|now) on the record|record(?:ing)? (?:again|is back on|back on))\b");

    /// <summary>How an interviewer turns to another matter.</summary>
    public static readonly Regex TopicChange = Made(@"^(?:(?:ok(?:ay)?|right|thanks?|thank you|great|so|now|well|alright|all right|understood|got it|sure|perfect|good)[,. ]+)*(?:moving on|let'?s (?:move|turn|go back|come back|talk)|coming back|going back|turning to|next question|another (?:question|topic)|let me (?:ask|turn|move|come back)|(?:can|could) we (?:move|turn|talk)|i(?:'d| would)? (?:like|want) to (?:ask|turn|move|come back|talk))\b");

    private static Phrase Of(string name, string pattern, bool looksBack = false) => new(name, Made(pattern), looksBack);

    // Transcribers write either apostrophe.
    private static Regex Made(string pattern) =>
        new(pattern.Replace("'", "['’]"), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}
