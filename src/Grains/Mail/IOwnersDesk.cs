using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Grains.Mail;

/// <summary>One thing that the house owed and could not do. Nothing of it names a buyer: the case is told by its programme and its number.</summary>
[Immutable, GenerateSerializer, Alias("undone-line")]
public sealed record UndoneLine(string Id, Instant Since, string Client, string Programme, string Case, string What, string Why);

/// <summary>What the house could not do, for the owner. Key "owner".</summary>
[Alias("owners-desk")]
public interface IOwnersDesk : IGrainWithStringKey
{
    public const string Key = "owner";

    /// <summary>All of it, the oldest first.</summary>
    [Alias("undone"), Needs(Role.Owner)]
    Task<ImmutableArray<UndoneLine>> Undone();

    /// <summary>Takes it off the list, so that it is tried again within five minutes.</summary>
    [Alias("try-again"), Needs(Role.Owner)]
    Task<Answer> TryAgain(string id);
}
