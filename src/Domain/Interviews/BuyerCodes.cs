using System.Collections.Immutable;
using NodaTime;

namespace WinLossAgency.Domain.Interviews;

/// <summary>
/// One-time codes of one link: how many were sent when, and the one that holds. The code itself is never kept; it is made
/// again from the agency's key, the link and its number.
/// </summary>
public sealed record BuyerCodes
{
    public const int Digits = 6;
    public const int TriesMax = 5;
    public const int SentPerHourMax = 5;
    /// <summary>Codes of one link in all: with the tries of each, a guesser hits once in more than six thousand links.</summary>
    public const int SentMax = 30;
    public static readonly Duration HoldsFor = Duration.FromMinutes(15);
    /// <summary>How long a page stays open after the right code.</summary>
    public static readonly Duration OpenFor = Duration.FromMinutes(30);

    public static readonly BuyerCodes None = new();

    public ImmutableArray<Instant> SentAt { get; init; } = [];
    public int Tries { get; init; }
    public bool Used { get; init; }

    public int Number => SentAt.Length;

    /// <summary>Why no code is sent now, or null.</summary>
    public CodeTrouble? WhyNotSend(Instant now) =>
        SentAt.Length >= SentMax || SentAt.Count(at => now - at < Duration.FromHours(1)) >= SentPerHourMax ? CodeTrouble.TooMany : null;

    public BuyerCodes Sent(Instant now) => this with { SentAt = SentAt.Add(now), Tries = 0, Used = false };

    /// <summary>Why no code would be taken now, or null. A wrong one is counted by <see cref="Tried"/>.</summary>
    public CodeTrouble? WhyNotTry(Instant now) =>
        SentAt.IsEmpty || Used || now - SentAt[^1] >= HoldsFor ? CodeTrouble.Expired : Tries >= TriesMax ? CodeTrouble.TooManyTries : null;

    public BuyerCodes Tried(bool right) => right ? this with { Used = true } : this with { Tries = Tries + 1 };
}

/// <summary>What keeps a buyer's code from being sent or taken.</summary>
public enum CodeTrouble { TooMany, Expired, TooManyTries, Wrong }
