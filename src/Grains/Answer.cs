using Orleans;
using Orleans.Concurrency;

namespace WinLossAgency.Grains;

/// <summary>What came of a command: done, or why not in a sentence for the person who asked.</summary>
[Immutable, GenerateSerializer, Alias("answer")]
public sealed record Answer(string? Refusal)
{
    public static readonly Answer Done = new((string?)null);

    public bool Ok => Refusal is null;

    public static Answer No(string why) => new(why);

    /// <summary>For whoever pays an effect: a refusal is a failure, so that the effect stays owed and a person sees it in the end.</summary>
    public void OrThrow()
    {
        if (Refusal is { } why) throw new InvalidOperationException(why);
    }
}
