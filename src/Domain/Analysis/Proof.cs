using System.Collections.Immutable;
using NodaTime;

namespace WinLossAgency.Domain.Analysis;

/// <summary>How a light stood, without what it said.</summary>
public sealed record ProvenLight(GateLight Which, LightState State);

/// <summary>
/// What of a certificate names no buyer, no case and no word: the lights, who of ours let the release out, the fingerprints of its
/// files, and how much it used. The end of a programme destroys the certificate with all that leads to a buyer; this rests as long
/// as the release does.
/// </summary>
public sealed record Proof(int Number, LocalDate Date, Instant At, string ProposedBy, string ApprovedBy, LogHead Log, ImmutableArray<ProvenLight> Lights, ImmutableArray<CertifiedFile> Files,
    int Quotes, int Interviews)
{
    public int? ReplacedBy { get; init; }

    public static Proof Of(Certificate from) => new(from.Number, from.Date, from.At, from.ProposedBy, from.ApprovedBy, from.Log, [.. from.Lights.Select(l => new ProvenLight(l.Which, l.State))], from.Files,
        from.Quotes.Length, from.Interviews.Length) { ReplacedBy = from.ReplacedBy };
}
