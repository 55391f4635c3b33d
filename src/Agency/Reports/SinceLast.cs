using System.Collections.Immutable;
using WinLossAgency.Domain.Reports;

namespace WinLossAgency.Agency.Reports;

/// <summary>What is new against the last report on the shelf, told from the words of this report and numbers of that one.</summary>
internal static class SinceLast
{
    private const int MovesMax = 3;

    public static Since Of(Release before, ImmutableArray<string> claims, ImmutableArray<ReasonList> lists)
    {
        var told = new List<string>();
        var known = before.Findings.Select(f => f.Claim).ToHashSet(StringComparer.Ordinal);
        string[] fresh = [.. claims.Where(c => !known.Contains(c))];
        told.AddRange(fresh.Select(claim => $"New: “{claim}”"));
        // By its number: its words are not asked at the gate again, and may be gone because their speaker took them back.
        int[] gone = [.. before.Findings.Where(f => !claims.Contains(f.Claim)).Select(f => f.Rank)];
        if (gone.Length > 0) told.Add($"No longer told: {(gone.Length == 1 ? "finding" : "findings")} {string.Join(", ", gone)} of report {before.Number}");
        told.AddRange(lists.SelectMany(list => Moves(list, before.Reasons.FirstOrDefault(b => b.Side == list.Side))).Take(MovesMax));
        return new Since(before.Number, told.Count == 0 ? ["The findings and the order of reasons are the same."] : [.. told], []);
    }

    private static IEnumerable<string> Moves(ReasonList now, ReasonList? before)
    {
        if (before is null) yield break;
        // Two reasons may have been worded alike; the one that weighed more stands for both.
        var places = before.Bars.Select((bar, at) => (bar.Reason, at)).DistinctBy(b => b.Reason).ToDictionary(b => b.Reason, b => b.at);
        for (var at = 0; at < now.Bars.Length; at++)
            if (places.TryGetValue(now.Bars[at].Reason, out var was) && was != at)
                yield return $"“{now.Bars[at].Reason}” {(at < was ? "rose" : "fell")} from {ReportFigures.Ordinal(was)} to {ReportFigures.Ordinal(at)}";
    }
}
