using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WinLossAgency.Browser.Tests;

/// <summary>A buyer's way from the mail to an appointment and away from it again, without a script and on a phone too.</summary>
public sealed partial class InviteTests(Programs programs)
{
    private const int TriesMax = 15;
    private const int LooksMax = 120;

    [Fact]
    public async Task An_invited_buyer_books_moves_and_cancels_at_one_link()
    {
        await using var board = await programs.AsAsync(programs.Desk, "Sven");
        var link = await InvitedAsync(board);
        var context = await board.Page.Context.Browser!.NewContextAsync(new() { ViewportSize = new() { Width = 1400, Height = 900 }, JavaScriptEnabled = true, ReducedMotion = ReducedMotion.Reduce });
        await using var buyer = new Window(await context.NewPageAsync(), programs.Axe);
        var page = buyer.Page;
        await page.GotoAsync(link);
        await Expect(page.Locator("input[name=time]").First).ToBeAttachedAsync();
        await buyer.ShowAsync("invite");

        // By keyboard alone: into the times, on to the second, and down to the button.
        await page.Locator("input[name=time]").First.FocusAsync();
        await buyer.PressAsync("ArrowRight");
        await Expect(page.Locator("input[name=time]:checked")).ToHaveCountAsync(1);
        await Expect(page.Locator("input[name=level]:checked")).ToHaveCountAsync(0);
        await page.Locator("input[name=level]").Nth(1).CheckAsync();
        await page.Locator("form.booking button[type=submit]").PressAsync("Enter");
        await Expect(page.Locator("dl.booked")).ToBeVisibleAsync();
        await Expect(page.Locator("dl.booked")).ToContainTextAsync(new Regex(@"\d{2}:\d{2}.*\(.+\)"));
        await buyer.ShowAsync("invite-booked");
        await page.Locator("details:has(> form[action$='/wishes']) > summary").ClickAsync();
        await buyer.ShowAsync("invite-wishes");

        await page.Locator("a[href*='step=move']").ClickAsync();
        await page.Locator("label.slot").Last.ClickAsync();
        await buyer.ShowAsync("invite-move");
        await page.Locator("form.booking button[type=submit]").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("done=moved"));

        await page.Locator("a[href*='step=cancel']").ClickAsync();
        await buyer.ShowAsync("invite-cancel");
        await page.Locator("form[action$='/cancellation'] button").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("done=cancelled"));
        await buyer.ShowAsync("invite-cancelled");
        await Expect(page.Locator("input[name=time]").First).ToBeAttachedAsync();
        await page.Locator("a[href*='step=colleague']").ClickAsync();
        await Expect(page.Locator("input[name=name]")).ToBeVisibleAsync();
        await buyer.ShowAsync("invite-colleague");
        // Words about a third person: the interviewer of the case reads them at the desk, and nobody else.
        await page.Locator("input[name=name]").FillAsync($"Rui {programs.Marks.In("a colleague whom a buyer names", inMails: true)}");
        await page.Locator("input[name=role]").FillAsync($"Head of {programs.Marks.In("what that colleague is")}");
        await page.Locator("input[name=mail]").FillAsync($"{programs.Marks.In("that colleague's address", inMails: true)}@pontal.example");
        await page.Locator("form[action$='/colleague'] button").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("done=suggested"));
        await buyer.ShowAsync("invite-suggested");
        await page.GotoAsync(link);
        await page.Locator("a[href*='step=no']").ClickAsync();
        await Expect(page.Locator("form[action$='/refusal'] button")).ToBeVisibleAsync();
        await buyer.ShowAsync("invite-no-thanks");
        await page.Locator("form[action$='/refusal'] button").ClickAsync();
        await Expect(page.Locator("form[action$='/refusal']")).ToHaveCountAsync(0);
        await buyer.ShowAsync("invite-declined");
        Assert.Empty(await buyer.SettledAsync());
    }

    /// <summary>Invites somebody of the team's cases, lets the minute pass that every mail waits, and reads their link in the local mailbox.</summary>
    internal static async Task<string> InvitedAsync(Window board)
    {
        var page = board.Page;
        await board.GoAsync("/mailbox");
        var known = Link().Matches(await page.Locator("main").TextContentAsync() ?? "").Select(link => link.Value).ToHashSet();
        await board.GoAsync("/board");
        // Whoever has heard from us on enough days is not written to either; then it is the next one's turn.
        for (var tries = 0; tries < TriesMax; tries++)
        {
            foreach (var more in await page.Locator("summary").Filter(new() { HasText = "Show all" }).AllAsync()) await more.ClickAsync();
            var sent = await page.RunAndWaitForResponseAsync(() => page.Locator("form[action$='/invitation']").Nth(tries).Locator("button").First.ClickAsync(), answer => answer.Request.Method == "POST");
            // Whatever the page goes on to, it is asked for once more, so that nothing of this step is cut off by the next.
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await board.GoAsync("/board");
            if (sent.Status < 400) break;
        }
        await page.GetByRole(AriaRole.Button, new() { Name = "+15 min" }).ClickAsync();
        await page.WaitForLoadStateAsync(LoadState.Load);
        await board.GoAsync("/mailbox");
        var mails = page.Locator("article").Filter(new() { HasTextRegex = new Regex("minutes on how you decided|Minuten dazu, wie Sie") });
        for (var looks = 0; looks < LooksMax; looks++)
        {
            // Whom an earlier test invited stands here too.
            foreach (var mail in await mails.AllTextContentsAsync())
                if (Link().Match(mail) is { Success: true } link && !known.Contains(link.Value)) return link.Value;
            await board.GoAsync("/mailbox");
        }
        throw new TimeoutException("Nobody was written to.");
    }

    [GeneratedRegex("http://[^ ]+/b/[0-9a-f]{64}")]
    private static partial Regex Link();
}
