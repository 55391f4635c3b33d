using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.People;
using WinLossAgency.Storage;

namespace WinLossAgency.House.Tests.Desk;

/// <summary>The privacy officer's and the owner's pages on the real Desk with its demo agency.</summary>
public sealed partial class PrivacyPageTests(DeskHost host) : IClassFixture<DeskHost>
{
    [Fact]
    public async Task The_privacy_officer_finds_a_buyer_by_mail_erases_them_and_reads_what_was_done()
    {
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        Caller.House.Enter();
        var engagement = (await grains.GetGrain<IAgency>(IAgency.Key).Clients()).SelectMany(c => c.Engagements).First();
        var card = (await grains.GetGrain<IEngagement>(engagement).Cards()).OrderBy(c => c.Interview, StringComparer.Ordinal).First();
        var dossier = (await grains.GetGrain<IPerson>(card.Person).Dossier())!;
        var mail = dossier.Emails[0];

        var karin = await host.SignedInAsync("karin");
        await karin.GoAsync("/privacy");
        Assert.Equal(HttpStatusCode.OK, karin.Status);
        Assert.Contains("Nobody has asked yet", karin.Page);
        await karin.SendAsync("/privacy/wishes", ("command", karin.Command), ("kind", "Erasure"), ("came", "ByMail"), ("contact", "nobody@nowhere.example"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, karin.Status);
        Assert.Contains("Nobody is known", WebUtility.HtmlDecode(karin.Page));
        await karin.GoAsync("/privacy");
        await karin.SendAsync("/privacy/wishes", ("command", karin.Command), ("kind", "Erasure"), ("came", "ByMail"), ("contact", mail.ToUpperInvariant()));
        Assert.Contains(dossier.Name, WebUtility.HtmlDecode(karin.Page));
        Assert.Contains("Erase for good", karin.Page);
        var path = CarryOut().Match(karin.Page).Groups[1].Value;
        await karin.SendAsync(path + "/carrying-out", ("command", karin.Command));

        await karin.UntilAsync(path, page => page.Contains("What was done", StringComparison.Ordinal) && !page.Contains("Being erased", StringComparison.Ordinal), "The erasure is told");
        Assert.Contains("Erased, and nothing was found afterwards.", WebUtility.HtmlDecode(karin.Page));
        Assert.DoesNotContain(dossier.Name, WebUtility.HtmlDecode(karin.Page));
        Assert.Empty((await FileSearch.InAsync(host.Data, "*", [System.Text.Encoding.UTF8.GetBytes(mail)], TestContext.Current.CancellationToken)).Found);
        await karin.GoAsync("/privacy");
        Assert.Contains("To be erased", karin.Page);
        Assert.DoesNotContain(mail, karin.Page);
    }

    [Fact]
    public async Task The_owner_changes_the_master_keys_and_names_the_auditor()
    {
        var ingrid = await host.SignedInAsync("ingrid");
        await ingrid.GoAsync("/keys");
        Assert.Contains("Nobody is named", ingrid.Page);
        await ingrid.SendAsync("/keys/change");
        Assert.Contains("wrapped anew", ingrid.Page);
        await ingrid.SendAsync("/keys/witness", ("command", ingrid.Command), ("mail", "records@auditor.example"));
        Assert.Contains("records@auditor.example", ingrid.Page);
        Assert.DoesNotContain("Nobody is named", ingrid.Page);
        // Everything still opens.
        await ingrid.GoAsync("/engagements");
        Assert.Equal(HttpStatusCode.OK, ingrid.Status);
    }

    [GeneratedRegex("action=\"(/privacy/[^\"]+)/carrying-out\"")]
    private static partial Regex CarryOut();
}
