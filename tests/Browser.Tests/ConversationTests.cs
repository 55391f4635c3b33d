using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WinLossAgency.Browser.Tests;

/// <summary>One conversation with an aside, from the dial to the finished wrap-up.</summary>
public sealed class ConversationTests(Programs programs)
{
    [Fact]
    public async Task A_conversation_is_held_with_an_aside_and_wrapped_up_by_keys()
    {
        var aside = $"Between us, the harbour crane and a {programs.Marks.In("a note during an aside")} decided it";
        await using var window = await programs.AsAsync(programs.Desk, "João");
        var page = window.Page;
        await CallDeskTests.DialAsync(window);
        await window.PressAsync("1");
        await Expect(page.Locator("input[name=outcome][value='1']")).ToBeCheckedAsync();
        await window.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToContainTextAsync("Before the first question");
        await window.PictureAsync("job-consent-light-1400");
        Assert.Empty(await window.AxeAsync());
        await Expect(page.Locator("input:checked")).ToHaveCountAsync(0);
        foreach (var key in new[] { "y", "3", "n", "Enter" }) await window.PressAsync(key);
        await Expect(page.Locator("#words")).ToBeFocusedAsync();
        await window.TypeAsync($"Support answered within the hour by {programs.Marks.In("a live note")}");
        // F2 while typing: what stands is kept on record, and what follows is sealed.
        await window.PressAsync("F2");
        await Expect(page.Locator("form[data-note]")).ToHaveClassAsync(new Regex("sealed-live"));
        await window.TypeAsync(aside);
        await window.PictureAsync("job-interview-sealed-light-1400");
        Assert.Empty(await window.AxeAsync());
        await window.PressAsync("F2");
        await Expect(page.Locator("form[data-note]")).Not.ToHaveClassAsync(new Regex("sealed-live"));
        await Expect(page.Locator("[data-notes] li")).ToHaveCountAsync(2);
        await Expect(page.Locator("[data-notes] li.sealed")).ToHaveCountAsync(1);
        await Expect(page.GetByText(aside)).ToBeHiddenAsync();
        await window.PressAsync("Control+e");
        await page.GetByRole(AriaRole.Button, new() { Name = "Completed" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Wrap-up");
        await page.WaitForLoadStateAsync(LoadState.Load);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Done") }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Not done yet");
        await window.PictureAsync("job-wrap-up-light-1400");
        Assert.Empty(await window.AxeAsync());
        foreach (var tick in new[] { "level", "asides" }) await page.Locator($"input[name={tick}]").CheckAsync();
        foreach (var (name, value) in new[] { ("recording", "notes"), ("contact", "no"), ("felt", "Fine") }) await page.Locator($"input[name={name}][value={value}]").CheckAsync();
        foreach (var line in new[] { "decided", "surprised", "best", "advice", "doubt" }) await page.Locator($"textarea[name={line}]").FillAsync($"As they said it, {programs.Marks.In($"the wrap-up: {line}")}");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Done") }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/calls$"));
        Assert.Empty(await window.SettledAsync());
        Assert.Empty(programs.Found("harbour crane", "answered within the hour", "As they said it"));
    }
}
