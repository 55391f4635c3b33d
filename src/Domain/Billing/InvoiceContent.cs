using System.Collections.Immutable;
using NodaTime;

namespace WinLossAgency.Domain.Billing;

/// <summary>A legal person on an invoice. Address: lines parted by \n. TaxId as the invoice shows it, empty where there is none.</summary>
public sealed record Party(string LegalName, string Address, string Country, string TaxId);

public sealed record BillingContact(string Name, string Email);

public sealed record BankDetails(string Holder, string Iban, string Bic, string Bank);

/// <summary>What an invoice says, fixed once it is issued. AskForPurchaseOrder names the one at the client who can give the number.</summary>
public sealed record InvoiceContent(
    string Client,
    string Engagement,
    Party Seller,
    Party Buyer,
    BillingContact Contact,
    string PurchaseOrder,
    bool PurchaseOrderRequired,
    string AskForPurchaseOrder,
    ServicePeriod Period,
    ImmutableArray<DraftLine> Lines,
    Money Net,
    Money Tax,
    Money ToPay,
    TaxTerms TaxTerms,
    int PaymentDays,
    BankDetails Bank)
{
    /// <summary>What the client calls the engagement.</summary>
    public string Title { get; init; } = "";

    /// <summary>Equal in every word: arrays are compared by what they hold.</summary>
    public bool SameAs(InvoiceContent other) => Lines.Length == other.Lines.Length && Lines.Zip(other.Lines).All(pair => Same(pair.First, pair.Second)) && (this with { Lines = other.Lines }) == other;

    /// <summary>What the law or the client still wants before this can be issued, each with whom to ask; empty when nothing is missing.</summary>
    public ImmutableArray<string> Missing()
    {
        var missing = ImmutableArray.CreateBuilder<string>();
        void Need(bool there, string sentence)
        {
            if (!there) missing.Add(sentence);
        }
        Need(!PurchaseOrderRequired || PurchaseOrder != "", $"The purchase order is missing: ask {(AskForPurchaseOrder == "" ? Contact.Name : AskForPurchaseOrder)}.");
        Need(!Lines.IsEmpty, "There is no line to bill.");
        Need(ToPay.Minor >= 0, $"The lines come to {ToPay}, which is owed to the client: write a credit note instead.");
        Need(Seller.LegalName != "" && Seller.Address != "", "Our own legal name or address is missing: the owner sets it.");
        Need(Seller.TaxId != "", "Our own tax id is missing: the owner sets it.");
        Need(Buyer.LegalName != "" && Buyer.Address != "", $"The client's legal name or address is missing: ask {Contact.Name}.");
        Need(!TaxTerms.ReverseCharge || Buyer.TaxId != "", $"Reverse charge needs the client's tax id: ask {Contact.Name}.");
        Need(Contact.Email != "", "The billing contact has no mail address.");
        Need(Bank.Iban != "", "Our bank details are missing: the owner sets them.");
        return missing.ToImmutable();
    }

    /// <summary>Without anybody's name, address or account and without what the work was. The facts behind its lines stay, so that none is billed again.</summary>
    public InvoiceContent SumsOnly() => this with
    {
        Seller = new Party("", "", "", ""), Buyer = new Party("", "", "", ""), Contact = new BillingContact("", ""), PurchaseOrder = "", AskForPurchaseOrder = "",
        Lines = [.. Lines.Select(static line => line with { Description = "" })], Bank = new BankDetails("", "", "", ""), Title = "",
    };

    private static bool Same(DraftLine a, DraftLine b) => a.Facts.SequenceEqual(b.Facts) && (a with { Facts = b.Facts }) == b;
}

public enum PaidVia { Bank, Stripe, Other }

/// <summary>Id is the payment's own (bank statement line, Stripe event object): the same one counts once.</summary>
public sealed record Payment(string Id, Money Amount, LocalDate On, string Reference, PaidVia Via);

/// <summary>Picked from a list: a free word about a line could speak of a buyer.</summary>
public enum CreditReason { Disputed, BilledTwice, PriceAgreedLower, Goodwill }

public enum HoldReason { ClientAsked, OverPlan, OrderAwaited, Disputed }

public enum VoidReason { WrongParty, WrongAmount, Duplicate, IssuedInError }

/// <summary>Takes back part of an issued invoice; the invoice itself is never edited. LineReference: the line disputed, or empty for the whole.</summary>
public sealed record CreditNote(string Id, string Number, string LineReference, CreditReason Reason, Money Net, Money Tax, LocalDate On)
{
    public Money Total() => Net + Tax;
}
