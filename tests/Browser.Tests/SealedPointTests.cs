using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WinLossAgency.Browser.Tests;

/// <summary>A point from an aside, from the theme it is filed under to its buyer's answer and the second person who lets it out.</summary>
public sealed class SealedPointTests(Programs programs)
{
    private const string Themes = "/themes/northwind/q4";
    private const string Theme = "trust";
    private const string Asking = "What will be read of our conversation";

    [Fact]
    public async Task A_buyer_is_asked_about_a_point_of_theirs_releases_it_and_a_second_person_lets_it_out()
    {
        var label = $"Ties outside the firm weighed like a {programs.Marks.In("a point that a buyer is asked about")}";
        await using var mailbox = await programs.AsAsync(programs.Desk, "Maya");
        var before = await NewestAsync(mailbox, Asking);
        await using (var priya = await programs.AsAsync(programs.Desk, "Priya"))
        {
            await FileAsync(priya);
            await AskAsync(priya, label);
            Assert.Empty(await priya.SettledAsync());
        }
        var link = Regex.Match(await NewestAsync(mailbox, Asking, before), @"http://[^ ]+/b/[0-9a-f]{64}").Value;
        await using (var buyer = await programs.StrangerAsync())
        {
            await AnswerAsync(buyer, mailbox, link, label);
            Assert.Empty(await buyer.SettledAsync());
        }
        // All who said it have released it; how many they are the page does not tell.
        await using var tom = await programs.AsAsync(programs.Desk, "Tom");
        await tom.GoAsync(Themes);
        var line = tom.Page.Locator("main li", new() { HasText = label });
        await Expect(line).ToContainTextAsync("all who said it released it");
        await tom.ShowAsync("point-released");
        await line.GetByRole(AriaRole.Button, new() { Name = "Let it out" }).ClickAsync();
        await Expect(line).ToContainTextAsync("may be told: those who said it released it");
        Assert.Empty(await tom.SettledAsync());
    }

    /// <summary>The first aside that an analyst may open, under a theme that nothing else is filed under.</summary>
    private static async Task FileAsync(Window window)
    {
        var page = window.Page;
        await window.GoAsync("/transcripts");
        var interviews = (await window.LinksAsync()).Select(path => Regex.Match(path, "^/interviews/northwind/q4/[^/]+").Value).Where(path => path.Length > 0).Distinct().ToArray();
        var theme = page.Locator("form[action$='/themes'] select[name=theme]");
        foreach (var interview in interviews)
        {
            await window.GoAsync($"{interview}/transcript/asides");
            if (await page.Locator("input[name=why]").CountAsync() > 0)
            {
                await page.Locator("input[name=why]").First.CheckAsync();
                await page.Locator("form", new() { Has = page.Locator("input[name=why]") }).GetByRole(AriaRole.Button).First.ClickAsync();
                await Expect(page.Locator("input[name=why]")).ToHaveCountAsync(0);
                await window.GoAsync($"{interview}/transcript/asides");
            }
            if (await theme.CountAsync() == 0) continue;
            await theme.First.SelectOptionAsync(Theme);
            await page.Locator("form[action$='/themes']").First.GetByRole(AriaRole.Button).ClickAsync();
            await Expect(theme.First).ToHaveValueAsync(Theme);
            return;
        }
        Assert.Fail($"None of {interviews.Length} interviews has an aside.");
    }

    private static async Task AskAsync(Window window, string label)
    {
        var page = window.Page;
        await window.GoAsync(Themes);
        await page.Locator("[name=theme]").First.SelectOptionAsync(Theme);
        await page.Locator("[name=label]").FillAsync(label);
        await page.Locator("[name=reason]").FillAsync("The client ought to hear it.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Propose it" }).ClickAsync();
        var line = page.Locator("main li", new() { HasText = label });
        await line.GetByRole(AriaRole.Button, new() { Name = "Ask those who said it" }).ClickAsync();
        await Expect(line).ToContainTextAsync("those who said it have been asked");
        await window.ShowAsync("point-asked");
    }

    /// <summary>The buyer's own browser, which knows nothing of the desk: the link, the code, the point, a yes.</summary>
    private static async Task AnswerAsync(Window buyer, Window mailbox, string link, string label)
    {
        var page = buyer.Page;
        var before = await NewestAsync(mailbox, "Your code is");
        await buyer.GoAsync(link);
        await page.Locator("form[action$='/codes'] button").ClickAsync();
        await Expect(page.Locator("#code")).ToBeVisibleAsync();
        await page.Locator("#code").FillAsync(Regex.Match(await NewestAsync(mailbox, "Your code is", before), @"\d{6}").Value);
        await page.Locator("form[action$='/openings'] button").ClickAsync();
        await buyer.ShowAsync("buyer-own-page");
        await page.Locator("a[href$='/points']").ClickAsync();
        await Expect(page.Locator("blockquote")).ToHaveTextAsync(label);
        await buyer.ShowAsync("buyer-point");
        await page.GetByLabel("Yes, in these words").CheckAsync();
        await page.Locator("main form").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("it is noted");
        await Expect(page.GetByLabel("Yes, in these words")).ToBeCheckedAsync();
        await buyer.ShowAsync("buyer-point-answered");
    }

    /// <summary>The newest mail with these words in its subject, once it is another than this one; the newest is the uppermost. Nothing where there may be none yet.</summary>
    private static async Task<string> NewestAsync(Window window, string subject, string? before = null)
    {
        await window.GoAsync("/mailbox");
        var mails = window.Page.Locator("article", new() { Has = window.Page.Locator("h2", new() { HasText = subject }) });
        if (before is not null)
            for (var looks = 0; looks < 60 && (await mails.CountAsync() == 0 || await mails.First.InnerTextAsync() == before); looks++) await window.GoAsync("/mailbox");
        return await mails.CountAsync() == 0 ? "" : await mails.First.InnerTextAsync();
    }
}
