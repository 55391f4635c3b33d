using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Agency.Analysis;
using WinLossAgency.Agency.Engagements;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Reports;

namespace WinLossAgency.House.Tests.Analysis;

/// <summary>How many of the client's own deals a passage fits, and the least that must be said more widely.</summary>
public sealed class CrowdBookTests
{
    private const int K = 5;

    // Forty lost deals: ten roles' worth of operations heads, a few of everything else.
    private static readonly CrowdBook Book = new([.. Enumerable.Range(0, 40).Select(n => Deal(n,
        n < 20 ? "Head of Operations" : n < 23 ? "Director of Purchasing" : "Buyer",
        n is 3 or 25 or 26 ? "Islands" : n % 2 == 0 ? "Iberia" : "Nordics", n % 3 == 0 ? "Food" : "Retail", n % 10 == 0 ? "Transora" : "Haulwise", n % 4 == 0 ? 3 : 11))], K);

    [Fact]
    public void A_wide_passage_passes_and_has_nothing_to_mend()
    {
        var fit = Book.Quote("q", "Nobody gave us a date.", "A head of operations", Side.WentElsewhere);
        Assert.True(fit is { Passes: true, Fitting: 20, Instead.IsEmpty: true });
    }

    [Fact]
    public void A_narrow_role_is_said_more_widely_before_it_is_left_out()
    {
        var fit = Book.Quote("q", "Nobody gave us a date.", "A director of purchasing", Side.WentElsewhere);
        Assert.Equal((3, false), (fit.Fitting, fit.Passes));
        Assert.Equal([new Rewording("q", "", "A senior manager")], fit.Instead);
        Assert.Equal(23, fit.Then);
        Assert.True(Book.Quote("q", "Nobody gave us a date.", "A senior manager", Side.WentElsewhere).Passes);
    }

    [Fact]
    public void The_attribute_that_costs_least_is_dropped_and_the_others_stay()
    {
        var fit = Book.Sentence("answer", "In the Islands a head of operations waits for a date.")!;
        Assert.False(fit.Passes);
        Assert.Equal([new Rewording("answer", "the Islands", "one region")], fit.Instead);
        Assert.Equal("In one region a head of operations waits for a date.", DraftMending.Reword("In the Islands a head of operations waits for a date.", fit.Instead[0]));
    }

    [Fact]
    public void Competitor_and_month_narrow_a_quote_and_are_mended_jointly_where_one_is_not_enough()
    {
        var fit = Book.Quote("q", "In Iberia Transora came in with a date in March.", "A buyer", Side.WentElsewhere);
        Assert.False(fit.Passes);
        Assert.NotEmpty(fit.Instead);
        Assert.True(fit.Then >= K);
        var words = fit.Instead.Aggregate("In Iberia Transora came in with a date in March.", DraftMending.Reword);
        Assert.True(Book.Quote("q", words, "A buyer", Side.WentElsewhere).Passes, words);
    }

    [Fact]
    public void A_rival_alone_is_no_group_of_buyers() => Assert.Null(Book.Sentence("answer", "Transora puts a date into every contract."));

    [Fact]
    public void A_finding_of_a_small_region_is_freed_by_taking_the_region_out()
    {
        var finding = new FindingDraft { Claim = "c", Reasons = [new ReasonRef("date", Sign.Against, Side.WentElsewhere)], Regions = ["Islands"] };
        var fit = Book.Finding(finding, "findings/0/regions");
        Assert.Equal((3, 40), (fit.Fitting, fit.Then));
        var mended = fit.Instead.Aggregate(ReportDraft.Empty with { Findings = [finding] }, DraftMending.With);
        Assert.Empty(mended.Findings[0].Regions);
    }

    [Fact]
    public void A_taken_mending_of_a_quote_rests_beside_it_once()
    {
        var quote = new QuoteRef("northwind/q4/i-1", "1");
        var draft = ReportDraft.Empty with { Findings = [new FindingDraft { Claim = "c", Quotes = [quote] }] };
        var change = new Rewording(DraftText.QuotePath(0, 0), "", "A senior manager");
        var mended = DraftMending.With(DraftMending.With(draft, change), change);
        Assert.Equal([new Softening(quote, "", "A senior manager")], mended.Findings[0].Softened);
    }

    private static DealEntry Deal(int n, string role, string region, string segment, string rival, int month) => new($"i-{n}", $"p-{n}", $"c-{n}", $"Casa {n}", DealOutcome.Lost, new LocalDate(2026, month, 7),
        null!, "en", "", "", 0, region, segment, "", rival, role);
}
