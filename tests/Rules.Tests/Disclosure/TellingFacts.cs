using FsCheck;
using FsCheck.Fluent;
using WinLossAgency.Disclosure.SmallCells;
using Xunit;

namespace WinLossAgency.Rules.Tests.Disclosure;

/// <summary>No two figures, of one release or of many, may differ by a few people.</summary>
public sealed class TellingFacts
{
    private const int K = SmallCell.KDefault;

    [Fact]
    public void One_more_interview_leaves_a_share_as_it_was_told()
    {
        var first = Telling.Choose([], "side=lost", "price", 7, 20, K);
        Assert.Equal("some", first.Text);
        // Eight of twenty-one is "about half"; told so, it would say that the one who came last said price.
        Assert.Equal("about half", Telling.Choose([], "side=lost", "price", 9, 21, K).Text);
        Assert.Equal("some", Telling.Choose([first], "side=lost", "price", 9, 21, K).Text);
    }

    [Fact]
    public void Every_earlier_release_counts_and_not_only_the_last()
    {
        var first = new ToldFigure("all", "price", 40, "50%", 20, 20);
        var second = new ToldFigure("all", "price", 60, "60%", 36, 36);
        // Against the last one this is a step of thirteen people; against the first it would be one person.
        Assert.DoesNotContain('%', Telling.Choose([second, first], "all", "price", 21, 41, K).Text);
        Assert.DoesNotContain('%', Telling.Choose([first, second], "all", "price", 21, 41, K).Text);
    }

    [Fact]
    public void A_whole_less_its_part_does_not_tell_a_few()
    {
        var won = Telling.Choose([], "side=won", "price", 26, 40, K);
        Assert.Equal("65%", won.Text);
        // Twenty-eight of all seventy, less twenty-six: two of the lost.
        Assert.Equal("about half", Telling.Choose([won], "all", "price", 28, 70, K).Text);
        Assert.Equal("50%", Telling.Choose([won], "all", "price", 35, 70, K).Text);
    }

    [Fact]
    public void Words_that_would_say_of_each_what_he_said_are_not_told()
    {
        Assert.Equal(Telling.TooFew, Telling.Choose([], "all", "price", 5, 5, K).Text);
        Assert.Equal("most", Telling.Choose([], "all", "price", 6, 6, K).Text);
        Assert.Equal("nearly all", Telling.Choose([], "all", "price", 60, 60, K).Text);
    }

    [Fact]
    public void No_sequence_of_releases_lets_a_difference_close_in_on_a_few()
    {
        // Each release: how many more won and lost, and of whom one in how many says the reason; now and then somebody is taken out.
        var step = Gen.Choose(-2, 14).Four().Select(s => (Won: s.Item1, Lost: s.Item2, WonSaid: s.Item3, LostSaid: s.Item4));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(step.ListOf().Select(s => s.Take(6).ToArray()).ToArbitrary(), steps =>
        {
            var told = new List<ToldFigure>();
            var (won, lost, wonSaid, lostSaid) = (0, 0, 0, 0);
            foreach (var s in steps)
            {
                (won, lost) = (Math.Max(0, won + s.Won), Math.Max(0, lost + s.Lost));
                (wonSaid, lostSaid) = (Math.Clamp(wonSaid + s.WonSaid, 0, won), Math.Clamp(lostSaid + s.LostSaid, 0, lost));
                told.Add(Telling.Choose(told, "side=won", "price", wonSaid, won, K));
                told.Add(Telling.Choose(told, "side=lost", "price", lostSaid, lost, K));
                told.Add(Telling.Choose(told, "all", "price", wonSaid + lostSaid, won + lost, K));
            }
            for (var i = 0; i < told.Count; i++)
                for (var j = i + 1; j < told.Count; j++)
                    if (told[i].Cut == told[j].Cut || told[i].Cut == "all" || told[j].Cut == "all") IsSafe(told[i], told[j]);
        }));
    }

    // What a reader works out by trying every pair of counts that prints the same words.
    private static void IsSafe(ToldFigure one, ToldFigure other)
    {
        if (one with { Text = "" } == other with { Text = "" }) return;
        var (wide, narrow) = one.Base >= other.Base ? (one, other) : (other, one);
        // Of fewer than twice k "most" alone says that few did not; no second figure is needed for that.
        if (wide.Base < 2 * K && wide.Cut != narrow.Cut) return;
        var size = wide.Base - narrow.Base;
        var steps = new HashSet<int>();
        for (var w = wide.Low; w <= wide.High; w++)
            for (var n = narrow.Low; n <= narrow.High; n++)
                if (size == 0 || (w - n >= 0 && w - n <= size)) steps.Add(w - n);
        // Where codes were changed in between no pair of counts fits, and a difference means nothing.
        if (steps.Count == 0) return;
        if (size == 0)
        {
            Assert.False(steps.All(s => s is > 0 and < K) || steps.All(s => s is < 0 and > -K), $"{one} / {other}");
            return;
        }
        if (size < K) Assert.True(steps.Count == size + 1, $"{one} / {other}");
        else Assert.False(steps.All(s => s is > 0 and < K) || steps.All(s => s > size - K && s < size) || steps.All(s => s == size), $"{one} / {other}");
    }
}
