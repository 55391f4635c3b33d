using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WinLossAgency.Agency.Mail;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Mail;
using WinLossAgency.Grains.People;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Mail;

/// <summary>What a delivery service tells of letters: signed, late, a hundred times, of strangers.</summary>
public sealed class MailEventTests
{
    [Fact]
    public async Task News_of_a_letter_becomes_history_once_however_often_it_is_told()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var service = await MailServiceFake.StartAsync();
        var one = await OpenAsync(service, key);
        await using var agency = one.Agency;
        var token = await LetterAsync(one, service);
        object[] events = [Event("open", "e1", token), Event("deferred", "e2", token), Event("bounce", "e3", token, status: "5.2.2", type: "blocked"), Event("open", "e4", "r0123456789012345678901234567890123456789"), Event("open", "e5", null)];
        for (var again = 0; again < 100; again++) Assert.Equal(EventVerdict.Valid, await TellAsync(agency, key, events));
        var state = await one.StateAsync();
        var mail = Assert.Single(state.Mails);
        Assert.True(mail is { OpenedAt: not null, BouncedAt: not null, Lasting: false });
        Assert.Equal(3, state.Version - one.VersionWhenSent);

        Assert.Equal(EventVerdict.Valid, await TellAsync(agency, key, new object[] { Event("dropped", "e6", token, reason: "Bounced Address") }));
        Assert.True((await one.StateAsync()).Mails[0].Lasting);
    }

    [Fact]
    public async Task A_message_that_is_forged_old_or_changed_tells_nothing()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var service = await MailServiceFake.StartAsync();
        var one = await OpenAsync(service, key);
        await using var agency = one.Agency;
        var token = await LetterAsync(one, service);
        object[] events = [Event("group_unsubscribe", "e1", token)];
        var before = (await one.StateAsync()).Version;
        Assert.Equal(EventVerdict.Wrong, await TellAsync(agency, other, events));
        Assert.Equal(EventVerdict.TooOld, await TellAsync(agency, key, events, TimeSpan.FromMinutes(-20)));
        var desk = agency.Services.GetRequiredService<MailEvents>();
        var (body, stamp, signature) = Sign(agency, key, events, TimeSpan.Zero);
        Assert.Equal(EventVerdict.Wrong, await desk.TakeAsync(signature, stamp, (byte[])[.. body, (byte)' ']));
        Assert.Equal(EventVerdict.Unreadable, await desk.TakeAsync("", stamp, body));
        Assert.Equal(EventVerdict.Unreadable, await TellAsync(agency, key, "no list"));
        Assert.Equal(before, (await one.StateAsync()).Version);
    }

    [Theory]
    [InlineData("unsubscribe")]
    [InlineData("group_unsubscribe")]
    [InlineData("spamreport")]
    public async Task Whoever_takes_themselves_off_our_letters_is_left_in_peace_everywhere(string said)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var service = await MailServiceFake.StartAsync();
        var one = await OpenAsync(service, key);
        await using var agency = one.Agency;
        var token = await LetterAsync(one, service);
        var person = (await one.StateAsync()).Person!;
        Assert.Equal(EventVerdict.Valid, await TellAsync(agency, key, new object[] { Event(said, "e1", token) }));
        Assert.Equal((CaseStatus.Refused, RefusalOf.Person), ((await one.StateAsync()).Status, (await one.StateAsync()).Never));
        SmallAgency.AsHouse();
        Assert.True((await agency.Grains.GetGrain<IPerson>(person).Standing()).Suppressed);
        Assert.Equal(EventVerdict.Valid, await TellAsync(agency, key, new object[] { Event(said, "e1", token) }));
    }

    private static Task<BookedCase> OpenAsync(MailServiceFake service, ECDsa key) => BookedCase.OpenAsync(more: (services, _) => services.AddSingleton(new MailSettings
    {
        SendGridKey = "SG.test", SendGridAddress = service.Address.ToString(), MailFrom = "talk@harrowlane.example", SendGridEventKey = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()),
    }));

    private static async Task<string> LetterAsync(BookedCase one, MailServiceFake service)
    {
        await one.BookAndMailAsync(1);
        one.VersionWhenSent = (await one.StateAsync()).Version - 1;
        return service.Letters[0].Token;
    }

    private static Dictionary<string, object> Event(string said, string id, string? token, string? status = null, string? type = null, string? reason = null)
    {
        var told = new Dictionary<string, object> { ["event"] = said, ["email"] = BookedCase.Address, ["sg_event_id"] = id, ["timestamp"] = 1 };
        foreach (var (name, value) in new[] { ("letter", token), ("status", status), ("type", type), ("reason", reason) })
            if (value is not null) told[name] = value;
        return told;
    }

    private static Task<EventVerdict> TellAsync(SmallAgency agency, ECDsa key, object events, TimeSpan late = default)
    {
        var (body, stamp, signature) = Sign(agency, key, events, late);
        return agency.Services.GetRequiredService<MailEvents>().TakeAsync(signature, stamp, body);
    }

    internal static (byte[] Body, string Stamp, string Signature) Sign(SmallAgency agency, ECDsa key, object events, TimeSpan late) => Sign(agency.Services, key, events, late);

    internal static (byte[] Body, string Stamp, string Signature) Sign(IServiceProvider services, ECDsa key, object events, TimeSpan late)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(events);
        var stamp = $"{services.GetRequiredService<TimeProvider>().GetUtcNow().Add(late).ToUnixTimeSeconds()}";
        return (body, stamp, Convert.ToBase64String(key.SignData([.. Encoding.ASCII.GetBytes(stamp), .. body], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)));
    }
}
