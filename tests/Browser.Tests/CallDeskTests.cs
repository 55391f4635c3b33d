using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WinLossAgency.Browser.Tests;

/// <summary>The call desk with the keyboard alone, keys counted.</summary>
public sealed class CallDeskTests(Programs programs)
{
    private const int KeysMax = 10;
    private const int SkipsMax = 10;

    [Fact]
    public async Task A_call_without_an_answer_is_saved_in_three_keys_and_undone_by_one()
    {
        await using var window = await programs.AsAsync(programs.Desk, "Maya");
        var page = window.Page;
        var keys = new Keys(window);
        var first = await DialAsync(window, keys);
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
        var keys = new Keys(window);
        await DialAsync(window, keys);
        await keys.PressAsync("2");
        await Expect(page.Locator("input[name=book]")).ToBeFocusedAsync();
        await keys.PressAsync("1");
        await Expect(page.Locator("[data-echo-words]").First).ToContainTextAsync(new Regex(@"\d{2}:\d{2}"));
        await keys.PressAsync("Enter");
        await Expect(page.Locator("form.undo")).ToContainTextAsync("Saved");
        Assert.True(keys.Pressed < KeysMax, $"{keys.Pressed} keys; fewer than {KeysMax} are wanted.");
        await keys.PressAsync("u");
        await Expect(page.Locator("form.undo")).ToHaveCountAsync(0);
        Assert.Empty(await window.SettledAsync());
    }

    [Fact]
    public async Task A_mistyped_time_is_typed_again_and_its_digits_choose_no_ending()
    {
        await using var window = await programs.AsAsync(programs.Desk, "Maya");
        var page = window.Page;
        var keys = new Keys(window);
        var first = await DialAsync(window, keys);
        var callback = page.Locator("input[name=callback]");
        await keys.PressAsync("3");
        await Expect(callback).ToBeFocusedAsync();
        await keys.TypeAsync($"zz {programs.Marks.In("what is typed for a time and is none")}");
        await keys.PressAsync("Enter");
        await Expect(page.Locator(".refusal")).ToBeVisibleAsync();
        await Expect(callback).ToBeFocusedAsync();
        await page.Locator("input[name=outcome][value='3']").FocusAsync();
        await keys.TypeAsync("5");
        await Expect(callback).ToBeFocusedAsync();
        await Expect(callback).ToHaveValueAsync(new Regex("5"));
        await Expect(page.Locator("input[name=outcome][value='3']")).ToBeCheckedAsync();
        await keys.PressAsync("Escape");
        await keys.PressAsync("5");
        await Expect(page.Locator("input[name=outcome][value='5']")).ToBeCheckedAsync();
        await Expect(page).ToHaveTitleAsync(first);
        Assert.Empty(await window.SettledAsync());
    }

    [Fact]
    public async Task A_note_is_kept_while_it_is_typed_and_is_there_after_a_reload()
    {
        await using var window = await programs.AsAsync(programs.Desk, "João");
        var page = window.Page;
        await Expect(page.Locator("#note")).ToBeVisibleAsync();
        await window.PressAsync("n");
        await Expect(page.Locator("#note")).ToBeFocusedAsync();
        await window.TypeAsync($"Prefers mornings, {programs.Marks.In("the note of an attempt")}");
        // The state says that a note is saved while typed; only with a time does it say that this one was.
        await Expect(page.Locator("[data-note-state]")).ToHaveTextAsync(new Regex(@"^Saved \d{2}:\d{2}$"));
        await page.ReloadAsync();
        await Expect(page.Locator("#note")).ToHaveValueAsync(new Regex("Prefers mornings"));
    }

    [Fact]
    public async Task Why_a_case_is_held_back_is_read_by_whoever_leads_the_team()
    {
        await using var window = await programs.AsAsync(programs.Desk, "Sven");
        var page = window.Page;
        await window.GoAsync("/board/cases?status=Waiting");
        if (await page.Locator("th a[href^='/board/cases/']").CountAsync() == 0) await window.GoAsync("/board/cases");
        await window.GoAsync(await page.Locator("th a[href^='/board/cases/']").Last.GetAttributeAsync("href") ?? "");
        foreach (var (button, why) in new[] { ("Hold it back", $"They asked about the {programs.Marks.In("why a case is held back")}"), ("Let it go again", $"No longer the {programs.Marks.In("why a case is let go")}") })
        {
            await page.Locator("[name=why]").FillAsync(why);
            await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
            await Expect(page.Locator("#history ~ dl").Last).ToContainTextAsync(why);
        }
        Assert.Empty(await window.SettledAsync());
    }

    [Fact]
    public async Task A_caller_is_found_in_five_keys()
    {
        await using var window = await programs.AsAsync(programs.Desk, "Maya");
        var page = window.Page;
        var keys = new Keys(window);
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
        await window.PressAsync("?");
        await Expect(window.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await window.PressAsync("Escape");
        await Expect(window.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    /// <summary>Dials the case on the desk. One whose person may not be rung today is skipped, as at work; the keys of skipping are not counted.</summary>
    private static async Task<string> DialAsync(Window window, Keys keys)
    {
        keys.Press();
        return await DialAsync(window);
    }

    internal static async Task<string> DialAsync(Window window)
    {
        var page = window.Page;
        for (var tries = 0; tries < SkipsMax; tries++)
        {
            await Expect(page.Locator("form[data-dial]")).ToBeVisibleAsync();
            await window.PressAsync("c");
            // Either the line is open or the band says why this person may not be rung.
            await Expect(page.Locator(".dial-bar.is-dialled, [data-dial-state].stop")).ToBeVisibleAsync();
            var title = await page.TitleAsync();
            if (await page.Locator(".dial-bar.is-dialled").CountAsync() == 1)
            {
                await Expect(page.Locator("[data-dial-state]")).ToContainTextAsync("On the line");
                return title;
            }
            await window.PressAsync("s");
            await page.Locator("#skip button[type=submit]").ClickAsync();
            await Expect(page).Not.ToHaveTitleAsync(title);
        }
        throw new InvalidOperationException($"The desk offered {SkipsMax} people of whom none may be rung.");
    }

    private sealed class Keys(Window window)
    {
        public int Pressed { get; private set; }

        public void Press() => Pressed++;

        public async Task PressAsync(string key)
        {
            Pressed++;
            await window.PressAsync(key);
        }

        public async Task TypeAsync(string words)
        {
            Pressed += words.Length;
            await window.TypeAsync(words);
        }
    }
}
