using Orleans;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Grains.Billing;

/// <summary>The billable facts of one client. Key: the client's. Facts that come after a month is closed fall into the next.</summary>
[Alias("ledger")]
public interface ILedger : IGrainWithStringKey
{
    /// <summary>Takes a fact once; the same fact told again changes nothing.</summary>
    [Alias("record"), Needs(Role.House)]
    Task<Answer> Record(string commandId, Evidence fact);
}
