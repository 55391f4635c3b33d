using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;
using Orleans;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Billing;

namespace WinLossAgency.House.Tests.Billing;

/// <summary>Month-end through the real program, as a browser sees it.</summary>
public sealed class BillingPageTests(BillingHost host) : IClassFixture<BillingHost>
{
    private const string Engagement = "northwind/q4";
    private readonly BillingHost host = host;

    [Fact]
    public async Task A_month_goes_from_no_price_to_paid()
    {
        var helena = await (await host.SignedInAsync("helena")).GoAsync("/billing/agency");
        await helena.SendAsync("/billing/agency", ("command", "f"), ("name", "Harrow Lane Ltd"), ("address", "1 Harrow Lane"), ("country", "Ireland"), ("taxId", "IE1"), ("iban", "IE12BOFI90000112345678"));
        Assert.Equal(HttpStatusCode.OK, helena.Status);

        var rui = await (await host.SignedInAsync("rui")).GoAsync("/billing");
        Assert.Contains("Northwind Freight Systems", rui.Page, StringComparison.Ordinal);
        await rui.GoAsync($"/billing/rate-cards/{Engagement}");
        await rui.SendAsync($"/billing/rate-cards/{Engagement}", ("command", "t0"), ("currency", "EUR"), ("tierPrice1", "much"), ("tier1", "mid"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, rui.Status);
        Assert.Contains("value=\"much\"", rui.Page, StringComparison.Ordinal);
        await rui.SendAsync($"/billing/rate-cards/{Engagement}", ("command", "t1"), ("currency", "EUR"), ("terms", "Monthly"), ("days", "30"), ("k", "5"), ("tier1", "mid"), ("tierLabel1", "managers"),
            ("tierPrice1", "1,150.00"), ("tax", "23"), ("taxReason", "VAT"), ("orderNeeded", "on"), ("ask", "Ines"), ("lateHours", "24"));
        Assert.Equal(HttpStatusCode.OK, rui.Status);

        var month = await TellAsync(6);
        var here = $"/billing/months/{YearMonthPattern.Iso.Format(month)}";
        await rui.GoAsync(here);
        Assert.Contains("6 interviews", rui.Page, StringComparison.Ordinal);
        Assert.Contains("Order missing: ask Ines", rui.Page, StringComparison.Ordinal);
        await rui.SendAsync($"{here}/{Engagement}/issue", ("command", "i0"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, rui.Status);

        await rui.GoAsync($"/billing/rate-cards/{Engagement}");
        await rui.SendAsync($"/billing/rate-cards/{Engagement}", ("command", "t2"), ("currency", "EUR"), ("terms", "Monthly"), ("days", "30"), ("k", "5"), ("tier1", "mid"), ("tierLabel1", "managers"),
            ("tierPrice1", "1,150.00"), ("tax", "23"), ("taxReason", "VAT"), ("orderNeeded", "on"), ("order", "4500187"), ("lateHours", "24"));
        await rui.GoAsync(here);
        Assert.Contains("Issue all 1 ready", rui.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", rui.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("/i-9", rui.Page, StringComparison.Ordinal);
        await rui.GoAsync($"{here}/issues");
        Assert.Contains("6,900.00 EUR in 1 before tax, 8,487.00 EUR in 1 to pay", rui.Page, StringComparison.Ordinal);
        await rui.GoAsync(here);
        await helena.GoAsync(here);
        Assert.Contains("Being issued by Rui", helena.Page, StringComparison.Ordinal);
        await rui.SendAsync($"{here}/issues", ("command", "all"), ("engagement", Engagement));
        Assert.Contains("Issued as NFS-0001", rui.Page, StringComparison.Ordinal);

        var invoice = $"/billing/invoices/{Engagement}/inv-0001";
        await rui.GoAsync(invoice);
        Assert.Contains("Invoice NFS-0001", rui.Page, StringComparison.Ordinal);
        await rui.SendAsync($"{invoice}/payment", ("command", "p"), ("amount", "8,487.00"), ("on", LocalDatePattern.Iso.Format(month.OnDayOfMonth(1))), ("reference", "T-1"));
        Assert.Contains(">paid<", rui.Page, StringComparison.Ordinal);
        var page = await rui.Browser.GetAsync($"{invoice}/page", TestContext.Current.CancellationToken);
        Assert.StartsWith("sandbox", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await rui.GoAsync($"{here}/live")).Status);
        Assert.Equal(HttpStatusCode.OK, (await rui.GoAsync("/billing/invoices")).Status);
    }

    [Theory]
    [InlineData("maya")]
    [InlineData("lars")]
    [InlineData("karin")]
    [InlineData("sofia")]
    public async Task Billing_is_closed_to_other_roles(string person)
    {
        var one = await (await host.SignedInAsync(person)).GoAsync("/billing/invoices");
        Assert.Equal(HttpStatusCode.Forbidden, one.Status);
    }

    [Fact]
    public async Task An_unsigned_message_to_the_hook_is_refused_and_needs_no_sign_in()
    {
        using var stranger = host.Stranger(door: 1);
        using var body = new StringContent("{}");
        Assert.Equal(HttpStatusCode.BadRequest, (await stranger.PostAsync("/hooks/stripe", body, TestContext.Current.CancellationToken)).StatusCode);
    }

    private async Task<YearMonth> TellAsync(int count)
    {
        Caller.House.Enter();
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        var month = await grains.GetGrain<IMonthBook>(IMonthBook.Key).ThisMonth();
        foreach (var n in Enumerable.Range(1, count))
            await grains.GetGrain<ILedger>("northwind").Record($"tell-{n}", Evidence.Completed(Engagement, $"{Engagement}/i-9{n:000}-abc", "mid", month));
        return month;
    }
}
