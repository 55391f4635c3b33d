using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WinLossAgency.Browser.Tests;

/// <summary>The main job on real pages: one conversation with an aside, and a report from its draft to the client's download.</summary>
[Collection(Programs.Shared)]
public sealed class JobTests(Programs programs)
{
    [Fact]
    public async Task A_report_needs_two_people_and_then_lies_at_the_client_with_its_pdf()
    {
        await using (var priya = await programs.AsAsync(programs.Desk, "Priya"))
        {
            await priya.GoAsync("/reports/northwind/q4/r-1");
            await priya.Page.GetByRole(AriaRole.Button, new() { Name = "Propose this report" }).ClickAsync();
            await Expect(priya.Page.Locator("main")).ToContainTextAsync("Proposed by Priya Raman");
            // Whoever proposed it is shown the button and cannot press it.
            await Expect(priya.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Approve") })).ToBeDisabledAsync();
            Assert.Empty(await priya.SettledAsync());
        }
        await using (var tom = await programs.AsAsync(programs.Desk, "Tom"))
        {
            await tom.GoAsync("/reports/northwind/q4/r-1");
            await tom.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Approve") }).ClickAsync();
            await Expect(tom.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Approve") })).ToHaveCountAsync(0);
            Assert.Empty(await tom.SettledAsync());
        }
        await using var owen = await programs.AsAsync(programs.Portal, "Owen");
        var pdf = owen.Page.GetByRole(AriaRole.Link, new() { Name = "Report as PDF" });
        // The print is owed for a moment; the page shows it once it lies on the shelf.
        for (var looks = 0; looks < LooksMax && await pdf.CountAsync() == 0; looks++) await owen.Page.ReloadAsync(new() { WaitUntil = WaitUntilState.NetworkIdle });
        var download = await owen.Page.RunAndWaitForDownloadAsync(() => pdf.ClickAsync());
        var bytes = await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal("%PDF"u8.ToArray(), bytes[..4]);
        Assert.Equal("report-1.pdf", download.SuggestedFilename);
        await owen.PictureAsync("job-portal-first-page-light-1400");
        Assert.Empty(await owen.SettledAsync());
    }

    [Fact]
    public async Task A_conversation_is_held_with_an_aside_and_wrapped_up_by_keys()
    {
        const string aside = "Between us, the harbour crane decided it";
        await using var window = await programs.AsAsync(programs.Desk, "João");
        var page = window.Page;
        await CallDeskTests.DialAsync(page);
        await page.Keyboard.PressAsync("1");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToContainTextAsync("Before the first question");
        await window.PictureAsync("job-consent-light-1400");
        Assert.Empty(await window.AxeAsync());
        foreach (var key in new[] { "y", "3", "n", "Enter" }) await page.Keyboard.PressAsync(key);
        await Expect(page.Locator("#words")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Support answered within the hour");
        // F2 while typing: what stands is kept on record, and what follows is sealed.
        await page.Keyboard.PressAsync("F2");
        await Expect(page.Locator("form[data-note]")).ToHaveClassAsync(new Regex("sealed-live"));
        await page.Keyboard.TypeAsync(aside);
        await window.PictureAsync("job-interview-sealed-light-1400");
        Assert.Empty(await window.AxeAsync());
        await page.Keyboard.PressAsync("F2");
        await Expect(page.Locator("[data-notes] li")).ToHaveCountAsync(2);
        await Expect(page.Locator("[data-notes] li.sealed")).ToHaveCountAsync(1);
        await Expect(page.GetByText(aside)).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("Control+e");
        await page.GetByRole(AriaRole.Button, new() { Name = "Completed" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Wrap-up");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Done") }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Not done yet");
        await window.PictureAsync("job-wrap-up-light-1400");
        Assert.Empty(await window.AxeAsync());
        foreach (var tick in new[] { "level", "asides" }) await page.Locator($"input[name={tick}]").CheckAsync();
        foreach (var (name, value) in new[] { ("recording", "notes"), ("contact", "no"), ("felt", "Fine") }) await page.Locator($"input[name={name}][value={value}]").CheckAsync();
        foreach (var line in new[] { "decided", "surprised", "best", "advice", "doubt" }) await page.Locator($"textarea[name={line}]").FillAsync("As they said it");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Done") }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/calls$"));
        Assert.Empty(await window.SettledAsync());
    }

    private const int LooksMax = 200;
}
