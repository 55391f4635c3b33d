using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Grains.Billing;

/// <summary>What the law wants to know of the agency on each invoice. The owner sets it.</summary>
[Immutable, GenerateSerializer, Alias("fiscal-facts")]
public sealed record FiscalFacts(Party Seller, BankDetails Bank);

[Immutable, GenerateSerializer, Alias("month-row")]
public sealed record MonthRow(string Client, string Title, AccountRow Row);

[Immutable, GenerateSerializer, Alias("paid-line")]
public sealed record PaidLine(string Client, string Number, Money Amount, LocalDate On);

[Immutable, GenerateSerializer, Alias("invoice-line")]
public sealed record InvoiceLine(string Invoice, string Client, string Number, InvoiceStatus Status, LocalDate IssuedOn, LocalDate Due, Money ToPay, Money Balance);

[Immutable, GenerateSerializer, Alias("month-end")]
public sealed record MonthEndView(YearMonth Month, bool Closed, LocalDate Today, ImmutableArray<MonthRow> Rows, ImmutableArray<PaidLine> Paid, ImmutableArray<InvoiceLine> Unpaid,
    ImmutableArray<string> ToLookAt, bool StripeUsed, ImmutableArray<string> Differences, ImmutableArray<MonthCheck> Checks);

/// <summary>The agency's books by month. One grain, key "agency".</summary>
[Alias("month-book")]
public interface IMonthBook : IGrainWithStringKey
{
    public const string Key = "agency";

    [Alias("set-fiscal"), Needs(Role.Owner | Role.House)]
    Task<Answer> SetFiscal(string commandId, FiscalFacts facts);

    [Alias("fiscal"), Needs(Role.BillingAdmin | Role.Owner | Role.House)]
    Task<FiscalFacts?> Fiscal();

    /// <summary>The month in which the agency's place is now.</summary>
    [Alias("this-month"), Needs(Role.BillingAdmin | Role.Owner | Role.House)]
    Task<YearMonth> ThisMonth();

    [Alias("view"), Needs(Role.BillingAdmin | Role.Owner | Role.House)]
    Task<MonthEndView> View(YearMonth month);

    [Alias("check"), Needs(Role.BillingAdmin | Role.Owner)]
    Task<Answer> Check(string commandId, YearMonth month, MonthCheck check);

    [Alias("close"), Needs(Role.BillingAdmin | Role.Owner)]
    Task<Answer> Close(string commandId, YearMonth month);

    /// <summary>Every issued invoice of every client, newest first.</summary>
    [Alias("invoices"), Needs(Role.BillingAdmin | Role.Owner | Role.House)]
    Task<ImmutableArray<InvoiceLine>> Invoices();

    /// <summary>What was issued, credited and paid in the month, as lines for the accounts.</summary>
    [Alias("export"), Needs(Role.BillingAdmin | Role.Owner)]
    Task<string> Export(YearMonth month);
}
