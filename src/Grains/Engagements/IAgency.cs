using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Grains.Engagements;

/// <summary>One of the agency's own people. Subject is how they sign in: issuer, tenant and object, or null until first sign-in by mail.</summary>
/// <param name="Languages">What they interview in, as two-letter codes with blanks between. Where nobody has said, the directory answers with the agency's own.</param>
[Immutable, GenerateSerializer, Alias("staff")]
public sealed record Staff(string Id, string Name, string Mail, Role Roles, string Team, string Zone, string? Subject, string Languages = "");

/// <summary>A client and its engagements, by opaque key and the name it trades under.</summary>
[Immutable, GenerateSerializer, Alias("client-line")]
public sealed record ClientLine(string Client, string Name, ImmutableArray<string> Engagements);

/// <summary>The agency's directory. One grain, key "agency".</summary>
[Alias("agency")]
public interface IAgency : IGrainWithStringKey
{
    public const string Key = "agency";

    [Alias("found"), Needs(Role.House | Role.Owner)]
    Task<Answer> Found(string commandId, string name, string zone);

    [Alias("name"), Needs(Role.Staff | Role.House)]
    Task<string> Name();

    [Alias("zone"), Needs(Role.Staff | Role.House)]
    Task<string> Zone();

    [Alias("join"), Needs(Role.House | Role.Owner)]
    Task<Answer> Join(string commandId, Staff staff);

    /// <summary>Comes in between: queues ask while the directory tells them that somebody joined.</summary>
    [Alias("staff"), Needs(Role.Staff | Role.House), AlwaysInterleave]
    Task<ImmutableArray<Staff>> StaffList();

    [Alias("open-client"), Needs(Role.House | Role.Owner | Role.Analyst)]
    Task<Answer> OpenClient(string commandId, string client, string name);

    [Alias("open-engagement"), Needs(Role.House | Role.Owner | Role.Analyst)]
    Task<Answer> OpenEngagement(string commandId, string engagement);

    /// <summary>The auditor to whom the signed heads of the access logs go each day, or empty.</summary>
    [Alias("witness"), Needs(Role.Owner | Role.PrivacyOfficer | Role.House)]
    Task<string> Witness();

    [Alias("name-witness"), Needs(Role.Owner)]
    Task<Answer> NameWitness(string commandId, string mail);

    [Alias("clients"), Needs(Role.Staff | Role.House)]
    Task<ImmutableArray<ClientLine>> Clients();
}
