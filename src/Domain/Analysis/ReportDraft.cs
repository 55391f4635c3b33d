using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain.Reports;

namespace WinLossAgency.Domain.Analysis;

/// <summary>A quote named by its interview and its place in that coding; the words are never part of a draft.</summary>
public sealed record QuoteRef(string Interview, string Quote);

/// <summary>What a quote says more widely than it was cut: instead of a word of the client's own list, or (From empty) instead of who said it.</summary>
public sealed record Softening(QuoteRef Quote, string From, string To);

public sealed record StepDraft(string What, string Who, LocalDate? By, string Sign);

public sealed record StrengthDraft(string Name, string Words);

/// <summary>One claim as the analyst writes it. Group narrows whom it speaks of, such as a region; empty means everyone of its side.</summary>
public sealed record FindingDraft
{
    public required string Claim { get; init; }
    public Firmness Firmness { get; init; } = Firmness.Heard;
    public ImmutableArray<ReasonRef> Reasons { get; init; } = [];
    public ImmutableArray<string> Regions { get; init; } = [];
    /// <summary>Points from asides that were let out and that this claim rests on too.</summary>
    public ImmutableArray<string> Themes { get; init; } = [];
    public string Context { get; init; } = "";
    public string For { get; init; } = "";
    public string Against { get; init; } = "";
    public ImmutableArray<QuoteRef> Quotes { get; init; } = [];
    public ImmutableArray<StepDraft> Steps { get; init; } = [];
    public bool NobodyExpected { get; init; }
    public bool WeAlsoHeard { get; init; }

    /// <summary>Quotes of this finding that say something more widely, so that enough deals fit them.</summary>
    public ImmutableArray<Softening> Softened { get; init; } = [];
}

/// <summary>What the client expected, and the reason of the code book that it speaks of. The order is the client's ranking.</summary>
public sealed record BeliefDraft(string Expected, string Reason, string Words);

public sealed record AnsweredDraft(string Question, string Answer);

/// <summary>A report while it is written. Rests sealed; holds no buyer's words, only where they stand.</summary>
public sealed record ReportDraft
{
    public const int FindingsMax = 20;
    public const int TextLengthMax = 4000;

    public static readonly ReportDraft Empty = new();

    public string Title { get; init; } = "";
    public string Period { get; init; } = "";
    public string Answer { get; init; } = "";
    public string Surprise { get; init; } = "";
    public string Keep { get; init; } = "";
    public ImmutableArray<StrengthDraft> Strengths { get; init; } = [];
    public ImmutableArray<FindingDraft> Findings { get; init; } = [];
    public ImmutableArray<BeliefDraft> Beliefs { get; init; } = [];
    public ImmutableArray<AnsweredDraft> Questions { get; init; } = [];
    public ImmutableArray<string> CouldNotLearn { get; init; } = [];
    public string Limits { get; init; } = "";
    public string Protection { get; init; } = "";

    /// <summary>Words that look like a name and are none, as the analyst says; the second person sees them before approving.</summary>
    public ImmutableArray<string> NotNames { get; init; } = [];

    /// <summary>Set when this report corrects an earlier one: which, and what changed.</summary>
    public Correction? Correction { get; init; }

    /// <summary>Why this draft cannot be kept, or null.</summary>
    public string? Trouble()
    {
        if (Findings.Length > FindingsMax) return $"A report holds up to {FindingsMax} findings; this one has {Findings.Length}.";
        return DraftText.Of(this).FirstOrDefault(t => t.Words.Length > TextLengthMax) is { } tooLong
            ? $"{tooLong.Where} has {tooLong.Words.Length:#,0} of at most {TextLengthMax:#,0} characters." : null;
    }
}

/// <summary>One written piece of a draft: its place for the builder, its place in words, and the text.</summary>
public sealed record DraftPiece(string Path, string Where, string Words);

/// <summary>Every written piece of a draft in the order in which it is read. What is not listed here cannot be printed.</summary>
public static class DraftText
{
    public static IEnumerable<DraftPiece> Of(ReportDraft draft) => All(draft).Where(p => p.Words.Trim().Length > 0);

    /// <summary>The last part of the path of a finding's regions, which are no text and are listed by nobody.</summary>
    public const string RegionsEnd = "regions";

    public static string QuotePath(int finding, int quote) => $"findings/{finding}/quotes/{quote}";

    private static IEnumerable<DraftPiece> All(ReportDraft d)
    {
        yield return new("title", "The title", d.Title);
        yield return new("period", "The period", d.Period);
        yield return new("answer", "The answer", d.Answer);
        yield return new("surprise", "The surprise", d.Surprise);
        yield return new("keep", "What to keep", d.Keep);
        for (var i = 0; i < d.Strengths.Length; i++)
        {
            yield return new($"strengths/{i}/name", $"Strength {i + 1}", d.Strengths[i].Name);
            yield return new($"strengths/{i}/words", $"Strength {i + 1}", d.Strengths[i].Words);
        }
        for (var i = 0; i < d.Findings.Length; i++)
            foreach (var piece in OfFinding(d.Findings[i], i)) yield return piece;
        for (var i = 0; i < d.Beliefs.Length; i++)
        {
            yield return new($"beliefs/{i}/expected", $"Expectation {i + 1}", d.Beliefs[i].Expected);
            yield return new($"beliefs/{i}/words", $"Expectation {i + 1}, what buyers said", d.Beliefs[i].Words);
        }
        for (var i = 0; i < d.Questions.Length; i++)
        {
            yield return new($"questions/{i}/question", $"Question {i + 1}", d.Questions[i].Question);
            yield return new($"questions/{i}/answer", $"Answer {i + 1}", d.Questions[i].Answer);
        }
        for (var i = 0; i < d.CouldNotLearn.Length; i++) yield return new($"couldNotLearn/{i}", $"Could not learn {i + 1}", d.CouldNotLearn[i]);
        yield return new("limits", "The limits", d.Limits);
        yield return new("protection", "How buyers are protected", d.Protection);
        if (d.Correction is { } correction) yield return new("correction", "What the correction changed", correction.WhatChanged);
    }

    private static IEnumerable<DraftPiece> OfFinding(FindingDraft f, int i)
    {
        yield return new($"findings/{i}/claim", $"Finding {i + 1}, claim", f.Claim);
        yield return new($"findings/{i}/context", $"Finding {i + 1}, context", f.Context);
        yield return new($"findings/{i}/for", $"Finding {i + 1}, what speaks for it", f.For);
        yield return new($"findings/{i}/against", $"Finding {i + 1}, what speaks against it", f.Against);
        for (var j = 0; j < f.Steps.Length; j++)
        {
            yield return new($"findings/{i}/steps/{j}/what", $"Finding {i + 1}, step {j + 1}", f.Steps[j].What);
            yield return new($"findings/{i}/steps/{j}/who", $"Finding {i + 1}, step {j + 1}, who", f.Steps[j].Who);
            yield return new($"findings/{i}/steps/{j}/sign", $"Finding {i + 1}, step {j + 1}, sign", f.Steps[j].Sign);
        }
    }
}
