using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WinLossAgency.Browser.Tests;

/// <summary>A programme's first day, on a client of this test's own: set up, the list repaired, deals chosen, the client's wishes kept.</summary>
public sealed class EngagementTests(Programs programs)
{
    private const string Client = "Harbour Tools";
    private const string Root = "/engagements/harbour-tools";
    private const string Heading = "Opportunity ID,Account Name,Entscheider,Contact: Email,Contact: Phone,Contact: Title,Amount,Amount Currency,Close Date,Stage,Account: Billing Country,Region\n";

    [Fact]
    public async Task A_new_programme_is_set_up_its_list_repaired_and_the_clients_wishes_kept()
    {
        await using var priya = await programs.AsAsync(programs.Desk, "Priya");
        await SetUpAsync(priya);
        await TakeListAsync(priya);
        await ChooseAsync(priya);
        await using (var ines = await programs.AsAsync(programs.Portal, "Ines"))
        {
            await LeaveOutAsync(ines);
            await SendListAsync(ines);
            Assert.Empty(await ines.SettledAsync());
        }
        var page = priya.Page;
        await priya.GoAsync($"{Root}/spring-2027/deals");
        await Expect(page.Locator("main")).ToContainTextAsync("7 on the list, 2 chosen, 1 left out at the client's request.");
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "Cais Três" })).ToContainTextAsync("We are in talks with them again");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "more.csv" })).ToBeVisibleAsync();
        await priya.ShowAsync("deals-with-wishes");
        Assert.Empty(await priya.SettledAsync());
    }

    [Fact]
    public async Task What_is_not_there_says_so_and_where_to_go_on()
    {
        await using var window = await programs.AsAsync(programs.Desk, "Ingrid");
        var page = window.Page;
        foreach (var (path, says) in new[]
        {
            ("/engagements/nobody", "No such client"), ("/engagements/nobody/none", "No such engagement"), ("/engagements/nobody/none/set-up", "No such engagement"),
            ("/engagements/nobody/none/deals", "No such engagement"), ("/nowhere", "There is nothing here"), ("/billing/months/never", "There is nothing here"),
        })
        {
            var answer = await page.GotoAsync(path);
            Assert.Equal(404, answer?.Status);
            await Expect(page.Locator("h1")).ToHaveTextAsync(says);
            await Expect(page.Locator("main a").First).ToBeVisibleAsync();
        }
        // A value that the form does not offer is the sender's mistake, and is told as one.
        await page.GotoAsync("/billing");
        await page.Locator("form[action$='/checks'] input[name=check]").First.EvaluateAsync("(field) => { field.value = 'Neither'; }");
        var refused = await page.RunAndWaitForResponseAsync(() => page.Locator("form[action$='/checks'] button").First.ClickAsync(), answer => answer.Url.EndsWith("/checks", StringComparison.Ordinal));
        Assert.Equal(400, refused.Status);
        await Expect(page.Locator("h1")).ToHaveTextAsync("This could not be read");
    }

    private static async Task SetUpAsync(Window window)
    {
        var page = window.Page;
        await window.GoAsync("/engagements");
        var opening = page.Locator("form[action='/engagements']");
        foreach (var (name, value) in new[] { ("name", Client), ("legal", "Harbour Tools, Lda."), ("address", "Rua do Cais 4\n4050-001 Porto"), ("tax", "PT555010999"), ("mail", "contas@harbour-tools.example") })
            await opening.Locator($"[name={name}]").FillAsync(value);
        await opening.GetByRole(AriaRole.Button, new() { Name = "Open this client" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync(Client);

        var invitation = page.Locator($"form[action='{Root}/people']");
        await invitation.Locator("[name=name]").FillAsync("Ines Prado");
        await invitation.Locator("[name=mail]").FillAsync("ines@harbour-tools.example");
        await invitation.Locator("[name=rights]").SelectOptionAsync("admin");
        await invitation.GetByRole(AriaRole.Button, new() { Name = "Invite" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove Ines Prado" })).ToBeVisibleAsync();
        await window.ShowAsync("new-client");

        await page.GetByLabel("Title").FillAsync("Spring 2027");
        await page.GetByRole(AriaRole.Button, new() { Name = "Draft an engagement" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Set-up");
        var form = page.Locator($"form[action='{Root}/spring-2027/set-up']");
        foreach (var (name, value) in new[]
        {
            ("questions", "Why do ports leave us?\nIs our service too slow?"), ("beliefs", "Price"), ("wins", "2"), ("losses", "3"),
            ("from", "2026-11-17"), ("until", "2026-12-18"), ("readout", "2027-01-15"),
        })
            await form.Locator($"[name={name}]").FillAsync(value);
        foreach (var person in new[] { "Maya Lindqvist", "Priya Raman", "Tom Becker" }) await form.GetByLabel(person).CheckAsync();
        await window.ShowAsync("set-up");
        await form.GetByRole(AriaRole.Button, new() { Name = "Save the set-up" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Nothing is wanting.");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Go on to .Agreed by the client") }).ClickAsync();
        await Expect(page.Locator(".stages .now")).ToContainTextAsync("Agreed by the client");
        await window.ShowAsync("engagement-agreed");
    }

    /// <summary>A heading that nobody has seen before, a date that is none and a row that comes twice; what needs repair goes back as a file and comes again.</summary>
    private async Task TakeListAsync(Window window)
    {
        var page = window.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Deals", Exact = true }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Deals");
        var first = Row(1, "Cais Um", "2026-09-11", who: $"Ida {programs.Marks.In("a buyer's name on a list", inMails: true)}").Replace("buyer1@", $"{programs.Marks.In("a buyer's address on a list", inMails: true)}@", StringComparison.Ordinal);
        await SendAsync("harbour.csv", Heading + first + Row(2, "Cais Dois", "2026-09-12", "Closed Won") + Row(3, "Cais Três", "2026-09-13")
            + Row(4, "Cais Quatro", "soon") + Row(5, "Cais Cinco", "2026-09-15") + Row(6, "Cais Seis", "2026-09-16", "Closed Won") + first);
        await Expect(page.Locator("main")).ToContainTextAsync("Nothing is taken yet. Of 7 rows, 5 can be taken, 1 needs repair, 1 repeats another.");
        await Expect(page.Locator("main")).ToContainTextAsync("The close date \"soon\" is not a date.");
        await Expect(page.Locator("main")).ToContainTextAsync("There is no name");
        await window.ShowAsync("list-before");
        await page.GetByLabel("What Entscheider means").SelectOptionAsync("ContactName");
        await page.GetByRole(AriaRole.Button, new() { Name = "Read it this way" }).ClickAsync();
        await Expect(page.Locator("main")).Not.ToContainTextAsync("There is no name");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take 5 deals" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Of 7 rows, 5 were taken");
        await window.ShowAsync("list-taken");
        var (_, sheet) = await window.DownloadAsync(page.GetByRole(AriaRole.Link, new() { Name = "Download them with the reasons" }));
        var repair = Encoding.UTF8.GetString(sheet);
        Assert.Contains("HT-4", repair, StringComparison.Ordinal);
        Assert.Contains("is not a date", repair, StringComparison.Ordinal);
        Assert.DoesNotContain("HT-5", repair, StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Link, new() { Name = "Deals", Exact = true }).ClickAsync();
        await SendAsync("harbour-mended.csv", repair.Replace(",soon,", ",2026-09-14,", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Button, new() { Name = "Take 1 deal" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Of 1 rows, 1 were taken, 0 need repair");

        async Task SendAsync(string name, string text)
        {
            await page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) });
            await page.GetByRole(AriaRole.Button, new() { Name = "Send the list" }).ClickAsync();
            await Expect(page.Locator("h1")).ToHaveTextAsync(name);
        }
    }

    private static async Task ChooseAsync(Window window)
    {
        var page = window.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Deals", Exact = true }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("6 on the list, 0 chosen");
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "harbour.csv" })).ToContainTextAsync(new Regex(@"\d{2}:\d{2} [A-Z]\w+"));
        await page.GetByLabel("Choose Cais Um").CheckAsync();
        await page.GetByLabel("Choose Cais Dois").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Open a case for those ticked" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("6 on the list, 2 chosen");
    }

    private static async Task LeaveOutAsync(Window window)
    {
        var page = window.Page;
        await Expect(page.Locator("h1")).ToHaveTextAsync("Your first report comes on 15 January 2027");
        await window.ShowAsync("portal-before-the-first");
        await page.GetByRole(AriaRole.Link, new() { Name = "Your deals", Exact = true }).ClickAsync();
        var row = page.GetByRole(AriaRole.Row, new() { Name = "Cais Três" });
        await window.UntilAsync(row);
        await row.GetByText("Leave out…").ClickAsync();
        await row.Locator("[name=reason]").FillAsync("We are in talks with them again");
        await window.PictureAsync("job-portal-leave-out-light-1400");
        await row.GetByRole(AriaRole.Button, new() { Name = "Leave it out" }).ClickAsync();
        // The page asks by itself until the desk has taken it.
        await Expect(page.Locator("h1")).ToHaveTextAsync("Taken");
        await window.ShowAsync("portal-wish-taken");
        await page.GetByRole(AriaRole.Link, new() { Name = "Go back" }).ClickAsync();
        await window.UntilAsync(page.GetByText("Left out at your request: We are in talks with them again"));
    }

    private static async Task SendListAsync(Window window)
    {
        var page = window.Page;
        await page.Locator("input[name=file]").SetInputFilesAsync(new FilePayload
        {
            Name = "more.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(Heading + Row(7, "Cais Sete", "2026-09-17") + Row(8, "Cais Oito", "later")),
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "Send deals" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Taken");
        await Expect(page.Locator("main")).ToContainTextAsync("The close date \"later\" is not a date.");
        await window.ShowAsync("portal-list-taken");
        await page.GetByRole(AriaRole.Link, new() { Name = "Go back" }).ClickAsync();
        await window.UntilAsync(page.GetByRole(AriaRole.Row, new() { Name = "Cais Sete" }));
        await window.ShowAsync("portal-deals");
    }

    private static string Row(int n, string account, string closed, string stage = "Closed Lost", string? who = null) =>
        $"HT-{n},{account},{who ?? $"Ida Holm {n}"},buyer{n}@harbour-{n}.example,+351 91 555 40{n:00},Head of Operations,{10_000 + (n * 500)},EUR,{closed},{stage},Portugal,North\n";
}
