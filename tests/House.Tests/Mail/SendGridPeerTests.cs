using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using NodaTime;
using WinLossAgency.Agency.Mail;
using WinLossAgency.Domain.Mail;
using WinLossAgency.House.Tests.Billing;

namespace WinLossAgency.House.Tests.Mail;

/// <summary>Letters, and the fake that stands in for the service, against the service's published contract: a peer that checks every field and knows no state.</summary>
public sealed class SendGridPeerTests
{
    private const string Peer = "node_modules/@stoplight/prism-cli/dist/index.js";
    private const string Spec = "contracts/sendgrid/sendgrid-v3.trimmed.openapi.json";

    [Fact]
    public async Task Every_letter_keeps_the_published_contract_and_the_fake_judges_as_it_does()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var peer = await StartAsync(Vectors.Path(Spec));
        await using var fake = await MailServiceFake.StartAsync();
        Uri[] both = [peer.Address, fake.Address];
        foreach (var address in both)
        {
            using var http = new HttpClient();
            foreach (var settings in new[] { Settings(address), Settings(address) with { SendGridGroup = 0, MailTellsOpened = false } })
                foreach (var letter in Letters()) Assert.IsType<Delivery.HandedOver>(await new SendGridCourier(http, settings).SendAsync(letter, "r0123456789abcdef0123456789abcdef01234567", stop));
            foreach (var (what, spoil) in Spoilt)
            {
                var body = new SendGridCourier(http, Settings(address)).Body(Letters()[0], "r01");
                spoil(body);
                Assert.True(await StatusAsync(http, address, body, "SG.test") == HttpStatusCode.BadRequest, $"{address}: {what}");
            }
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http, address, new SendGridCourier(http, Settings(address)).Body(Letters()[0], "r01"), null));
        }
    }

    private static readonly (string What, Action<JsonObject> Spoil)[] Spoilt =
    [
        ("no recipients", body => body.Remove("personalizations")), ("no sender", body => body.Remove("from")),
        ("a recipient who is no list", body => body["personalizations"]![0]!["to"] = "ana@baltic.example"), ("a sender who is a word", body => body["from"] = "talk@harrowlane.example"),
    ];

    private static MailSettings Settings(Uri address) => new() { SendGridKey = "SG.test", SendGridAddress = address.ToString(), MailFrom = "talk@harrowlane.example", SendGridGroup = 7 };

    private static Letter[] Letters()
    {
        var plain = new Letter("m1", Instant.FromUtc(2026, 11, 20, 9, 0), new("Harrow Lane", "talk@harrowlane.example"), new("Ana Réis", "ana@baltic.example"), "r01@in.harrowlane.example", "Sorry I missed you", "Dear Ana,\n\nI rang.", null);
        var invite = new CalendarInvite(InviteMethod.Request, "u1", 0, plain.At, Instant.FromUtc(2026, 11, 24, 10, 0), 30, DateTimeZoneProviders.Tzdb["Europe/Lisbon"])
        {
            Summary = "Interview", Description = "30 minutes", Location = "We ring you", Organiser = plain.From, Attendee = plain.To,
        };
        return [plain, plain with { Invite = invite }, plain with { Invite = invite with { Method = InviteMethod.Cancel, Sequence = 1 }, ReplyTo = "" }, plain with { To = new("", "ana@baltic.example") }];
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, Uri address, JsonObject body, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "v3/mail/send")) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        if (key is not null) request.Headers.Authorization = new("Bearer", key);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static Task<ContractPeer> StartAsync(string spec) =>
        ContractPeer.StartAsync("@stoplight/prism-cli", Peer, (prism, port) => new ProcessStartInfo("node", [prism, "mock", "-h", "127.0.0.1", "-p", $"{port}", "--errors", spec]));
}
