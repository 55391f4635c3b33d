using NodaTime;
using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Grains.Billing;

/// <summary>What Stripe says of an invoice, fetched anew and never believed from a webhook.</summary>
[Immutable, GenerateSerializer, Alias("stripe-standing")]
public sealed record StripeStanding(string StripeInvoice, InvoiceStatus Status, Money Paid);

/// <summary>One invoice. Key: {client}/{engagement}/inv-0001.</summary>
[Alias("invoice")]
public interface IInvoice : IGrainWithStringKey
{
    [Alias("draw"), Needs(Role.House)]
    Task<Answer> Draw(string commandId, InvoiceContent content);

    [Alias("hold"), Needs(Role.House)]
    Task<Answer> Hold(string commandId, HoldReason reason);

    [Alias("let-go"), Needs(Role.House)]
    Task<Answer> LetGo(string commandId);

    /// <summary>Refused where the draft has a number already: a number once taken is issued, or the series would have a gap.</summary>
    [Alias("discard"), Needs(Role.House)]
    Task<Answer> Discard(string commandId);

    [Alias("issue"), Needs(Role.House)]
    Task<Answer> Issue(string commandId);

    /// <summary>Money that came by bank: the day and the reference of the transfer.</summary>
    [Alias("pay"), Needs(Role.BillingAdmin | Role.Owner)]
    Task<Answer> Pay(string commandId, Money amount, LocalDate on, string reference);

    /// <summary>Takes back part of it before tax. Line: the reference of a line, or empty for the whole.</summary>
    [Alias("credit"), Needs(Role.BillingAdmin | Role.Owner)]
    Task<Answer> Credit(string commandId, string line, CreditReason reason, Money net);

    [Alias("void"), Needs(Role.BillingAdmin | Role.Owner)]
    Task<Answer> Void(string commandId, VoidReason reason);

    [Alias("give-up"), Needs(Role.BillingAdmin | Role.Owner)]
    Task<Answer> GiveUp(string commandId);

    [Alias("view"), Needs(Role.BillingAdmin | Role.Owner | Role.House)]
    Task<InvoiceState> View();

    /// <summary>The page as it is printed.</summary>
    [Alias("page"), Needs(Role.BillingAdmin | Role.Owner | Role.House)]
    Task<string> Page();

    /// <summary>Part of the daily round: lets go of all but the sums once its years are over. False while something of it is still under way; may be repeated.</summary>
    [Alias("lapse"), Needs(Role.House)]
    Task<bool> Lapse(LocalDate today);

    [Alias("stripe-says"), Needs(Role.House)]
    Task<Answer> StripeSays(string commandId, StripeStanding standing);

    /// <summary>A worker has ended something that this invoice owes.</summary>
    [Alias("worked"), Needs(Role.House)]
    Task Worked();
}

/// <summary>One client's invoice numbers. Key: the client's.</summary>
[Alias("invoice-series")]
public interface IInvoiceSeries : IGrainWithStringKey
{
    /// <summary>The number of an invoice or credit note, taken once and for good.</summary>
    [Alias("take"), Needs(Role.House)]
    Task<string> Take(string by);

    /// <summary>The number it has, or null.</summary>
    [Alias("number-of"), Needs(Role.House)]
    Task<string?> NumberOf(string by);
}
