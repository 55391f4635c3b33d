using System.Collections.Immutable;
using WinLossAgency.Disclosure.SmallCells;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Reports;

namespace WinLossAgency.Agency.Reports;

/// <summary>Whom we spoke to, by region and by segment on both sides: the cross-tabs of a report, told from thirty interviews on and never so that a cell closes in on a few.</summary>
internal static class SampleTables
{
    private static readonly ImmutableArray<string> Sides = ["Chose you", "Went elsewhere"];

    public static ImmutableArray<ToldCrossTab> Of(ReportMaterial material) =>
        CrossTabs.Tell([Tab(material, "Whom we spoke to, by region", "region"), Tab(material, "Whom we spoke to, by segment", "segment")], material.Earlier, material.K);

    public static IEnumerable<FinishedTable> Finished(ImmutableArray<ToldCrossTab> told) => told.Select(t => new FinishedTable(t.Of.Title, ["", .. Sides, "All"],
        [.. t.Of.Rows.Append("All").Select((name, row) => new FinishedRow([name, .. Enumerable.Range(0, Sides.Length + 1).Select(column => t.Cell(row, column))]))],
        "Too few to show: few buyers, or a number from which few could be worked out."));

    private static CrossTab Tab(ReportMaterial material, string title, string attribute)
    {
        var listed = material.Crowd.Listed(attribute);
        var spoken = material.Codings.Where(c => c.State.Sample is not null).DistinctBy(c => c.State.Person).Select(c => (Value: listed.GetValueOrDefault(c.Interview[(material.Engagement.Length + 1)..]).Value ?? "", Side: CodedCase.SideOf(c.State.Sample!.Outcome))).ToArray();
        string[] rows = [.. listed.Values.Select(l => l.Value).Concat(spoken.Select(s => s.Value)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new CrossTab(title, [.. rows.Select(row => row.Length == 0 ? "Not given" : row)], Sides, Count(rows, spoken), Count(rows, listed.Values));
    }

    private static CountTable Count(string[] rows, IEnumerable<(string Value, Side Side)> all)
    {
        var by = all.ToLookup(one => one);
        return new CountTable([.. rows.Select(row => (IReadOnlyList<int>)[by[(row, Side.ChoseYou)].Count(), by[(row, Side.WentElsewhere)].Count()])]);
    }
}
