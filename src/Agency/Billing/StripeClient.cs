using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using WinLossAgency.Domain.Billing;

namespace WinLossAgency.Agency.Billing;

/// <summary>Keys of the Stripe account; both empty where the agency bills without Stripe, and then no client is made.</summary>
internal sealed record StripeKeys(string SecretKey, string WebhookSecret)
{
    public static readonly StripeKeys None = new("", "");

    public bool AreThere() => SecretKey != "";
}

internal abstract record StripeAnswer
{
    private StripeAnswer() { }

    public sealed record Done(JsonElement Object) : StripeAnswer
    {
        public string Id() => Object.GetProperty("id").GetString()!;
    }

    /// <summary>Stripe will not do this however often it is asked; a person has to look.</summary>
    public sealed record Refused(int Status, string Code, string Message) : StripeAnswer;

    /// <summary>No answer, or one that asks for patience: the same call with the same key is owed again.</summary>
    public sealed record TryLater(string Reason) : StripeAnswer;
}

/// <summary>
/// Stripe's public HTTP contract, as far as invoices need it. Every call that changes something carries the idempotency key it
/// is given (the id of the effect), so paying an effect twice does it once. Metadata carries opaque ids only. Stripe is the
/// rail and a mirror: lines and tax are sent as we settled them, Stripe computes nothing, and it never advances an invoice by itself.
/// </summary>
internal sealed class StripeClient(HttpClient http, StripeKeys keys)
{
    public const string ApiVersion = "2026-07-29.dahlia";
    public static readonly Uri Api = new("https://api.stripe.com/");

    public Task<StripeAnswer> CreateCustomer(string client, Party party, BillingContact contact, string key, CancellationToken stop) => Post("v1/customers", new JsonObject
    {
        ["name"] = party.LegalName,
        ["email"] = contact.Email,
        ["metadata"] = new JsonObject { ["client"] = client },
    }, key, stop);

    /// <summary>An empty draft under our number; lines follow, then Finalize.</summary>
    public Task<StripeAnswer> CreateInvoice(string invoice, string number, string customer, InvoiceContent content, string key, CancellationToken stop)
    {
        var fields = new JsonObject
        {
            ["customer"] = customer,
            ["auto_advance"] = false,
            ["collection_method"] = "send_invoice",
            ["days_until_due"] = content.PaymentDays,
            ["currency"] = StripeAmount.Code(content.ToPay),
            ["number"] = number,
            ["pending_invoice_items_behavior"] = "exclude",
            ["metadata"] = new JsonObject { ["invoice"] = invoice },
        };
        if (content.PurchaseOrder is { Length: > 0 and <= 140 } order) fields["custom_fields"] = new JsonArray(new JsonObject { ["name"] = "Purchase order", ["value"] = order });
        return Post("v1/invoices", fields, key, stop);
    }

    public Task<StripeAnswer> AddLine(string customer, string stripeInvoice, DraftLine line, string key, CancellationToken stop) =>
        AddItem(customer, stripeInvoice, $"{line.Description}, {line.Period.Label()} ({line.Reference})", line.Amount, key, stop);

    // Tax goes as a line of its own: were Stripe to compute it per line, the sum could differ from ours by a cent.
    public Task<StripeAnswer> AddTax(string customer, string stripeInvoice, InvoiceContent content, string key, CancellationToken stop) =>
        AddItem(customer, stripeInvoice, content.TaxTerms.Label(), content.Tax, key, stop);

    public Task<StripeAnswer> Finalize(string stripeInvoice, string key, CancellationToken stop) =>
        Post($"v1/invoices/{Uri.EscapeDataString(stripeInvoice)}/finalize", new JsonObject { ["auto_advance"] = false }, key, stop);

    public Task<StripeAnswer> Void(string stripeInvoice, string key, CancellationToken stop) => Post($"v1/invoices/{Uri.EscapeDataString(stripeInvoice)}/void", [], key, stop);

