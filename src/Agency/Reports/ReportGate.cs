using System.Collections.Immutable;
using Orleans;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Grains.Analysis;

namespace WinLossAgency.Agency.Reports;

/// <summary>Asks the wall about every sentence and reads the other lights off the material.</summary>
internal sealed class ReportGate
{
    public async Task<ImmutableArray<Light>> CheckAsync(IGrainFactory grains, string by, string report, ReportMaterial material)
    {
        var sentences = material.Sentences();
        var verdicts = await grains.GetGrain<IWall>(material.Engagement).Check(by, report, [.. sentences.Select(s => new ReportSentence(s.Number, s.Words))]);
        return GateChecks.All(material, sentences, verdicts);
    }

    /// <summary>The lights as far as they can be read without opening the vault.</summary>
    public static ImmutableArray<Light> Unasked(ReportMaterial material)
    {
        var sentences = material.Sentences();
        ImmutableArray<Verdict> none = [.. sentences.Select(_ => Verdict.Pass)];
        return [.. GateChecks.All(material, sentences, none).Select(l => l.Which == GateLight.Leak ? new Light(GateLight.Leak, LightState.Waits, "not checked since the last change", []) : l)];
    }
}
