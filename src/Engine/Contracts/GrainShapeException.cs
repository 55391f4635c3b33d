namespace WinLossAgency.Engine;

/// <summary>Grains that would not run, or would run otherwise on Orleans: each is named.</summary>
public sealed class GrainShapeException(IReadOnlyList<string> breaches)
    : Exception($"{breaches.Count} grain shapes break the rules:{string.Concat(breaches.Select(breach => $"{Environment.NewLine}- {breach}."))}")
{
    public IReadOnlyList<string> Breaches { get; } = breaches;
}
