using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Grains.Billing;

/// <summary>The rate card of an engagement with what an invoice needs beside it. AskForOrder names who at the client gives the purchase order.</summary>
[Immutable, GenerateSerializer, Alias("account-terms")]
public sealed record AccountTerms(RateCard Card, string PurchaseOrder, string AskForOrder, string ContactName, string ContactMail);

public enum RowState { Blocked, Ready, Held, Issued, Quiet }

/// <summary>Why an engagement cannot be billed now, and who can change that.</summary>
[Immutable, GenerateSerializer, Alias("row-block")]
public sealed record RowBlock(string Sentence, string Who);

/// <summary>One engagement at month-end. Names nobody and holds no reference to an interview.</summary>
[Immutable, GenerateSerializer, Alias("account-row")]
public sealed record AccountRow(string Engagement, RowState State, string News, string Note, string Terms, string Order, bool OrderMissing, string Tax,
    Money? Net, Money? ToPay, ImmutableArray<RowBlock> Blocks, string? BusyWith, string? Invoice, bool MayAgree)
{
    /// <summary>Still to be issued or held before the month can close. What only waits for more people is not.</summary>
    public bool IsOpen() => State == RowState.Ready || State == RowState.Blocked && (Net is not null || Blocks.Any(block => block.Who != ""));
}

/// <summary>One line of a draft as the client will read it.</summary>
[Immutable, GenerateSerializer, Alias("line-view")]
public sealed record LineView(string Description, string Period, string Reference, string Each, string Amount);

[Immutable, GenerateSerializer, Alias("draft-view")]
public sealed record DraftView(AccountRow Row, ImmutableArray<LineView> Lines, ImmutableArray<string> Left, string To, LocalDate Due, string TaxLabel, Money? Tax, int K);

/// <summary>The billing of one engagement. Key: the engagement's.</summary>
[Alias("account")]
public interface IAccount : IGrainWithStringKey
{
    [Alias("record"), Needs(Role.House)]
    Task<Answer> Record(string commandId, Evidence fact);

    /// <summary>The engagement has come to a stage: the set-up fee and milestones arise from it.</summary>
    [Alias("reached"), Needs(Role.House)]
    Task<Answer> Reached(string commandId, Stage stage);

    /// <summary>A report was laid out for the client: the readout fee arises from it.</summary>
    [Alias("released"), Needs(Role.House)]
    Task<Answer> Released(string commandId, int number);

    [Alias("set-terms"), Needs(Role.BillingAdmin | Role.Owner | Role.House)]
    Task<Answer> SetTerms(string commandId, AccountTerms terms);

    [Alias("terms"), Needs(Role.BillingAdmin | Role.Owner | Role.House)]
    Task<AccountTerms?> Terms();

    /// <summary>What the month would bill as it stands now. Changes nothing.</summary>
    [Alias("draft"), Needs(Role.BillingAdmin | Role.Owner | Role.House)]
    Task<DraftView> Draft(YearMonth month);

    /// <summary>Keeps the draft for the caller for two minutes, so that two people do not issue it at once.</summary>
    [Alias("claim"), Needs(Role.BillingAdmin | Role.Owner)]
    Task<Answer> Claim();

    [Alias("hold"), Needs(Role.BillingAdmin | Role.Owner)]
    Task<Answer> Hold(string commandId, YearMonth month, HoldReason reason);

    [Alias("let-go"), Needs(Role.BillingAdmin | Role.Owner)]
    Task<Answer> LetGo(string commandId);

    /// <summary>Agrees that fees may go over plan as far as they stand now.</summary>
    [Alias("agree"), Needs(Role.Owner | Role.BillingAdmin)]
    Task<Answer> Agree(string commandId, YearMonth month);

    /// <summary>Draws what is due by the month and issues it under the client's next number.</summary>
    [Alias("issue"), Needs(Role.BillingAdmin | Role.Owner | Role.House)]
    Task<Answer> Issue(string commandId, YearMonth month);

    [Alias("close-month"), Needs(Role.House)]
    Task<Answer> CloseMonth(string commandId, YearMonth month);

    /// <summary>Keys of all invoices drawn so far, oldest first.</summary>
    [Alias("invoices"), Needs(Role.BillingAdmin | Role.Owner | Role.House)]
    Task<ImmutableArray<string>> Invoices();
}