    /// <summary>Marks as paid what came by bank.</summary>
    public Task<StripeAnswer> PayOutOfBand(string stripeInvoice, string key, CancellationToken stop) =>
        Post($"v1/invoices/{Uri.EscapeDataString(stripeInvoice)}/pay", new JsonObject { ["paid_out_of_band"] = true }, key, stop);

    public Task<StripeAnswer> GiveUp(string stripeInvoice, string key, CancellationToken stop) => Post($"v1/invoices/{Uri.EscapeDataString(stripeInvoice)}/mark_uncollectible", [], key, stop);

    /// <summary>What a webhook names is fetched anew before it is applied: the webhook says that something changed, this says to what.</summary>
    public Task<StripeAnswer> Invoice(string stripeInvoice, CancellationToken stop) => Send(HttpMethod.Get, $"v1/invoices/{Uri.EscapeDataString(stripeInvoice)}", null, null, stop);

    private Task<StripeAnswer> AddItem(string customer, string stripeInvoice, string description, Money amount, string key, CancellationToken stop) =>
        StripeAmount.From(amount) is not { } minor
            ? Task.FromResult<StripeAnswer>(new StripeAnswer.Refused(0, "amount_not_representable", $"Stripe cannot hold {amount} exactly; this invoice goes without Stripe."))
            : Post("v1/invoiceitems", new JsonObject { ["customer"] = customer, ["invoice"] = stripeInvoice, ["amount"] = minor, ["currency"] = StripeAmount.Code(amount), ["description"] = description }, key, stop);

    private Task<StripeAnswer> Post(string path, JsonObject fields, string key, CancellationToken stop) => Send(HttpMethod.Post, path, fields, key, stop);

    private async Task<StripeAnswer> Send(HttpMethod method, string path, JsonObject? fields, string? key, CancellationToken stop)
    {
        if (!keys.AreThere()) throw new InvalidOperationException("There are no Stripe keys, so nothing may be owed to Stripe.");
        using var request = new HttpRequestMessage(method, new Uri(http.BaseAddress ?? Api, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", keys.SecretKey);
        request.Headers.Add("Stripe-Version", ApiVersion);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (fields is not null) request.Content = new StringContent(StripeForm.Encode(fields), Encoding.UTF8, "application/x-www-form-urlencoded");
        try
        {
            using var response = await http.SendAsync(request, stop);
            return Read(response, await response.Content.ReadAsStringAsync(stop));
        }
        catch (HttpRequestException failed)
        {
            return new StripeAnswer.TryLater($"Stripe was not reached ({failed.HttpRequestError}).");
        }
        catch (TaskCanceledException) when (!stop.IsCancellationRequested)
        {
            return new StripeAnswer.TryLater("Stripe did not answer in time.");
        }
    }

    private static StripeAnswer Read(HttpResponseMessage response, string body)
    {
        var status = (int)response.StatusCode;
        if (Parse(body) is not { } read) return new StripeAnswer.TryLater(string.Create(CultureInfo.InvariantCulture, $"Stripe answered {status} with something that is not JSON."));
        if (response.IsSuccessStatusCode) return new StripeAnswer.Done(read);
        if (MayTryAgain(response)) return new StripeAnswer.TryLater(string.Create(CultureInfo.InvariantCulture, $"Stripe answered {status}."));
        var error = read.ValueKind == JsonValueKind.Object && read.TryGetProperty("error", out var inner) ? inner : read;
        return new StripeAnswer.Refused(status, Text(error, "code") ?? Text(error, "type") ?? "", Text(error, "message") ?? "");
    }

    private static bool MayTryAgain(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Stripe-Should-Retry", out var asked) && bool.TryParse(asked.FirstOrDefault(), out var retry)
            ? retry
            : response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)response.StatusCode >= 500;

    private static JsonElement? Parse(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement from, string name) => from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
