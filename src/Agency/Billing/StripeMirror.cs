using System.Text;
using WinLossAgency.Agency.Work;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.Billing;

/// <summary>
/// Tells Stripe what was issued, settled by bank, voided or given up. Our books lead and Stripe follows. Every call has a key of
/// its own, and what Stripe made is kept as soon as it is known, so that telling twice makes nothing twice.
/// </summary>
internal sealed class StripeMirror(StripeClient client, StripeKeys keys, AgencyStores stores)
{
    public const string InvoicePrefix = "stripe|invoice|";

    public bool IsUsed => keys.AreThere();

    public async Task<JobEnd> TellAsync(string key, InvoiceState invoice, InvoiceEvent happened, CancellationToken stop)
    {
        if (happened is InvoiceEvent.Issued)
        {
            await CreateAsync(key, invoice, stop);
            return JobEnd.Done;
        }
        // An invoice that Stripe cannot hold, or that was issued before there were keys, has no mirror to tell.
        if (await IdOfAsync(key) is not { } id) return JobEnd.Done;
        if (happened is InvoiceEvent.Voided) Must(await client.Void(id, $"{key}/void", stop));
        else if (happened is InvoiceEvent.GivenUp) Must(await client.GiveUp(id, $"{key}/give-up", stop));
        else if (happened is InvoiceEvent.Settled && invoice.Payments is [.., { Via: not PaidVia.Stripe }]) Must(await client.PayOutOfBand(id, $"{key}/paid", stop));
        return JobEnd.Done;
    }

    public async Task<string?> IdOfAsync(string key) => await stores.Facts.ReadAsync(InvoicePrefix + key) is { } stored ? Encoding.UTF8.GetString(stored.Bytes.Span) : null;

    private async Task CreateAsync(string key, InvoiceState invoice, CancellationToken stop)
    {
        var content = invoice.Content!;
        if (StripeAmount.From(content.Tax) is null || content.Lines.Any(line => StripeAmount.From(line.Amount) is null)) return;
        var customer = await KeepAsync($"stripe|customer|{content.Client}", () => client.CreateCustomer(content.Client, content.Buyer, content.Contact, $"{content.Client}/customer", stop));
        var id = await KeepAsync(InvoicePrefix + key, () => client.CreateInvoice(key, invoice.Number, customer, content, $"{key}/create", stop));
        foreach (var line in content.Lines) Must(await client.AddLine(customer, id, line, $"{key}/line/{line.Reference}", stop));
        if (!content.Tax.IsZero()) Must(await client.AddTax(customer, id, content, $"{key}/tax", stop));
        Must(await client.Finalize(id, $"{key}/finalize", stop));
    }

    private async Task<string> KeepAsync(string document, Func<Task<StripeAnswer>> make)
    {
        if (await stores.Facts.ReadAsync(document) is { } known) return Encoding.UTF8.GetString(known.Bytes.Span);
        var id = Must(await make()).Id();
        try
        {
            await stores.Facts.WriteAsync(document, Encoding.UTF8.GetBytes(id), null);
        }
        catch (EtagMismatchException)
        {
            // The same call with the same key was made twice at once; both got the same object.
        }
        return id;
    }

    private static StripeAnswer.Done Must(StripeAnswer answer) => answer switch
    {
        StripeAnswer.Done done => done,
        StripeAnswer.Refused refused => throw new InvalidOperationException($"Stripe refused with {refused.Status} {refused.Code}."),
        StripeAnswer.TryLater later => throw new InvalidOperationException(later.Reason),
        _ => throw new InvalidOperationException("Stripe answers in one of three ways."),
    };
}
