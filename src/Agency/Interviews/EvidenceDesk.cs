using Orleans;
using WinLossAgency.Agency.Billing;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Billing;

namespace WinLossAgency.Agency.Interviews;

/// <summary>Turns the end of an interview into billable evidence: an opaque reference and a month, nothing of the person.</summary>
internal sealed class EvidenceDesk
{
    public async Task ReportAsync(IGrainFactory grains, string interview, InterviewState state, InterviewEvent e, string effectId)
    {
        var engagement = interview[..interview.LastIndexOf('/')];
        var month = await AgencyDay.MonthAsync(grains, e.At);
        var tier = state.Sample!.Tier;
        var fact = e switch
        {
            InterviewEvent.Completed => Evidence.Completed(engagement, interview, tier, month),
            InterviewEvent.BrokenOff f => Evidence.Partial(engagement, interview, tier, f.SectionsReached, month),
            InterviewEvent.Missed => Evidence.NoShow(engagement, interview, state.MissedAt.IndexOf(e.At) + 1, month),
            _ => throw new InvalidOperationException($"{e.GetType().Name} is no billable fact."),
        };
        await grains.GetGrain<ILedger>(interview[..interview.IndexOf('/')]).Record(effectId, fact);
    }
}
