using System.Collections.Immutable;
using System.Text.Json;

namespace WinLossAgency.Desk.Demo;

/// <summary>What the analysts wrote after twenty and after forty interviews, in the shape of report.json. Shares are left to the product.</summary>
internal static partial class GeneratedReports
{
    private const int QuotesMax = 2;
    private const int AlikeChars = 10;

    private sealed record Step(string What, string Who, int By, string Sign);

    private sealed record Finding(string Claim, string Reason, string Sign, string Firmness, string Context, string For, string Against, bool NobodyExpected, params Step[] Steps);

    private sealed record Belief(string Key, string BuyersRanked, bool Differs, string Words);

    private sealed record Reply(string Question, string Answer, int? Finding = null);

    private sealed record Strength(string Name, string Reason, string Words);

    private sealed record Next(string What, int By);

    private sealed record Draft(int Number, int Day, string Answer, string Surprise, string Keep, Strength[] Strengths, Finding[] Findings, Belief[] Beliefs,
        Reply[] Questions, string[] CouldNotLearn, Next[] Next);

    private const string Protection = "People spoke to us on the promise that you would not learn who they are. This is why you see no names, no companies, "
        + "no count below the number we agreed, and only words their speakers agreed to share.";

    public static JsonElement First(ImmutableArray<ExampleCase> cases) => Written(FirstDraft(), cases);

    public static JsonElement Second(ImmutableArray<ExampleCase> cases) => Written(SecondDraft(), cases);

    private static JsonElement Written(Draft d, ImmutableArray<ExampleCase> cases)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        return JsonSerializer.SerializeToElement(new
        {
            number = d.Number, title = "Why insurers stay and why they leave", period = "Retention 2026", day = d.Day, answer = d.Answer, surprise = d.Surprise, keep = d.Keep,
            strengths = d.Strengths.Select(s => new { name = s.Name, reason = s.Reason, words = s.Words }).ToArray(),
            findings = d.Findings.Select((f, n) => new
            {
                rank = n + 1, claim = f.Claim, firmness = f.Firmness, weAlsoHeard = f.Firmness == "heard",
                reasons = new[] { new { key = f.Reason, sign = f.Sign, side = "went elsewhere" } }, context = f.Context, quotes = Quotes(f, cases, used),
                @for = f.For, against = f.Against,
                steps = f.Steps.Select(s => new { what = s.What, who = s.Who, by = new { day = s.By }, sign = s.Sign }).ToArray(), nobodyExpected = f.NobodyExpected,
            }).ToArray(),
            beliefs = d.Beliefs.Select(b => new { key = b.Key, buyersRanked = b.BuyersRanked, differs = b.Differs, words = b.Words }).ToArray(),
            questions = d.Questions.Select(q => q.Finding is { } finding ? (object)new { question = q.Question, answer = q.Answer, finding } : new { question = q.Question, answer = q.Answer }).ToArray(),
            couldNotLearn = d.CouldNotLearn, protection = Protection, next = d.Next.Select(n => new { what = n.What, by = new { day = n.By } }).ToArray(),
        });
    }

    /// <summary>Kept quotes of leavers that were coded with the finding's reason: one of a talk, and no two that begin or end alike.</summary>
    private static List<object> Quotes(Finding finding, ImmutableArray<ExampleCase> cases, HashSet<string> used)
    {
        var found = new List<object>();
        foreach (var c in cases.Where(c => c.Side == "went elsewhere" && c.Quotes.Length > 0))
        {
            if (found.Count == QuotesMax) break;
            var said = c.Coding.FirstOrDefault(x => x.Reason == finding.Reason && x.Sign == finding.Sign)?.Words;
            if (said is null || !c.Quotes.Any(q => q.Words == said) || !used.Add(c.Transcript!) || !used.Add(said[..AlikeChars]) || !used.Add(said[^AlikeChars..])) continue;
            found.Add(new { transcript = c.Transcript, words = said });
        }
        return found;
    }
}
