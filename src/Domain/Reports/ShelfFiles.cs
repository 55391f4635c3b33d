using System.Collections.Immutable;
using NodaTime;

namespace WinLossAgency.Domain.Reports;

/// <summary>Who may read a client's shelf: the only file there that names people. The highest number holds.</summary>
public sealed record AccessList(string Client, ImmutableArray<AccessLine> People)
{
    /// <summary>The last day of the contract that was over last; null while the first one runs.</summary>
    public LocalDate? Ended { get; init; }

    /// <summary>The line that lets this person in at this moment, or null. A signed-in account outranks an invited mail.</summary>
    public AccessLine? For(PortalPerson person, Instant now) =>
        People.FirstOrDefault(line => line.IsAccount(person) && line.Holds(now)) ?? People.FirstOrDefault(line => line.IsInvited(person) && line.Holds(now));
}

public enum Rights
{
    Reader = 1,
    Admin = 2,
}

/// <summary>One person: an account (issuer, tenant, object id), or a mail that was invited and has no account bound yet.</summary>
public sealed record AccessLine(string Issuer, string? Tid, string? Oid, string? Mail, string Name, Rights Rights, Instant? Until)
{
    internal bool Holds(Instant now) => Until is not { } until || now < until;

    internal bool IsAccount(PortalPerson person) =>
        Oid is not null && Tid is not null && Oid == person.Oid && Tid == person.Tid && Issuer == person.Issuer;

    internal bool IsInvited(PortalPerson person) =>
        Oid is null && Mail is not null && person.VerifiedMail is not null && Issuer == person.Issuer && Mail.Equals(person.VerifiedMail, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Whom the sign-in vouches for. The mail is null unless the issuer says that it is verified.</summary>
public sealed record PortalPerson(string Issuer, string Tid, string Oid, string Name, string? VerifiedMail);

/// <summary>The fingerprints of a release's files.</summary>
public sealed record Manifest(int Release, LocalDate Date, ImmutableArray<ManifestLine> Files);

public sealed record ManifestLine(string Name, long Bytes, string Sha256);

/// <summary>A release that is no longer there, and the one that says what changed.</summary>
public sealed record Replacement(int Release, int By);

/// <summary>Before and between reports: words only, stepped before they came here.</summary>
public sealed record Progress(
    string Client,
    string Engagement,
    string Agency,
    ImmutableArray<Stage> Stages,
    string? InterviewsDone,
    LocalDate? Readout,
    ImmutableArray<string> Questions)
{
    /// <summary>What the client ranked already, in its order; null until a form was taken.</summary>
    public ImmutableArray<string>? Beliefs { get; init; }
}

public enum StageState
{
    Done = 1,
    Now = 2,
    Ahead = 3,
}

public sealed record Stage(string Name, StageState State, string When);

/// <summary>The client's own rows and nothing else: never who was asked, reached or interviewed.</summary>
public sealed record DealList(ImmutableArray<DealRow> Deals);

public sealed record DealRow(string Key, string Account, string Outcome, string Closed)
{
    /// <summary>Why the client asked to leave it out; null while it is in.</summary>
    public string? LeftOut { get; init; }
}

/// <summary>The agency's answer to one inbox item.</summary>
public sealed record Receipt(string Item, InboxKind Kind, Instant At, bool Taken, string Words, ImmutableArray<RepairLine> ToRepair);

/// <summary>A row that was not taken, where it stands and what is wrong with it.</summary>
public sealed record RepairLine(int Line, string What);

public sealed record InvoiceSheet(string Number, LocalDate Issued, LocalDate Due, string Period, string For, ImmutableArray<InvoiceLineText> Lines, string Net, string Tax, string Total);

public sealed record InvoiceLineText(string Words, string Amount);

/// <summary>How an invoice stands: "open", "paid 3 December 2026", "credited".</summary>
public sealed record InvoiceStanding(string Words, bool Open);
