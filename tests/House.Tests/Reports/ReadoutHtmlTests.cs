using System.Text;
using System.Text.RegularExpressions;
using WinLossAgency.Agency.Reports;
using WinLossAgency.Domain.Reports;
using Xunit;

namespace WinLossAgency.House.Tests.Reports;

public sealed class ReadoutHtmlTests
{
    [Fact]
    public void The_same_release_gives_the_same_bytes()
    {
        Assert.Equal(ReadoutHtml.Write(SampleRelease.Make()), ReadoutHtml.Write(SampleRelease.Make()));
        Assert.Equal(ReleaseJson.Write(SampleRelease.Make()), ReleaseJson.Write(SampleRelease.Make()));
    }

    [Fact]
    public void Text_that_looks_like_markup_stays_text()
    {
        var release = SampleRelease.Make() with { Answer = "<script>alert(1)</script> & \"so\"", Client = "</title><b>", Period = "'\"><img src=x>" };
        release = release with { Reasons = [release.Reasons[0] with { Title = "\"><svg onload=x>" }], Findings = [release.Findings[0] with { Quotes = [new("</blockquote><i>", "<u>")] }] };
        var html = Encoding.UTF8.GetString(ReadoutHtml.Write(release));
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("<b></title>", html);
        Assert.DoesNotContain("<img", html);
        Assert.DoesNotContain("<svg onload", html);
        Assert.DoesNotContain("<i>", html);
        Assert.DoesNotContain("<u>", html);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;so&quot;", html);
    }

    [Fact]
    public void The_file_needs_nothing_else()
    {
        var html = Encoding.UTF8.GetString(ReadoutHtml.Write(SampleRelease.Make()));
        Assert.DoesNotMatch(new Regex("(?i)https?://|<link|<script|url\\(|@import|\\ssrc=|\\son[a-z]+="), html);
    }

    [Fact]
    public void The_cover_names_the_page_on_which_a_finding_begins()
    {
        var html = Encoding.UTF8.GetString(ReadoutHtml.Write(SampleRelease.Long()));
        var pages = Regex.Split(html, "(?=<article)").Skip(1).ToArray();
        Assert.Equal(ReadoutHtml.Pages(SampleRelease.Long()), pages.Length);
        foreach (Match named in Regex.Matches(html, "href=\"#finding-(\\d+)\".*?page (\\d+)</small>"))
            Assert.Contains($"id=\"finding-{named.Groups[1].Value}\"", pages[int.Parse(named.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture) - 1]);
        Assert.Contains($">{pages.Length} of {pages.Length}<", pages[^1]);
    }

    [Fact]
    public void A_long_table_goes_on_under_its_own_head()
    {
        var html = Encoding.UTF8.GetString(ReadoutHtml.Write(SampleRelease.Long()));
        Assert.True(Regex.Count(html, "<th scope=\"col\">North</th>") > 1);
        Assert.Equal(60, Regex.Count(html, ">Reason \\d+</th>"));
        Assert.Equal(Regex.Count(html, "<table>"), Regex.Count(html, "</table>"));
    }

    [Fact]
    public void A_bar_that_is_too_few_is_never_drawn()
    {
        var release = SampleRelease.Make();
        release = release with { Reasons = [release.Reasons[0] with { Bars = [new("Brand", "too few to show", 0, true)] }] };
        Assert.DoesNotContain("<rect class=\"track\"", Encoding.UTF8.GetString(ReadoutHtml.Write(release)));
    }

    [Fact]
    public async Task The_golden_release_reads_back_and_writes_the_same_bytes()
    {
        var golden = Path.Combine(AppContext.BaseDirectory, "Reports", "release.golden.json");
        var bytes = ReleaseJson.Write(SampleRelease.Make());
        Assert.Equal(await File.ReadAllTextAsync(golden, TestContext.Current.CancellationToken), Encoding.UTF8.GetString(bytes));
        Assert.Equal(bytes, ReleaseJson.Write(ReleaseJson.Read(bytes)!));
    }

    [Fact]
    public void A_release_of_a_newer_shape_or_with_a_part_missing_is_not_read()
    {
        var text = Encoding.UTF8.GetString(ReleaseJson.Write(SampleRelease.Make()));
        Assert.Null(ReleaseJson.Read(Encoding.UTF8.GetBytes(text.Replace("\"schema\": 1", "\"schema\": 2"))));
        Assert.Null(ReleaseJson.Read("{}"u8));
        Assert.Null(ReleaseJson.Read("not json"u8));
    }
}
