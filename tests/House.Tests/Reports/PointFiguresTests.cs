using System.Collections.Immutable;
using WinLossAgency.Agency.Reports;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains.Analysis;

namespace WinLossAgency.House.Tests.Reports;

/// <summary>What findings print that rest on points from asides.</summary>
public sealed class PointFiguresTests
{
    private static readonly CodeBook Book = new([new("date", "A date", "No date", "process")]);

    /// <summary>Forty buyers, half of whom went elsewhere; twelve of those missed a date.</summary>
    private static ReportFigures Figures(params PassedTheme[] points) => new(
        [.. Enumerable.Range(0, 40).Select(n => new CodedCase($"p-{n}", n % 2 == 0 ? Side.WentElsewhere : Side.ChoseYou, n % 2 == 0 && n < 24 ? [new Code("c-1", new TurnRange(0, 0, 4), "h", "date", Sign.Against, 3, true)] : []))],
        Book, 5, [.. points], [], null);

    private static FindingDraft On(params string[] points) => new() { Claim = "It weighs", Themes = [.. points] };

    [Fact]
    public void Two_findings_on_points_alone_print_each_its_own_share()
    {
        var figures = Figures(new PassedTheme("t1", "Ties", 10), new PassedTheme("t2", "Trust", 30));
        Assert.Equal("25% of all the buyers we spoke to said so.", figures.Firm(On("t1")));
        Assert.Equal("75% of all the buyers we spoke to said so.", figures.Firm(On("t2")));
        // The same point is the same figure, wherever it is told.
        Assert.Equal(figures.Firm(On("t1")), figures.Firm(On("t1")));
        Assert.Equal(2, figures.Told.Count(t => t.Cut == "all"));
    }

    [Fact]
    public void A_point_that_more_said_than_the_reason_is_a_share_of_all_buyers_and_not_of_a_side()
    {
        var figures = Figures(new PassedTheme("t2", "Trust", 30), new PassedTheme("t3", "Timing", 6));
        ImmutableArray<ReasonRef> reasons = [new("date", Sign.Against, Side.WentElsewhere)];
        Assert.Equal("75% of all the buyers we spoke to said so.", figures.Firm(On("t2") with { Reasons = reasons }));
        // Fewer said the point than the reason, so the reason's own figure stands, held against all that was told of it.
        Assert.Equal(figures.Firm(new FindingDraft { Claim = "It weighs", Reasons = reasons }), figures.Firm(On("t3") with { Reasons = reasons }));
    }

    [Fact]
    public void Voices_of_interviews_that_are_not_coded_yet_make_no_share_above_the_whole() =>
        Assert.Equal("Nearly all of all the buyers we spoke to said so.", Figures(new PassedTheme("t1", "Ties", 43)).Firm(On("t1")));
}
