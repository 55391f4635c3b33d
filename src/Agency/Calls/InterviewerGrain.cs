using NodaTime;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Journals;

namespace WinLossAgency.Agency.Calls;

/// <summary>The case an interviewer has open. Durable, so that a restart does not hand it to a second person.</summary>
internal sealed class LeaseRecord
{
    public string? Interview { get; set; }
    public Instant Until { get; set; }
    public string? Last { get; set; }
    public bool Begun { get; set; }
}

[GrainType("interviewer")]
internal sealed class InterviewerGrain(
    [PersistentState("journal", "agency")] IPersistentState<Journal<CalendarState, CalendarEvent>> journal,
    [PersistentState("lease", "agency")] IPersistentState<LeaseRecord> lease,
    JournalTools tools)
    : JournalGrain<CalendarState, CalendarEvent>(journal, tools), IInterviewer
{
    protected override CalendarState Empty => CalendarState.None;

    protected override CalendarState Fold(CalendarState state, CalendarEvent happened) => CalendarState.Fold(state, happened);

    public Task<Answer> SetHours(string commandId, WorkingHours hours) => Decide(commandId, new CalendarCommand.SetHours(hours));

    public Task<Answer> Take(string commandId, string interview, Instant start, int minutes) =>
        Decide(commandId, new CalendarCommand.TakeSlot(interview, start, minutes));

    public Task<Answer> Settle(string commandId, string interview, Instant? start, int minutes) => Decide(commandId, new CalendarCommand.SettleSlot(interview, start, minutes));

    public async Task<Instant> Lease(string interview, bool begun)
    {
        lease.State.Begun = begun;
        lease.State.Interview = interview;
        lease.State.Until = Tools.RealClock.GetCurrentInstant() + Calendar.LeaseFor;
        await lease.WriteStateAsync();
        return lease.State.Until;
    }

    public async Task EndLease(string interview)
    {
        if (lease.State.Interview != interview) return;
        (lease.State.Interview, lease.State.Last) = (null, interview);
        await lease.WriteStateAsync();
    }

    public Task<OpenCase?> Leased() => Task.FromResult(
        lease.State.Interview is { } id && lease.State.Until > Tools.RealClock.GetCurrentInstant() ? new OpenCase(id, lease.State.Until, lease.State.Begun) : null);

    public Task<string?> Last() => Task.FromResult(lease.State.Last);

    public async Task<Answer> CountDial(string commandId)
    {
        if (lease.State is { Interview: not null, Begun: false })
        {
            lease.State.Begun = true;
            await lease.WriteStateAsync();
        }
        return await Decide(commandId, new CalendarCommand.CountDial());
    }

    public Task<Answer> CountInterview(string commandId) => Decide(commandId, new CalendarCommand.CountInterview());

    public Task<CalendarState> Day() => Task.FromResult(State);

    private Task<Answer> Decide(string commandId, CalendarCommand command) => DecideAsync(commandId, (s, at) => Calendar.Decide(s, command, at));
}
