using System.Collections.Immutable;
using NodaTime;

namespace WinLossAgency.Domain.Reports;

/// <summary>
/// A finished report as the client receives it: every word and every figure in it has passed the gate, and nothing
/// is computed from it later. The web page, the PDF and the data file are all made from this one record.
/// </summary>
public sealed record Release(
    int Number,
    string Client,
    string Engagement,
    string Agency,
    string Title,
    string Period,
    LocalDate Date,
    string Base,
    string Answer,
    ImmutableArray<Strength> Strengths,
    ImmutableArray<Finding> Findings,
    ImmutableArray<ReasonList> Reasons,
    ImmutableArray<BeliefRow> Beliefs,
    ImmutableArray<Answered> Questions,
    HowSure Sure,
    ImmutableArray<Passage> Method,
    ImmutableArray<string> CouldNotLearn,
    ImmutableArray<Passage> Disclosure,
    ImmutableArray<FinishedTable> Tables)
{
    /// <summary>The two boxes of the first page: what was expected and was not so, and what to keep.</summary>
    public string? Surprise { get; init; }

    public string? Keep { get; init; }

    public Since? Since { get; init; }

    /// <summary>Set when this report corrects an earlier one: which, and what changed.</summary>
    public Correction? Correction { get; init; }
}

/// <summary>What the client does well, in one line.</summary>
public sealed record Strength(string Name, string Words);

/// <summary>How firm a finding is: heard · heard from several independent voices · verified by the client's own data.</summary>
public enum Firmness
{
    Heard = 1,
    Likely = 2,
    Firm = 3,
}

public sealed record Finding(
    int Rank,
    string Claim,
    Firmness Firmness,
    string FirmnessWords,
    ImmutableArray<Quotation> Quotes,
    ImmutableArray<Step> Steps,
    string Context,
    string For,
    string Against)
{
    /// <summary>Came up unasked and was in nobody's beliefs.</summary>
    public bool NobodyExpected { get; init; }

    /// <summary>Too few to count, wide enough to tell: told without a number.</summary>
    public bool WeAlsoHeard { get; init; }

    /// <summary>Where both sides stand on the same reasons, if the gate let it through.</summary>
    public SideBySide? SideBySide { get; init; }
}

/// <summary>Masked words as they will be read, and the generalised words for who said them.</summary>
public sealed record Quotation(string Words, string By);

/// <summary>What to do, who, by when and how the client will know; <c>Who</c> and <c>By</c> may be empty.</summary>
public sealed record Step(string What, string Who, string By, string Sign);

/// <summary>Which of the two groups a list or a mark speaks of.</summary>
public enum Side
{
    ChoseYou = 1,
    WentElsewhere = 2,
}

/// <summary>The top reasons of one side. <c>Rest</c> is the line under the bars, e.g. what is too few to show.</summary>
public sealed record ReasonList(Side Side, string Title, ImmutableArray<ReasonBar> Bars, string Rest);

/// <summary>
/// One bar. <c>Share</c> is what is printed ("most", "62 %"); <c>Length</c> is in percent of the track and steps in
/// quarters where words stand for shares, so that nothing can be measured back. Too few has a line of text, no bar.
/// </summary>
public sealed record ReasonBar(string Reason, string Share, int Length, bool TooFew)
{
    public const int LengthMax = 100;
}

/// <summary>Two series on one scale of words; place 0 is "too few" and is drawn open.</summary>
public sealed record SideBySide(string Title, ImmutableArray<string> Scale, ImmutableArray<SidePair> Rows, string Note);

/// <summary>Places on the scale for the two sides; null where the question was not put to everyone.</summary>
public sealed record SidePair(string Reason, int? ChoseYou, int? WentElsewhere);

public sealed record BeliefRow(string Expected, string YouRanked, string BuyersRanked, string WhatTheySaid, bool Differs);

public sealed record Answered(string Question, string Answer);

public sealed record Since(int Number, ImmutableArray<string> Changes, ImmutableArray<Promise> Promises);

public sealed record Promise(string Words, bool Kept);

public sealed record Correction(int Of, string WhatChanged);

/// <summary>The figures are finished text: already stepped, already suppressed.</summary>
public sealed record HowSure(ImmutableArray<Figure> Figures, string Statement, string Limits, string Protection);

public sealed record Figure(string Label, string Value);

public sealed record Passage(string Heading, string Words);

public sealed record FinishedTable(string Title, ImmutableArray<string> Columns, ImmutableArray<FinishedRow> Rows, string Note);

public sealed record FinishedRow(ImmutableArray<string> Cells);
