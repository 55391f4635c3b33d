namespace WinLossAgency.Domain.Analysis;

/// <summary>Makes a proposed rewording in a draft. A place or words that are no longer there leave it as it was.</summary>
public static class DraftMending
{
    public static ReportDraft With(ReportDraft draft, Rewording change)
    {
        string Put(string words) => Reword(words, change);
        return change.Path.Split('/') switch
        {
            ["title"] => draft with { Title = Put(draft.Title) },
            ["answer"] => draft with { Answer = Put(draft.Answer) },
            ["surprise"] => draft with { Surprise = Put(draft.Surprise) },
            ["keep"] => draft with { Keep = Put(draft.Keep) },
            ["limits"] => draft with { Limits = Put(draft.Limits) },
            ["protection"] => draft with { Protection = Put(draft.Protection) },
            ["correction"] when draft.Correction is { } made => draft with { Correction = made with { WhatChanged = Put(made.WhatChanged) } },
            ["strengths", var at, var part] when Is(at, draft.Strengths.Length, out var n) => draft with
            {
                Strengths = draft.Strengths.SetItem(n, part == "name" ? draft.Strengths[n] with { Name = Put(draft.Strengths[n].Name) } : draft.Strengths[n] with { Words = Put(draft.Strengths[n].Words) }),
            },
            ["beliefs", var at, "words"] when Is(at, draft.Beliefs.Length, out var n) => draft with { Beliefs = draft.Beliefs.SetItem(n, draft.Beliefs[n] with { Words = Put(draft.Beliefs[n].Words) }) },
            ["questions", var at, "answer"] when Is(at, draft.Questions.Length, out var n) => draft with { Questions = draft.Questions.SetItem(n, draft.Questions[n] with { Answer = Put(draft.Questions[n].Answer) }) },
            ["couldNotLearn", var at] when Is(at, draft.CouldNotLearn.Length, out var n) => draft with { CouldNotLearn = draft.CouldNotLearn.SetItem(n, Put(draft.CouldNotLearn[n])) },
            ["findings", var at, .. var rest] when Is(at, draft.Findings.Length, out var n) => draft with { Findings = draft.Findings.SetItem(n, OfFinding(draft.Findings[n], rest, change)) },
            _ => draft,
        };
    }

    /// <summary>The words with every place that says From saying To instead; a sentence that then begins small begins with a capital.</summary>
    public static string Reword(string words, Rewording change)
    {
        if (change.From.Length == 0) return words;
        var said = new System.Text.StringBuilder();
        var from = 0;
        for (var at = words.IndexOf(change.From, StringComparison.OrdinalIgnoreCase); at >= 0; at = words.IndexOf(change.From, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + change.From.Length;
            var isWhole = (at == 0 || !char.IsLetterOrDigit(words[at - 1])) && (end == words.Length || !char.IsLetterOrDigit(words[end]));
            if (at < from || !isWhole) continue;
            said.Append(words, from, at - from);
            var opens = said.ToString().TrimEnd() is [] or [.., '.' or '!' or '?'];
            said.Append(opens && change.To.Length > 0 ? char.ToUpperInvariant(change.To[0]) + change.To[1..] : change.To);
            from = end;
        }
        return said.Append(words, from, words.Length - from).ToString();
    }

    private static FindingDraft OfFinding(FindingDraft finding, string[] place, Rewording change) => place switch
    {
        ["claim"] => finding with { Claim = Reword(finding.Claim, change) },
        ["context"] => finding with { Context = Reword(finding.Context, change) },
        ["for"] => finding with { For = Reword(finding.For, change) },
        ["against"] => finding with { Against = Reword(finding.Against, change) },
        [DraftText.RegionsEnd] => finding with { Regions = [.. finding.Regions.Where(r => !r.Equals(change.From, StringComparison.OrdinalIgnoreCase))] },
        ["quotes", var at, ..] when Is(at, finding.Quotes.Length, out var n) && !finding.Softened.Any(s => s.Quote == finding.Quotes[n] && s.From == change.From) =>
            finding with { Softened = finding.Softened.Add(new Softening(finding.Quotes[n], change.From, change.To)) },
        ["steps", var at, var part] when Is(at, finding.Steps.Length, out var n) => finding with
        {
            Steps = finding.Steps.SetItem(n, part switch
            {
                "what" => finding.Steps[n] with { What = Reword(finding.Steps[n].What, change) },
                "who" => finding.Steps[n] with { Who = Reword(finding.Steps[n].Who, change) },
                _ => finding.Steps[n] with { Sign = Reword(finding.Steps[n].Sign, change) },
            }),
        },
        _ => finding,
    };

    private static bool Is(string text, int length, out int n) => int.TryParse(text, System.Globalization.NumberStyles.None, null, out n) && n < length;
}
