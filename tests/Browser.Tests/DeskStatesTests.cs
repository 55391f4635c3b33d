using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WinLossAgency.Browser.Tests;

/// <summary>The call desk in each of its states, looked at as an interviewer meets them: at a desk and on a phone, light and dark.</summary>
public sealed class DeskStatesTests(Programs programs)
{
    [Fact]
    public async Task Each_state_of_the_call_desk_reads_well()
    {
        await using var window = await programs.AsAsync(programs.Desk, "Maya");
        var page = window.Page;
        await window.ShowAsync("desk-before-the-call");
        await CallDeskTests.DialAsync(window);
        await window.ShowAsync("desk-on-the-line");
        // The endings that ask for more than their digit.
        foreach (var digit in new[] { "2", "3", "7", "9", "0" })
        {
            await ChooseAsync(page, digit);
            await window.ShowAsync($"desk-ending-{digit}");
        }
        await ChooseAsync(page, "5");
        foreach (var (key, opens) in new[] { ("r", "referral"), ("h", "available"), ("s", "skip"), ("e", "correct") })
        {
            await window.PressAsync(key);
            await Expect(page.Locator($"#{opens}[open] [name]:not([type=hidden])").First).ToBeVisibleAsync();
            await window.ShowAsync($"desk-opens-{opens}");
            await page.Locator($"#{opens} summary").ClickAsync();
            await ChooseAsync(page, "5");
        }
        await ChooseAsync(page, "3");
        await page.Locator("input[name=callback]").FillAsync("some day");
        await page.Locator("button.save").ClickAsync();
        await Expect(page.Locator(".refusal")).ToBeVisibleAsync();
        // A refused answer does not hang up.
        await Expect(page.Locator("[data-dial-state]")).ToContainTextAsync("On the line");
        await window.ShowAsync("desk-refused-time");
        await ChooseAsync(page, "5");
        await page.Locator("button.save").ClickAsync();
        await Expect(page.Locator("form.undo")).ToContainTextAsync("Saved");
        await window.ShowAsync("desk-saved");
        // The call before may still be undone after this one is.
        var saved = await page.Locator("form.undo p").InnerTextAsync();
        await page.Locator("form.undo button").ClickAsync();
        await Expect(page.Locator("form.undo p").Filter(new() { HasText = saved })).ToHaveCountAsync(0);
        Assert.Empty(await window.SettledAsync());
    }

    private static async Task ChooseAsync(IPage page, string digit)
    {
        await page.Locator($"input[name=outcome][value='{digit}']").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await Expect(page.Locator($"input[name=outcome][value='{digit}']")).ToBeCheckedAsync();
    }
}
