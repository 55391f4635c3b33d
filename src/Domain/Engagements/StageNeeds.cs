using System.Collections.Immutable;
using NodaTime;

namespace WinLossAgency.Domain.Engagements;

/// <summary>What is known of an engagement beside its own state when one asks what the next stage still wants.</summary>
public sealed record StageFacts(int Questions, bool Beliefs, int OpenCases, int Ended, int Coded, LocalDate Today);

/// <summary>What is still wanting before the next stage, in sentences; none says that it can be reached.</summary>
public static class StageNeeds
{
    public static ImmutableArray<string> Of(EngagementState s, StageFacts facts)
    {
        if (s.SetUp is not { } setUp) return ["The set-up is not written yet."];
        var needs = new List<string>();
        void Want(bool missing, string words) { if (missing) needs.Add(words); }
        switch (s.Stage)
        {
            case Stage.Draft:
                Want(facts.Questions == 0, "No question of the client is written down: ask what they want to find out.");
                Want(setUp.GoalWins + setUp.GoalLosses == 0, "No goal is set: how many wins and losses are to be heard?");
                Want(setUp.FieldFrom == default || setUp.FieldUntil == default, "The dates of the fieldwork are open.");
                Want(setUp.ReadoutOn == default || setUp.ReadoutOn < setUp.FieldUntil, "The readout has no date after the fieldwork.");
                Want(setUp.Interviewers.IsEmpty, "No interviewer is named.");
                break;
            case Stage.Agreed:
                Want(s.DealsListed == 0, "There is no deal list yet, so there is nobody to call.");
                Want(s.DealsListed > 0 && s.Chosen.Count == 0, "No deal is chosen yet.");
                Want(!facts.Beliefs, "The client has not said what it expects; after the first calls it would be no expectation.");
                break;
            case Stage.InTheField:
                var goal = setUp.GoalWins + setUp.GoalLosses;
                Want(facts.Ended < goal && facts.Today <= setUp.FieldUntil, $"{facts.Ended} of {goal} interviews are done.");
                Want(facts.OpenCases > 0, $"{facts.OpenCases} cases are still being called.");
                break;
            case Stage.Analysis:
                Want(facts.Coded < facts.Ended, $"{facts.Ended - facts.Coded} of {facts.Ended} interviews are not coded yet.");
                Want(s.Releases == 0, "No report is released yet.");
                break;
        }
        return [.. needs];
    }
}
