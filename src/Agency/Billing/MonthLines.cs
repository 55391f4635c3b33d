using System.Globalization;
using System.Text;
using NodaTime;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Grains.Billing;

namespace WinLossAgency.Agency.Billing;

/// <summary>Lists made of invoices: what came in, what is open, what the accounts take over.</summary>
internal static class MonthLines
{
    public static IEnumerable<InvoiceLine> Issued(IEnumerable<(string Client, string Key, InvoiceState State)> invoices) => invoices.Where(one => one.State.Number != "")
        .Select(one => new InvoiceLine(one.Key, one.Client, one.State.Number, one.State.Status, one.State.IssuedOn!.Value, one.State.Due!.Value, one.State.Content!.ToPay, one.State.Balance()))
        .OrderBy(line => line.IssuedOn).ThenBy(line => line.Number, StringComparer.Ordinal);

    public static IEnumerable<PaidLine> Paid(IEnumerable<(string Client, string Key, InvoiceState State)> invoices, LocalDate since) => invoices
        .SelectMany(one => one.State.Payments.Where(payment => payment.On >= since).Select(payment => new PaidLine(one.Client, one.State.Number, payment.Amount, payment.On)))
        .OrderByDescending(line => line.On).ThenBy(line => line.Number, StringComparer.Ordinal);

    public static IEnumerable<string> ToLookAt(IEnumerable<(string Client, string Key, InvoiceState State)> invoices, LocalDate today)
    {
        foreach (var (client, _, state) in invoices)
        {
            if (state.Content is null || state.Number == "" || state.IsLapsed) continue;
            if (state.Status == InvoiceStatus.Open && Period.DaysBetween(state.Due!.Value, today) is > 0 and var late) yield return $"{client}, {state.Number}: {late} {(late == 1 ? "day" : "days")} overdue";
            if (state.Balance().Minor < 0) yield return $"{client}, {state.Number}: {-state.Balance()} goes back to the client";
        }
    }

    /// <summary>One line each for what was issued, credited, paid or voided in the month; amounts with a point, dates as ISO.</summary>
    public static string Export(IEnumerable<(string Client, string Key, InvoiceState State)> invoices, YearMonth month)
    {
        var text = new StringBuilder("Date,Kind,Number,Invoice,Client,Currency,Before tax,Tax,Total,Reference\r\n");
        var lines = invoices.Where(one => one.State.Number != "").SelectMany(one => Lines(one.Client, one.State)).Where(line => line.On.ToYearMonth() == month)
            .OrderBy(line => line.On).ThenBy(line => line.Text, StringComparer.Ordinal);
        foreach (var line in lines) text.Append(line.Text).Append("\r\n");
        return text.ToString();
    }

    private static IEnumerable<(LocalDate On, string Text)> Lines(string client, InvoiceState one)
    {
        var (content, number) = (one.Content!, one.Number);
        if (one.Status != InvoiceStatus.Void) yield return (one.IssuedOn!.Value, Line(one.IssuedOn.Value, "invoice", number, number, client, content.Net, content.Tax, content.ToPay, content.PurchaseOrder));
        foreach (var note in one.Credits) yield return (note.On, Line(note.On, "credit note", note.Number, number, client, -note.Net, -note.Tax, -note.Total(), ""));
        foreach (var payment in one.Payments) yield return (payment.On, Line(payment.On, "payment", "", number, client, null, null, payment.Amount, payment.Reference));
    }

    private static string Line(LocalDate on, string kind, string number, string invoice, string client, Money? net, Money? tax, Money total, string reference) => string.Join(',',
        on.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture), kind, number, invoice, Cell(client), total.Currency, Plain(net), Plain(tax), Plain(total), Cell(reference));

    private static string Plain(Money? amount) => amount?.Major().ToString(CultureInfo.InvariantCulture) ?? "";

    // A cell that a spreadsheet would take for a formula is made text.
    private static string Cell(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
