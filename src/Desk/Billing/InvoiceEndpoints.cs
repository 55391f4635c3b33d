using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;
using Orleans;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Billing;
using WinLossAgency.Storage;
using WinLossAgency.Ui.Web;

namespace WinLossAgency.Desk.Billing;

/// <summary>The doors of one invoice: its page, its PDF as it lies on the shelf, money that came, credits.</summary>
internal static class InvoiceEndpoints
{
    public static void MapInvoicePages(this WebApplication app)
    {
        app.MapGet(BillingLinks.Invoices, async (IGrainFactory grains) => new RazorComponentResult<InvoicesPage>(new { Lines = await BillingEndpoints.Book(grains).Invoices() }));
        var one = app.MapGroup("/billing/invoices/{client}/{engagement}/{invoice}");
        one.MapGet("", (IGrainFactory grains, DeskStores stores, string client, string engagement, string invoice) => ShowAsync(grains, stores, Key(client, engagement, invoice), null));
        one.MapGet("/page", PageAsync);
        one.MapGet("/invoice.pdf", PdfAsync);
        one.MapPost("/payment", async (IGrainFactory grains, DeskStores stores, string client, string engagement, string invoice,
            [FromForm] string command, [FromForm] string? amount, [FromForm] string? on, [FromForm] string? reference) =>
            await AnswerAsync(grains, stores, Key(client, engagement, invoice), async (grain, state) => Money.Parse($"{amount} {state.Content!.ToPay.Currency}") is not { } money
                ? Answer.No($"{amount} is no amount of {state.Content.ToPay.Currency}; write it as 1,234.50.")
                : LocalDatePattern.Iso.Parse(on ?? "") is not { Success: true } day ? Answer.No("Give the day on which the money came.")
                : await grain.Pay(command, money, day.Value, reference ?? "")));
        one.MapPost("/credit", async (IGrainFactory grains, DeskStores stores, string client, string engagement, string invoice,
            [FromForm] string command, [FromForm] string? net, [FromForm] string? line, [FromForm] CreditReason reason) =>
            await AnswerAsync(grains, stores, Key(client, engagement, invoice), async (grain, state) => Money.Parse($"{net} {state.Content!.ToPay.Currency}") is not { } money
                ? Answer.No($"{net} is no amount of {state.Content.ToPay.Currency}; write it as 1,234.50.")
                : await grain.Credit(command, line ?? "", reason, money)));
        one.MapPost("/voiding", async (IGrainFactory grains, DeskStores stores, string client, string engagement, string invoice, [FromForm] string command, [FromForm] VoidReason reason) =>
            await AnswerAsync(grains, stores, Key(client, engagement, invoice), (grain, _) => grain.Void(command, reason)));
        one.MapPost("/giving-up", async (IGrainFactory grains, DeskStores stores, string client, string engagement, string invoice, [FromForm] string command) =>
            await AnswerAsync(grains, stores, Key(client, engagement, invoice), (grain, _) => grain.GiveUp(command)));
    }

    private static string Key(string client, string engagement, string invoice) => $"{client}/{engagement}/{invoice}";

    private static async Task<IResult> ShowAsync(IGrainFactory grains, DeskStores stores, string key, string? refusal)
    {
        var state = await grains.GetGrain<IInvoice>(key).View();
        if (state.Number == "") return Results.NotFound();
        var hasPdf = await stores.Agency.Shelf.ReadAllAsync(ShelfPaths.InvoicePdf(key[..key.IndexOf('/')], state.Number.ToLowerInvariant())) is not null;
        return new RazorComponentResult<InvoicePage>(new { Key = key, Invoice = state, HasPdf = hasPdf, Command = BillingEndpoints.NewCommand(), Refusal = refusal })
        {
            StatusCode = refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }

    private static async Task<IResult> PageAsync(IGrainFactory grains, HttpResponse response, string client, string engagement, string invoice)
    {
        var grain = grains.GetGrain<IInvoice>(Key(client, engagement, invoice));
        if (await grain.View() is { Content: null } or { IsLapsed: true }) return Results.NotFound();
        response.Sandbox();
        return TypedResults.Content(await grain.Page(), "text/html; charset=utf-8");
    }

    /// <summary>The number in the query names a credit note of this invoice.</summary>
    private static async Task<IResult> PdfAsync(IGrainFactory grains, DeskStores stores, string client, string engagement, string invoice, string? note)
    {
        var state = await grains.GetGrain<IInvoice>(Key(client, engagement, invoice)).View();
        var number = note is null ? state.Number : state.Credits.FirstOrDefault(one => one.Number == note)?.Number ?? "";
        if (number == "" || await stores.Agency.Shelf.ReadAllAsync(ShelfPaths.InvoicePdf(client, number.ToLowerInvariant())) is not { } pdf) return Results.NotFound();
        return TypedResults.File(pdf, "application/pdf", $"{number}.pdf");
    }

    private static async Task<IResult> AnswerAsync(IGrainFactory grains, DeskStores stores, string key, Func<IInvoice, InvoiceState, Task<Answer>> act)
    {
        var grain = grains.GetGrain<IInvoice>(key);
        var state = await grain.View();
        if (state.Number == "") return Results.NotFound();
        var answer = await act(grain, state);
        return answer.Ok ? TypedResults.LocalRedirect(BillingLinks.Invoice(key)) : await ShowAsync(grains, stores, key, answer.Refusal);
    }
}
