using System.Net;
using NodaTime;
using WinLossAgency.Domain.Reports;
using WinLossAgency.House.Tests.Reports;
using Xunit;

namespace WinLossAgency.House.Tests.Portal;

public sealed class AccessTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Northwind = $"/{SampleRelease.Client}/{SampleRelease.Engagement}";
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly string[] Addresses =
    [
        $"/{SampleRelease.Client}", Northwind, $"{Northwind}/releases", $"{Northwind}/releases/3", $"{Northwind}/releases/3/readout.html", $"{Northwind}/releases/3/readout.pdf",
        $"{Northwind}/releases/3/report.html", $"{Northwind}/releases/3/data.json", $"{Northwind}/releases/3/manifest.json", $"{Northwind}/deals", $"{Northwind}/expectations",
        $"{Northwind}/ask", $"{Northwind}/colleagues", $"{Northwind}/requests/in-x", $"/{SampleRelease.Client}/invoices", $"/{SampleRelease.Client}/invoices/nw-0001/invoice.pdf",
    ];

    [Fact]
    public async Task A_stranger_is_asked_to_sign_in_everywhere()
    {
        using var stranger = portal.Stranger();
        foreach (var address in Addresses.Append("/").Append("/nobody/nothing"))
        {
            var answer = await stranger.GetAsync(address, Stop);
            Assert.True(answer.StatusCode is HttpStatusCode.Redirect, $"{address} answered {answer.StatusCode}.");
            Assert.Contains("/sign-in", answer.Headers.Location!.ToString());
        }
    }

    [Fact]
    public async Task Somebody_elses_client_looks_like_one_that_does_not_exist()
    {
        using var carl = await portal.SignedInAsync(Shelves.Carl);
        foreach (var address in Addresses)
        {
            var answer = await carl.GetAsync(address, Stop);
            var nowhere = await carl.GetAsync(address.Replace(SampleRelease.Client, "nobody", StringComparison.Ordinal), Stop);
            Assert.True(answer.StatusCode is HttpStatusCode.NotFound, $"{address} answered {answer.StatusCode}.");
            Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
            Assert.Equal(await nowhere.Content.ReadAsStringAsync(Stop), await answer.Content.ReadAsStringAsync(Stop));
        }
    }

    [Fact]
    public async Task An_engagement_of_one_client_is_not_reached_through_another()
    {
        using var carl = await portal.SignedInAsync(Shelves.Carl);
        Assert.Equal(HttpStatusCode.NotFound, (await carl.GetAsync($"/{Shelves.Contoso}/{SampleRelease.Engagement}", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await carl.GetAsync($"/{Shelves.Contoso}/{Shelves.ContosoProject}", Stop)).StatusCode);
    }

    [Fact]
    public async Task Paths_that_climb_are_not_found()
    {
        using var owen = await portal.SignedInAsync(Shelves.Owen);
        string[] climbing =
        [
            "/northwind/..%2f..%2fportal", "/northwind/northwind.q4/releases/3/..%2f..%2f..%2faccess%2f000001.json", "/northwind/access", "/..%2fshelf/northwind.q4",
            "/northwind/..%5c..%5cportal", "/northwind/invoices/..%2f..%2faccess/invoice.pdf", "/northwind/northwind.q4/requests/..%2f..%2fcontoso%2fx", "/NORTHWIND/northwind.q4", "/northwind%00/northwind.q4",
        ];
        foreach (var path in climbing)
        {
            var answer = await owen.GetAsync(path, Stop);
            Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{path} answered {answer.StatusCode}.");
        }
    }

    [Fact]
    public async Task Invoices_and_colleagues_are_for_the_clients_admin()
    {
        using var rita = await portal.SignedInAsync(Shelves.Rita);
        Assert.Equal(HttpStatusCode.OK, (await rita.GetAsync(Northwind, Stop)).StatusCode);
        Assert.DoesNotContain("nvoice", await rita.GetStringAsync(Northwind, Stop));
        Assert.Equal(HttpStatusCode.NotFound, (await rita.GetAsync("/northwind/invoices", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await rita.GetAsync("/northwind/invoices/nw-0001/invoice.pdf", Stop)).StatusCode);
        using var owen = await portal.SignedInAsync(Shelves.Owen);
        Assert.Contains("12,000.00 EUR", await owen.GetStringAsync("/northwind/invoices", Stop));
        Assert.Equal("%PDF invoice", await owen.GetStringAsync("/northwind/invoices/nw-0001/invoice.pdf", Stop));
    }
}

/// <summary>Changes the access list, so it has a house of its own.</summary>
public sealed class RemovalTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task A_removal_and_an_end_of_rights_hold_from_the_next_request()
    {
        var stop = TestContext.Current.CancellationToken;
        var page = $"/{SampleRelease.Client}/{SampleRelease.Engagement}";
        using var owen = await portal.SignedInAsync(Shelves.Owen);
        using var rita = await portal.SignedInAsync(Shelves.Rita);
        Assert.Equal(HttpStatusCode.OK, (await owen.GetAsync(page, stop)).StatusCode);

        await Shelves.Writer(portal.Data).GrantAsync(SampleRelease.Client, new(SampleRelease.Client, [Shelves.Rita with { Until = Instant.FromUtc(2020, 1, 1, 0, 0) }]), stop);
        foreach (var person in new[] { owen, rita })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await person.GetAsync(page, stop)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await person.GetAsync($"{page}/releases/3/readout.pdf", stop)).StatusCode);
            Assert.Contains("nobody has opened", await person.GetStringAsync("/", stop));
        }
    }

    [Fact]
    public void An_account_is_known_by_all_three_of_its_marks_and_a_mail_only_when_verified()
    {
        var owen = new PortalPerson(Shelves.Issuer, "t1", "owen", "Owen", null);
        var now = Instant.FromUtc(2026, 11, 18, 0, 0);
        var list = new AccessList("northwind", [Shelves.Owen, new(Shelves.Issuer, null, null, "New@Northwind.example", "New", Rights.Reader, now)]);
        Assert.Same(list.People[0], list.For(owen, now));
        Assert.Null(list.For(owen with { Issuer = "https://other.example" }, now));
        Assert.Null(list.For(owen with { Tid = "t2" }, now));
        var invited = new PortalPerson(Shelves.Issuer, "t1", "new", "New", "new@northwind.example");
        Assert.Same(list.People[1], list.For(invited, now - Duration.Epsilon));
        Assert.Null(list.For(invited, now));
        Assert.Null(list.For(invited with { VerifiedMail = null }, now - Duration.Epsilon));
    }
}
