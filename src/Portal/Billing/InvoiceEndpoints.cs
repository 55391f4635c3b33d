using WinLossAgency.Portal.People;

namespace WinLossAgency.Portal.Billing;

/// <summary>An invoice as it was issued; only the client's admin may see that there is one.</summary>
internal static class InvoiceEndpoints
{
    public static void MapInvoices(this WebApplication app) =>
        app.MapGet("/{client}/invoices/{number}/invoice.pdf", async (string number, Visit visit, HttpContext context) =>
        {
            if (!visit.IsAdmin || await visit.Shelf.InvoicePdfAsync(number, context.RequestAborted) is not { } pdf)
            {
                await NotFoundHere.AnswerAsync(context);
                return;
            }
            await TypedResults.Stream(pdf, "application/pdf", $"invoice-{number}.pdf").ExecuteAsync(context);
        });
}
