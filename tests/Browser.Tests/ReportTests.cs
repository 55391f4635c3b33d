using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WinLossAgency.Browser.Tests;

/// <summary>A report from its draft to the client's files. No other test writes in this one.</summary>
public sealed class ReportTests(Programs programs)
{
    private const string Address = "/reports/northwind/q4/r-1";
    private static readonly string Sealed = File.ReadAllText(Path.Combine(Programs.Root, "infra", "example", "sealed-sentence.txt")).Trim();

    [Fact]
    public async Task A_report_with_a_sealed_sentence_is_held_and_without_it_two_people_release_it_to_the_client()
    {
        await using (var priya = await programs.AsAsync(programs.Desk, "Priya"))
        {
            await KeepAsync(priya);
            await HoldAsync(priya);
            await ProposeAsync(priya);
            Assert.Empty(await priya.SettledAsync());
        }
        await using (var tom = await programs.AsAsync(programs.Desk, "Tom"))
        {
            await tom.GoAsync(Address);
            // It never changes afterwards, so one key alone lets nothing out.
            await tom.PressAsync("o");
            await Expect(tom.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Approve") })).ToBeVisibleAsync();
            await tom.PressAsync("y");
            await tom.PressAsync("o");
            await Expect(tom.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Approve") })).ToHaveCountAsync(0);
            Assert.Empty(await tom.SettledAsync());
        }
        await using var owen = await programs.AsAsync(programs.Portal, "Owen");
        await ReadAsync(owen);
        await using (var priya = await programs.AsAsync(programs.Desk, "Priya"))
        {
            await TakeBackAsync(priya);
            Assert.Empty(await priya.SettledAsync());
        }
        Assert.Empty(await owen.SettledAsync());
    }

    /// <summary>The quoted buyers are asked; one reads their passages behind a code, takes one out at once, and the report says that it has to be replaced.</summary>
    private async Task TakeBackAsync(Window window)
    {
        var page = window.Page;
        await window.GoAsync(Address);
        await Expect(page.Locator("#certificate")).ToContainTextAsync("Approved");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask the buyers who are quoted" }).ClickAsync();
        await Expect(page.Locator("#buyers")).ToContainTextAsync("asked, silent until");
        await window.ShowAsync("report-approval");

        await window.GoAsync("/mailbox");
        var mail = page.Locator(".mail", new() { HasTextRegex = new Regex("/b/[0-9a-f]{64}") });
        await window.UntilAsync(mail.First);
        var link = Regex.Match(await mail.First.InnerTextAsync(), "http://[^ ]+/b/[0-9a-f]{64}").Value;
        await window.GoAsync(link);
        await window.ShowAsync("buyer-link");
        await page.Locator("form[action$='/codes'] button").ClickAsync();
        await Expect(page.Locator("#code")).ToBeVisibleAsync();
        await window.ShowAsync("buyer-code");
        await window.GoAsync(new Uri(programs.Desk, "/mailbox").ToString());
        var code = Regex.Match(await page.Locator("article h2", new() { HasTextRegex = new Regex(@"\d{6}") }).First.InnerTextAsync(), @"\d{6}").Value;
        await window.GoAsync(link + "?done=sent");
        await page.Locator("#code").FillAsync(code);
        await page.Locator("form[action$='/openings'] button").ClickAsync();
        await Expect(page.Locator("blockquote").First).ToBeVisibleAsync();
        await window.ShowAsync("buyer-passages");

        var passage = page.Locator("fieldset.passage", new() { Has = page.Locator("[name^=at-once]") }).First;
        await passage.Locator("[value=TakeOut]").CheckAsync();
        await passage.Locator("[name^=at-once]").CheckAsync();
        await page.Locator("form[action$='/passages'] button").ClickAsync();
        await Expect(page.Locator(".band.good")).ToBeVisibleAsync();
        // Also where nobody has opened a report yet.
        await window.GoAsync(new Uri(programs.Desk, "/reports").ToString());
        await Expect(page.Locator("#main")).ToContainTextAsync("Report no. 1 holds what may not be told any more. It has to be replaced now.");
        await window.GoAsync(new Uri(programs.Desk, "/reports/northwind/q4/r-2").ToString());
        await Expect(page.Locator(".recall")).ToContainTextAsync("It has to be replaced now.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Correct report no. 1 here" }).ClickAsync();
        await Expect(page.Locator(".recall")).ToContainTextAsync("This draft corrects it.");
        await Expect(page.Locator("#correction")).ToHaveValueAsync(new Regex("taken out of finding"));
        await window.ShowAsync("report-correction");
        await window.GoAsync(new Uri(programs.Desk, "/themes/northwind/q4").ToString());
        await window.ShowAsync("themes");
    }

    /// <summary>What is typed and not saved is saved by the button of another form before the gate reads the report.</summary>
    private static async Task KeepAsync(Window window)
    {
        var page = window.Page;
        var answer = page.GetByLabel("The answer, in two sentences");
        var standing = page.Locator("[data-standing]");
        var held = page.Locator("#gate .mend", new() { HasText = "Held: too near to something said in confidence." });
        await window.GoAsync(Address);
        var was = await answer.InputValueAsync();
        await Expect(standing).ToHaveTextAsync("Saved");
        await CheckAsync($"{was} {Sealed}");
        await Expect(held.First).ToBeVisibleAsync();
        await Expect(answer).ToHaveValueAsync($"{was} {Sealed}");
        await CheckAsync(was);
        await Expect(held).ToHaveCountAsync(0);
        await Expect(answer).ToHaveValueAsync(was);

        async Task CheckAsync(string words)
        {
            await answer.FillAsync(words);
            await Expect(standing).ToHaveTextAsync("Not saved yet");
            await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Check") }).ClickAsync();
            await Expect(standing).ToHaveTextAsync("Saved");
        }
    }

    /// <summary>Proposed with a sealed sentence in it, the report stays a draft, and the light says where and not why.</summary>
    private static async Task HoldAsync(Window window)
    {
        var page = window.Page;
        var finding = page.Locator("#finding-0");
        await window.GoAsync(Address);
        var was = await finding.Locator("[name=context]").InputValueAsync();
        await SayAsync($"{was} {Sealed}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Propose this report" }).ClickAsync();
        var held = page.Locator("#gate .mend", new() { HasText = "Held: too near to something said in confidence." });
        await Expect(held.First).ToContainTextAsync("Finding 1, context");
        await Expect(page.Locator("main")).Not.ToContainTextAsync("Proposed by");
        await window.ShowAsync("report-held");
        await SayAsync(was);

        async Task SayAsync(string context)
        {
            await finding.EvaluateAsync("(one) => { one.open = true; }");
            await finding.Locator("[name=context]").FillAsync(context);
            await finding.GetByRole(AriaRole.Button, new() { Name = "Save this finding" }).ClickAsync();
            await Expect(page.Locator("#gate")).ToContainTextAsync("not checked since the last change");
            await Expect(finding.Locator("[name=context]")).ToHaveValueAsync(context);
        }
    }

