using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WinLossAgency.Browser.Tests;

/// <summary>The call desk with the keyboard alone, keys counted.</summary>
[Collection(Programs.Shared)]
public sealed class CallDeskTests(Programs programs)
{
    private const int KeysMax = 10;
    private const int SkipsMax = 10;

    [Fact]
    public async Task A_call_without_an_answer_is_saved_in_three_keys_and_undone_by_one()
    {
        await using var window = await programs.AsAsync(programs.Desk, "Maya");
        var page = window.Page;
        var keys = new Keys(page);
        var first = await DialAsync(page, keys);
        await keys.PressAsync("5");
        await Expect(page.Locator("input[name=outcome][value='5']")).ToBeCheckedAsync();
        await keys.PressAsync("Enter");
        await Expect(page.Locator("form.undo")).ToContainTextAsync("Saved");
        await keys.PressAsync("u");
        await Expect(page.Locator("form.undo")).ToHaveCountAsync(0);
        await Expect(page).ToHaveTitleAsync(first);
        Assert.True(keys.Pressed < KeysMax, $"{keys.Pressed} keys; fewer than {KeysMax} are wanted.");
        Assert.Empty(await window.SettledAsync());
    }

    [Fact]
    public async Task An_interview_is_booked_by_keys_and_said_back_in_both_places_time()
    {
        await using var window = await programs.AsAsync(programs.Desk, "Maya");
        var page = window.Page;
        var keys = new Keys(page);
        await DialAsync(page, keys);
        await keys.PressAsync("2");
        await keys.PressAsync("1");
        await Expect(page.Locator("[data-echo-words]").First).ToContainTextAsync(new Regex(@"\d{2}:\d{2}"));
        await keys.PressAsync("Enter");
        await Expect(page.Locator("form.undo")).ToContainTextAsync("Saved");
        Assert.True(keys.Pressed < KeysMax, $"{keys.Pressed} keys; fewer than {KeysMax} are wanted.");
        await keys.PressAsync("u");
        Assert.Empty(await window.SettledAsync());
    }

    [Fact]
    public async Task A_note_is_kept_while_it_is_typed_and_is_there_after_a_reload()
    {
        await using var window = await programs.AsAsync(programs.Desk, "João");
        var page = window.Page;
        await Expect(page.Locator("#note")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("n");
        await Expect(page.Locator("#note")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Prefers mornings");
        await Expect(page.Locator("[data-note-state]")).ToContainTextAsync("Saved");
        await page.ReloadAsync();
        await Expect(page.Locator("#note")).ToHaveValueAsync(new Regex("Prefers mornings"));
    }

    [Fact]
    public async Task A_caller_is_found_in_five_keys()
    {
        await using var window = await programs.AsAsync(programs.Desk, "Maya");
        var page = window.Page;
        var keys = new Keys(page);
        await Expect(page.Locator("#main")).ToBeVisibleAsync();
        await keys.PressAsync("/");
        await Expect(page.Locator("#find")).ToBeFocusedAsync();
        await keys.TypeAsync("rit");
        await keys.PressAsync("Enter");
        await Expect(page.Locator("main")).ToContainTextAsync("Rita");
        Assert.Equal(5, keys.Pressed);
        Assert.Empty(await window.SettledAsync());
    }

    [Fact]
    public async Task The_keys_of_a_page_are_shown_on_asking()
    {
        await using var window = await programs.AsAsync(programs.Desk, "Maya");
        await window.Page.Keyboard.PressAsync("?");
        await Expect(window.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await window.Page.Keyboard.PressAsync("Escape");
        await Expect(window.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    /// <summary>Dials the case on the desk. One whose person may not be rung today is skipped, as at work; the keys of skipping are not counted.</summary>
    private static async Task<string> DialAsync(IPage page, Keys keys)
    {
        keys.Press();
        return await DialAsync(page);
    }

    internal static async Task<string> DialAsync(IPage page)
    {
        for (var tries = 0; tries < SkipsMax; tries++)
        {
            await Expect(page.Locator("form[data-dial]")).ToBeVisibleAsync();
            await page.Keyboard.PressAsync("c");
            await Expect(page.Locator("[data-dial-state]")).ToContainTextAsync(new Regex("On the line|week|day|hours"));
            if ((await page.Locator("[data-dial-state]").InnerTextAsync()).StartsWith("On the line", StringComparison.Ordinal))
                return await page.TitleAsync();
            var before = await page.TitleAsync();
            await page.Keyboard.PressAsync("s");
            await page.Locator("#skip button[type=submit]").ClickAsync();
            await Expect(page).Not.ToHaveTitleAsync(before);
        }
        throw new InvalidOperationException($"The desk offered {SkipsMax} people of whom none may be rung.");
    }

    private sealed class Keys(IPage page)
    {
        public int Pressed { get; private set; }

        public void Press() => Pressed++;

        public async Task PressAsync(string key)
        {
            Pressed++;
            await page.Keyboard.PressAsync(key);
        }

        public async Task TypeAsync(string words)
        {
            Pressed += words.Length;
            await page.Keyboard.TypeAsync(words);
        }
    }
}
