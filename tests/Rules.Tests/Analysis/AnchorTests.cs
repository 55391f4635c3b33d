using System.Text;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Rules.Tests.Analysis;

/// <summary>What happens to codes and quotes when something before or in them is sealed.</summary>
public sealed class AnchorTests
{
    private static OnRecordTranscript Of(params string[] buyers) => OnRecordTranscript.Read(Encoding.UTF8.GetBytes(
        $$"""{"turns":[{{string.Join(',', buyers.Select((words, i) => $$"""{"n":{{i + 1}},"who":"buyer","at":0,"words":"{{words}}"}"""))}}]}"""));

    private static (TurnRange At, string Hash) Place(OnRecordTranscript transcript, string words) => (Assert.Single(transcript.Find(words)), Quote.HashOf(words));

    [Fact]
    public void Words_that_moved_are_found_and_words_that_were_sealed_are_withdrawn()
    {
        var before = Of("We talked about the lake.", "They gave no date. The plans held up.");
        var (date, plans) = (Place(before, "They gave no date."), Place(before, "The plans held up."));
        var file = CodingFile.Empty with
        {
            Codes = [new("c1", date.At, date.Hash, "date", Sign.Against, 3, false), new("c2", plans.At, plans.Hash, "plans", Sign.For, 1, false)],
            Quotes = [new("q1", date.At, date.Hash, Attribution.RoleOnly, "A buyer"), new("q2", plans.At, plans.Hash, Attribution.RoleOnly, "A buyer")],
        };
        var after = Of("The plans held up.");
        var settled = Anchors.Settle(after, file);
        Assert.Equal(("plans", new TurnRange(1, 0, 18)), (Assert.Single(settled.Codes).Reason, settled.Codes[0].At));
        Assert.Equal(["q1", "q2"], settled.Quotes.Select(q => q.Id));
        Assert.Null(Anchors.Find(after, date.At, date.Hash));
        Assert.NotNull(Quote.Again(after, settled.Quotes[1].At, settled.Quotes[1].Hash));
    }

    [Fact]
    public void Nothing_moves_where_nothing_was_sealed()
    {
        var transcript = Of("They gave no date.", "They gave no date.");
        var second = transcript.Find("They gave no date.")[1];
        Assert.Equal(second, Anchors.Find(transcript, second, Quote.HashOf("They gave no date.")));
    }
}
