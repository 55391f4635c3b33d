using Orleans;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Vault.AccessLog;

namespace WinLossAgency.Vault.Intake;

/// <summary>How a person comes to candid words: their own interview until it closes, or with a reason.</summary>
internal enum Entrance { House, Own, WithReason }

/// <summary>Who may read an interview's candid words (DOMAIN §9.12). Owners, supervisors and billing have no entrance at all.</summary>
internal sealed class Entrances
{
    public async Task<Entrance> OfAsync(IGrainFactory grains, string interview, bool closed)
    {
        var caller = Caller.Required;
        if (caller.Is(Role.House)) return Entrance.House;
        var (state, setUp) = await Caller.AsHouse(async () => (
            (await grains.GetGrain<IInterview>(interview).View()).State,
            (await grains.GetGrain<IEngagement>(EngagementOf(interview)).View())?.SetUp));
        if (state.Status == CaseStatus.Unknown || setUp is null) throw Refused(caller);
        if (caller.Is(Role.Interviewer) && !closed && state.Owner == caller.Id) return Entrance.Own;
        // An engagement that names no analyst is everybody's.
        if (caller.Is(Role.Analyst) && (setUp.Analysts.IsEmpty || setUp.Analysts.Contains(caller.Id))) return Entrance.WithReason;
        if (caller.Is(Role.PrivacyOfficer)) return Entrance.WithReason;
        throw Refused(caller);
    }

    /// <summary>The opening under which this person reads already. That it was their own interview is a reason only as long as it is.</summary>
    public async Task<AccessLine?> StandingAsync(IGrainFactory grains, string interview, Entrance entrance = Entrance.Own)
    {
        var who = Caller.Required.Id;
        var line = await Caller.AsHouse(() => grains.GetGrain<IAccessLog>(EngagementOf(interview)).Standing(who, interview));
        return line is { Why: AccessReason.OwnInterview } && entrance != Entrance.Own ? null : line;
    }

    public Task<AccessLine> RecordAsync(IGrainFactory grains, string interview, AccessReason why)
    {
        var who = Caller.Required.Id;
        return Caller.AsHouse(() => grains.GetGrain<IAccessLog>(EngagementOf(interview)).Record(who, interview, why));
    }

    private static string EngagementOf(string interview) => interview[..interview.LastIndexOf('/')];

    private static AccessRefusedException Refused(Caller caller) => new(caller.Id, "an interview whose words are not theirs to read");
}
