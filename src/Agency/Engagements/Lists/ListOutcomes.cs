using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Agency.Engagements.Lists;

/// <summary>How a deal ended, by its stage or by the flags that CRMs export.</summary>
internal static class ListOutcomes
{
    private static readonly string[] Won = ["won", "gewonnen", "ganh", "gagn", "ganad", "vunn"];
    private static readonly string[] Lost = ["lost", "verloren", "perd", "forlor", "disqualified"];
    private static readonly string[] Churned = ["churn", "cancel", "terminated", "gekundigt"];
    private static readonly string[] Left = ["left", "resign", "leaver", "exit"];
    private static readonly string[] Yes = ["true", "yes", "1", "x", "ja", "sim", "oui", "si"];

    /// <summary>Null where the row does not say; the kind of programme then says it for lists that hold one kind only.</summary>
    public static DealOutcome? Of(string stage, string won, string lost, EngagementKind kind)
    {
        if (Yes.Contains(won.Trim().ToLowerInvariant())) return DealOutcome.Won;
        if (Yes.Contains(lost.Trim().ToLowerInvariant())) return DealOutcome.Lost;
        var key = Plain.Key(stage);
        if (Has(key, Won)) return DealOutcome.Won;
        if (Has(key, Lost)) return DealOutcome.Lost;
        if (Has(key, Churned)) return DealOutcome.Churned;
        if (Has(key, Left)) return DealOutcome.Left;
        return kind switch
        {
            EngagementKind.CustomerExit => DealOutcome.Churned,
            EngagementKind.EmployeeExit => DealOutcome.Left,
            EngagementKind.CheckIn => DealOutcome.Won,
            _ => null,
        };
    }

    private static bool Has(string key, string[] words) => words.Any(key.Contains);
}