    private static async Task ProposeAsync(Window window)
    {
        var page = window.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Propose this report" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Proposed by Priya Raman");
        // Whoever proposed it is shown the button and cannot press it.
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Approve") })).ToBeDisabledAsync();
        await window.ShowAsync("report-proposed");
    }

    /// <summary>The client reads the first page and takes the report with them: printed, as pages, as data.</summary>
    private static async Task ReadAsync(Window window)
    {
        var page = window.Page;
        // The print is owed for a moment; the page shows it once it lies on the shelf.
        var pdf = page.GetByRole(AriaRole.Link, new() { Name = "Report as PDF" });
        await window.UntilAsync(pdf);
        await window.ShowAsync("portal-first-page");
        var (name, bytes) = await window.DownloadAsync(pdf);
        Assert.Equal("report-1.pdf", name);
        Assert.Equal("%PDF"u8.ToArray(), bytes[..4]);
        var (_, pages) = await window.DownloadAsync(page.GetByRole(AriaRole.Link, new() { Name = "Pages as a file" }));
        var html = Encoding.UTF8.GetString(pages);
        Assert.Contains("<html", html, StringComparison.Ordinal);
        Assert.DoesNotContain(Sealed, html, StringComparison.Ordinal);
        var (_, data) = await window.DownloadAsync(page.GetByRole(AriaRole.Link, new() { Name = "Data JSON" }));
        using var read = System.Text.Json.JsonDocument.Parse(data);
        Assert.DoesNotContain(Sealed, read.RootElement.GetRawText(), StringComparison.Ordinal);
    }
}
