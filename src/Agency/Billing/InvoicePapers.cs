using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NodaTime;
using WinLossAgency.Agency.Reports;
using WinLossAgency.Agency.Work;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Domain.Reports;

namespace WinLossAgency.Agency.Billing;

/// <summary>What the client's admin finds on the shelf: the sheet of an invoice or credit note, its PDF, and how it stands.</summary>
internal sealed class InvoicePapers(ShelfWriter shelf, ChromiumPrinter printer)
{
    public async Task LayAsync(string client, InvoiceState invoice, InvoiceEvent happened)
    {
        if (happened is InvoiceEvent.Credited credited)
        {
            await shelf.InvoiceAsync(client, Sheet(invoice, credited.Note), null);
            await shelf.InvoiceStandsAsync(client, credited.Note.Number, new InvoiceStanding($"credits {invoice.Number}", false));
        }
        else if (happened is InvoiceEvent.Issued) await shelf.InvoiceAsync(client, Sheet(invoice), null);
        await shelf.InvoiceStandsAsync(client, invoice.Number, Standing(invoice));
    }

    /// <summary>Takes away all that lies on the shelf of it and of its credit notes. May be repeated.</summary>
    public async Task TakeAwayAsync(string client, InvoiceState invoice)
    {
        foreach (var number in invoice.Credits.Select(note => note.Number).Append(invoice.Number).Where(number => number != "")) await shelf.InvoiceAwayAsync(client, number);
    }

    /// <summary>Prints what the event issued. Where there is no Chromium the PDF stays owed.</summary>
    public async Task<JobEnd> PrintAsync(string client, InvoiceState invoice, InvoiceEvent happened, CancellationToken stop)
    {
        var (sheet, page) = happened is InvoiceEvent.Credited credited
            ? (Sheet(invoice, credited.Note), InvoiceHtml.Render(AsIssued(invoice), credited.Note))
            : (Sheet(invoice), InvoiceHtml.Render(AsIssued(invoice)));
        if (await printer.PrintAsync(Encoding.UTF8.GetBytes(page), sheet.Issued, sheet.Number.ToLowerInvariant(), stop) is not { } pdf) return JobEnd.Later;
        try
        {
            await shelf.InvoiceAsync(client, sheet, pdf, stop);
        }
        catch (ShelfConflictException)
        {
            // It was printed before, perhaps by another version of Chromium. What the client may have fetched stays.
        }
        return JobEnd.Done;
    }

    /// <summary>An invoice is printed as it was issued, whatever has happened since.</summary>
    public static InvoiceState AsIssued(InvoiceState invoice) => invoice with { Status = InvoiceStatus.Open, Payments = [], Credits = [] };

    private static InvoiceSheet Sheet(InvoiceState invoice)
    {
        var content = invoice.Content!;
        return new InvoiceSheet(invoice.Number, invoice.IssuedOn!.Value, invoice.Due!.Value, content.Period.Label(), content.Title == "" ? "Interviews and reports" : content.Title,
            [.. content.Lines.Select(line => new InvoiceLineText($"{line.Description}, {line.Period.Label()}", line.Amount.ToString()))],
            content.Net.ToString(), content.Tax.ToString(), content.ToPay.ToString());
    }

    private static InvoiceSheet Sheet(InvoiceState invoice, CreditNote note) => new(note.Number, note.On, note.On, invoice.Content!.Period.Label(), $"Credit note on {invoice.Number}",
        ImmutableArray.Create(new InvoiceLineText(note.LineReference == "" ? "Credited" : $"Credited on line {note.LineReference}", (-note.Net).ToString())),
        (-note.Net).ToString(), (-note.Tax).ToString(), (-note.Total()).ToString());

    private static InvoiceStanding Standing(InvoiceState invoice) => invoice.Status switch
    {
        InvoiceStatus.Paid when invoice.Payments.IsEmpty => new(invoice.Credits.IsEmpty ? "nothing to pay" : "credited", false),
        InvoiceStatus.Paid => new($"paid {Day(invoice.Payments[^1].On)}", false),
        InvoiceStatus.Void => new("void: nothing is owed", false),
        _ when invoice.Payments.IsEmpty && invoice.Credits.IsEmpty => new("open", true),
        _ => new($"open, {invoice.Balance()} to pay", true),
    };

    private static string Day(LocalDate day) => day.ToString("d MMMM uuuu", CultureInfo.InvariantCulture);
}
