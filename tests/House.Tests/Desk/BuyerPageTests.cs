using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using WinLossAgency.Agency.Mail;
using WinLossAgency.Desk.Buyers;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Mail;
using WinLossAgency.Vault.Themes;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Desk;

/// <summary>A buyer's page as a browser without a screen meets it, at the buyers' door of the demo agency.</summary>
public sealed partial class BuyerPageTests(DeskHost host) : IClassFixture<DeskHost>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_shows_nothing_before_its_code_and_reading_it_changes_nothing()
    {
        var interview = await CodedAsync();
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        Caller.House.Enter();
        Assert.True((await grains.GetGrain<IApproval>(interview).Ask("ask")).Ok);
        // Other buyers of the demo were sent links to choose a time.
        var link = await MailedAsync(m => Link().Match(m.Subject == "What will be read of our conversation" ? m.Body : ""));
        Assert.StartsWith(host.Buyers.ToString().TrimEnd('/'), link, StringComparison.Ordinal);
        Caller.House.Enter();
        var (name, version) = ((await grains.GetGrain<IInterview>(interview).ForMasking()).Dossier.Name, (await grains.GetGrain<IInterview>(interview).View()).State.Version);

        using var browser = host.Stranger(host.Buyers);
        var shut = await PageAsync(browser, link);
        foreach (var word in name.Split(' ').Append("Northwind").Append("northwind")) Assert.DoesNotContain(word, shut, StringComparison.Ordinal);
        Assert.DoesNotContain("blockquote", shut, StringComparison.Ordinal);
        // A scanner that follows every link and a form without its page's token change nothing either.
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync($"{link}/withdrawal", new FormUrlEncodedContent([]), Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync($"{link}/points", Stop)).StatusCode);

        Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync(browser, shut, $"{link}/codes")).StatusCode);
        var asks = await PageAsync(browser, $"{link}?done=sent");
        // A wrong code leads back to the page, so that a reload sends it no second time; so does the address of a form.
        var wrong = await SendAsync(browser, asks, $"{link}/openings", ("code", "12 34 5"));
        Assert.EndsWith("?done=sent&trouble=Wrong", wrong.Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.Contains("role=\"alert\"", await PageAsync(browser, $"{link}?done=sent&trouble=Wrong"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync($"{link}/openings", Stop)).StatusCode);
        var code = await MailedAsync(m => Code().Match(m.Subject));
        Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync(browser, asks, $"{link}/openings", ("code", $" {code[..3]} {code[3..]}"))).StatusCode);
        var open = await PageAsync(browser, link);
        Assert.Contains(name.Split(' ')[0], open, StringComparison.Ordinal);
        var passage = Passage().Match(open).Groups[1].Value;
        Caller.House.Enter();
        Assert.Equal(version, (await grains.GetGrain<IInterview>(interview).View()).State.Version);

        // Another browser with the same link is asked for a code of its own.
        using var other = host.Stranger(host.Buyers);
        Assert.DoesNotContain("blockquote", await PageAsync(other, link), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync(browser, open, $"{link}/passages", ($"choice-{passage}", "TakeOut"), ("command", "once"))).StatusCode);
        Caller.House.Enter();
        Assert.Equal(PassageChoice.TakeOut, (await grains.GetGrain<IInterview>(interview).View()).State.Passages[passage].Choice);

        // A form sent with nothing chosen is no answer. After the day what was withheld cannot be given any more: it is not
        // offered, and whoever sends it from an older page is told that nothing was noted.
        Assert.EndsWith("?done=nothing", (await SendAsync(browser, open, $"{link}/passages", ("command", "twice"))).Headers.Location?.ToString(), StringComparison.Ordinal);
        for (var morning = 0; morning < 9; morning++) host.Services.GetRequiredService<WinLossAgency.Ui.Demo.IDemoClock>().Move(WinLossAgency.Ui.Demo.DemoMove.NextMorning);
        var late = await SendAsync(browser, open, $"{link}/passages", ($"choice-{passage}", "Keep"), ("command", "late"));
        Assert.EndsWith("?done=refused", late.Headers.Location?.ToString(), StringComparison.Ordinal);
        var past = await PageAsync(browser, $"{link}?done=refused");
        Assert.Contains("nothing was changed", past, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"Keep\"", past, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_what_they_wrote_lies_unread_the_page_names_no_day_and_takes_none_away()
    {
        var interview = await CodedAsync(skipped: 1);
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        var its = grains.GetGrain<IInterview>(interview);
        Caller.House.Enter();
        Assert.True((await grains.GetGrain<IApproval>(interview).Ask("ask-still")).Ok);
        var address = (await its.ForMasking()).Dossier.Emails[0];
        var link = await MailedAsync(m => Link().Match(m.To == address && m.Subject == "What will be read of our conversation" ? m.Body : ""));
        using var browser = host.Stranger(host.Buyers);
        Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync(browser, await PageAsync(browser, link), $"{link}/codes")).StatusCode);
        var asks = await PageAsync(browser, $"{link}?done=sent");
        var code = await MailedAsync(m => Code().Match(m.To == address ? m.Subject : ""));
        Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync(browser, asks, $"{link}/openings", ("code", code))).StatusCode);
        var open = await PageAsync(browser, link);
        Assert.Contains("You can answer until", open, StringComparison.Ordinal);
        Assert.DoesNotContain("We first read what you wrote to us.", open, StringComparison.Ordinal);

        Caller.House.Enter();
        Assert.True((await its.Do("wrote", new InterviewCommand.NoteReply())).Ok);
        var still = await PageAsync(browser, link);
        Assert.Contains("We first read what you wrote to us. Until then your time to answer does not run out.", still, StringComparison.Ordinal);
        Assert.DoesNotContain("You can answer until", still, StringComparison.Ordinal);
        // Long after the day nothing is withheld from them that they could give before.
        for (var morning = 0; morning < 14; morning++) host.Services.GetRequiredService<WinLossAgency.Ui.Demo.IDemoClock>().Move(WinLossAgency.Ui.Demo.DemoMove.NextMorning);
        still = await PageAsync(browser, link);
        Assert.Contains("We first read what you wrote to us.", still, StringComparison.Ordinal);
        Assert.DoesNotContain("The day has passed", still, StringComparison.Ordinal);
        Assert.Contains("value=\"Keep\"", still, StringComparison.Ordinal);

        Caller.House.Enter();
        Assert.True((await its.Do("dealt", new InterviewCommand.SettleAnswers("karin", AnswerOutcome.NothingToDo, 1))).Ok);
        var again = await PageAsync(browser, link);
        Assert.Contains("You can answer until", again, StringComparison.Ordinal);
        Assert.DoesNotContain("We first read", again, StringComparison.Ordinal);
        Assert.Contains("value=\"Keep\"", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_was_never_sent_is_closed_in_the_readers_language()
    {
        using var browser = host.Stranger(host.Buyers);
        using var ask = new HttpRequestMessage(HttpMethod.Get, $"/b/{new string('a', BuyersLink.TokenLength)}");
        ask.Headers.AcceptLanguage.ParseAdd("de-AT,de;q=0.9");
        using var answer = await browser.SendAsync(ask, Stop);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
        Assert.Contains("nicht mehr offen", page, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"de\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/b/short", Stop)).StatusCode);
    }

    [Fact]
    public void Every_language_says_everything()
    {
        foreach (var code in BuyerTexts.Languages) Assert.Equal(BuyerTexts.KeysOf("en").Order(StringComparer.Ordinal), BuyerTexts.KeysOf(code).Order(StringComparer.Ordinal));
        foreach (var code in ApprovalWords.Languages) Assert.Equal(ApprovalWords.KeysOf("en").Order(StringComparer.Ordinal), ApprovalWords.KeysOf(code).Order(StringComparer.Ordinal));
        foreach (var code in PointWords.Languages) Assert.Equal(PointWords.KeysOf("en").Order(StringComparer.Ordinal), PointWords.KeysOf(code).Order(StringComparer.Ordinal));
        foreach (var trouble in Enum.GetNames<CodeTrouble>()) Assert.Contains($"trouble-{trouble}", BuyerTexts.KeysOf("en"));
    }

    /// <summary>An English-speaking buyer of the demo whose words have been coded and quoted.</summary>
    private async Task<string> CodedAsync(int skipped = 0)
    {
        Caller.House.Enter();
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        foreach (var card in (await grains.GetGrain<IEngagement>("northwind/q4").Cards()).Where(c => c.Status == CaseStatus.Done && c.Language.StartsWith("de", StringComparison.Ordinal) is false))
            if (await grains.GetGrain<WinLossAgency.Grains.Analysis.ICoding>(card.Interview).View() is { Quotes.IsEmpty: false } && skipped-- == 0) return card.Interview;
        throw new InvalidOperationException("The demo has no coded interview with a quote.");
    }

    private async Task<string> MailedAsync(Func<MailLine, Match> found)
    {
        Match? match = null;
        await Patience.UntilAsync(
            async () =>
            {
                Caller.House.Enter();
                var mails = await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IMailbox>(IMailbox.Key).Lately();
                return (match = mails.Select(found).FirstOrDefault(m => m.Success)) is not null;
            },
            "Such a mail has come");
        return match!.Value;
    }

    private static async Task<string> PageAsync(HttpClient browser, string address) => WebUtility.HtmlDecode(await (await browser.GetAsync(address, Stop)).Content.ReadAsStringAsync(Stop));

    private static Task<HttpResponseMessage> SendAsync(HttpClient browser, string page, string address, params (string Name, string Value)[] fields) =>
        browser.PostAsync(address, new FormUrlEncodedContent([.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)), new("__RequestVerificationToken", DeskHost.TokenIn(page))]), Stop);

    [GeneratedRegex("http://[^ ]+/b/[0-9a-f]{64}")]
    private static partial Regex Link();

    [GeneratedRegex(@"\b\d{6}\b")]
    private static partial Regex Code();

    [GeneratedRegex("name=\"choice-([^\"]+)\"")]
    private static partial Regex Passage();
}
