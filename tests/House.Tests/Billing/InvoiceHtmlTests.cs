using System.Text.RegularExpressions;
using WinLossAgency.Agency.Billing;
using WinLossAgency.Domain.Billing;
using Xunit;

namespace WinLossAgency.House.Tests.Billing;

public class InvoiceHtmlTests
{
    [Fact]
    public void The_page_says_everything_the_law_asks_for()
    {
        var text = Text(InvoiceHtml.Render(Samples.Issued()));
        foreach (var part in new[]
        {
            "Invoice MCC-0001", "30 November 2026", "to pay by 30 December 2026", "Harrow Lane Ltd", "1 Harrow Lane Dublin 2 Ireland", "Tax id IE1234567A",
            "Meridian Cold Chain Lda", "Tax id PT500000000", "Purchase order MCC-0914", "Work done in November 2026", "8 interviews November 2026 · 11-A 1,150.00 9,200.00",
            "5 gift cards passed on", "Readout", "Before tax 11,465.00", "VAT 23 % 2,636.95", "To pay, EUR 14,101.95", "IBAN IE12 BOFI 9000 0112 3456 78",
        }) Assert.Contains(part, text);
    }

    [Fact]
    public void What_is_behind_a_line_never_reaches_the_page()
    {
        var page = InvoiceHtml.Render(Samples.Issued());
        Assert.DoesNotContain("secret", page);
        Assert.DoesNotContain("c1-e1", page);
        Assert.DoesNotMatch(@"\b\d{1,2} Nov\b|2026-11-", page);
    }

    [Fact]
    public void The_page_stands_alone_and_runs_nothing()
    {
        var page = InvoiceHtml.Render(Samples.Issued());
        Assert.DoesNotMatch(@"(?i)<script|<link|<img|\son\w+=|url\(|@import|https?:", page);
        Assert.StartsWith("<!doctype html>\n<html lang=\"en\">", page);
    }

    [Fact]
    public void Names_are_text_and_never_markup()
    {
        var page = InvoiceHtml.Render(Samples.Issued(Samples.Content("Smith & <b>Söhne</b> \"GmbH\"")));
        Assert.Contains("Smith &amp; &lt;b&gt;Söhne&lt;/b&gt; &quot;GmbH&quot;", page);
    }

    [Fact]
    public void The_same_invoice_gives_the_same_bytes() => Assert.Equal(InvoiceHtml.Render(Samples.Issued()), InvoiceHtml.Render(Samples.Issued()));

    [Fact]
    public void A_draft_says_so_and_reverse_charge_gives_its_reason()
    {
        var terms = new TaxTerms(0, "Article 196 of Directive 2006/112/EC", ReverseCharge: true);
        var content = Samples.Content();
        var text = Text(InvoiceHtml.Render(Samples.After(new InvoiceCommand.Draw(content with { TaxTerms = terms, Tax = Samples.Eur(0), ToPay = content.Net }))));
        Assert.Contains("Invoice, draft", text);
        Assert.Contains("to pay within 30 days of issue", text);
        Assert.Contains("Reverse charge: tax is due from the customer 0.00", text);
        Assert.Contains("Article 196 of Directive 2006/112/EC", text);
    }

    [Fact]
    public void A_credit_note_names_its_invoice_line_and_reason()
    {
        var credited = Samples.Issued().Then(new InvoiceCommand.Credit("n1", "MCC-0002", "11-A", CreditReason.Disputed, Samples.Eur(1_150), Samples.Today));
        var text = Text(InvoiceHtml.Render(credited, credited.Credits[0]));
        Assert.Contains("Credit note MCC-0002 1,414.50 EUR credited on invoice MCC-0001", text);
        Assert.Contains("Invoice MCC-0001 of 30 November 2026 Line 11-A Reason Disputed and agreed Before tax 1,150.00 VAT 23 % 264.50 Credited, EUR 1,414.50", text);
    }

    private static string Text(string page) =>
        Regex.Replace(Regex.Replace(Regex.Replace(page, "<style>.*?</style>", "", RegexOptions.Singleline), "<[^>]+>", " "), @"\s+", " ");
}
