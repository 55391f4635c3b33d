using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WinLossAgency.Browser.Tests;

/// <summary>What a buyer writes when nobody works their case any more is read by the privacy officer, who says what came of it.</summary>
public sealed class LateAnswerTests(Programs programs)
{
    private static readonly Regex Wrote = new("wrote to us after their case was over");

    [Fact]
    public async Task An_answer_after_the_case_waits_for_the_privacy_officer_until_it_is_dealt_with()
    {
        await using var board = await programs.AsAsync(programs.Desk, "Sven");
        var link = await InviteTests.InvitedAsync(board);
        var context = await board.Page.Context.Browser!.NewContextAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await using var buyer = new Window(await context.NewPageAsync(), programs.Axe);
        await buyer.Page.GotoAsync(link);
        await buyer.Page.Locator("a[href*='step=no']").ClickAsync();
        await buyer.Page.Locator("form[action$='/refusal'] button").ClickAsync();
        await Expect(buyer.Page.Locator("form[action$='/refusal']")).ToHaveCountAsync(0);

        await board.GoAsync("/mailbox");
        var mail = board.Page.Locator("article").Filter(new() { HasText = link }).First;
        await mail.Locator("details:has(form[action$='/replies']) summary").ClickAsync();
        var said = $"And please forget what I told you of the {programs.Marks.In("an answer after the case is over")}.";
        await mail.Locator("[name=words]").FillAsync(said);
        await mail.Locator("form[action$='/replies'] button").ClickAsync();
        await Expect(board.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Answered");

        await using var window = await programs.AsAsync(programs.Desk, "Karin");
        var page = window.Page;
        await window.GoAsync("/privacy");
        await window.UntilAsync(page.Locator("#answers a[href$='/answers']").First);
        await Expect(page.Locator("#answers")).ToContainTextAsync(Wrote);
        await Expect(page.Locator("main")).Not.ToContainTextAsync(said);
        await window.ShowAsync("privacy-answers");
        await page.Locator("#answers a[href$='/answers']").Last.ClickAsync();
        await Expect(page.Locator("form[action$='/opening']")).ToBeVisibleAsync();
        await Expect(page.Locator("main")).Not.ToContainTextAsync(said);
        await window.ShowAsync("answers-closed");
        await page.Locator("[name=why]").First.CheckAsync();
        await page.Locator("form[action$='/opening'] button").ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync(said);
        await window.ShowAsync("answers-read");
        await page.Locator("[name=outcome][value=NothingToDo]").CheckAsync();
        await page.Locator("form[action$='/outcome'] button").ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Dealt with");
        await window.ShowAsync("answers-dealt-with");
        Assert.Empty(await window.SettledAsync());
    }
}
