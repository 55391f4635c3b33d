using NodaTime;
using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Grains.Engagements;

/// <summary>What the house does once a day by the agency's calendar: signed heads to the witness, and what has been kept for its time. Key "rounds".</summary>
[Alias("rounds")]
public interface IRounds : IGrainWithStringKey
{
    public const string Key = "rounds";

    /// <summary>Sets the lasting reminder; harmless to repeat, as at every start.</summary>
    [Alias("begin"), Needs(Role.House)]
    Task Begin();

    /// <summary>Today's round, unless it was made.</summary>
    [Alias("go"), Needs(Role.House)]
    Task Go();
}

/// <summary>How long an access log was and what it came to, signed by the vault; all that the witness is told.</summary>
[Immutable, GenerateSerializer, Alias("witness-head")]
public sealed record WitnessHead(long Size, string Root, Instant At, string Signature, string PublicKey);
