using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using WinLossAgency.Disclosure.SmallCells;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Reports;

namespace WinLossAgency.Agency.Reports;

/// <summary>Makes the finished report from what passed the gate and from figures that may be told. The same material gives the same bytes.</summary>
internal static class ReleaseBuilder
{
    private static readonly LocalDatePattern DayMonth = LocalDatePattern.CreateWithInvariantCulture("d MMM");
    private static readonly LocalDatePattern LongDate = LocalDatePattern.CreateWithInvariantCulture("d MMMM uuuu");

    /// <summary>The release, and what it tells in figures, for later ones to be held against.</summary>
    public static (Release Release, ImmutableArray<ToldFigure> Told) Build(ReportMaterial material, PassedReport passed, int number, LocalDate date)
    {
        // Labels of the code book were typed by somebody: they are printed as the gate let them through.
        var (draft, figures, setUp) = (material.Draft, material.Figures(passed.Book(material.Book)), material.View.SetUp);
        var programme = passed[ReportMaterial.TitlePath];
        var sure = FieldFigures.Of(material, figures);
        var sample = SampleTables.Of(material);
        var release = new Release(number, material.ClientName, programme, material.AgencyName, passed["title"] is { Length: > 0 } title ? title : programme, passed["period"], date,
            $"From {sure.Interviews} interviews", passed["answer"],
            [.. draft.Strengths.Select((_, i) => new Strength(passed[$"strengths/{i}/name"], passed[$"strengths/{i}/words"]))],
            [.. draft.Findings.Select((f, i) => FindingOf(f, i, draft, passed, figures))],
            [figures.List(Side.ChoseYou), figures.List(Side.WentElsewhere)],
            [.. draft.Beliefs.Select((b, i) => BeliefOf(b, i, passed, figures))],
            [.. draft.Questions.Select((_, i) => new Answered(passed[$"questions/{i}/question"], passed[$"questions/{i}/answer"]))],
            new HowSure(sure.Figures, Statement(material, sure, figures), passed["limits"] is { Length: > 0 } limits ? limits : Limits(figures), passed["protection"] is { Length: > 0 } protection ? protection : Protection(setUp.K)),
            Method(material), [.. draft.CouldNotLearn.Select((_, i) => passed[$"couldNotLearn/{i}"]).Where(w => w.Length > 0)], Disclosure(material),
            [figures.Table(), .. SampleTables.Finished(sample), .. LeftOut(material, passed)])
        {
            Surprise = passed["surprise"] is { Length: > 0 } surprise ? surprise : null,
            Keep = passed["keep"] is { Length: > 0 } keep ? keep : null,
            Since = material.Before is { } before ? SinceLast.Of(before, [.. draft.Findings.Select((_, i) => passed[$"findings/{i}/claim"])], [figures.List(Side.ChoseYou), figures.List(Side.WentElsewhere)]) : null,
            Correction = draft.Correction is { } correction ? correction with { WhatChanged = passed["correction"] } : null,
        };
        ToldFigure[] remembered = sure.Remembered(figures.Interviews) is { } interviews ? [interviews] : [];
        return (release, [.. remembered, .. figures.Told, .. sample.SelectMany(CrossTabs.Figures)]);
    }

    private static Finding FindingOf(FindingDraft f, int i, ReportDraft draft, PassedReport passed, ReportFigures figures) => new(i + 1, passed[$"findings/{i}/claim"],
        f.WeAlsoHeard ? Firmness.Heard : f.Firmness, figures.Firm(f),
        [.. f.Quotes.Select((_, j) => new Quotation(passed[DraftText.QuotePath(i, j)], passed[DraftText.QuotePath(i, j) + ReportMaterial.ByEnd]))],
        [.. f.Steps.Select((s, j) => new Step(passed[$"findings/{i}/steps/{j}/what"], passed[$"findings/{i}/steps/{j}/who"], s.By is { } by ? DayMonth.Format(by) : "", passed[$"findings/{i}/steps/{j}/sign"]))],
        passed[$"findings/{i}/context"], passed[$"findings/{i}/for"], passed[$"findings/{i}/against"])
    {
        NobodyExpected = figures.Unexpected(f, draft.Beliefs),
        WeAlsoHeard = f.WeAlsoHeard,
    };

    private static BeliefRow BeliefOf(BeliefDraft belief, int i, PassedReport passed, ReportFigures figures)
    {
        var (you, buyers) = (ReportFigures.Ordinal(i), figures.Ranked(belief.Reason));
        return new BeliefRow(passed[$"beliefs/{i}/expected"], you, buyers, passed[$"beliefs/{i}/words"], you != buyers);
    }

    private static string Statement(ReportMaterial material, FieldFigures sure, ReportFigures figures)
    {
        var setUp = material.View.SetUp;
        var left = material.Field.LeftOut.Length;
        return $"{Capital(sure.Interviews)} interviews, between {LongDate.Format(setUp.FieldFrom)} and {LongDate.Format(setUp.FieldUntil)}. Your list held {material.Field.Listed} deals{(left > 0 ? $"; you asked us to leave out {left}" : "")}."
            + (figures.Interviews < SmallCell.PercentFrom ? " With so few we use words, not percentages." : "");
    }

    private static string Limits(ReportFigures figures) => figures.Interviews < SmallCell.DirectionalBelow
        ? "Read the order of reasons as a direction and not as a measurement; a larger group could move it."
        : "Reasons that lie close together may change places in another group of buyers.";

    private static string Protection(int k) =>
        $"Buyers spoke to us on the promise that you would not learn who they are. That is why this report holds no names and no companies, no count below {k}, and only words whose speakers agreed to share them.";

    private static ImmutableArray<Passage> Method(ReportMaterial material)
    {
        var setUp = material.View.SetUp;
        return
        [
            new("Whom we asked", $"We drew from your list of {material.Field.Listed} deals, won and lost alike, and tried each buyer up to six times at different hours. Nobody was chosen for what they were likely to say."),
            new("How we talked", $"Conversations of about {setUp.Minutes} minutes, by phone or video. Buyers told the decision in their own order before we asked about single reasons."),
            new("How we counted", "A reason is filed for each passage that names it, for you or against you, with how much it weighed and whether we had asked. Each buyer counts once for each reason."),
        ];
    }

    private static ImmutableArray<Passage> Disclosure(ReportMaterial material) =>
    [
        new("Who paid and who worked", $"{material.ClientName} commissioned this work. {material.AgencyName} designed it, held the conversations and wrote this report."),
        new("What those who filed the reasons knew", "They did not see the reason that your own list gives for a deal until they had finished with that conversation."),
        new("What leaves and what stays", $"Every sentence was searched for names, compared with what buyers said in confidence, and tested against your list, so that each could come from at least {material.K} deals. One analyst proposed this report and another approved it."),
    ];

    private static ImmutableArray<FinishedTable> LeftOut(ReportMaterial material, PassedReport passed) => material.Field.LeftOut.IsEmpty ? [] :
    [
        new("Deals you asked us to leave out", ["Deal", "Your reason"], [.. material.Field.LeftOut.Select((d, i) => new FinishedRow([d.Account, passed[$"leftOut/{i}"]]))],
            "What these buyers would have said may differ from what you read here."),
    ];

    private static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}
