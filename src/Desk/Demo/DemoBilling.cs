using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using NodaTime;
using Orleans;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Billing;

namespace WinLossAgency.Desk.Demo;

/// <summary>The example's terms, and Helena's month-end: one invoice drawn from evidence and issued.</summary>
internal sealed class DemoBilling(IGrainFactory grains, string engagement)
{
    public async Task SetTermsAsync(JsonElement card, JsonElement house, JsonElement told)
    {
        Caller.House.Enter();
        var (agency, client) = (house.GetProperty("agency"), told.GetProperty("client"));
        if (card.TryGetProperty("bank", out var bank)) DemoFounding.Must(await grains.GetGrain<IMonthBook>(IMonthBook.Key).SetFiscal("demo/fiscal", new FiscalFacts(
            new Party(Text(agency, "legalName"), string.Join('\n', agency.GetProperty("address").EnumerateArray().Select(l => l.GetString())), "PT", Text(agency, "taxId")),
            new BankDetails(Text(agency, "legalName"), Text(bank, "iban"), Text(bank, "bic"), Text(bank, "name")))));
        var billing = client.GetProperty("billing");
        DemoFounding.Must(await grains.GetGrain<IAccount>(engagement).SetTerms("demo/terms",
            new AccountTerms(CardOf(card), Text(card, "purchaseOrder"), Text(billing, "contact"), Text(billing, "contact"), Text(billing, "mail"))));
    }

    /// <summary>What is due by the month, issued under the next number; the key of the invoice.</summary>
    public async Task<(string Key, InvoiceState Invoice)> IssueAsync(YearMonth month)
    {
        new Caller("helena", Role.BillingAdmin).Enter();
        var account = grains.GetGrain<IAccount>(engagement);
        DemoFounding.Must(await account.Issue($"demo/issue/{month.Year}-{month.Month}", month));
        var key = (await account.Invoices())[^1];
        return (key, await grains.GetGrain<IInvoice>(key).View());
    }

    private static RateCard CardOf(JsonElement c)
    {
        var currency = Text(c, "currency");
        Money Amount(JsonElement of, string name) => Money.Of(decimal.Parse(Text(of, name), CultureInfo.InvariantCulture), currency);
        var tax = c.GetProperty("tax");
        return new RateCard(currency, Text(c, "terms") == "milestones" ? BillingTerms.Milestones : BillingTerms.Monthly, Amount(c, "setUpFee"),
            [.. c.GetProperty("tiers").EnumerateArray().Select(t => new TierPrice(Text(t, "tier"), Text(t, "label"), Amount(t, "completed")))],
            [.. c.GetProperty("partialSteps").EnumerateArray().Select(p => new PartialStep(p.GetProperty("sectionsFrom").GetInt32(), p.GetProperty("percent").GetDecimal()))],
            Amount(c, "noShow"), Amount(c, "lateCancellation"), c.GetProperty("lateNoticeHours").GetInt32(), Amount(c, "rush"), Amount(c, "readoutFee"),
            Amount(c, "plannedFee"), Amount(c, "minimumCommitment"),
            // The balance at readout follows from the facts themselves, so only advances are milestones.
            [.. c.GetProperty("milestones").EnumerateArray().Where(m => Text(m, "key") != "readout").Select(m => new Milestone(Text(m, "key"), Text(m, "label"), m.GetProperty("percent").GetDecimal()))],
            c.GetProperty("passesOnIncentives").GetBoolean(),
            new TaxTerms(tax.GetProperty("percent").GetDecimal(), Text(tax, "reason"), tax.GetProperty("reverseCharge").GetBoolean()),
            c.GetProperty("paymentDays").GetInt32(), c.GetProperty("purchaseOrderRequired").GetBoolean(), c.GetProperty("k").GetInt32());
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
