using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Engagements;

namespace WinLossAgency.Agency.Interviews;

/// <summary>Who can take a case at all, whatever their calendar says.</summary>
internal static class CaseTakers
{
    public static string? WhyNot(InterviewState state, Staff staff) =>
        !Tongues.Read(staff.Languages).Contains(state.Sample!.Language) ? $"Does not speak {Tongues.NameOf(state.Sample.Language)}"
        : state.Barred.Contains(staff.Id) ? "Knows this person" : null;

    /// <summary>Whoever the buyer declined to is given their case again by a person only, never by a rule.</summary>
    public static bool MayByRule(InterviewState state, Staff staff) => WhyNot(state, staff) is null && state.RefusedTo != staff.Id;
}
