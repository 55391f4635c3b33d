using System.Collections.Immutable;
using NodaTime;

namespace WinLossAgency.Domain.Billing;

/// <summary>One movement of a client's account; Balance is what was owed after it.</summary>
public sealed record StatementLine(LocalDate On, string What, Money Amount, Money Balance);

/// <summary>What one client was billed, credited and paid, in one currency, by day. Drafts and void invoices are no part of it.</summary>
public static class Statement
{
    public static ImmutableArray<StatementLine> Of(IEnumerable<InvoiceState> invoices, string currency)
    {
        var moves = invoices
            .Where(invoice => invoice.Status is InvoiceStatus.Open or InvoiceStatus.Paid or InvoiceStatus.Uncollectible && invoice.Content!.ToPay.Currency == currency)
            .SelectMany(Moves)
            .OrderBy(move => move.On).ThenBy(move => move.What, StringComparer.Ordinal);
        var (balance, lines) = (Money.Zero(currency), ImmutableArray.CreateBuilder<StatementLine>());
        foreach (var (on, what, amount) in moves)
        {
            balance += amount;
            lines.Add(new StatementLine(on, what, amount, balance));
        }
        return lines.ToImmutable();
    }

    private static IEnumerable<(LocalDate On, string What, Money Amount)> Moves(InvoiceState invoice) =>
    [
        (invoice.IssuedOn!.Value, $"Invoice {invoice.Number}", invoice.Content!.ToPay),
        .. invoice.Credits.Select(note => (note.On, $"Invoice {invoice.Number}, credit note {note.Number}", -note.Total())),
        .. invoice.Payments.Select(payment => (payment.On, $"Invoice {invoice.Number}, payment", -payment.Amount)),
    ];
}
