using WinLossAgency.Domain.Reports;

namespace WinLossAgency.Agency.Reports;

/// <summary>The first sheet: the answer, the findings in a line each, what surprised, what to keep, how sure.</summary>
internal static class ReadoutCover
{
    /// <summary>More findings than this, and the cover draws together so that it stays one sheet.</summary>
    private const int AiryMax = 4;

    public static IEnumerable<Block> Blocks(Release release, Func<Finding, int> pageOf)
    {
        yield return Opening(release);
        foreach (var finding in release.Findings) yield return Line(finding, pageOf(finding), Airy(release));
        if (release.Surprise is not null || release.Keep is not null) yield return Boxes(release);
        yield return Basis(release);
    }

    private static bool Airy(Release release) => release.Findings.Length <= AiryMax;

    private static Block Opening(Release release) => new(
        Html.Of($"""
            <header class="opening{Close(release)}"><h1>{release.Title}</h1><p class="answer">{release.Answer}</p>{Corrects(release)}</header>
            """),
        (Airy(release) ? 26 + 12 + Guess.Lines(release.Title, 110, 27, 1.15) : 10 + 8 + Guess.Lines(release.Title, Guess.TextWidth, 27, 1.15)) + 7 + Guess.Lines(release.Answer, Guess.TextWidth, 15, 1.45)
            + (release.Correction is { } correction ? 5 + Guess.Text(correction.WhatChanged) + 6 : 0));

    private static string Close(Release release) => Airy(release) ? "" : " close";

    private static Html Corrects(Release release) => release.Correction is not { } correction ? Html.None
        : Html.Of($"""<p class="corrects"><b>This report corrects report {correction.Of}.</b> {correction.WhatChanged}</p>""");

    private static Block Line(Finding finding, int page, bool airy)
    {
        var step = finding.Steps.IsEmpty ? "Change nothing." : finding.Steps[0].What;
        return new(
            Html.Of($"""
                <ol class="finds{(airy ? "" : " close")}"><li><span class="muted">{finding.Rank}</span><a href="#finding-{finding.Rank}"><strong>{finding.Claim}</strong><br>{step}</a><span>{FirmWord(finding)}<small>page {page}</small></span></li></ol>
                """),
            (airy ? 7.3 : 6.3) + Math.Max(10, Guess.Text(finding.Claim, 126) + Guess.Text(step, 126)));
    }

    private static Block Boxes(Release release) => new(
        Html.Of($"""
            <section class="two">{Box("What you expected, and was not so", release.Surprise)}{Box("What to keep", release.Keep)}</section>
            """),
        6 + 8 + Math.Max(Guess.Text(release.Surprise ?? "", 80), Guess.Text(release.Keep ?? "", 80)));

    private static Html Box(string heading, string? words) => words is null ? Html.None : Html.Of($"""<div><h2 class="label">{heading}</h2><p>{words}</p></div>""");

    private static Block Basis(Release release) => new(
        Html.Of($"""
            <section class="basis"><h2 class="label">How sure we are</h2><p>{release.Sure.Statement}</p><p class="cap">{release.Sure.Protection}</p></section>
            """),
        8 + 4 + 7 + Guess.Text(release.Sure.Statement) + 2 + Guess.Caption(release.Sure.Protection));

    internal static string FirmWord(Finding finding) => finding.WeAlsoHeard ? "We also heard" : finding.Firmness.ToString();
}
