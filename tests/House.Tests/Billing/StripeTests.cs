using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using NodaTime;
using WinLossAgency.Agency.Billing;
using WinLossAgency.Domain.Billing;
using Xunit;

namespace WinLossAgency.House.Tests.Billing;

public class StripeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Forms_are_encoded_as_the_official_client_encodes_them()
    {
        foreach (var vector in Vectors.Json("contracts/vectors/stripe-form-encoding.json").GetProperty("vectors").EnumerateArray())
            Assert.Equal(vector.GetProperty("encoded").GetString(), StripeForm.Encode(JsonNode.Parse(vector.GetProperty("input").GetRawText())!.AsObject()));
    }

    [Fact]
    public void A_webhook_is_believed_only_when_signed_whole_and_fresh()
    {
        var vectors = Vectors.Json("contracts/vectors/stripe-webhook.json");
        foreach (var vector in vectors.GetProperty("vectors").EnumerateArray())
        {
            var (secret, header) = (vector.GetProperty("secret").GetString()!, vector.GetProperty("header").GetString()!);
            var body = Encoding.UTF8.GetBytes(vector.GetProperty("payload").GetString()!);
            var (valid, stale) = (At(vector.GetProperty("valid_at").GetInt64()), At(vector.GetProperty("stale_at").GetInt64()));
            Assert.Equal(SignatureVerdict.Valid, StripeSignature.Verify(header, body, secret, valid));
            Assert.Equal(SignatureVerdict.Valid, StripeSignature.Verify("v1=00," + header, body, secret, valid));
            Assert.Equal(SignatureVerdict.Stale, StripeSignature.Verify(header, body, secret, stale));
            Assert.Equal(SignatureVerdict.Wrong, StripeSignature.Verify(header, [.. body, (byte)' '], secret, valid));
            Assert.Equal(SignatureVerdict.Wrong, StripeSignature.Verify(header, body, secret + "x", valid));
            Assert.Equal(new StripeEvent("evt_123", "customer.created", "customer", "cus_123"), StripeEvent.Read(body));
            foreach (var broken in vectors.GetProperty("invalid_headers").EnumerateArray())
                Assert.Equal(SignatureVerdict.Unreadable, StripeSignature.Verify(broken.GetString()!, body, secret, valid));
        }
    }

    [Fact]
    public void A_body_that_is_no_event_is_none()
    {
        foreach (var body in new[] { "", "[]", "{}", """{"id":"evt_1","type":"x","data":{"object":7}}""", """{"id":null,"type":"x","data":{"object":{"id":"a","object":"b"}}}""" })
            Assert.Null(StripeEvent.Read(Encoding.UTF8.GetBytes(body)));
    }

    [Fact]
    public async Task An_invoice_is_mirrored_to_the_cent_and_paid_by_bank()
    {
        var fake = new StripeFake();
        var id = await Mirror(Client(fake), Samples.Issued());
        var open = StripeInvoice.Read(Done(await Client(fake).Invoice(id, Stop)).Object);
        Assert.Equal(("c1-n1", InvoiceStatus.Open, Samples.Content().ToPay), (open.Ours, open.Status, open.Total));

        Done(await Client(fake).PayOutOfBand(id, "n1/pay", Stop));
        var paid = StripeInvoice.Read(Done(await Client(fake).Invoice(id, Stop)).Object);
        Assert.Equal((InvoiceStatus.Paid, open.Total), (paid.Status, paid.Paid));
    }

    [Fact]
    public async Task Every_change_carries_a_key_and_paying_the_same_effects_again_changes_nothing()
    {
        var fake = new StripeFake();
        var first = await Mirror(Client(fake), Samples.Issued());
        var objects = fake.Objects;
        Assert.Equal(first, await Mirror(Client(fake), Samples.Issued()));
        Assert.Equal(objects, fake.Objects);
        Assert.All(fake.Requests, request => Assert.True(request.Key != "" && request.Version == StripeClient.ApiVersion));
        Assert.All(fake.Requests, request => Assert.DoesNotContain("secret", request.Form));
    }

    [Fact]
    public async Task An_answer_lost_on_the_way_is_owed_and_asked_for_again()
    {
        var fake = new StripeFake { LoseNext = 1 };
        var client = Client(fake);
        Task<StripeAnswer> Create() => client.CreateCustomer("c1", Samples.Content().Buyer, Samples.Content().Contact, "c1/customer", Stop);
        Assert.IsType<StripeAnswer.TryLater>(await Create());
        Assert.Equal("cus_1", Done(await Create()).Id());
        Assert.Equal(1, fake.Objects);
    }

    [Fact]
    public async Task Metadata_carries_opaque_ids_only()
    {
        var fake = new StripeFake();
        await Mirror(Client(fake), Samples.Issued());
        var metadata = fake.Requests.SelectMany(request => request.Form.Split('&')).Where(field => field.StartsWith("metadata")).Distinct();
        Assert.Equal(["metadata[client]=c1", "metadata[invoice]=c1-n1"], metadata);
    }

    [Fact]
    public async Task What_Stripe_refuses_is_told_with_its_code()
    {
        var fake = new StripeFake();
        var id = await Mirror(Client(fake), Samples.Issued());
        Done(await Client(fake).Void(id, "n1/void", Stop));
        var refused = Assert.IsType<StripeAnswer.Refused>(await Client(fake).PayOutOfBand(id, "n1/pay", Stop));
        Assert.Equal((400, "invoice_not_editable"), (refused.Status, refused.Code));
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, "{}", true)]
    [InlineData(HttpStatusCode.Conflict, "{}", true)]
    [InlineData(HttpStatusCode.BadGateway, "<html>", true)]
    [InlineData(HttpStatusCode.Unauthorized, """{"error":{"type":"invalid_request_error","message":"Invalid API Key"}}""", false)]
    public async Task Only_an_answer_that_may_change_is_asked_for_again(HttpStatusCode status, string body, bool again)
    {
        var answer = await Client(new Says(status, body)).Finalize("in_1", "k", Stop);
        Assert.Equal(again, answer is StripeAnswer.TryLater);
    }

    [Fact]
    public async Task Without_keys_nothing_may_be_owed_to_Stripe()
    {
        Assert.False(StripeKeys.None.AreThere());
        var client = new StripeClient(new HttpClient(new StripeFake()), StripeKeys.None);
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.Invoice("in_1", Stop));
    }

    [Theory]
    [InlineData("EUR", 1234, 1234L)]
    [InlineData("JPY", 1234, 1234L)]
    [InlineData("ISK", 1234, 123_400L)]
    [InlineData("MGA", 1234, null)]
    [InlineData("MGA", 1200, 12L)]
    [InlineData("KWD", 1235, null)]
    [InlineData("KWD", 1230, 1230L)]
    public void Amounts_go_as_Stripe_counts_them_or_not_at_all(string currency, long minor, long? amount)
    {
        var money = new Money(minor, currency);
        Assert.Equal(amount, StripeAmount.From(money));
        if (amount is { } sent) Assert.Equal(money, StripeAmount.ToMoney(sent, StripeAmount.Code(money)));
    }

    [Fact]
    public void The_nightly_comparison_lists_every_difference()
    {
        var ours = new Dictionary<string, InvoiceState> { ["n1"] = Samples.Issued(), ["n2"] = Samples.Issued(), ["n3"] = Samples.Issued(), ["n4"] = Samples.After(new InvoiceCommand.Draw(Samples.Content())) };
        var total = Samples.Content().ToPay;
        var differences = StripeReconciliation.Compare(ours,
        [
            new StripeInvoice("in_1", "n1", InvoiceStatus.Open, total, Samples.Eur(0)), new StripeInvoice("in_2", "n2", InvoiceStatus.Paid, Samples.Eur(1), Samples.Eur(1)),
            new StripeInvoice("in_9", "", InvoiceStatus.Open, Samples.Eur(5), Samples.Eur(0)),
        ]);
        Assert.Equal(["in_9 There and not here: 5.00 EUR.", "n2 paid there, open here.", "n2 1.00 EUR there, 14,101.95 EUR here.", "n3 Here and not there: 14,101.95 EUR."],
            differences.Select(one => $"{one.Invoice} {one.Says}"));
    }

    internal static async Task<string> Mirror(StripeClient client, InvoiceState invoice)
    {
        var content = invoice.Content!;
        var customer = Done(await client.CreateCustomer(content.Client, content.Buyer, content.Contact, "c1/customer", Stop)).Id();
        var id = Done(await client.CreateInvoice("c1-n1", invoice.Number, customer, content, "n1/create", Stop)).Id();
        foreach (var line in content.Lines) Done(await client.AddLine(customer, id, line, $"n1/line/{line.Reference}", Stop));
        Done(await client.AddTax(customer, id, content, "n1/tax", Stop));
        Done(await client.Finalize(id, "n1/finalize", Stop));
        return id;
    }

    internal static StripeAnswer.Done Done(StripeAnswer answer) => Assert.IsType<StripeAnswer.Done>(answer);

    private static StripeClient Client(HttpMessageHandler stripe) => new(new HttpClient(stripe, disposeHandler: false), new StripeKeys("sk_test_1", "whsec_1"));

    private static Instant At(long seconds) => Instant.FromUnixTimeSeconds(seconds);

    private sealed class Says(HttpStatusCode status, string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body) });
    }
}
