using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WinLossAgency.Agency.Billing;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Grains.Billing;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.Storage;
using static WinLossAgency.House.Tests.Billing.BillingAgency;

namespace WinLossAgency.House.Tests.Billing;

/// <summary>Stripe's messages, as they come: twice, in any order, forged.</summary>
public sealed class StripeHookTests
{
    private const string Secret = "whsec_for_tests";
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_payment_told_twice_and_out_of_order_counts_once()
    {
        using var fake = new StripeFake();
        await using var agency = await OpenWithStripeAsync(fake);
        await agency.TellAsync("mid", 1, 6);
        AsHelena();
        Assert.True((await agency.Account().Issue("issue", November)).Ok);
        var key = (await agency.Account().Invoices())[^1];
        var mirror = agency.Services.GetRequiredService<StripeMirror>();
        await agency.UntilAsync(async () => fake.Requests.Any(one => one.Path.EndsWith("/finalize", StringComparison.Ordinal)) && await mirror.IdOfAsync(key) is not null);
        var id = (await mirror.IdOfAsync(key))!;
        Assert.All(fake.Requests, one => Assert.DoesNotContain("i-0001-abc", one.Form, StringComparison.Ordinal));

        using var http = new HttpClient(fake, disposeHandler: false);
        var client = new StripeClient(http, new StripeKeys("sk_test", Secret));
        Assert.IsType<StripeAnswer.Done>(await client.PayOutOfBand(id, "card", Stop));
        Assert.Equal(SignatureVerdict.Valid, await SendAsync(agency, "evt_2", "invoice.paid", id));
        Assert.Equal(SignatureVerdict.Valid, await SendAsync(agency, "evt_1", "invoice.finalized", id));
        Assert.Equal(SignatureVerdict.Valid, await SendAsync(agency, "evt_2", "invoice.paid", id));
        var invoice = agency.Grains.GetGrain<IInvoice>(key);
        await agency.UntilAsync(async () => (await invoice.View()).Status == InvoiceStatus.Paid && !await HasWaitingAsync(agency));
        var payment = Assert.Single((await invoice.View()).Payments);
        Assert.Equal((PaidVia.Stripe, Money.Parse("8487.00 EUR")!.Value), (payment.Via, payment.Amount));

        SmallAgency.AsHouse();
        await agency.Services.GetRequiredService<StripeInbox>().CompareAsync(Stop);
        AsHelena();
        var view = await agency.Book().View(November);
        Assert.True(view is { StripeUsed: true, Differences.IsEmpty: true });
    }

    [Fact]
    public async Task A_forged_message_is_neither_kept_nor_applied()
    {
        using var fake = new StripeFake();
        await using var agency = await OpenWithStripeAsync(fake);
        var before = fake.Requests.Count;
        var body = Body("evt_9", "invoice.paid", "in_1");
        var inbox = agency.Services.GetRequiredService<StripeInbox>();
        Assert.Equal(SignatureVerdict.Wrong, await inbox.TakeAsync(Sign(agency, body, "another secret"), body, Stop));
        Assert.Equal(SignatureVerdict.Unreadable, await inbox.TakeAsync("", body, Stop));
        Assert.False(await HasWaitingAsync(agency));
        Assert.Equal(before, fake.Requests.Count);
    }

    [Fact]
    public async Task A_message_about_what_cannot_be_read_holds_up_no_other()
    {
        await using var agency = await OpenWithStripeAsync(new Unreadable());
        await agency.Given.Facts.WriteAsync("stripe|event|evt_a", "in_unreadable"u8.ToArray(), null, Stop);
        await agency.Given.Facts.WriteAsync("stripe|event|evt_b", "in_gone"u8.ToArray(), null, Stop);
        using var inbox = ActivatorUtilities.CreateInstance<StripeInbox>(agency.Services);
        await inbox.StartAsync(Stop);
        await agency.UntilAsync(async () => await agency.Given.Facts.ReadAsync("stripe|event|evt_b", Stop) is null);
        Assert.NotNull(await agency.Given.Facts.ReadAsync("stripe|event|evt_a", Stop));
        await inbox.StopAsync(Stop);
    }

    /// <summary>Answers one invoice in a form that nobody knows, and has no other.</summary>
    private sealed class Unreadable : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(request.RequestUri!.AbsolutePath.EndsWith("/in_unreadable", StringComparison.Ordinal)
                ? new HttpResponseMessage(System.Net.HttpStatusCode.OK) { Content = new StringContent("""{"id":"in_unreadable","object":"invoice"}""") }
                : new HttpResponseMessage(System.Net.HttpStatusCode.NotFound) { Content = new StringContent("""{"error":{"code":"resource_missing"}}""") });
    }

    private static Task<SmallAgency> OpenWithStripeAsync(HttpMessageHandler fake) => OpenAsync(more: services =>
    {
        var keys = new StripeKeys("sk_test", Secret);
        services.AddSingleton(keys).AddSingleton(new StripeClient(new HttpClient(fake, disposeHandler: false), keys));
    });

    private static async Task<SignatureVerdict> SendAsync(SmallAgency agency, string id, string type, string invoice)
    {
        var body = Body(id, type, invoice);
        return await agency.Services.GetRequiredService<StripeInbox>().TakeAsync(Sign(agency, body, Secret), body, Stop);
    }

    private static async Task<bool> HasWaitingAsync(SmallAgency agency)
    {
        await foreach (var _ in agency.Given.Facts.ListAsync("stripe|event|", Stop)) return true;
        return false;
    }

    private static byte[] Body(string id, string type, string invoice) =>
        JsonSerializer.SerializeToUtf8Bytes(new { id, type, data = new { @object = new { @object = "invoice", id = invoice } } });

    private static string Sign(SmallAgency agency, byte[] body, string secret)
    {
        var at = agency.Services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeSeconds();
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{at}."), .. body];
        return $"t={at},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}";
    }
}
