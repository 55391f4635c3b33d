using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.People;

namespace WinLossAgency.Agency.Interviews;

/// <summary>A promise whose interviewer cannot keep it goes to a colleague at the same time, so that the buyer need not be asked again.</summary>
internal sealed partial class InterviewGrain
{
    public async Task<Answer> HandOver(string commandId, string from)
    {
        var caller = Caller.Required;
        if (!caller.Is(Role.House) && State.Sample?.Team != await Caller.AsHouse(() => TeamOfAsync(caller.Id)))
            throw new AccessRefusedException(caller.Id, "a case of another team");
        return await Caller.AsHouse(async () =>
        {
            if (!State.Open || State.Appointment() is not { } stands || stands.With != from) return Answer.Done;
            foreach (var to in await FreeColleaguesAsync(stands))
            {
                InterviewCommand command = State.Booking is { } booking
                    ? new InterviewCommand.Book(caller.Id, to, booking.Start, booking.Minutes, booking.Way) : new InterviewCommand.HandOver(caller.Id, from, to);
                var answer = await WithSlotAsync($"{commandId}/{to}", (to, stands.Start, stands.Minutes), command);
                if (answer.Ok) return answer;
            }
            return Answer.No($"Nobody else who speaks {Tongues.NameOf(State.Sample!.Language)} is free then. Ask the buyer for another time.");
        });
    }

    /// <summary>Who of the team speaks the language, may ring this person and has room at that time: the one with the emptiest day first.</summary>
    private async Task<ImmutableArray<string>> FreeColleaguesAsync((string With, Instant Start, int Minutes) stands)
    {
        var free = new List<(int Promises, string Id)>();
        foreach (var staff in await GrainFactory.GetGrain<IAgency>(IAgency.Key).StaffList())
        {
            if (!staff.Roles.HasFlag(Role.Interviewer) || staff.Team != State.Sample!.Team || staff.Id == stands.With || !CaseTakers.MayByRule(State, staff)) continue;
            var day = await CalendarOf(staff.Id).Day();
            if (CalendarRoom.WhyNot(day.Without(Key), stands.Start, stands.Minutes, Now) is not null) continue;
            free.Add((day.Promises.Count(p => p.Start.InZone(day.Hours.In()).Date == stands.Start.InZone(day.Hours.In()).Date), staff.Id));
        }
        return [.. free.OrderBy(f => f.Promises).ThenBy(f => f.Id, StringComparer.Ordinal).Select(f => f.Id)];
    }
}
