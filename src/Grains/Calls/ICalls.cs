using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Grains.Calls;

/// <summary>The case an interviewer has open, and until when it is theirs.</summary>
[Immutable, GenerateSerializer, Alias("open-case")]
public sealed record OpenCase(string Interview, Instant Until, bool Begun);

/// <summary>The case to ring now with the reasons in words, or when the next one may be rung.</summary>
[Immutable, GenerateSerializer, Alias("next-case")]
public sealed record NextCase(string? Interview, ImmutableArray<string> Reasons, Instant? NextCallable, int Waiting);

/// <summary>Somebody who may be on the line: who, where from, and where their case stands.</summary>
[Immutable, GenerateSerializer, Alias("found-caller")]
public sealed record FoundCaller(string Interview, string Name, string Company, CaseStatus Status);

/// <summary>One line of the ranking: a case and why it stands there, or why not yet.</summary>
[Immutable, GenerateSerializer, Alias("ranked")]
public sealed record Ranked(string Interview, bool Callable, ImmutableArray<string> Reasons, Place? Place = null);

/// <summary>Something of a case that whoever leads the team must see in time: in words, and whether a colleague can still be looked for, and whether it rings; what is only to be known does not.</summary>
[Immutable, GenerateSerializer, Alias("concern")]
public sealed record Concern(InterviewCard Card, string Words, bool CanPassOn, bool Rings);

/// <summary>One interviewer's calendar, bookings and lease. Key: the staff id.</summary>
[Alias("interviewer")]
public interface IInterviewer : IGrainWithStringKey
{
    [Alias("hours"), Needs(Role.House | Role.Interviewer | Role.Supervisor | Role.Owner)]
    Task<Answer> SetHours(string commandId, WorkingHours hours);

    /// <summary>They are away for a time: what they promised then goes to a colleague who is free, or stands before whoever leads the team.</summary>
    [Alias("away"), Needs(Role.House | Role.Interviewer | Role.Supervisor | Role.Owner)]
    Task<Answer> Away(string commandId, TimeOff away);

    [Alias("away-withdrawn"), Needs(Role.House | Role.Interviewer | Role.Supervisor | Role.Owner)]
    Task<Answer> WithdrawAway(string commandId, TimeOff away);

    /// <summary>Makes the link by which another calendar reads this one; the one before it opens nothing from then on. Their own doing only.</summary>
    [Alias("feed-open"), Needs(Role.Interviewer)]
    Task<Answer> OpenFeed(string commandId);

    [Alias("feed-withdraw"), Needs(Role.Interviewer)]
    Task<Answer> WithdrawFeed(string commandId);

    /// <summary>The address that holds now, for the interviewer alone: whoever has it reads the feed. Null where there is none.</summary>
    [Alias("feed-address"), Needs(Role.Interviewer)]
    Task<string?> FeedAddress();

    /// <summary>A worker has gone through the promises that an absence or new hours leave without anybody.</summary>
    [Alias("replan-told"), Needs(Role.House)]
    Task ReplanTold();

    /// <summary>Takes a slot for a case, beside the one it may hold already. Exactly one of any simultaneous tries wins.</summary>
    [Alias("take"), Needs(Role.House)]
    Task<Answer> Take(string commandId, string interview, Instant start, int minutes);

    /// <summary>Makes the case's slot the one that the case itself names, or none: a fact that stands has its time here, whatever came between.</summary>
    [Alias("settle"), Needs(Role.House)]
    Task<Answer> Settle(string commandId, string interview, Instant? start, int minutes);

    /// <summary>Holds a case for this interviewer, written before it is shown; returns until when, on the host's clock.</summary>
    /// <param name="begun">They opened it themselves; one that was only offered is begun by its first dial.</param>
    [Alias("lease"), Needs(Role.House)]
    Task<Instant> Lease(string interview, bool begun);

    [Alias("end-lease"), Needs(Role.House)]
    Task EndLease(string interview);

    /// <summary>The case that is open now, or null.</summary>
    [Alias("leased"), Needs(Role.House | Role.Interviewer), AlwaysInterleave]
    Task<OpenCase?> Leased();

    /// <summary>The case that was closed last on this desk: the one that undo takes back.</summary>
    [Alias("last"), Needs(Role.House | Role.Interviewer)]
    Task<string?> Last();

