using System.Net;
using System.Text.RegularExpressions;
using WinLossAgency.House.Tests.Reports;
using Xunit;

namespace WinLossAgency.House.Tests.Portal;

public sealed class PageTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Root = $"/{SampleRelease.Client}/{SampleRelease.Engagement}";
    private static readonly string[] Pages = [Root, $"{Root}/releases", $"{Root}/releases/2", $"{Root}/deals", $"{Root}/expectations", $"{Root}/ask", $"{Root}/colleagues", "/northwind/invoices", "/sign-in", "/nobody"];
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_page_holds_the_finished_words()
    {
        using var owen = await portal.SignedInAsync(Shelves.Owen);
        var page = WebUtility.HtmlDecode(await owen.GetStringAsync(Root, Stop));
        var release = SampleRelease.Make();
        Assert.Contains(release.Answer, page);
        foreach (var finding in release.Findings)
        {
            Assert.Contains(finding.Claim, page);
            Assert.Contains(finding.Quotes[0].Words, page);
        }
        Assert.Contains("nearly all", page);
        Assert.Contains(release.Sure.Protection, page);
    }

    [Fact]
    public async Task Before_the_first_report_the_page_says_where_we_are()
    {
        using var carl = await portal.SignedInAsync(Shelves.Carl);
        var page = await carl.GetStringAsync($"/{Shelves.Contoso}/{Shelves.ContosoProject}", Stop);
        Assert.Contains("Your first report comes on 12 December 2026", page);
        Assert.Contains("At least 10 interviews done.", page);
    }

    [Fact]
    public async Task What_a_client_told_us_already_is_shown_and_not_asked_again()
    {
        var root = $"/{Shelves.Contoso}/{Shelves.ContosoProject}";
        using var carl = await portal.SignedInAsync(Shelves.Carl);
        Assert.Contains("Tell us before the first report", await carl.GetStringAsync(root, Stop));
        var shelf = Shelves.Writer(portal.Data);
        await shelf.ProgressAsync(Shelves.Contoso, Shelves.ContosoProject, Shelves.ContosoStage with { Beliefs = ["Our <price>", "Customs"] }, Stop);
        var page = await carl.GetStringAsync(root, Stop);
        Assert.Contains("Our &lt;price&gt;", page);
        Assert.Contains($"href=\"{root}/expectations\">Change it</a>", page);
        Assert.DoesNotContain("Tell us before the first report", page);
        await shelf.ProgressAsync(Shelves.Contoso, Shelves.ContosoProject, Shelves.ContosoStage, Stop);
    }

    [Fact]
    public async Task Every_answer_carries_the_headers_and_no_page_needs_an_exception()
    {
        using var owen = await portal.SignedInAsync(Shelves.Owen);
        foreach (var address in Pages.Append("/").Append("/health").Append("/_content/WinLossAgency.Ui/style.css"))
        {
            var answer = await owen.GetAsync(address, Stop);
            Assert.True(Header(answer, "Content-Security-Policy")?.StartsWith("default-src 'self';", StringComparison.Ordinal), $"{address} has no policy.");
            Assert.Contains("frame-ancestors 'none'", Header(answer, "Content-Security-Policy"));
            Assert.DoesNotContain("unsafe", Header(answer, "Content-Security-Policy"));
            Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
            Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
            var page = await answer.Content.ReadAsStringAsync(Stop);
            if (answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
            Assert.DoesNotMatch("(?i)<script(?![^>]*\\ssrc=)|\\son[a-z]+\\s*=|\\sstyle\\s*=|<style|javascript:", page);
        }
    }

    [Fact]
    public async Task The_readout_lies_under_its_own_closed_policy_as_it_lies_on_the_shelf()
    {
        using var owen = await portal.SignedInAsync(Shelves.Owen);
        var answer = await owen.GetAsync($"{Root}/releases/3/readout.html", Stop);
        var policy = Header(answer, "Content-Security-Policy")!;
        Assert.StartsWith("sandbox; default-src 'none'", policy);
        Assert.DoesNotContain("allow-scripts", policy);
        var shelf = Path.Combine(portal.Data, "shelf", SampleRelease.Client, SampleRelease.Engagement, "releases", "0003");
        foreach (var (file, address) in new[] { ("readout.html", "readout.html"), ("readout.html", "report.html"), ("readout.pdf", "readout.pdf"), ("release.json", "data.json"), ("manifest.json", "manifest.json") })
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(shelf, file), Stop), await owen.GetByteArrayAsync($"{Root}/releases/3/{address}", Stop));
        Assert.Equal(HttpStatusCode.NotFound, (await owen.GetAsync($"{Root}/releases/2/readout.pdf", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await owen.GetAsync($"{Root}/releases/9/readout.html", Stop)).StatusCode);
    }

    [Fact]
    public async Task Every_asset_that_a_page_names_answers_with_bytes()
    {
        using var owen = await portal.SignedInAsync(Shelves.Owen);
        var assets = new HashSet<string>();
        foreach (var address in Pages)
        {
            var page = await (await owen.GetAsync(address, Stop)).Content.ReadAsStringAsync(Stop);
            assets.UnionWith(Regex.Matches(page, "(?:src|<link[^>]*href)=\"([^\"]+)\"").Select(match => match.Groups[1].Value).Where(name => !name.StartsWith("data:", StringComparison.Ordinal)));
        }
        Assert.True(assets.Count >= 4, $"Only {assets.Count} assets are named.");
        foreach (var sheet in assets.Where(name => name.Contains("/style.")).ToArray())
            assets.UnionWith(Regex.Matches(await owen.GetStringAsync(sheet, Stop), "url\\((lib/[^)]+)\\)").Select(match => "/_content/WinLossAgency.Ui/" + match.Groups[1].Value));
        foreach (var asset in assets)
        {
            Assert.StartsWith("/", asset);
            Assert.True((await owen.GetByteArrayAsync(asset, Stop)).Length > 0, $"{asset} is empty.");
        }
    }

    [Fact]
    public async Task Every_link_on_the_pages_leads_somewhere()
    {
        using var owen = await portal.SignedInAsync(Shelves.Owen);
        var links = new HashSet<string>();
        foreach (var address in Pages)
        {
            var page = await (await owen.GetAsync(address, Stop)).Content.ReadAsStringAsync(Stop);
            links.UnionWith(Regex.Matches(page, "<a [^>]*href=\"(/[^\"]*)\"").Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)));
        }
        foreach (var link in links)
            Assert.True((await owen.GetAsync(link, Stop)).StatusCode is HttpStatusCode.OK or HttpStatusCode.Redirect, $"{link} leads nowhere.");
    }

    [Fact]
    public async Task A_release_whose_manifest_is_not_there_yet_is_not_out()
    {
        using var owen = await portal.SignedInAsync(Shelves.Owen);
        var folder = Directory.CreateDirectory(Path.Combine(portal.Data, "shelf", SampleRelease.Client, SampleRelease.Engagement, "releases", "0004"));
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "release.json"), Domain.Reports.ReleaseJson.Write(SampleRelease.Make(4)), Stop);
        Assert.Contains("report 3 ·", await owen.GetStringAsync(Root, Stop));
        Assert.Equal(HttpStatusCode.NotFound, (await owen.GetAsync($"{Root}/releases/4", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await owen.GetAsync($"{Root}/releases/4/data.json", Stop)).StatusCode);
    }

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? Assert.Single(values) : null;
}
