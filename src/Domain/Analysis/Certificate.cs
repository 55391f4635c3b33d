using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Domain.Analysis;

/// <summary>A quote that a release printed: from which interview, where its words stood, how openly, and where it stands in the report.</summary>
public sealed record UsedQuote(string Interview, string Quote, TurnRange At, string Hash, Attribution Level, string Path, string Where);

/// <summary>A coded passage that a release counted.</summary>
public sealed record UsedCode(string Interview, TurnRange At, string Hash);

/// <summary>A point from asides that a release rested on, under the key by which the wall knows it. Never its words.</summary>
public sealed record UsedPoint(string Key, string Where);

public sealed record CertifiedLight(GateLight Which, LightState State, string Words);

public sealed record CertifiedFile(string Name, string Sha256);

/// <summary>How long the log of openings was and what it came to when the gate was last asked.</summary>
public sealed record LogHead(long Size, string Root);

/// <summary>
/// Why a release was let out: every light, who proposed and who approved, the fingerprints of its files, and what of whom
/// it used. Rests sealed with the agency's drafts; no byte of it goes to a client.
/// </summary>
public sealed record Certificate(int Number, LocalDate Date, Instant At, string Report, string Mark, string ProposedBy, string ApprovedBy, LogHead Log,
    ImmutableArray<CertifiedLight> Lights, ImmutableArray<CertifiedFile> Files, ImmutableArray<UsedQuote> Quotes, ImmutableArray<string> Interviews)
{
    /// <summary>What it counted, so that a passage sealed since is seen to be gone from under its figures.</summary>
    public ImmutableArray<UsedCode> Codes { get; init; } = [];

    /// <summary>The points from asides that it told.</summary>
    public ImmutableArray<UsedPoint> Points { get; init; } = [];

    /// <summary>The report that took this one's place, once it is out.</summary>
    public int? ReplacedBy { get; init; }
}

/// <summary>Something a release holds that its speaker has taken back, or that was sealed since. At once: the release is to be replaced; else the next report leaves it out.</summary>
public sealed record Recall(int Number, string Where, bool AtOnce);
