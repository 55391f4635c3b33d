using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Vault.AccessLog;

/// <summary>Why somebody opens candid words. Picked from a list, because a typed sentence would itself be candid.</summary>
internal enum AccessReason { OwnInterview, Marking, CheckQuote, SeeWhyHeld, BuyersRequest, Audit, LeakCheck, Theme, Erasure, TimeOver, Clearing }

/// <summary>One opening. What is an interview's key, or the release that a check was made for.</summary>
[Immutable, GenerateSerializer, Alias("access-line")]
internal sealed record AccessLine(long Number, string Who, string What, AccessReason Why, Instant At);

/// <summary>How long the log was and what it came to, signed. Anyone with the public key can check it.</summary>
[Immutable, GenerateSerializer, Alias("signed-head")]
internal sealed record SignedHead(string Engagement, long Size, string Root, Instant At, string Signature, string PublicKey);

/// <summary>The log of openings of one engagement's candid words. Key: {client}/{engagement}.</summary>
[Alias("access-log")]
internal interface IAccessLog : IGrainWithStringKey
{
    /// <summary>Written before a word is shown; the line's number is what the opening carries.</summary>
    [Alias("record"), Needs(Role.House)]
    Task<AccessLine> Record(string who, string what, AccessReason why);

    /// <summary>The person's latest opening of this thing, if it still stands.</summary>
    [Alias("standing"), Needs(Role.House)]
    Task<AccessLine?> Standing(string who, string what);

    /// <summary>Newest first, a page at a time: all of them for privacy officers and owners, their own for the others.</summary>
    [Alias("lines"), Needs(Role.Interviewer | Role.Analyst | Role.PrivacyOfficer | Role.Owner)]
    Task<ImmutableArray<AccessLine>> Lines(int skip);

    [Alias("head"), Needs(Role.PrivacyOfficer | Role.Owner | Role.House)]
    Task<SignedHead> Head();

    /// <summary>The head of this day, kept among those that went to the witness; the same however often it is asked for.</summary>
    [Alias("witness"), Needs(Role.House)]
    Task<SignedHead> Witness(LocalDate day);

    /// <summary>Destroys every line and every kept head. May be repeated.</summary>
    [Alias("forget"), Needs(Role.House)]
    Task Forget();

    /// <summary>The file that an auditor checks without us.</summary>
    [Alias("export"), Needs(Role.PrivacyOfficer | Role.Owner)]
    Task<ImmutableArray<byte>> Export();

    /// <summary>The hashes that lead from a line to the root of the log at that size, in base64.</summary>
    [Alias("inclusion"), Needs(Role.PrivacyOfficer | Role.Owner)]
    Task<ImmutableArray<string>> Inclusion(long line, long size);

    /// <summary>The hashes that show the log of one size to begin with the log of another, in base64.</summary>
    [Alias("consistency"), Needs(Role.PrivacyOfficer | Role.Owner)]
    Task<ImmutableArray<string>> Consistency(long first, long second);
}
