using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WinLossAgency.Domain.Reports;
using WinLossAgency.House.Tests.Reports;
using WinLossAgency.Portal;
using WinLossAgency.Portal.Inbox;
using WinLossAgency.Storage;
using Xunit;

namespace WinLossAgency.House.Tests.Portal;

/// <summary>What a client's people find once its contract is over: words that say so, the invoices, and nothing else.</summary>
public sealed class AfterTheContractTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Root = $"/{SampleRelease.Client}/{SampleRelease.Engagement}";
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_say_that_the_contract_is_over_and_show_the_invoices()
    {
        using var owen = await portal.SignedInAsync(Shelves.Owen);
        using var rita = await portal.SignedInAsync(Shelves.Rita);
        var token = PortalHost.TokenIn(await owen.GetStringAsync($"{Root}/ask", Stop));
        var sent = await owen.PostAsync($"{Root}/questions", new FormUrlEncodedContent([new("words", "What changed?"), new("__RequestVerificationToken", token)]), Stop);
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        var sweep = portal.Services.GetRequiredService<SentSweep>();
        await sweep.SweepAsync(Stop);
        Assert.Single(await CopiesAsync());

        await EndAsync();
        Assert.Contains("Your contract ended on 24 November 2026", await owen.GetStringAsync($"/{SampleRelease.Client}", Stop));
        var invoices = await owen.GetStringAsync($"/{SampleRelease.Client}/invoices", Stop);
        Assert.Contains("NW-0001", invoices);
        Assert.Contains("NW-0002", invoices);
        Assert.Equal(HttpStatusCode.OK, (await owen.GetAsync($"/{SampleRelease.Client}/invoices/nw-0001/invoice.pdf", Stop)).StatusCode);
        foreach (var old in new[] { Root, $"{Root}/releases", $"{Root}/releases/3", $"{Root}/releases/3/readout.pdf", $"{Root}/deals", sent.Headers.Location!.ToString() })
        {
            var answer = await owen.GetAsync(old, Stop);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Contains("the contract it belonged to is over", await answer.Content.ReadAsStringAsync(Stop));
        }
        Assert.Equal($"/{SampleRelease.Client}", (await owen.GetAsync("/", Stop)).Headers.Location!.ToString());

        // Whoever could only read is out, and is told what may be the reason.
        Assert.Equal(HttpStatusCode.NotFound, (await rita.GetAsync($"/{SampleRelease.Client}", Stop)).StatusCode);
        Assert.Contains("the contract they belonged to is over", WebUtility.HtmlDecode(await rita.GetStringAsync("/", Stop)));

        await sweep.SweepAsync(Stop);
        Assert.Empty(await CopiesAsync());
    }

    /// <summary>As the daily round leaves the shelf.</summary>
    private async Task EndAsync()
    {
        await Shelves.Writer(portal.Data).GrantAsync(SampleRelease.Client, new AccessList(SampleRelease.Client, [Shelves.Owen]) { Ended = new LocalDate(2026, 11, 24) }, Stop);
        var shelf = Stores.PlainFiles(Path.Combine(portal.Data, "shelf"));
        var all = new List<string>();
        await foreach (var path in shelf.ListAsync(ShelfPaths.Client(SampleRelease.Client), Stop)) all.Add(path);
        foreach (var path in all.Where(path => path.Split('/')[1] is not ("invoices" or "access"))) await shelf.DeleteAsync(path, Stop);
    }

    private async Task<List<string>> CopiesAsync()
    {
        var copies = new List<string>();
        await foreach (var name in portal.Services.GetRequiredService<PortalStores>().Own.Blobs.ListAsync(InboxWriter.Copies(SampleRelease.Client), Stop)) copies.Add(name);
        return copies;
    }
}
