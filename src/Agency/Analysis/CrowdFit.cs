using System.Collections.Immutable;
using WinLossAgency.Domain.Analysis;

namespace WinLossAgency.Agency.Analysis;

/// <summary>How many listed deals fit a passage, and the least change after which enough do.</summary>
/// <param name="Instead">The changes to make together; empty where it passes, or where nothing short of silence would help.</param>
/// <param name="Then">How many fit after them.</param>
internal sealed record CrowdFit(int Fitting, bool Passes, ImmutableArray<Rewording> Instead, int Then)
{
    /// <summary>The changes as a sentence without its stop.</summary>
    public string Mending => string.Join(" and ", Instead.Select((change, at) => change switch
    {
        { To.Length: 0 } => $"{(at == 0 ? "Leave" : "leave")} out {change.From}",
        { From.Length: 0 } => $"{(at == 0 ? "Leave" : "leave")} it as \"{change.To}\"",
        _ => $"{(at == 0 ? "Say" : "say")} \"{change.To}\" and not \"{change.From}\"",
    }));
}
