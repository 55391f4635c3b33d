using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using WinLossAgency.Agency.Mail;
using WinLossAgency.Desk;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.Storage;

namespace WinLossAgency.House.Tests.Mail;

/// <summary>The doors for the mail service, on the real program.</summary>
public sealed class HookDoorTests
{
    private const string Secret = "a-word-known-to-the-service-alone";
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_services_doors_take_what_is_signed_and_known_and_answer_all_else_alike()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var data = Directory.CreateTempSubdirectory("hooks-").FullName;
        await using (var desk = await DeskApp.BuildAsync(["--data", data, "--urls", "http://127.0.0.1:0", "--buyers", "http://127.0.0.1:0", "--environment", "Development",
            "--Desk:SendGridEventKey", Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()), "--Desk:SendGridInboundSecret", Secret], builder => builder.Logging.ClearProviders()))
        {
            await desk.StartAsync();
            using var http = new HttpClient { BaseAddress = new Uri(desk.Web.Urls.Last()) };
            var (body, stamp, signature) = MailEventTests.Sign(desk.Web.Services, key, new[] { new { @event = "open", letter = "r" + new string('0', 40) } }, TimeSpan.Zero);
            Assert.Equal(HttpStatusCode.OK, await EventsAsync(http, body, stamp, signature));
            Assert.Equal(HttpStatusCode.BadRequest, await EventsAsync(http, body, stamp, signature[4..]));
            Assert.Equal(HttpStatusCode.BadRequest, await EventsAsync(http, body, "1", signature));
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await EventsAsync(http, new byte[MailHooks.BodyBytesMax + 1], stamp, signature));

            var forged = ReplyTests.Form("r" + new string('0', 40) + "@in.harrowlane.example", "hello");
            Assert.Equal(HttpStatusCode.NotFound, await ReplyAsync(http, Secret, forged));
            Assert.Equal(HttpStatusCode.NotFound, await ReplyAsync(http, Secret + "x", forged));
            Assert.Equal(HttpStatusCode.BadRequest, await ReplyAsync(http, Secret, ("multipart/form-data; boundary=x", [1])));
            await desk.Web.StopAsync(Stop);
        }
        Directory.Delete(data, recursive: true);
    }

    [Theory]
    [InlineData("--Desk:SendGridEventKey", "AAAA", "Desk__SendGridEventKey is no public key")]
    [InlineData("--Desk:SendGridInboundSecret", "short", "Desk__SendGridInboundSecret has fewer than 24")]
    [InlineData("--Desk:SendGridGroup", "seven", "Desk__SendGridGroup is 'seven'")]
    [InlineData("--Desk:SendGridKey", "SG.secret-value", "Desk__MailFrom is not set")]
    [InlineData("--Desk:VideoRooms", "https://meet.example", "write it as https://meet.example/{room}")]
    [InlineData("--Desk:SendGridKy", "x", "Desk__SendGridKy is no setting")]
    public async Task A_setting_that_cannot_be_is_named_and_a_secret_never_shown(string name, string value, string says)
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => DeskApp.BuildAsync(["--data", Path.GetTempPath(), "--environment", "Development", name, value]));
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-value", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> EventsAsync(HttpClient http, byte[] body, string stamp, string signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hooks/sendgrid/events") { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-Twilio-Email-Event-Webhook-Signature", signature);
        request.Headers.Add("X-Twilio-Email-Event-Webhook-Timestamp", stamp);
        using var answer = await http.SendAsync(request, Stop);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> ReplyAsync(HttpClient http, string secret, (string Type, byte[] Body) form)
    {
        using var content = new ByteArrayContent(form.Body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(form.Type);
        using var answer = await http.PostAsync($"/hooks/sendgrid/inbound/{secret}", content, Stop);
        return answer.StatusCode;
    }
}
