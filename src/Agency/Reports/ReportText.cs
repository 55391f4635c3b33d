using System.Collections.Immutable;
using WinLossAgency.Domain.Analysis;

namespace WinLossAgency.Agency.Reports;

/// <summary>Words that may be printed. Only the gate inside makes them, and only where none of its lights stops the report.</summary>
internal sealed class ReportText
{
    private ReportText(string words) => Words = words;

    public string Words { get; }

    /// <summary>The one place where a report becomes printable.</summary>
    internal static class Gate
    {
        /// <summary>The printable report, or null where a light stops it. The second person is the grain's to ask.</summary>
        public static PassedReport? Pass(ReportMaterial material, ImmutableArray<Light> lights)
        {
            if (lights.Any(l => l.Which != GateLight.SecondPerson && l.State != LightState.Clear)) return null;
            return new PassedReport(material.Pieces().ToDictionary(p => p.Path, p => new ReportText(p.Words.Trim())));
        }
    }
}

/// <summary>Every written piece of a report after the gate, by its place.</summary>
internal sealed class PassedReport(IReadOnlyDictionary<string, ReportText> pieces)
{
    /// <summary>Empty where nothing was written at this place.</summary>
    public string this[string path] => pieces.TryGetValue(path, out var text) ? text.Words : "";

    /// <summary>The code book in the words that passed.</summary>
    public CodeBook Book(CodeBook book) => new([.. book.Reasons.Select(r => r with { For = this[ReportMaterial.LabelPath(r.Key, Sign.For)], Against = this[ReportMaterial.LabelPath(r.Key, Sign.Against)] })]);
}
