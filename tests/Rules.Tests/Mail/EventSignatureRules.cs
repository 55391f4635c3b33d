using System.Globalization;
using System.Text;
using System.Text.Json;
using NodaTime;
using WinLossAgency.Domain.Mail;
using WinLossAgency.Rules.Tests.Calls;

namespace WinLossAgency.Rules.Tests.Mail;

/// <summary>The service's own published examples of signatures.</summary>
public sealed class EventSignatureRules
{
    [Fact]
    public void The_published_signatures_hold_and_nothing_near_them_does()
    {
        var file = Vectors();
        var wrong = file.GetProperty("wrong");
        var seen = 0;
        foreach (var vector in file.GetProperty("vectors").EnumerateArray())
        {
            string Text(string name) => vector.GetProperty(name).GetString()!;
            var (key, signature, stamp, body) = (Text("public_key"), Text("signature"), Text("timestamp"), Encoding.UTF8.GetBytes(Text("payload")));
            var now = Instant.FromUnixTimeSeconds(long.Parse(stamp, CultureInfo.InvariantCulture)) + Duration.FromSeconds(5);
            Assert.Equal(EventVerdict.Valid, EventSignature.Verify(key, signature, stamp, body, now));
            Assert.Equal(EventVerdict.Wrong, EventSignature.Verify(wrong.GetProperty("public_key").GetString()!, signature, stamp, body, now));
            Assert.Equal(EventVerdict.Wrong, EventSignature.Verify(key, wrong.GetProperty("signature").GetString()!, stamp, body, now));
            Assert.Equal(EventVerdict.Wrong, EventSignature.Verify(key, signature, stamp + "0", body, now));
            Assert.Equal(EventVerdict.Wrong, EventSignature.Verify(key, signature, stamp, body.AsSpan(0, body.Length - 2), now));
            for (var at = 0; at < body.Length; at += 7)
            {
                byte[] other = [.. body];
                other[at] ^= 1;
                Assert.Equal(EventVerdict.Wrong, EventSignature.Verify(key, signature, stamp, other, now));
            }
            Assert.Equal(EventVerdict.TooOld, EventSignature.Verify(key, signature, stamp, body, now + EventSignature.AgeMax));
            Assert.Equal(EventVerdict.TooOld, EventSignature.Verify(key, signature, stamp, body, now - EventSignature.AgeMax - Duration.FromSeconds(6)));
            foreach (var bad in new[] { "", "x", "MEUC", new string('A', 4000), "====" }) Assert.NotEqual(EventVerdict.Valid, EventSignature.Verify(key, bad, stamp, body, now));
            foreach (var bad in new[] { "", "-1", "1e9", "99999999999999999999999", "١" }) Assert.Equal(EventVerdict.Unreadable, EventSignature.Verify(key, signature, bad, body, now));
            seen++;
        }
        Assert.Equal(2, seen);
    }

    [Fact]
    public void Without_a_key_nothing_is_valid()
    {
        Assert.False(EventSignature.IsKey(""));
        Assert.False(EventSignature.IsKey("AAAA"));
        Assert.Equal(EventVerdict.Wrong, EventSignature.Verify("", "MEUCIG==", "1600112502", [], Instant.FromUnixTimeSeconds(1600112502)));
    }

    [Theory]
    [InlineData("""{"event":"open"}""", NewsKind.Opened)]
    [InlineData("""{"event":"open","sg_machine_open":true}""", null)]
    [InlineData("""{"event":"bounce","status":"5.0.0"}""", NewsKind.CameBackForGood)]
    [InlineData("""{"event":"bounce","status":"5.2.2","type":"blocked"}""", NewsKind.CameBack)]
    [InlineData("""{"event":"bounce","status":"4.4.1","type":"bounce"}""", NewsKind.CameBack)]
    [InlineData("""{"event":"dropped","reason":"Bounced Address"}""", NewsKind.CameBackForGood)]
    [InlineData("""{"event":"dropped","reason":"Unsubscribed Address"}""", NewsKind.WantsNoMore)]
    [InlineData("""{"event":"dropped","reason":"Recipient List over Package Quota"}""", NewsKind.CameBack)]
    [InlineData("""{"event":"spamreport"}""", NewsKind.WantsNoMore)]
    [InlineData("""{"event":"group_unsubscribe"}""", NewsKind.WantsNoMore)]
    [InlineData("""{"event":"deferred"}""", null)]
    [InlineData("""{"event":"delivered"}""", null)]
    [InlineData("""{"event":"group_resubscribe"}""", null)]
    [InlineData("""{"event":7}""", null)]
    public void Each_event_says_what_it_says(string told, NewsKind? kind)
    {
        var (news, others) = MailNews.Read(Encoding.UTF8.GetBytes($"[{told[..^1]},\"letter\":\"r1\",\"sg_event_id\":\"e1\"}}]"), "letter")!.Value;
        Assert.Equal(kind is null ? [] : [new MailNews(kind.Value, "r1", "e1", "")], news);
        Assert.Equal(kind is null ? 1 : 0, others);
    }

    [Fact]
    public void What_is_no_list_of_events_is_none() => Assert.All(["", "{}", "[", "null", "[[1]] x"], body => Assert.Null(MailNews.Read(Encoding.UTF8.GetBytes(body), "letter")));

    private static JsonElement Vectors() => Shared.Json("contracts/vectors/sendgrid-eventwebhook.json");
}
