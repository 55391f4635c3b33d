using NodaTime;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Billing;

namespace WinLossAgency.House.Tests.Billing;

/// <summary>One invoice of November, made by the rules from eight interviews, five gift cards and a readout.</summary>
internal static class Samples
{
    public static readonly LocalDate Today = new(2026, 11, 30);

    public static InvoiceContent Content(string buyer = "Meridian Cold Chain Lda")
    {
        var month = new YearMonth(2026, 11);
        var facts = Enumerable.Range(1, 8).Select(n => Evidence.Completed("c1-e1", $"c1-e1-secret{n}", "mid", month))
            .Concat(Enumerable.Range(1, 5).Select(n => Evidence.Incentive("c1-e1", $"c1-e1-secret{n}", Eur(50 + n), month)))
            .Append(Evidence.Readout("c1-e1", 2, month));
        var draft = Draft.From(Card, facts, Billed.Nothing("EUR"), month, Occasion.MonthEnd);
        return new InvoiceContent("c1", "c1-e1", new Party("Harrow Lane Ltd", "1 Harrow Lane\nDublin 2", "Ireland", "IE1234567A"), new Party(buyer, "Rua do Porto 1\n1200-001 Lisboa", "Portugal", "PT500000000"),
            new BillingContact("Ana Dias", "accounts@meridian.example"), "MCC-0914", true, "Ines", draft.Period()!, draft.Lines, draft.Net, draft.Tax, draft.ToPay, draft.TaxTerms, 30,
            new BankDetails("Harrow Lane Ltd", "IE12 BOFI 9000 0112 3456 78", "BOFIIE2D", "Bank of Ireland"));
    }

    public static InvoiceState Issued(InvoiceContent? content = null) =>
        After(new InvoiceCommand.Draw(content ?? Content()), new InvoiceCommand.Issue("MCC-0001", Today));

    public static InvoiceState After(params InvoiceCommand[] commands) => commands.Aggregate(InvoiceState.None, Then);

    public static InvoiceState Then(this InvoiceState state, InvoiceCommand command) =>
        ((Decision<InvoiceEvent>.Accepted)Invoice.Decide(state, command, Instant.FromUtc(2026, 11, 30, 10, 0))).Events.Aggregate(state, InvoiceState.Fold);

    public static Money Eur(int major) => Money.Of(major, "EUR");

    public static readonly RateCard Card = new(
        "EUR", BillingTerms.Monthly, Eur(0), [new TierPrice("mid", "managers", Eur(1_150))], RateCard.StepsFor(8), Eur(150), Eur(200), 24, Eur(250), Eur(2_000),
        Eur(0), Eur(0), [], PassesOnIncentives: true, new TaxTerms(23m, "VAT", ReverseCharge: false), 30, PurchaseOrderRequired: true, RateCard.KDefault);
}
