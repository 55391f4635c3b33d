using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Grains.People;

/// <summary>What a person asks of us about themselves.</summary>
public enum WishKind { Erasure, Copy, DoNotContact }

/// <summary>How the wish reached us; picked from a list, since a typed sentence would itself be about the person.</summary>
public enum WishCame { ByMail, ByTelephone, ByLetter, InTheCall, ThroughTheClient }

/// <summary>A wish in a list: when, what, how it came, who took it up, and whether it is done. It names nobody.</summary>
[Immutable, GenerateSerializer, Alias("wish-line")]
public sealed record WishLine(string Wish, Instant At, WishKind Kind, WishCame Came, string By, bool Done);

/// <summary>One case of the person, as the privacy officer is told it.</summary>
[Immutable, GenerateSerializer, Alias("wish-case")]
public sealed record WishCase(string Interview, string Client, string Title, CaseStatus Status);

/// <summary>A case that was the person's before; how it stands now is somebody else's.</summary>
[Immutable, GenerateSerializer, Alias("wish-before")]
public sealed record WishBefore(string Interview, string Client, string Title);

/// <summary>What an erasure came to, in counts. Found names the files that still held something; none is what is wanted.</summary>
[Immutable, GenerateSerializer, Alias("erasure-told")]
public sealed record ErasureTold(Instant At, int Cases, int Lists, int Keys, int FilesSearched, long BytesSearched, ImmutableArray<string> Found);

/// <summary>A wish and whom it is about. Told only after the wish stands in the record.</summary>
[Immutable, GenerateSerializer, Alias("wish-view")]
public sealed record WishView(WishLine Line, string Name, string Company, bool Suppressed, bool Erased, ImmutableArray<WishCase> Cases, ErasureTold? Told)
{
    /// <summary>Cases that went on to somebody else. Nothing of them is this person's but what they wrote to us.</summary>
    [Id(0)] public ImmutableArray<WishBefore> Before { get; init; } = [];

    /// <summary>Every key under which this person stands, by which what they wrote is known.</summary>
    [Id(1)] public ImmutableArray<string> Keys { get; init; } = [];
}

/// <summary>A case whose buyer wrote to us when nobody worked it any more: whose programme, how many wait and since when. No word of it, and no name.</summary>
[Immutable, GenerateSerializer, Alias("waiting-answers")]
public sealed record WaitingAnswers(string Interview, string Client, string Title, UnreadAnswers Unread)
{
    /// <summary>Only mails that are no answer of the buyer's; nothing waits for them to be looked at.</summary>
    [Id(0)] public bool StopsNothing { get; init; }
}

/// <summary>The wish that was taken up, or why there is none.</summary>
[Immutable, GenerateSerializer, Alias("wish-taken")]
public sealed record WishTaken(string? Wish, string? Refusal);

/// <summary>What people ask about themselves, and what was done. Key "privacy".</summary>
[Alias("privacy")]
public interface IPrivacy : IGrainWithStringKey
{
    public const string Key = "privacy";

    /// <summary>Records the wish first, then finds whom it is about by an e-mail or a telephone number, which are not kept.</summary>
    [Alias("take"), Needs(Role.PrivacyOfficer)]
    Task<WishTaken> Take(string commandId, WishKind kind, WishCame came, string contact);

    /// <summary>The latest wishes, newest first.</summary>
    [Alias("wishes"), Needs(Role.PrivacyOfficer)]
    Task<ImmutableArray<WishLine>> Wishes();

    /// <summary>Answers that came after their case was over and that nobody has dealt with, the longest waiting first.</summary>
    [Alias("answers"), Needs(Role.PrivacyOfficer)]
    Task<ImmutableArray<WaitingAnswers>> Answers();

    /// <summary>Says what came of a case's answers; seen is how many had been counted when they were read. Where the buyer takes back what they said, it is taken back; where they are not the buyer's, what answers these letters stops nothing any more.</summary>
    [Alias("settle-answers"), Needs(Role.PrivacyOfficer)]
    Task<Answer> SettleAnswers(string commandId, string interview, AnswerOutcome outcome, int seen, ImmutableArray<string> letters);

    [Alias("wish"), Needs(Role.PrivacyOfficer)]
    Task<WishView?> Wish(string wish);

    /// <summary>Does what was asked: bars or erases the person.</summary>
    [Alias("carry-out"), Needs(Role.PrivacyOfficer)]
    Task<Answer> CarryOut(string commandId, string wish);

    /// <summary>All that the open side holds of the person, as JSON; for the wish of a copy only. What was said in confidence is added by the candid side.</summary>
    [Alias("held"), Needs(Role.PrivacyOfficer)]
    Task<ImmutableArray<byte>> Held(string wish);
}
