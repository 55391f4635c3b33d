using NodaTime;
using Orleans;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Billing;

namespace WinLossAgency.Agency.Interviews;

/// <summary>Turns the end of an interview into billable evidence: an opaque reference and a month, nothing of the person.</summary>
internal sealed class EvidenceDesk
{
    public Task ReportAsync(IGrainFactory grains, string interview, InterviewState state, InterviewEvent e, string effectId)
    {
        var engagement = interview[..interview.LastIndexOf('/')];
        var local = e.At.InUtc().Date;
        var month = new YearMonth(local.Year, local.Month);
        var tier = state.Sample!.Tier;
        var fact = e switch
        {
            InterviewEvent.Completed => Evidence.Completed(engagement, interview, tier, month),
            InterviewEvent.BrokenOff f => Evidence.Partial(engagement, interview, tier, f.SectionsReached, month),
            InterviewEvent.Missed => Evidence.NoShow(engagement, interview, state.Sequence, month),
            _ => throw new InvalidOperationException($"{e.GetType().Name} is no billable fact."),
        };
        return grains.GetGrain<ILedger>(interview[..interview.IndexOf('/')]).Record(effectId, fact);
    }
}
