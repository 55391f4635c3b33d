using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using NodaTime;
using WinLossAgency.Domain.Billing;

namespace WinLossAgency.Agency.Billing;

/// <summary>
/// An invoice or credit note as one self-contained A4 page without script, ready to print. It is made of what the client may
/// see and nothing else: of a line its reference, words, month or quarter and sums, never the facts behind it.
/// </summary>
internal static class InvoiceHtml
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Render(InvoiceState invoice)
    {
        var content = invoice.Content ?? throw new ArgumentException("An invoice that was never drawn has no page.", nameof(invoice));
        var title = invoice.Number == "" ? "Invoice, draft" : $"Invoice {invoice.Number}";
        var page = Open(title, content, invoice.IssuedOn);
        var due = invoice.Due is { } day ? $"to pay by {Day(day)}" : $"to pay within {content.PaymentDays} days of issue";
        page.Append($"<header class=\"opening\"><h1>{E(title)}</h1><p class=\"answer\">{E(content.ToPay.ToString())} {due}{Mark(invoice)}</p></header>");
        Parties(page, content);
        page.Append("<dl class=\"know\">");
        if (content.PurchaseOrder != "") Fact(page, "Purchase order", content.PurchaseOrder);
        Fact(page, "Work done in", content.Period.Label());
        Fact(page, "Billing contact", $"{content.Contact.Name}, {content.Contact.Email}");
        page.Append("</dl>");
        Table(page, content);
        page.Append("<section class=\"basis\"><h2>Please pay to</h2><dl class=\"know\">");
        Fact(page, "Account holder", content.Bank.Holder);
        Fact(page, "IBAN", InFours(content.Bank.Iban));
        if (content.Bank.Bic != "") Fact(page, "BIC", content.Bank.Bank == "" ? content.Bank.Bic : $"{content.Bank.Bic}, {content.Bank.Bank}");
        if (invoice.Number != "") Fact(page, "Reference", invoice.Number);
        page.Append("</dl></section>");
        return Close(page, content, title, "Interviews are charged in groups and by month or quarter, so that nobody who spoke can be recognised.");
    }

    public static string Render(InvoiceState invoice, CreditNote note)
    {
        var content = invoice.Content ?? throw new ArgumentException("An invoice that was never drawn has no credit note.", nameof(invoice));
        var page = Open($"Credit note {note.Number}", content, note.On);
        page.Append($"<header class=\"opening\"><h1>Credit note {E(note.Number)}</h1><p class=\"answer\">{E(note.Total().ToString())} credited on invoice {E(invoice.Number)}</p></header>");
        Parties(page, content);
        page.Append("<dl class=\"know\">");
        Fact(page, "Invoice", $"{invoice.Number} of {Day(invoice.IssuedOn!.Value)}");
        if (note.LineReference != "") Fact(page, "Line", note.LineReference);
        Fact(page, "Reason", Words(note.Reason));
        page.Append("</dl><table class=\"table\"><tbody>");
        Sum(page, "Before tax", note.Net);
        Sum(page, content.TaxTerms.Label(), note.Tax);
        page.Append("</tbody><tfoot>");
        Sum(page, $"Credited, {note.Net.Currency}", note.Total(), "total");
        page.Append("</tfoot></table>");
        return Close(page, content, $"Credit note {note.Number}", "The invoice itself stays as it was issued.");
    }

    private static StringBuilder Open(string title, InvoiceContent content, LocalDate? on) => new StringBuilder()
        .Append($"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{E(title)}, {E(content.Seller.LegalName)}</title><style>{InvoiceStyle.Css}</style></head>\n")
        .Append($"<body class=\"paper\"><main class=\"sheet\"><p class=\"running\"><strong>{E(content.Seller.LegalName)}</strong><span>{(on is { } day ? Day(day) : "Draft")}</span></p>\n");

    private static void Parties(StringBuilder page, InvoiceContent content)
    {
        page.Append("<div class=\"two\">");
        Who(page, "From", content.Seller);
        Who(page, "To", content.Buyer);
        page.Append("</div>\n");
    }

    private static void Who(StringBuilder page, string label, Party party)
    {
        page.Append($"<section><h2>{label}</h2><address><strong>{E(party.LegalName)}</strong>");
        foreach (var line in party.Address.Split('\n')) page.Append($"<br>{E(line)}");
        page.Append($"<br>{E(party.Country)}{(party.TaxId == "" ? "" : $"<br>Tax id {E(party.TaxId)}")}</address></section>");
    }

    private static void Table(StringBuilder page, InvoiceContent content)
    {
        page.Append($"\n<table class=\"table\"><thead><tr><th scope=\"col\">For</th><th scope=\"col\" class=\"num\">Each</th><th scope=\"col\" class=\"num\">{E(content.Net.Currency)}</th></tr></thead><tbody>\n");
        foreach (var line in content.Lines)
            page.Append($"<tr><th scope=\"row\">{E(line.Description)}<small>{E(line.Period.Label())} · {E(line.Reference)}</small></th><td class=\"num\">{E(line.Each?.Number() ?? "")}</td><td class=\"num\">{E(line.Amount.Number())}</td></tr>\n");
        page.Append("</tbody><tfoot>");
        Sum(page, "Before tax", content.Net);
        Sum(page, content.TaxTerms.Label(), content.Tax);
        Sum(page, $"To pay, {content.ToPay.Currency}", content.ToPay, "total");
        page.Append("</tfoot></table>\n");
        if (content.TaxTerms is { Reason: not "", ReverseCharge: true }) page.Append($"<p class=\"cap\">{E(content.TaxTerms.Reason)}</p>");
    }

    private static void Sum(StringBuilder page, string label, Money amount, string kind = "") =>
        page.Append($"<tr{(kind == "" ? "" : $" class=\"{kind}\"")}><th scope=\"row\" colspan=\"2\">{E(label)}</th><td class=\"num\">{E(amount.Number())}</td></tr>");

    private static void Fact(StringBuilder page, string label, string text) => page.Append($"<dt>{label}</dt><dd>{E(text)}</dd>");

    private static string Close(StringBuilder page, InvoiceContent content, string title, string note) =>
        page.Append($"<p class=\"cap\">{note}</p>\n<p class=\"running\"><span>{E(content.Seller.LegalName)}{(content.Seller.TaxId == "" ? "" : $" · {E(content.Seller.TaxId)}")}</span><span>{E(title)}</span></p></main></body></html>\n").ToString();

    private static string Mark(InvoiceState invoice) => invoice.Status switch
    {
        InvoiceStatus.Paid => " <span class=\"tag good\">Paid</span>",
        InvoiceStatus.Void => " <span class=\"tag stop\">Void: nothing is owed</span>",
        _ => "",
    };

    private static string Words(CreditReason reason) => reason switch
    {
        CreditReason.Disputed => "Disputed and agreed",
        CreditReason.BilledTwice => "Billed twice",
        CreditReason.PriceAgreedLower => "A lower price was agreed",
        _ => "Goodwill",
    };

    private static string InFours(string iban) => string.Join(' ', iban.Replace(" ", "", StringComparison.Ordinal).Chunk(4).Select(four => new string(four)));

    private static string Day(LocalDate day) => day.ToString("d MMMM uuuu", CultureInfo.InvariantCulture);

    private static string E(string text) => Html.Encode(text);
}
