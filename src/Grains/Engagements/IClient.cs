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

    [Alias("people"), Needs(Role.Owner | Role.Analyst | Role.House)]
    Task<ImmutableArray<ClientPerson>> People();
}
