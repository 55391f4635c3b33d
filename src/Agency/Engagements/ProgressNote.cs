using NodaTime;
using WinLossAgency.Agency.Reports;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains.Engagements;

namespace WinLossAgency.Agency.Engagements;

/// <summary>What the client may know of the fieldwork: the stage, and interviews done in steps of k. Nothing moves on the shelf between two steps.</summary>
internal sealed class ProgressNote(AgencyStores stores, ShelfWriter shelf)
{
    public Task LayAsync(string engagement, EngagementState state) => Task.CompletedTask;
}
