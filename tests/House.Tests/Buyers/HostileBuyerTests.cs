using System.Net;
using Microsoft.AspNetCore.Http;
using WinLossAgency.Desk.Buyers;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.House.Tests.Desk;

namespace WinLossAgency.House.Tests.Buyers;

/// <summary>The buyers' door as somebody meets it who means no good: without end, without shape, and with words where marks belong.</summary>
public sealed class HostileBuyerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("points")]
    [InlineData("appointment.ics")]
    public async Task No_page_behind_a_link_is_asked_for_without_end(string page)
    {
        await using var host = await InviteHost.OpenAsync(deals: 1, new BuyerLimits(PerLink: 3, PerAddress: 1_000));
        using var browser = host.Browser();
        var answers = new List<HttpStatusCode>();
        for (var n = 0; n < 7; n++) answers.Add((await browser.GetAsync($"/b/{new string('c', 64)}/{page}", Stop)).StatusCode);
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
    }

    [Fact]
    public async Task Nothing_is_noted_with_a_time_that_nobody_has()
    {
        await using var host = await InviteHost.OpenAsync(deals: 2, two: false);
        var (first, second) = (await host.InviteAsync(host.Cases[0]), await host.InviteAsync(host.Cases[1]));
        var start = (await host.PageAsync(first)).Days[0].Times[^1];
        ChosenTime With(string number) => new(start, "Europe/Lisbon", MeetingWay.Phone, Attribution.Unattributed, number, false);
        Assert.Null((await host.Door(first).Choose(With(""))).Trouble);
        var before = (await host.StateAsync(host.Cases[1])).Version;
        for (var n = 0; n < 5; n++) Assert.Equal(ChoiceTrouble.Gone, (await host.Door(second).Choose(With($"+351 912 777 00{n}"))).Trouble);
        Assert.Equal(before, (await host.StateAsync(host.Cases[1])).Version);
        Caller.House.Enter();
        Assert.Single((await host.Case(host.Cases[1]).ForMasking()).Dossier.Phones);
    }

    [Fact]
    public void What_a_page_sends_as_its_mark_is_never_words_of_anybodys()
    {
        static IFormCollection Form(string command) => new FormCollection(new() { ["command"] = command });
        Assert.Equal("b-12ab", BuyerEndpoints.Command(Form("b-12ab")));
        foreach (var typed in new[] { "Ana said it", "ana@vale.example", "reply/0f", "", new string('a', 61), "b\r\nc" }) Assert.NotEqual(typed, BuyerEndpoints.Command(Form(typed)));
    }

    [Fact]
    public async Task A_form_that_cannot_be_read_is_the_senders_mistake()
    {
        await using var host = await InviteHost.OpenAsync(deals: 1);
        var token = await host.InviteAsync(host.Cases[0]);
        using var browser = host.Browser();
        var shown = await InviteHost.GetAsync(browser, $"/b/{token}?step=no");
        var many = Enumerable.Range(0, 3_000).Select(n => KeyValuePair.Create($"f{n}", "x"));
        using var fields = new FormUrlEncodedContent([.. many, new("__RequestVerificationToken", DeskHost.TokenIn(shown))]);
        foreach (var door in new[] { "refusal", "bookings", "colleague", "codes", "points" })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync($"/b/{token}/{door}", fields, Stop)).StatusCode);
            foreach (var (type, body) in new[] { ("application/json", "{}"), ("multipart/form-data; boundary=x", "--x\r\nnot a form"), ("multipart/form-data", "x"), ("text/plain", "\0") })
            {
                using var odd = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body));
                odd.Headers.TryAddWithoutValidation("Content-Type", type);
                using var ask = new HttpRequestMessage(HttpMethod.Post, $"/b/{token}/{door}") { Content = odd };
                ask.Headers.Add("RequestVerificationToken", DeskHost.TokenIn(shown));
                Assert.InRange((int)(await browser.SendAsync(ask, Stop)).StatusCode, 300, 499);
            }
        }
        Assert.Null((await host.StateAsync(host.Cases[0])).Never);
    }
}
