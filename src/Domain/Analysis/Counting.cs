using System.Collections.Immutable;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Reports;

namespace WinLossAgency.Domain.Analysis;

/// <summary>One coded interview as counting sees it. Respondent is opaque; two interviews of one person are one voice.</summary>
public sealed record CodedCase(string Respondent, Side Side, ImmutableArray<Code> Codes)
{
    public static Side SideOf(DealOutcome outcome) => outcome == DealOutcome.Won ? Side.ChoseYou : Side.WentElsewhere;
}

/// <summary>How many independent voices named a reason, what it weighed to them together, and how many came to it unasked.</summary>
public sealed record ReasonCount(string Reason, Sign Sign, int Voices, int Weight, int Unprompted);

/// <summary>Counts of reasons. Pure, and blind to the order in which anything was entered.</summary>
public static class Counting
{
    /// <summary>How many independent voices a side has in all.</summary>
    public static int Base(IEnumerable<CodedCase> cases, Side? side) => cases.Where(c => side is null || c.Side == side).Select(c => c.Respondent).Distinct().Count();

    /// <summary>Every reason of a side (or of both), each voice counted once and weighing what weighed most to it.</summary>
    public static ImmutableArray<ReasonCount> Of(IEnumerable<CodedCase> cases, Side? side) =>
        [.. cases.Where(c => side is null || c.Side == side)
            .SelectMany(c => c.Codes.Select(code => (c.Respondent, Code: code)))
            .GroupBy(x => (x.Code.Reason, x.Code.Sign))
            .Select(g =>
            {
                var voices = g.GroupBy(x => x.Respondent).ToArray();
                return new ReasonCount(g.Key.Reason, g.Key.Sign, voices.Length, voices.Sum(v => v.Max(x => x.Code.Weight)), voices.Count(v => v.Any(x => !x.Code.Prompted)));
            })
            .OrderBy(r => r.Reason, StringComparer.Ordinal).ThenBy(r => r.Sign)];

    /// <summary>The reasons that decided a side, heaviest first: those for the client where it was chosen, those against where it was not. Ties go by the published label.</summary>
    public static ImmutableArray<ReasonCount> Ranked(IEnumerable<CodedCase> cases, Side side, CodeBook book)
    {
        var sign = DecidingSign(side);
        return [.. Of(cases, side).Where(r => r.Sign == sign && book.Find(r.Reason) is not null)
            .OrderByDescending(r => r.Weight).ThenByDescending(r => r.Voices).ThenBy(r => book.Find(r.Reason)!.Label(sign), StringComparer.Ordinal)];
    }

    public static Sign DecidingSign(Side side) => side == Side.ChoseYou ? Sign.For : Sign.Against;

    /// <summary>How many independent voices stand behind any of these reasons.</summary>
    public static int Voices(IEnumerable<CodedCase> cases, IReadOnlyCollection<ReasonRef> reasons) =>
        cases.Where(c => c.Codes.Any(code => reasons.Any(r => r.Fits(code, c.Side)))).Select(c => c.Respondent).Distinct().Count();

    /// <summary>How many of them came to it without being asked.</summary>
    public static int Unasked(IEnumerable<CodedCase> cases, IReadOnlyCollection<ReasonRef> reasons) =>
        cases.Where(c => c.Codes.Any(code => !code.Prompted && reasons.Any(r => r.Fits(code, c.Side)))).Select(c => c.Respondent).Distinct().Count();
}

/// <summary>A reason that a finding rests on: which, for or against, and on which side it was heard (null: both).</summary>
public sealed record ReasonRef(string Key, Sign Sign, Side? Side)
{
    public bool Fits(Code code, Side side) => code.Reason == Key && code.Sign == Sign && (Side is null || Side == side);
}
