using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;
using Orleans;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Ui.Demo;

namespace WinLossAgency.House.Tests.Desk;

/// <summary>The owner and billing say when a client's contract ends, and are told what that destroys; on the demo agency.</summary>
public sealed class ContractPageTests(DeskHost host) : IClassFixture<DeskHost>
{
    private const string Contract = "/billing/contracts/tall";

    [Fact]
    public async Task An_end_is_said_moved_and_taken_back_and_the_page_says_what_it_destroys()
    {
        var owner = await (await host.SignedInAsync("ingrid")).GoAsync("/engagements");
        await owner.SendAsync("/engagements", ("command", "open-1"), ("name", "Tall"), ("legal", "Tall Lda"), ("address", "Porto"), ("tax", "PT9"), ("mail", "ap@tall.example"), ("currency", "EUR"));
        Assert.Contains("Last day of the contract", (await owner.GoAsync("/engagements/tall")).Page, StringComparison.Ordinal);
        var today = host.Services.GetRequiredService<IClock>().GetCurrentInstant().InUtc().Date;
        await owner.SendAsync(Contract + "/end", ("command", "end-1"), ("on", LocalDatePattern.Iso.Format(today.PlusDays(-3))));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, owner.Status);
        Assert.Contains("is past, and today is", owner.Page, StringComparison.Ordinal);

        await owner.GoAsync(Contract);
        await owner.SendAsync(Contract + "/end", ("command", "end-2"), ("on", LocalDatePattern.Iso.Format(today.PlusDays(30))));
        Assert.Equal(HttpStatusCode.OK, owner.Status);
        Assert.Contains("The contract ends on", owner.Page, StringComparison.Ordinal);
        Assert.Contains("That cannot be undone.", owner.Page, StringComparison.Ordinal);
        Assert.Contains("Take the end back", (await owner.GoAsync("/engagements/tall")).Page, StringComparison.Ordinal);

        var billing = await (await host.SignedInAsync("helena")).GoAsync("/billing/contracts");
        Assert.Contains("ends on", billing.Page, StringComparison.Ordinal);
        await billing.GoAsync(Contract);
        await billing.SendAsync(Contract + "/end/removal", ("command", "keep-1"));
        Assert.Equal(HttpStatusCode.OK, billing.Status);
        Assert.DoesNotContain("Take the end back", billing.Page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await billing.GoAsync("/billing/contracts/nobody")).Status);
    }

    [Fact]
    public async Task An_end_that_a_programme_holds_up_says_so_and_where_to_go()
    {
        var owner = await (await host.SignedInAsync("ingrid")).GoAsync("/engagements");
        await owner.SendAsync("/engagements", ("command", "open-2"), ("name", "Wide"), ("legal", "Wide Lda"), ("address", "Porto"), ("tax", "PT8"), ("mail", "ap@wide.example"), ("currency", "EUR"));
        var (grains, clock) = (host.Services.GetRequiredService<IGrainFactory>(), host.Services.GetRequiredService<IClock>());
        // Agreed just before the end was said, and on the client's list just after it.
        Caller.House.Enter();
        var late = grains.GetGrain<IEngagement>("wide/late");
        Assert.True((await late.Draft("draft", new SetUp { Title = "Late decisions", Kind = EngagementKind.WinLoss })).Ok);
        Assert.True((await late.Reach("agree", Stage.Agreed)).Ok);
        await owner.GoAsync("/billing/contracts/wide");
        await owner.SendAsync("/billing/contracts/wide/end", ("command", "end-3"), ("on", LocalDatePattern.Iso.Format(clock.GetCurrentInstant().InUtc().Date)));
        Caller.House.Enter();
        Assert.True((await grains.GetGrain<IAgency>(IAgency.Key).OpenEngagement("late", "wide/late")).Ok);
        Assert.DoesNotContain("holds it up", (await owner.GoAsync("/billing/contracts/wide")).Page, StringComparison.Ordinal);
        host.Services.GetRequiredService<IDemoClock>().Move(DemoMove.NextMorning);

        foreach (var path in new[] { "/billing/contracts/wide", "/engagements/wide" })
        {
            await owner.GoAsync(path);
            Assert.Contains("and nothing is destroyed: one programme is not closed.", owner.Page, StringComparison.Ordinal);
            Assert.Contains("""<a href="/engagements/wide/late">Late decisions</a>""", owner.Page, StringComparison.Ordinal);
            Assert.Contains("Take the end back", owner.Page, StringComparison.Ordinal);
        }
        var billing = await (await host.SignedInAsync("helena")).GoAsync("/billing/contracts");
        Assert.Contains("nothing is destroyed: Late decisions is not closed.", billing.Page, StringComparison.Ordinal);
        await billing.GoAsync("/billing/contracts/wide");
        Assert.Contains("The owner closes it on its own page", billing.Page, StringComparison.Ordinal);
        // Billing has no way into the programmes.
        Assert.DoesNotContain("/engagements/wide/late", billing.Page, StringComparison.Ordinal);

        await billing.SendAsync("/billing/contracts/wide/end/removal", ("command", "keep-2"));
        Assert.DoesNotContain("holds it up", billing.Page, StringComparison.Ordinal);
        Assert.Contains("Late decisions", billing.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing is destroyed", (await billing.GoAsync("/billing/contracts")).Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_with_a_programme_that_runs_is_offered_no_end()
    {
        var owner = await (await host.SignedInAsync("ingrid")).GoAsync("/engagements/northwind");
        Assert.Contains("Still open:", owner.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("Last day of the contract", owner.Page, StringComparison.Ordinal);
    }
}