    [Alias("count-dial"), Needs(Role.House)]
    Task<Answer> CountDial(string commandId);

    [Alias("count-interview"), Needs(Role.House)]
    Task<Answer> CountInterview(string commandId);

    /// <summary>Comes in between: a queue asks while the calendar tells it that something changed.</summary>
    [Alias("day"), Needs(Role.House | Role.Interviewer | Role.Supervisor | Role.Owner), AlwaysInterleave]
    Task<CalendarState> Day();
}

/// <summary>A team's field: figures from its cards, and how each engagement does against its goals.</summary>
[Immutable, GenerateSerializer, Alias("team-field")]
public sealed record TeamField(FieldReport Report, ImmutableArray<Pace> Paces, ImmutableDictionary<string, string> Titles);

/// <summary>Which case next, for one team. In memory, rebuilt from the cards of its engagements. Key: the team.</summary>
[Alias("call-queue")]
public interface ICallQueue : IGrainWithStringKey
{
    /// <summary>Comes in between: a case that is telling its card may be the one whose state the queue is waiting for.</summary>
    [Alias("tell"), Needs(Role.House), AlwaysInterleave]
    Task Tell(InterviewCard card);

    /// <summary>Somebody's languages, hours or days away changed, or they joined or left.</summary>
    [Alias("crew"), Needs(Role.House), AlwaysInterleave]
    Task CrewChanged(string staff);

    /// <summary>The next case for this interviewer, leased to them durably before it is shown.</summary>
    [Alias("next"), Needs(Role.Interviewer)]
    Task<NextCase> Next();

    /// <summary>Opens a case the interviewer names: a promise of theirs, a caller found.</summary>
    [Alias("open"), Needs(Role.Interviewer)]
    Task<Answer> Open(string interview);

    /// <summary>Puts the case down; the desk is free for the next.</summary>
    [Alias("close"), Needs(Role.Interviewer)]
    Task Close(string interview);

    /// <summary>How many cases may be rung now.</summary>
    [Alias("callable"), Needs(Role.Interviewer | Role.Supervisor | Role.House)]
    Task<int> Callable();

    /// <summary>Finds callers by the beginning of a name or company, or by the last four digits of a number. At most <see cref="FoundMax"/>.</summary>
    [Alias("find"), Needs(Role.Interviewer | Role.Supervisor)]
    Task<ImmutableArray<FoundCaller>> Find(string words);

    public const int FoundMax = 8;

    [Alias("ranking"), Needs(Role.Interviewer | Role.Supervisor)]
    Task<ImmutableArray<Ranked>> Ranking(int skip);

    [Alias("why-not"), Needs(Role.Interviewer | Role.Supervisor)]
    Task<Ranked> WhyNot(string interview);

    /// <summary>Cards of the interviewer's own open promises, returned calls and wrap-ups.</summary>
    [Alias("mine"), Needs(Role.Interviewer)]
    Task<ImmutableArray<InterviewCard>> Mine();

    /// <summary>Cases of the whole team that need whoever leads it, wishes to talk first: at most <see cref="NeedingMax"/>.</summary>
    [Alias("needing"), Needs(Role.Supervisor | Role.House)]
    Task<ImmutableArray<InterviewCard>> Needing();

    public const int NeedingMax = 50;

    /// <summary>Promises that nobody is sure to keep, people whom two clients' programmes reach for, and languages that nobody speaks; the soonest first, at most <see cref="NeedingMax"/>.</summary>
    [Alias("concerns"), Needs(Role.Supervisor | Role.House)]
    Task<ImmutableArray<Concern>> Concerns();

    [Alias("board"), Needs(Role.Supervisor | Role.House)]
    Task<ImmutableArray<InterviewCard>> Board(int skip);

    /// <summary>The team's field at this instant: rates, ageing, who carries what, pace against goals.</summary>
    [Alias("field"), Needs(Role.Supervisor | Role.House)]
    Task<TeamField> Field();

    /// <summary>Cases of one status, one interviewer or both, those longest untouched first; a page of 50.</summary>
    [Alias("cases"), Needs(Role.Supervisor | Role.House)]
    Task<ImmutableArray<InterviewCard>> Cases(CaseStatus? status, string? interviewer, int skip);
}
