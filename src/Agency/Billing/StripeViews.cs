using System.Collections.Immutable;
using System.Text.Json;
using WinLossAgency.Domain.Billing;

namespace WinLossAgency.Agency.Billing;

/// <summary>What a webhook says: that an object changed. It is stored and acknowledged; the object is then fetched anew.</summary>
internal sealed record StripeEvent(string Id, string Type, string ObjectKind, string ObjectId)
{
    /// <summary>Null when the body is no Stripe event.</summary>
    public static StripeEvent? Read(ReadOnlySpan<byte> rawBody)
    {
        try
        {
            var reader = new Utf8JsonReader(rawBody);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            var changed = root.GetProperty("data").GetProperty("object");
            return new StripeEvent(Required(root, "id"), Required(root, "type"), Required(changed, "object"), Required(changed, "id"));
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Required(JsonElement from, string name) => from.GetProperty(name).GetString() ?? throw new JsonException($"{name} is null.");
}

/// <summary>An invoice as Stripe holds it, fetched and not believed from a webhook. Ours: the opaque id in its metadata.</summary>
internal sealed record StripeInvoice(string Id, string Ours, InvoiceStatus Status, Money Total, Money Paid)
{
    public static StripeInvoice Read(JsonElement invoice)
    {
        var code = invoice.GetProperty("currency").GetString()!;
        var ours = invoice.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty("invoice", out var id) ? id.GetString() ?? "" : "";
        var status = invoice.GetProperty("status").GetString() switch
        {
            "draft" => InvoiceStatus.Draft,
            "open" => InvoiceStatus.Open,
            "paid" => InvoiceStatus.Paid,
            "void" => InvoiceStatus.Void,
            "uncollectible" => InvoiceStatus.Uncollectible,
            var other => throw new JsonException($"Stripe gave an invoice the unknown status {other}."),
        };
        return new StripeInvoice(invoice.GetProperty("id").GetString()!, ours, status, StripeAmount.ToMoney(invoice.GetProperty("total").GetInt64(), code), StripeAmount.ToMoney(invoice.GetProperty("amount_paid").GetInt64(), code));
    }
}

/// <summary>One difference between our books and Stripe's, as the billing page says it.</summary>
internal sealed record StripeDifference(string Invoice, string Says);

/// <summary>The nightly comparison of issued invoices: every difference, each once, in the order of our ids.</summary>
internal static class StripeReconciliation
{
    public static ImmutableArray<StripeDifference> Compare(IReadOnlyDictionary<string, InvoiceState> ours, IEnumerable<StripeInvoice> theirs)
    {
        var found = ImmutableArray.CreateBuilder<StripeDifference>();
        var mirrored = theirs.ToLookup(one => one.Ours);
        var issued = ours.Where(pair => pair.Value.Number != "").OrderBy(pair => pair.Key, StringComparer.Ordinal);
        foreach (var stray in mirrored.Where(group => !ours.ContainsKey(group.Key)).SelectMany(group => group)) found.Add(new(stray.Id, $"There and not here: {stray.Total}."));
        foreach (var (id, invoice) in issued)
        {
            var there = mirrored[id].ToList();
            if (there.Count == 0) found.Add(new(id, $"Here and not there: {invoice.Content!.ToPay}."));
            if (there.Count > 1) found.Add(new(id, $"There {there.Count} times."));
            foreach (var one in there)
            {
                if (one.Status != invoice.Status) found.Add(new(id, $"{Word(one.Status)} there, {Word(invoice.Status)} here."));
                if (one.Total != invoice.Content!.ToPay) found.Add(new(id, $"{one.Total} there, {invoice.Content.ToPay} here."));
            }
        }
        return found.ToImmutable();
    }

    private static string Word(InvoiceStatus status) => status.ToString().ToLowerInvariant();
}
