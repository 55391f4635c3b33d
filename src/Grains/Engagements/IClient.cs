using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Grains.Engagements;

/// <summary>Someone at the client who may sign in to the Portal. Invited by mail; bound to tenant and object at first sign-in.</summary>
[Immutable, GenerateSerializer, Alias("client-person")]
public sealed record ClientPerson(string Mail, string Name, bool Admin, string? Issuer, string? TenantId, string? ObjectId, LocalDate Until);

/// <summary>What an invoice needs to know of a client.</summary>
[Immutable, GenerateSerializer, Alias("client-billing")]
public sealed record ClientBilling(string LegalName, ImmutableArray<string> Address, string TaxId, string BillingMail, string Currency,
    string PurchaseOrderContact = "");

/// <summary>A programme that is not closed, so that the contract of its client cannot end over it.</summary>
[Immutable, GenerateSerializer, Alias("open-programme")]
public sealed record OpenProgramme(string Engagement, string Title);

/// <summary>
/// How a client's contract stands: its last day, the one before that is over with what was destroyed of it and when it was done, and
/// what would go and stay now. Open names the programmes that are not closed.
/// </summary>
[Immutable, GenerateSerializer, Alias("contract-view")]
public sealed record ContractView(LocalDate? Ends, LocalDate? Ended, int Destroyed, Instant? DestroyedAt, int Files, int Invoices, ImmutableArray<OpenProgramme> Open)
{
    /// <summary>The last day is over in the agency's place, and nothing is destroyed yet.</summary>
    [Id(0)] public bool IsPast { get; init; }

    /// <summary>The daily round tries again and again, and destroys nothing as long as a programme is open.</summary>
    public bool IsHeldUp => IsPast && !Open.IsEmpty;
}

/// <summary>One client of the agency. Key: the client's opaque key.</summary>
[Alias("client")]
public interface IClient : IGrainWithStringKey
{
    [Alias("open"), Needs(Role.House | Role.Owner | Role.Analyst)]
    Task<Answer> Open(string commandId, string name, ClientBilling billing);

    [Alias("name"), Needs(Role.Staff | Role.House)]
    Task<string> Name();

    [Alias("billing"), Needs(Role.BillingAdmin | Role.Owner | Role.House)]
    Task<ClientBilling> Billing();

    [Alias("set-billing"), Needs(Role.House | Role.Owner | Role.BillingAdmin)]
    Task<Answer> SetBilling(string commandId, ClientBilling billing);

    /// <summary>Lets one more person in. Somebody who is there already is given the new name, rights and end.</summary>
    [Alias("invite"), Needs(Role.House | Role.Owner | Role.Analyst)]
    Task<Answer> Invite(string commandId, ClientPerson person);

    [Alias("remove"), Needs(Role.House | Role.Owner | Role.Analyst)]
    Task<Answer> Remove(string commandId, string mail);

    /// <summary>Lays a new access list on the shelf; a removal holds at the Portal within 10 seconds.</summary>
    [Alias("set-people"), Needs(Role.House | Role.Owner | Role.Analyst)]
    Task<Answer> SetPeople(string commandId, ImmutableArray<ClientPerson> people);

    /// <summary>Sets or moves the last day of the contract; on the day after, what lies on the shelf for the client is destroyed.</summary>
    [Alias("end-contract"), Needs(Role.Owner | Role.BillingAdmin)]
    Task<Answer> EndContract(string commandId, LocalDate on);

    /// <summary>Takes the end back while nothing is destroyed.</summary>
    [Alias("keep-contract"), Needs(Role.Owner | Role.BillingAdmin)]
    Task<Answer> KeepContract(string commandId);

    [Alias("contract"), Needs(Role.Owner | Role.BillingAdmin | Role.House)]
    Task<ContractView> Contract();

    /// <summary>The last day of the contract, where one was said. Comes in between: programmes ask while the client asks them.</summary>
    [Alias("contract-ends"), Needs(Role.House), AlwaysInterleave]
    Task<LocalDate?> ContractEnds();

    /// <summary>Ends the contract whose last day is over. Asked every day, by the agency's calendar.</summary>
    [Alias("age"), Needs(Role.House)]
    Task<Answer> Age(string commandId, LocalDate today);

    /// <summary>A worker has done what it was given.</summary>
    [Alias("worked"), Needs(Role.House)]
    Task Worked();

    [Alias("people"), Needs(Role.Owner | Role.Analyst | Role.House)]
    Task<ImmutableArray<ClientPerson>> People();
}
