using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WinLossAgency.Browser.Tests;

/// <summary>Month-end for the client whose purchase order is missing, until its admin holds the invoice.</summary>
public sealed class InvoiceTests(Programs programs)
{
    [Fact]
    public async Task A_blocked_invoice_gets_its_order_its_number_and_its_pdf_and_lies_with_the_client()
    {
        string number;
        await using (var rui = await programs.AsAsync(programs.Desk, "Rui"))
        {
            await UnblockAsync(rui);
            number = await IssueAsync(rui);
            Assert.Empty(await rui.SettledAsync());
        }
        await using var pedro = await programs.AsAsync(programs.Portal, "Pedro");
        var page = pedro.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Invoices" }).First.ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Invoices");
        var link = page.GetByRole(AriaRole.Link, new() { Name = number });
        await pedro.UntilAsync(link);
        await pedro.ShowAsync("portal-invoices");
        var (name, bytes) = await pedro.DownloadAsync(link);
        Assert.Equal($"invoice-{number.ToLowerInvariant()}.pdf", name);
        Assert.Equal("%PDF"u8.ToArray(), bytes[..4]);
        Assert.Empty(await pedro.SettledAsync());
    }

    private static async Task UnblockAsync(Window window)
    {
        var page = window.Page;
        await window.GoAsync("/billing");
        var row = page.Locator("tr[data-row]", new() { HasText = "Meridian Cold Chain" });
        await Expect(row).ToContainTextAsync("Order missing: ask Elsa Coutinho");
        await row.GetByRole(AriaRole.Link, new() { Name = "Meridian Cold Chain" }).ClickAsync();
        var draft = page.Locator("#draft");
        await Expect(draft.Locator("h2").First).ToHaveTextAsync("Meridian Cold Chain");
        await Expect(draft).ToContainTextAsync("No line speaks of fewer than 5 people.");
        await Expect(draft.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Issue") })).ToBeDisabledAsync();
        await window.ShowAsync("month-blocked");
        await draft.GetByRole(AriaRole.Link, new() { Name = "Rate card" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Meridian Cold Chain, Autumn");
        await window.ShowAsync("rate-card");
        await page.Locator("[name=order]").FillAsync("PO-77120");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the rate card" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/billing/rate-cards$"));
    }

    private static async Task<string> IssueAsync(Window window)
    {
        var page = window.Page;
        await window.GoAsync("/billing");
        await page.Locator("tr[data-row]", new() { HasText = "Meridian Cold Chain" }).GetByRole(AriaRole.Link, new() { Name = "Meridian Cold Chain" }).ClickAsync();
        var draft = page.Locator("#draft");
        await Expect(draft).ToContainTextAsync("order PO-77120");
        await window.ShowAsync("month-ready");
        await draft.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Issue") }).ClickAsync();
        await Expect(page.Locator("tr.group", new() { HasText = "Issued" })).ToBeVisibleAsync();
        await page.Locator("tr[data-row]", new() { HasText = "Meridian Cold Chain" }).GetByRole(AriaRole.Link, new() { Name = "Meridian Cold Chain" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the invoice" }).ClickAsync();
        var heading = page.Locator("h1");
        await Expect(heading).ToHaveTextAsync(new Regex(@"^Invoice \S*\d+\s+open$"));
        var number = Regex.Match(await page.TitleAsync(), @"^Invoice (\S+)$").Groups[1].Value;
        var pdf = page.GetByRole(AriaRole.Link, new() { Name = "PDF" });
        await window.UntilAsync(pdf);
        await window.ShowAsync("invoice");
        var (name, bytes) = await window.DownloadAsync(pdf);
        Assert.Equal($"{number}.pdf", name);
        Assert.Equal("%PDF"u8.ToArray(), bytes[..4]);
        return number;
    }
}
