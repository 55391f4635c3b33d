using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;

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
    public async Task A_client_with_a_programme_that_runs_is_offered_no_end()
    {
        var owner = await (await host.SignedInAsync("ingrid")).GoAsync("/engagements/northwind");
        Assert.Contains("not closed:", owner.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("Last day of the contract", owner.Page, StringComparison.Ordinal);
    }
}
