using System.Collections.Immutable;
using WinLossAgency.Domain.Reports;

namespace WinLossAgency.Agency.Reports;

/// <summary>What stands around the findings: strengths and reasons before them; beliefs, answers, sureness and method after.</summary>
internal static class ReadoutEvidence
{
    public static IEnumerable<Block> Decided(Release release)
    {
        if (!release.Strengths.IsEmpty) yield return Strengths(release.Strengths);
        if (release.Since is { } since) yield return Changed(since);
        if (release.Reasons.IsEmpty) yield break;
        yield return new(new("<h2>What decided it</h2>"), 16) { KeepsWithNext = true };
        foreach (var pair in release.Reasons.Chunk(2))
        {
            yield return new(
                Html.Of($"""<div class="two">{Html.Each(pair, ReadoutCharts.Reasons)}</div>"""),
                6 + pair.Max(list => ReadoutCharts.Height(list, 81)));
        }
    }

    /// <summary>The drawings again as a table, for those who cannot see them and for those who copy.</summary>
    public static IEnumerable<Block> DecidedAsTable(Release release)
    {
        if (release.Reasons.IsEmpty) yield break;
        yield return new(new("<h2>What decided it, as a table</h2>"), 16) { KeepsWithNext = true };
        foreach (var (list, bar) in release.Reasons.SelectMany(list => list.Bars.Select(bar => (list, bar))))
            yield return Row(ReasonsHead, bar.Reason, list.Title, bar.Share);
    }

    public static IEnumerable<Block> Beliefs(Release release)
    {
        if (!release.Beliefs.IsEmpty)
        {
            yield return new(new("<h2>What you expected, what buyers said</h2>"), 16) { KeepsWithNext = true };
            foreach (var row in release.Beliefs)
                yield return new(
                    Html.Of($"""<tr><th scope="row">{row.Expected}</th><td>{row.YouRanked}</td><td>{Ranked(row)}</td><td>{row.WhatTheySaid}</td></tr>"""),
                    4.3 + new[] { Guess.Small(row.Expected, 48), Guess.Small(row.BuyersRanked, 27), Guess.Small(row.WhatTheySaid, 61) }.Max())
                { FrameHead = BeliefsHead, FrameHeight = 12 };
        }
        if (release.Questions.IsEmpty) yield break;
        yield return new(new("<h2>Your questions</h2>"), 16) { KeepsWithNext = true };
        foreach (var asked in release.Questions)
            yield return new(Html.Of($"""<dl class="asked"><dt>{asked.Question}</dt><dd>{asked.Answer}</dd></dl>"""), 4 + Guess.Text(asked.Question) + Guess.Text(asked.Answer));
    }

    public static IEnumerable<Block> Sure(Release release)
    {
        yield return new(
            Html.Of($"""
                <h2>How sure we are</h2><dl class="figures">{Html.Each(release.Sure.Figures, figure => Html.Of($"<div><dt>{figure.Label}</dt><dd>{figure.Value}</dd></div>"))}</dl>
                """),
            16 + 4 + Math.Ceiling(release.Sure.Figures.Length / 5.0) * 22);
        foreach (var block in ReadoutFindings.Paragraphs("What we can say", release.Sure.Limits)) yield return block;
        if (!release.CouldNotLearn.IsEmpty)
        {
            yield return new(new("""<h3 class="part">What we could not learn</h3>"""), 14) { KeepsWithNext = true };
            foreach (var line in release.CouldNotLearn) yield return new(Html.Of($"<p>{line}</p>"), Guess.Text(line));
        }
        foreach (var block in ReadoutFindings.Paragraphs("How buyers are protected", release.Sure.Protection)) yield return block;
    }

    public static IEnumerable<Block> Method(Release release)
    {
        if (!release.Method.IsEmpty) yield return new(new("<h2>How we worked</h2>"), 16) { KeepsWithNext = true };
        foreach (var block in release.Method.SelectMany(passage => ReadoutFindings.Paragraphs(passage.Heading, passage.Words))) yield return block;
        if (!release.Disclosure.IsEmpty) yield return new(new("<h2>Disclosure statement</h2>"), 16) { KeepsWithNext = true };
        foreach (var block in release.Disclosure.SelectMany(passage => ReadoutFindings.Paragraphs(passage.Heading, passage.Words))) yield return block;
    }

    public static IEnumerable<Block> Table(FinishedTable table)
    {
        yield return new(Html.Of($"<h2>{table.Title}</h2>"), 8.5 + Guess.Lines(table.Title, Guess.TextWidth, 17, 1.25)) { KeepsWithNext = true };
        var head = Head(table.Columns);
        foreach (var row in table.Rows) yield return Row(head, [.. row.Cells]);
        if (table.Note.Length > 0) yield return new(Html.Of($"""<p class="cap">{table.Note}</p>"""), Guess.Caption(table.Note));
    }

    private static readonly Html ReasonsHead = Head(["Reason", "Buyers", "How many"]);
    private static readonly Html BeliefsHead = Head(["You expected", "You ranked it", "Buyers ranked it", "What they said"], "beliefs");

    private static Html Head(ImmutableArray<string> columns, string kind = "plain") =>
        Html.Of($"<thead class=\"{kind}\"><tr>{Html.Each(columns, column => Html.Of($"""<th scope="col">{column}</th>"""))}</tr></thead>");

    private static Block Row(Html head, params ImmutableArray<string> cells) => new(
        Html.Of($"""<tr><th scope="row">{cells[0]}</th>{Html.Each(cells.Skip(1), cell => Html.Of($"<td>{cell}</td>"))}</tr>"""),
        4.3 + cells.Select((cell, column) => Guess.Small(cell, Column(column, cells.Length))).Max())
    { FrameHead = head, FrameHeight = 16.5 };

    /// <summary>The first column has two fifths, the others share the rest; each keeps three millimetres free.</summary>
    private static double Column(int at, int columns) => (at == 0 ? Guess.TextWidth * 0.4 : Guess.TextWidth * 0.6 / (columns - 1)) - 3;

    private static Html Ranked(BeliefRow row) => row.Differs ? Html.Of($"<strong>{row.BuyersRanked}</strong>") : Html.Of($"{row.BuyersRanked}");

    private static Block Strengths(ImmutableArray<Strength> strengths) => new(
        Html.Of($"""
            <h2>What you do well</h2><ul class="strong-list">{Html.Each(strengths, strength => Html.Of($"<li><h3>{strength.Name}</h3><p>{strength.Words}</p></li>"))}</ul>
            """),
        16 + Math.Ceiling(strengths.Length / 3.0) * (8 + strengths.Max(strength => Guess.Text(strength.Name, 51) + Guess.Text(strength.Words, 51))));

    private static Block Changed(Since since) => new(
        Html.Of($"""
            <section class="part"><h3>Since report {since.Number}</h3><ul>{Html.Each(since.Changes, change => Html.Of($"<li>{change}</li>"))}{Html.Each(since.Promises, promise => Html.Of($"<li>{(promise.Kept ? "Kept" : "Late")}: {promise.Words}</li>"))}</ul></section>
            """),
        15 + since.Changes.Sum(change => Guess.Text(change)) + since.Promises.Sum(promise => Guess.Text(promise.Words)));
}
