using NodaTime;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Agency.Interviews;
using WinLossAgency.Agency.Work;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
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
    JournalTools tools, EffectWorker worker, BuyerLinks links)
    : JournalGrain<CalendarState, CalendarEvent>(journal, tools), IInterviewer
{
    private const string ToQueue = "queue";
    private const string ToPromises = "promises";

    protected override CalendarState Empty => CalendarState.None;

    protected override CalendarState Fold(CalendarState state, CalendarEvent happened) => CalendarState.Fold(state, happened);

    /// <summary>The queue knows who works when; and what is promised for a time that is now nobody's is looked at once more.</summary>
    protected override IEnumerable<(string To, Instant NotBefore)> Owes(CalendarEvent happened) => happened switch
    {
        CalendarEvent.AwayNoted or CalendarEvent.HoursSet => [(ToQueue, happened.At), (ToPromises, happened.At)],
        CalendarEvent.AwayWithdrawn => [(ToQueue, happened.At)],
        _ => [],
    };

    /// <summary>Passing promises on asks cases and other calendars, any of which may be asking this one; so a worker does it.</summary>
    protected override async Task PayAsync(string to, CalendarEvent happened, string effectId)
    {
        var (grains, me) = (GrainFactory, Key);
        if (to == ToQueue)
        {
            if ((await grains.GetGrain<IAgency>(IAgency.Key).StaffList()).FirstOrDefault(s => s.Id == me) is { } staff) await grains.GetGrain<ICallQueue>(staff.Team).CrewChanged(me);
            return;
        }
        await worker.PayAsync(effectId, async _ =>
        {
            var day = await grains.GetGrain<IInterviewer>(me).Day();
            // Who finds nobody stands on the board until somebody is found; a promise is never struck off for it.
            foreach (var promise in CalendarRoom.Uncovered(day)) await grains.GetGrain<IInterview>(promise.Interview).HandOver($"{effectId}/{promise.Interview}", me);
            return JobEnd.Done;
        }, () => grains.GetGrain<IInterviewer>(me).ReplanTold());
    }

    public Task<Answer> SetHours(string commandId, WorkingHours hours) => Own() ?? Decide(commandId, new CalendarCommand.SetHours(hours));

    public Task<Answer> Away(string commandId, TimeOff away) => Own() ?? Decide(commandId, new CalendarCommand.NoteAway(away));

    public Task<Answer> WithdrawAway(string commandId, TimeOff away) => Own() ?? Decide(commandId, new CalendarCommand.WithdrawAway(away));

    /// <summary>An interviewer says when they themselves are away, and nobody else.</summary>
    private Task<Answer>? Own() => Caller.Required is { } caller && !caller.Is(Role.Supervisor | Role.Owner | Role.House) && caller.Id != Key ? throw new AccessRefusedException(caller.Id, "a colleague's calendar") : null;

    public async Task<Answer> OpenFeed(string commandId)
    {
        Mine();
        // Laid before anybody is told of it; until the fact stands it opens nothing.
        await links.LayAsync(Key, State.Feed.Round + 1, LinkPurpose.Day);
        return await Decide(commandId, new CalendarCommand.OpenFeed());
    }

    public Task<Answer> WithdrawFeed(string commandId)
    {
        Mine();
        return Decide(commandId, new CalendarCommand.WithdrawFeed());
    }

    public Task<string?> FeedAddress()
    {
        Mine();
        return Task.FromResult(State.Feed is { Open: true, Round: var round } ? $"{links.UrlOf(Key, round, LinkPurpose.Day)}/{ICalendarFeed.File}" : null);
    }

    /// <summary>Whoever leads the team sees the calendar, and still neither makes nor learns the address that lets it out of the house.</summary>
    private void Mine()
    {
        if (Caller.Required.Id != Key) throw new AccessRefusedException(Caller.Required.Id, "a colleague's calendar link");
    }

    public Task ReplanTold()
    {
        PayAgain();
        return Task.CompletedTask;
    }

    public Task<Answer> Take(string commandId, string interview, Instant start, int minutes) =>
        Decide(commandId, new CalendarCommand.TakeSlot(interview, start, minutes));

    public Task<Answer> Settle(string commandId, string interview, Instant? start, int minutes) => Decide(commandId, new CalendarCommand.SettleSlot(interview, start, minutes));

    public async Task<Instant> Lease(string interview, bool begun)
    {
        await HoldAsync(new LeaseRecord { Begun = begun, Interview = interview, Until = Tools.RealClock.GetCurrentInstant() + Calendar.LeaseFor, Last = lease.State.Last });
        return lease.State.Until;
    }

    /// <summary>What a write that failed has left in the store is read again, so that nobody goes by what may not have been kept.</summary>
    private async Task HoldAsync(LeaseRecord next)
    {
        lease.State = next;
        try
        {
            await lease.WriteStateAsync();
        }
        catch
        {
            DeactivateOnIdle();
            await lease.ReadStateAsync();
            throw;
        }
    }

    public async Task EndLease(string interview)
    {
        if (lease.State.Interview != interview) return;
        await HoldAsync(new LeaseRecord { Interview = null, Last = interview, Until = lease.State.Until, Begun = lease.State.Begun });
    }

    public Task<OpenCase?> Leased() => Task.FromResult(
        lease.State.Interview is { } id && lease.State.Until > Tools.RealClock.GetCurrentInstant() ? new OpenCase(id, lease.State.Until, lease.State.Begun) : null);

    public Task<string?> Last() => Task.FromResult(lease.State.Last);

    public async Task<Answer> CountDial(string commandId)
    {
        if (lease.State is { Interview: not null, Begun: false })
        {
            await HoldAsync(new LeaseRecord { Interview = lease.State.Interview, Until = lease.State.Until, Last = lease.State.Last, Begun = true });
        }
        return await Decide(commandId, new CalendarCommand.CountDial());
    }

    public Task<Answer> CountInterview(string commandId) => Decide(commandId, new CalendarCommand.CountInterview());

    public Task<CalendarState> Day() => Task.FromResult(State);

    private Task<Answer> Decide(string commandId, CalendarCommand command) => DecideAsync(commandId, (s, at) => Calendar.Decide(s, command, at));
}
