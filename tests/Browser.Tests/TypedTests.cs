using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WinLossAgency.Browser.Tests;

/// <summary>
/// Whatever else a person can type about a buyer, each with a mark; it stands late, so that nobody else's day begins with them.
/// Unmarked are numbers of telephones and codes, which hold no letters, and what is typed to be read outside: reports and what
/// stands in them for names, the reasons of the code book, a quote's role, what clients themselves write, papers of billing.
/// </summary>
public sealed class TypedTests(Programs programs)
{
    [Fact]
    public async Task What_is_corrected_about_a_buyer_stands_on_the_desk()
    {
        await using var window = await programs.AsAsync(programs.Desk, "João");
        var page = window.Page;
        foreach (var field in new[] { "city", "role", "company", "name" })
        {
            var value = $"Nova {programs.Marks.In($"a corrected {field}", inMails: field == "name")}";
            await Expect(page.Locator("#main")).ToBeVisibleAsync();
            await window.PressAsync("e");
            await Expect(page.Locator("#correct [name=value]")).ToBeVisibleAsync();
            await page.Locator("#correct [name=field]").SelectOptionAsync(field);
            await page.Locator("#correct [name=value]").FillAsync(value);
            await page.Locator("#correct").GetByRole(AriaRole.Button, new() { Name = "Correct", Exact = true }).ClickAsync();
            // The place is said with a call that was saved; the rest stands at the head of the case.
            if (field != "city") await Expect(page.Locator("main")).ToContainTextAsync(value);
        }
        await window.ShowAsync("corrected");
        Assert.Empty(await window.SettledAsync());
    }

    [Fact]
    public async Task What_is_said_at_the_call_desk_of_somebody_else_goes_on_with_them()
    {
        await using var window = await programs.AsAsync(programs.Desk, "João");
        var page = window.Page;
        await Expect(page.Locator("#main")).ToBeVisibleAsync();
        await window.PressAsync("r");
        var referral = page.Locator("#referral");
        var name = $"Sara {programs.Marks.In("a colleague who is named on the telephone", inMails: true)}";
        await referral.Locator("[name=name]").FillAsync(name);
        await referral.Locator("[name=role]").FillAsync($"Head of {programs.Marks.In("what the colleague on the telephone is")}");
        await referral.Locator("[name=mail]").FillAsync($"{programs.Marks.In("the address of the colleague on the telephone", inMails: true)}@pontal.example");
        await referral.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.Locator("#main")).ToBeVisibleAsync();
        await page.Locator("#find").FillAsync(programs.Marks.In("a colleague who is named on the telephone", inMails: true));
        await page.Locator("#find").PressAsync("Enter");
        await Expect(page.Locator("main")).ToContainTextAsync(name);
        await page.Locator("#words").FillAsync(programs.Marks.In("whom somebody looks for"));
        await page.Locator("#words").PressAsync("Enter");
        await Expect(page.Locator("main")).ToContainTextAsync("Nobody of your team's cases");
        Assert.Empty(await window.SettledAsync());
    }

    [Fact]
    public async Task Why_a_case_is_skipped_is_a_note_of_it()
    {
        await using var window = await programs.AsAsync(programs.Desk, "Maya");
        var page = window.Page;
        await Expect(page.Locator("form[data-dial]")).ToBeVisibleAsync();
        await window.PressAsync("s");
        await page.Locator("#skip [name=note]").FillAsync($"Rather after the {programs.Marks.In("why a case is skipped")}");
        await page.Locator("#skip button[type=submit]").ClickAsync();
        // Whom somebody was promised to ring now comes again, with the note; else it is the next one's turn.
        await Expect(page.Locator("#skip[open]")).ToHaveCountAsync(0);
        await Expect(page.Locator(".refusal")).ToHaveCountAsync(0);
        Assert.Empty(await window.SettledAsync());
    }

    [Fact]
    public async Task What_a_buyer_writes_back_lies_with_their_case()
    {
        await using var window = await programs.AsAsync(programs.Desk, "Maya");
        var page = window.Page;
        await window.GoAsync("/mailbox");
        var answer = page.Locator("form[action$='/replies']").First;
        await answer.EvaluateAsync("(form) => { for (let one = form; one; one = one.parentElement) if (one.tagName === 'DETAILS') one.open = true; }");
        await answer.Locator("[name=words]").FillAsync($"Thank you. My sister keeps the {programs.Marks.In("a buyer's answer to a mail")} now.");
        await answer.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Answered");
        Assert.Empty(await window.SettledAsync());
    }

    [Fact]
    public async Task Who_asks_about_themselves_is_looked_for_and_not_kept()
    {
        await using var window = await programs.AsAsync(programs.Desk, "Karin");
        var page = window.Page;
        await window.GoAsync("/privacy");
        await page.Locator("[name=kind]").First.CheckAsync();
        await page.Locator("[name=came]").SelectOptionAsync(new SelectOptionValue { Index = 0 });
        await page.Locator("[name=contact]").FillAsync($"{programs.Marks.In("the address of somebody who asks")}@pontal.example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find them" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Nobody");
        // That nobody is found is answered as a refusal, and the browser says so.
        Assert.All(await window.SettledAsync(), complaint => Assert.StartsWith("/privacy/wishes", complaint));
    }
}
