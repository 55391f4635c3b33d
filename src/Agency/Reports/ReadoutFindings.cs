using WinLossAgency.Domain.Reports;

namespace WinLossAgency.Agency.Reports;

/// <summary>One finding from its claim to its steps. It begins a sheet and may fill several.</summary>
internal static class ReadoutFindings
{
    private static readonly Html FullHead = new("""<thead class="steps"><tr><th scope="col">Step</th><th scope="col">Who</th><th scope="col">By</th><th scope="col">You will know it works when</th></tr></thead>""");
    private static readonly Html ShortHead = new("""<thead><tr><th scope="col">Step</th><th scope="col">You will know it works when</th></tr></thead>""");

    public static IEnumerable<Block> Blocks(Finding finding)
    {
        yield return Claim(finding);
        foreach (var quote in finding.Quotes) yield return Pull(quote);
        foreach (var paragraph in Paragraphs("How we read it", finding.Context)) yield return paragraph;
        if (finding.SideBySide is { Rows.IsEmpty: false } sides) yield return new(ReadoutCharts.SideBySide(sides), ReadoutCharts.Height(sides));
        foreach (var block in ForAndAgainst(finding)) yield return block;
        foreach (var block in Steps(finding)) yield return block;
    }

    /// <summary>Long text in pieces of whole sentences, so that it can go on overleaf.</summary>
    public static IEnumerable<Block> Paragraphs(string heading, string words)
    {
        var first = true;
        foreach (var piece in Pieces(words))
        {
            yield return new(
                first ? Html.Of($"""<section class="part"><h3>{heading}</h3><p>{piece}</p></section>""") : Html.Of($"<p>{piece}</p>"),
                (first ? 15 : 0) + Guess.Text(piece));
            first = false;
        }
    }

    private static Block Claim(Finding finding) => new(
        Html.Of($"""
            <header class="claim" id="finding-{finding.Rank}"><p class="muted">Finding {finding.Rank}</p><h2>{finding.Claim}</h2>
            <p><strong>{ReadoutCover.FirmWord(finding)}.</strong> {finding.FirmnessWords}</p>{Flags(finding)}</header>
            """),
        5 + 6 + Guess.Lines(finding.Claim, Guess.TextWidth, 21, 1.25) + 3 + Guess.Text($"{ReadoutCover.FirmWord(finding)}. {finding.FirmnessWords}") + (finding.NobodyExpected ? 8 : 0));

    private static Html Flags(Finding finding) => Html.When(finding.NobodyExpected, new("""<p class="flag">Nobody expected this</p>"""));

    private static Block Pull(Quotation quote) => new(
        Html.Of($"""
            <figure class="pull"><blockquote>“{quote.Words}”</blockquote><figcaption>{quote.By}</figcaption></figure>
            """),
        5 + Guess.Lines(quote.Words, 162, 14, 1.4) + 6);

    private static IEnumerable<Block> ForAndAgainst(Finding finding)
    {
        const int TogetherMax = 900;
        if (finding.For.Length == 0 && finding.Against.Length == 0) yield break;
        if (finding.For.Length > TogetherMax || finding.Against.Length > TogetherMax)
        {
            foreach (var block in Paragraphs("What speaks for it", finding.For)) yield return block;
            foreach (var block in Paragraphs("What speaks against it", finding.Against)) yield return block;
            yield break;
        }
        yield return new(
            Html.Of($"""<section class="two">{Half("What speaks for it", finding.For)}{Half("What speaks against it", finding.Against)}</section>"""),
            6 + 8 + Math.Max(Guess.Text(finding.For, 80), Guess.Text(finding.Against, 80)));
    }

    private static Html Half(string heading, string words) => words.Length == 0 ? Html.None : Html.Of($"<div><h3>{heading}</h3><p>{words}</p></div>");

    private static IEnumerable<Block> Steps(Finding finding)
    {
        if (finding.Steps.IsEmpty)
        {
            yield return new(new("""<section class="part"><h3>What to do</h3><p>Change nothing: what you do here works.</p></section>"""), 22);
            yield break;
        }
        yield return new(new("<h2>What to do</h2>"), 16) { KeepsWithNext = true };
        // A step that nobody has taken yet shows no empty columns.
        var taken = finding.Steps.Any(step => step.Who.Length > 0 || step.By.Length > 0);
        foreach (var step in finding.Steps)
        {
            yield return new(
                Html.Of($"""<tr><th scope="row">{step.What}</th>{(taken ? Html.Of($"""<td>{step.Who}</td><td class="nowrap">{step.By}</td>""") : Html.None)}<td>{step.Sign}</td></tr>"""),
                4.3 + (taken ? new[] { Guess.Small(step.What, 58), Guess.Small(step.Who, 20), Guess.Small(step.Sign, 64) }.Max() : Math.Max(Guess.Small(step.What, 65), Guess.Small(step.Sign, 102))))
            { FrameHead = taken ? FullHead : ShortHead, FrameHeight = 12 };
        }
    }

    private static IEnumerable<string> Pieces(string words)
    {
        const int PieceMax = 700;
        var piece = "";
        foreach (var sentence in words.Split(". ", StringSplitOptions.RemoveEmptyEntries).Select((text, at) => (text, at)))
        {
            var text = sentence.text.EndsWith('.') || words.EndsWith(sentence.text, StringComparison.Ordinal) ? sentence.text : sentence.text + ".";
            if (piece.Length > 0 && piece.Length + text.Length > PieceMax)
            {
                yield return piece;
                piece = "";
            }
            piece = piece.Length == 0 ? text : $"{piece} {text}";
        }
        if (piece.Length > 0) yield return piece;
    }
}
