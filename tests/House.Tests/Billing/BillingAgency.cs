using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WinLossAgency.Agency.Reports;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Billing;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Billing;

/// <summary>An agency with one engagement whose money is told here in few words.</summary>
internal static class BillingAgency
{
    public const string Engagement = "northwind/q4";
    public static readonly YearMonth November = new(2026, 11);

    public const string Deals = """
        Opportunity Name,Account Name,Contact: Full Name,Contact: Email,Contact: Phone,Contact: Title,Amount,Close Date,Stage,Loss Reason,Primary Competitor,Region
        Route for three sites,Vale do Lima,Ana Ferreira,ana@vale.example,+351 912 555 018,Head of Operations,100000,2026-11-07,Closed Lost,Price,Haulwise,North
        """;

    /// <summary>Founded, in the field, with a rate card on monthly terms and the agency's own facts set.</summary>
    public static async Task<SmallAgency> OpenAsync(string? folder = null, Func<AccountTerms, AccountTerms>? terms = null, bool fresh = true, Action<IServiceCollection>? more = null)
    {
        var agency = await SmallAgency.OpenAsync(folder, (services, data) =>
        {
            services.AddSingleton(new PrinterOptions(Path.Combine(data, "print")));
            more?.Invoke(services);
        });
        SmallAgency.AsHouse();
        if (!fresh) return agency;
        await agency.InTheFieldAsync(Deals);
        Assert.True((await agency.Book().SetFiscal("fiscal", new FiscalFacts(new Party("Harrow Lane Ltd", "1 Harrow Lane\nDublin 2", "Ireland", "IE1234567A"),
            new BankDetails("Harrow Lane Ltd", "IE12 BOFI 9000 0112 3456 78", "BOFIIE2D", "Bank of Ireland")))).Ok);
        var answer = await agency.Account().SetTerms("terms", (terms ?? (same => same))(Terms));
        Assert.True(answer.Ok, answer.Refusal);
        return agency;
    }

    public static AccountTerms Terms { get; } = new(new RateCard(
        "EUR", BillingTerms.Monthly, Eur(0), [new TierPrice("senior", "senior buyers", Eur(1_390)), new TierPrice("mid", "managers", Eur(1_150))], RateCard.StepsFor(8), Eur(150), Eur(200), 24, Eur(250),
        Eur(2_000), Eur(0), Eur(0), [], PassesOnIncentives: true, new TaxTerms(23m, "VAT", ReverseCharge: false), 30, PurchaseOrderRequired: true, RateCard.KDefault), "PO-77", "Ines", "Rita Alves", "ap@northwind.example");

    public static IAccount Account(this SmallAgency agency, string engagement = Engagement) => agency.Grains.GetGrain<IAccount>(engagement);

    public static IMonthBook Book(this SmallAgency agency) => agency.Grains.GetGrain<IMonthBook>(IMonthBook.Key);

    public static async Task<IInvoice> LastInvoiceAsync(this SmallAgency agency, string engagement = Engagement) =>
        agency.Grains.GetGrain<IInvoice>((await agency.Account(engagement).Invoices())[^1]);

    /// <summary>Tells so many completed interviews of a tier, as the interviews' own outbox tells them.</summary>
    public static async Task TellAsync(this SmallAgency agency, string tier, int from, int count, YearMonth? month = null)
    {
        SmallAgency.AsHouse();
        foreach (var n in Enumerable.Range(from, count))
            Assert.True((await agency.Grains.GetGrain<ILedger>("northwind").Record($"tell-{n}", Evidence.Completed(Engagement, $"{Engagement}/i-{n:0000}-abc", tier, month ?? November))).Ok);
    }

    public static void AsHelena() => SmallAgency.As("helena", Role.BillingAdmin);

    public static Money Eur(int major) => Money.Of(major, "EUR");
}
