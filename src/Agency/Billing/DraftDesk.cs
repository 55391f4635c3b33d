using System.Collections.Immutable;
using NodaTime;
using Orleans;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Grains.Billing;
using WinLossAgency.Grains.Engagements;

namespace WinLossAgency.Agency.Billing;

/// <summary>What an engagement's month comes to: the draft by the rules, the words an invoice needs, and what stands in its way.</summary>
internal sealed record Drawn(AccountTerms Terms, Draft Draft, InvoiceContent Content, string? CurrentKey, InvoiceState? Current, string? IssuedKey, InvoiceState? Issued,
    Money Effort, string? Alert, int K)
{
    public bool IsHeld => Current is { Hold: not null };
}

/// <summary>Computes drafts from the ledger, the rate card and what was billed before. It changes nothing, so it may be asked at any time.</summary>
internal sealed class DraftDesk(AgencyStores stores)
{
    public const string FiscalDocument = "billing|fiscal";

    public async Task<Drawn> DrawAsync(IGrainFactory grains, string engagement, AccountState state, AccountTerms terms, YearMonth month)
    {
        var (card, setUp) = (terms.Card, (await grains.GetGrain<IEngagement>(engagement).View())?.SetUp);
        var k = Math.Max(card.K, setUp?.K ?? RateCard.KFloor);
        var facts = await FactsAsync(grains, engagement, state, month);
        var invoices = await InvoicesAsync(grains, state);
        var billed = invoices.Where(one => one.State.Status is InvoiceStatus.Open or InvoiceStatus.Paid or InvoiceStatus.Uncollectible)
            .Aggregate(Billed.Nothing(card.Currency), (sum, one) => sum.Plus(one.State.Content!.Lines));
        var occasion = state.IsDelivered(month) ? Occasion.FinalReadout : Occasion.MonthEnd;
        var draft = Draft.From(card, facts, billed, month, occasion, k);
        var effort = Effort(card, facts);
        var alert = state.PlanAgreedUpTo is { } agreed && agreed.Currency == card.Currency && effort <= agreed ? null : Deviation.Alert(card.PlannedFee.Minor, effort.Minor);
        var current = invoices.LastOrDefault(one => one.State.Status is InvoiceStatus.None or InvoiceStatus.Draft);
        var issued = invoices.LastOrDefault(one => one.State.IssuedOn is { } on && on.ToYearMonth() == month);
        var content = await ContentAsync(grains, engagement, terms, draft, month, setUp);
        return new Drawn(terms, draft, content, current.Key, current.State, issued.Key, issued.State, effort, alert, k);
    }

    private static async Task<List<Evidence>> FactsAsync(IGrainFactory grains, string engagement, AccountState state, YearMonth month)
    {
        var facts = new List<Evidence>();
        foreach (var one in state.Months.Where(one => one <= month)) facts.AddRange(await grains.GetGrain<ILedgerMonth>(ILedgerMonth.KeyOf(engagement, one)).Facts());
        return facts;
    }

    private static async Task<List<(string Key, InvoiceState State)>> InvoicesAsync(IGrainFactory grains, AccountState state)
    {
        var invoices = new List<(string, InvoiceState)>();
        foreach (var key in state.Invoices) invoices.Add((key, await grains.GetGrain<IInvoice>(key).View()));
        return invoices;
    }

    /// <summary>All work so far at the card's prices, whether billed or not; what is passed on and advances are no work.</summary>
    private static Money Effort(RateCard card, IEnumerable<Evidence> facts) => Money.Sum(
        facts.DistinctBy(fact => fact.Id).Where(fact => fact.Kind is not (EvidenceKind.Incentive or EvidenceKind.Milestone))
            .Select(fact => Price.Of(card, fact)).OfType<Price.Costs>().Select(price => price.Amount), card.Currency);

    private async Task<InvoiceContent> ContentAsync(IGrainFactory grains, string engagement, AccountTerms terms, Draft draft, YearMonth month, SetUp? setUp)
    {
        var client = engagement[..engagement.IndexOf('/')];
        var billing = await grains.GetGrain<IClient>(client).Billing();
        var fiscal = await FiscalAsync() ?? new FiscalFacts(new Party("", "", "", ""), new BankDetails("", "", "", ""));
        // The last line of a longer address is its country.
        var (address, country) = billing.Address.Length > 1 ? (billing.Address[..^1], billing.Address[^1]) : (billing.Address, "");
        var contact = new BillingContact(terms.ContactName == "" ? "the billing contact" : terms.ContactName, terms.ContactMail == "" ? billing.BillingMail : terms.ContactMail);
        return new InvoiceContent(client, engagement, fiscal.Seller, new Party(billing.LegalName, string.Join('\n', address), country, billing.TaxId), contact,
            terms.PurchaseOrder, terms.Card.PurchaseOrderRequired, terms.AskForOrder, draft.Period() ?? ServicePeriod.Of(month), draft.Lines, draft.Net, draft.Tax, draft.ToPay,
            draft.TaxTerms, terms.Card.PaymentDays, fiscal.Bank) { Title = setUp?.Title ?? "" };
    }

    public async Task<FiscalFacts?> FiscalAsync() => await stores.Facts.ReadAsync(FiscalDocument) is { } stored ? HouseJson.Read<FiscalFacts>(stored.Bytes.Span) : null;

    public async Task<ImmutableArray<string>> DifferencesAsync() =>
        await stores.Facts.ReadAsync(StripeInbox.DifferencesDocument) is { } stored ? HouseJson.Read<ImmutableArray<string>>(stored.Bytes.Span) : [];

    public async Task SetFiscalAsync(FiscalFacts facts)
    {
        var stored = await stores.Facts.ReadAsync(FiscalDocument);
        await stores.Facts.WriteAsync(FiscalDocument, HouseJson.Bytes(facts), stored?.ETag);
    }
}
