using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Interviews.Guides;

namespace WinLossAgency.House.Tests.Calls;

public sealed class GuideTests
{
    [Fact]
    public void Every_shipped_guide_has_two_wordings_for_each_question()
    {
        foreach (var name in Guide.Shipped)
        {
            var guide = Guide.Find(name);
            Assert.NotNull(guide);
            Assert.NotEmpty(guide.Title);
            Assert.NotEmpty(guide.Notes);
            Assert.All(guide.Sections.SelectMany(s => s.Questions), q => Assert.True(q.Words.Length > 10 && q.Otherwise.Length > 10, $"{name}: {q.Words}"));
        }
    }

    [Fact]
    public void Win_loss_goes_from_context_to_advice_with_strengths_unprompted_before_price()
    {
        var titles = Guide.Find("win-loss/1")!.Sections.Select(s => s.Title).ToList();
        Assert.Equal(["Context", "Trigger", "Alternatives", "Strengths and weaknesses", "Price", "People and process", "Decision", "Advice"], titles);
    }

    [Fact]
    public void Every_turn_of_a_guide_leads_to_a_section_it_has()
    {
        foreach (var guide in Guide.Shipped.Select(name => Guide.Find(name)!))
            Assert.All(guide.Sections.SelectMany(s => s.Questions).SelectMany(q => q.Turns), t => Assert.Contains(t.Section, guide.Sections.Select(s => s.Title)));
        Assert.Contains(Guide.Find("win-loss/2")!.Sections.SelectMany(s => s.Questions), q => !q.Turns.IsEmpty);
    }

    [Theory]
    [InlineData(DealOutcome.Won, "nearly made you choose", "loss have been prevented")]
    [InlineData(DealOutcome.Lost, "loss have been prevented", "nearly made you choose")]
    public void Won_and_lost_buyers_are_asked_what_fits_them_in_the_same_sections(DealOutcome outcome, string asked, string not)
    {
        var whole = Guide.Find("win-loss/2")!;
        var words = string.Join("\n", whole.For(outcome).Sections.SelectMany(s => s.Questions).Select(q => q.Words));
        Assert.Contains(asked, words, StringComparison.Ordinal);
        Assert.DoesNotContain(not, words, StringComparison.Ordinal);
        Assert.Equal(whole.Sections.Select(s => s.Title), whole.For(outcome).Sections.Select(s => s.Title));
        Assert.All(whole.For(outcome).Sections, s => Assert.NotEmpty(s.Questions));
    }

    [Fact]
    public void A_line_that_is_none_of_a_guides_is_refused_by_name() =>
        Assert.Contains("broken", Assert.Throws<FormatException>(() => Guide.Read("broken", "title: T\n# One\n? What was it that settled it?\n* no such sign")).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_guide_asks_how_it_came_to_that_what_if_price_were_equal_and_how_to_prevent_it()
    {
        foreach (var guide in Guide.Shipped.Select(name => Guide.Find(name)!))
        {
            var all = string.Join("\n", guide.Sections.SelectMany(s => s.Questions).SelectMany(q => q.Prompts.Append(q.Words).Append(q.Otherwise)));
            Assert.Contains("step by step", all, StringComparison.OrdinalIgnoreCase);
            Assert.Matches("(price|pay)( had been| were) equal|price were equal", all);
            Assert.Contains("prevented", all, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("got in the way", all, StringComparison.OrdinalIgnoreCase);
        }
    }
}
