using System.Collections.Immutable;
using NodaTime.Text;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Reports;

namespace WinLossAgency.Desk.Reports;

/// <summary>Each form of the report builder as a change to the draft. Lists come as repeated fields; an emptied row is a row taken out.</summary>
internal static class ReportForms
{
    public static ReportDraft Opening(ReportDraft draft, IFormCollection form) => draft with
    {
        Title = One(form, "title"), Period = One(form, "period"), Answer = One(form, "answer"), Surprise = One(form, "surprise"), Keep = One(form, "keep"),
        Limits = One(form, "limits"), Protection = One(form, "protection"),
        Correction = draft.Correction is { } correction ? correction with { WhatChanged = form.ContainsKey("correction") ? One(form, "correction") : correction.WhatChanged } : null,
    };

    public static ReportDraft Strengths(ReportDraft draft, IFormCollection form) => draft with
    {
        Strengths = [.. Rows(form, "name", "words").Where(r => r[0].Length > 0).Select(r => new StrengthDraft(r[0], r[1]))],
    };

    public static ReportDraft Beliefs(ReportDraft draft, IFormCollection form) => draft with
    {
        Beliefs = [.. Rows(form, "expected", "reason", "words").Where(r => r[0].Length > 0).Select(r => new BeliefDraft(r[0], r[1], r[2]))],
    };

    public static ReportDraft Questions(ReportDraft draft, IFormCollection form) => draft with
    {
        Questions = [.. Rows(form, "question", "answer").Where(r => r[0].Length > 0).Select(r => new AnsweredDraft(r[0], r[1]))],
        CouldNotLearn = [.. Rows(form, "unlearned").Select(r => r[0]).Where(w => w.Length > 0)],
    };

    /// <summary>Asked twice for the same claim, as by two clicks, it is there once.</summary>
    public static ReportDraft AddFinding(ReportDraft draft, IFormCollection form) =>
        draft.Findings.Any(f => f.Claim == One(form, "claim")) ? draft : draft with { Findings = draft.Findings.Add(new FindingDraft { Claim = One(form, "claim") }) };

    public static ReportDraft SaveFinding(ReportDraft draft, int at, IFormCollection form) => Change(draft, at, f => f with
    {
        Claim = One(form, "claim"), Context = One(form, "context"), For = One(form, "for"), Against = One(form, "against"),
        Firmness = Enum.TryParse<Firmness>(One(form, "firmness"), out var firmness) ? firmness : Firmness.Heard,
        NobodyExpected = One(form, "nobody") == "true", WeAlsoHeard = One(form, "also") == "true",
        Reasons = [.. form["reasons"].Select(v => ReportWords.Reason(v ?? "")).OfType<ReasonRef>()],
        Themes = [.. form["themes"].OfType<string>()],
        Regions = [.. One(form, "regions").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
        Steps = [.. Rows(form, "what", "who", "by", "sign").Where(r => r[0].Length > 0).Select(r => new StepDraft(r[0], r[1], LocalDatePattern.Iso.Parse(r[2]) is { Success: true } by ? by.Value : null, r[3]))],
    });

    public static ReportDraft MoveFinding(ReportDraft draft, int at, IFormCollection form)
    {
        var to = at + (One(form, "where") == "up" ? -1 : 1);
        if (at < 0 || at >= draft.Findings.Length || to < 0 || to >= draft.Findings.Length) return draft;
        return draft with { Findings = draft.Findings.RemoveAt(at).Insert(to, draft.Findings[at]) };
    }

    public static ReportDraft RemoveFinding(ReportDraft draft, int at) => at >= 0 && at < draft.Findings.Length ? draft with { Findings = draft.Findings.RemoveAt(at) } : draft;

    public static ReportDraft AddQuote(ReportDraft draft, int at, IFormCollection form)
    {
        var quote = new QuoteRef(One(form, "interview"), One(form, "quote"));
        return Change(draft, at, f => f.Quotes.Contains(quote) ? f : f with { Quotes = f.Quotes.Add(quote) });
    }

    public static ReportDraft RemoveQuote(ReportDraft draft, int at, IFormCollection form) =>
        Change(draft, at, f => f with { Quotes = f.Quotes.Remove(new QuoteRef(One(form, "interview"), One(form, "quote"))) });

    public static ReportDraft NotAName(ReportDraft draft, IFormCollection form) =>
        One(form, "words") is { Length: > 0 } words && !draft.NotNames.Contains(words) ? draft with { NotNames = draft.NotNames.Add(words) } : draft;

    public static ReportDraft AName(ReportDraft draft, IFormCollection form) => draft with { NotNames = draft.NotNames.Remove(One(form, "words")) };

    /// <summary>The mending that the gate proposed, all of its changes together.</summary>
    public static ReportDraft Mend(ReportDraft draft, IFormCollection form) =>
        Rows(form, "path", "from", "to").Select(r => new Rewording(r[0], r[1], r[2])).Aggregate(draft, DraftMending.With);

    private static ReportDraft Change(ReportDraft draft, int at, Func<FindingDraft, FindingDraft> change) =>
        at >= 0 && at < draft.Findings.Length ? draft with { Findings = draft.Findings.SetItem(at, change(draft.Findings[at])) } : draft;

    private static string One(IFormCollection form, string name) => form[name].ToString().Trim();

    private static IEnumerable<string[]> Rows(IFormCollection form, params string[] names) =>
        Enumerable.Range(0, form[names[0]].Count).Select(i => names.Select(n => i < form[n].Count ? (form[n][i] ?? "").Trim() : "").ToArray());
}
