using System.Text.RegularExpressions;
using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Disclosure.Masking;

/// <summary>Words that read naturally in place of a mention; one thing keeps one replacement through the whole document.</summary>
internal sealed partial class Replacements
{
    /// <summary>Whether a stretch in brackets is one of these replacements and holds nothing besides.</summary>
    public static bool IsOne(string bracketed) => Made().IsMatch(bracketed);

    /// <summary>What is masked already stays as it is: masking twice changes no mask.</summary>
    public static void Keep(TextView view, List<Candidate> found)
    {
        for (var open = view.Source.IndexOf('['); open >= 0; open = view.Source.IndexOf('[', open + 1))
        {
            var close = view.Source.IndexOf(']', open);
            if (close < 0) return;
            if (close - open < LengthMax && (IsOne(view.Source[open..(close + 1)]) || Role().IsMatch(view.Source[open..(close + 1)])))
                found.Add(new Candidate(open, close + 1, default, default, Candidate.KeepEntity, "", Candidate.Masked));
        }
    }

    private const int LengthMax = 40;

    [GeneratedRegex(@"^\[an? (?:senior|finance|purchasing|security|technology|marketing|sales|operations|personnel|legal|product|engineering) role\]$", RegexOptions.CultureInvariant)]
    private static partial Regex Role();

    [GeneratedRegex(@"^\[(?:the buyer|our company|the main site|another site|an e-mail address|an address|a personal detail|a detail|a phone number|a web address|a reference number|a date|an amount|a number of|a company like others|(?:a|a second|a third|a fourth|a fifth|another) (?:colleague|vendor representative)|(?:Person|Company) (?:[A-Z]|[1-9][0-9]*))\]$", RegexOptions.CultureInvariant)]
    private static partial Regex Made();

    private static readonly string[] Ordinals = ["a", "a second", "a third", "a fourth", "a fifth"];

    private readonly Dictionary<string, string> given = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    public string For(Candidate candidate)
    {
        if (given.TryGetValue(candidate.Entity, out var known)) return known;
        return given[candidate.Entity] = Make(candidate);
    }

    private string Make(Candidate candidate) => candidate.Label switch
    {
        MaskLabel.Person when candidate.Entity.StartsWith("respondent:", StringComparison.Ordinal) => "[the buyer]",
        MaskLabel.Person when candidate.Entity.StartsWith("colleague:", StringComparison.Ordinal) => Counted("colleague"),
        MaskLabel.Person when candidate.Entity.StartsWith("vendor:", StringComparison.Ordinal) => Counted("vendor representative"),
        MaskLabel.Person => Lettered("Person"),
        MaskLabel.Organization when candidate.Entity == "org:0" => "[our company]",
        MaskLabel.Organization => Lettered("Company"),
        MaskLabel.Place when candidate.Entity.StartsWith("address:", StringComparison.Ordinal) => "[an address]",
        MaskLabel.Place => Next("place") == 0 ? "[the main site]" : "[another site]",
        MaskLabel.Title => RoleWords.Plain(candidate.Entity["title:".Length..]),
        MaskLabel.Email => "[an e-mail address]",
        MaskLabel.Phone => "[a phone number]",
        MaskLabel.Url => "[a web address]",
        MaskLabel.Id => "[a reference number]",
        MaskLabel.Date => "[a date]",
        MaskLabel.Amount => candidate.Reason.StartsWith("a count", StringComparison.Ordinal) ? "[a number of]" : "[an amount]",
        _ when candidate.Entity.StartsWith("trait:", StringComparison.Ordinal) => "[a personal detail]",
        _ when candidate.Entity.StartsWith("detail:", StringComparison.Ordinal) => "[a detail]",
        _ => "[a company like others]",
    };

    private string Counted(string what)
    {
        var index = Next(what);
        return index < Ordinals.Length ? $"[{Ordinals[index]} {what}]" : $"[another {what}]";
    }

    private string Lettered(string what)
    {
        var index = Next(what);
        return index < 26 ? $"[{what} {(char)('A' + index)}]" : $"[{what} {index + 1}]";
    }

    private int Next(string what)
    {
        var index = counts.GetValueOrDefault(what);
        counts[what] = index + 1;
        return index;
    }
}
