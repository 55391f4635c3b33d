using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Grains.Interviews;

/// <summary>
/// Asking one buyer to approve what a report may quote. Key: the interview's. Analysts of the engagement only.
/// </summary>
[Alias("approval")]
public interface IApproval : IGrainWithStringKey
{
    /// <summary>Writes to the buyer with a link to every passage that is kept as a quote. Asking again while they may still answer changes nothing.</summary>
    [Alias("ask"), Needs(Role.Analyst | Role.House)]
    Task<Answer> Ask(string commandId);

    /// <summary>Writes to the buyer because something waits for their word that is no passage; the vault asks.</summary>
    [Alias("ask-about-points"), Needs(Role.House)]
    Task<Answer> AskAboutPoints(string commandId);

    /// <summary>The link that was sent opens nothing from now on.</summary>
    [Alias("revoke"), Needs(Role.Analyst | Role.PrivacyOfficer | Role.House)]
    Task<Answer> Revoke(string commandId);
}

/// <summary>One passage as its buyer sees it: as the client would read it, and under which words for who said it.</summary>
[Immutable, GenerateSerializer, Alias("own-passage")]
public sealed record OwnPassage(string Id, string Masked, string By, Attribution Level, Attribution? Softer, PassageChoice? Choice, bool Released);

/// <summary>How far somebody has come at a buyer's link.</summary>
public enum Knock { Closed, AsksForCode, Open }

/// <summary>What a buyer's page shows. Before the code it holds nothing of a person.</summary>
[Immutable, GenerateSerializer, Alias("own-page")]
public sealed record OwnPage(Knock Knock, string Language, string Agency)
{
    [Id(0)] public string Name { get; init; } = "";
    [Id(1)] public string Client { get; init; } = "";
    [Id(2)] public Instant Until { get; init; }
    [Id(3)] public string Zone { get; init; } = "";
    [Id(4)] public bool Past { get; init; }
    [Id(5)] public bool Given { get; init; }
    [Id(6)] public bool Withdrawn { get; init; }
    [Id(7)] public ImmutableArray<OwnPassage> Passages { get; init; } = [];
    /// <summary>How many points from what they said in confidence they are asked about.</summary>
    [Id(8)] public int Points { get; init; }
    /// <summary>They wrote to us in time, and until that is read their time to answer does not run out.</summary>
    [Id(9)] public bool Reading { get; init; }
}

/// <summary>The door stays shut, and why; or it opens with a proof that the browser keeps for half an hour.</summary>
[Immutable, GenerateSerializer, Alias("code-answer")]
public sealed record CodeAnswer(CodeTrouble? Trouble, string? Session);

[Immutable, GenerateSerializer, Alias("opened-link")]
public sealed record OpenedLink(string Interview, string Language, string Agency);

/// <summary>
/// The buyers' door, one per link. Key: the fingerprint of the link's token, so that only its holder can name it. What the
/// link opens (one interview, one round of asking) is known to the agency and stands nowhere in it.
/// </summary>
[Alias("buyers-door")]
public interface IBuyersDoor : IGrainWithStringKey
{
    /// <summary>Reads only: opening a link changes nothing.</summary>
    [Alias("page"), Needs(Role.Buyer)]
    Task<OwnPage> Page(string? session);

    /// <summary>Which interview this page is about, for the candid side's own part of it; null while it is not open.</summary>
    [Alias("interview"), Needs(Role.Buyer)]
    Task<OpenedLink?> Interview(string? session);

    /// <summary>Sends a one-time code to the address that we hold.</summary>
    [Alias("send-code"), Needs(Role.Buyer)]
    Task<CodeAnswer> SendCode();

    [Alias("try-code"), Needs(Role.Buyer)]
    Task<CodeAnswer> TryCode(string code);

    [Alias("wish"), Needs(Role.Buyer)]
    Task<Answer> Wish(string commandId, string? session, ImmutableArray<PassageWish> wishes);

    [Alias("withdraw"), Needs(Role.Buyer)]
    Task<Answer> Withdraw(string commandId, string? session, bool atOnce);
}
