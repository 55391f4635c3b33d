using NodaTime;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Journals;

namespace WinLossAgency.Agency.Calls;

[GrainType("interviewer")]
internal sealed class InterviewerGrain([PersistentState("journal", "agency")] IPersistentState<Journal<CalendarEvent>> journal, JournalTools tools)
    : JournalGrain<CalendarState, CalendarEvent>(journal, tools), IInterviewer
{
    protected override CalendarState Empty => CalendarState.None;

    protected override CalendarState Fold(CalendarState state, CalendarEvent happened) => CalendarState.Fold(state, happened);

    public Task<Answer> SetHours(string commandId, WorkingHours hours) => Decide(commandId, new CalendarCommand.SetHours(hours));

    public Task<Answer> Take(string commandId, string interview, Instant start, int minutes) =>
        Decide(commandId, new CalendarCommand.TakeSlot(interview, start, minutes));

    public Task<Answer> Free(string commandId, string interview) => Decide(commandId, new CalendarCommand.FreeSlot(interview));

    public Task<Answer> Lease(string commandId, string interview) => Decide(commandId, new CalendarCommand.Lease(interview));

    public Task<Answer> EndLease(string commandId, string interview) => Decide(commandId, new CalendarCommand.EndLease(interview));

    public Task<CalendarState> Day() => Task.FromResult(State);

    private Task<Answer> Decide(string commandId, CalendarCommand command) => DecideAsync(commandId, (s, at) => Calendar.Decide(s, command, at));
}
