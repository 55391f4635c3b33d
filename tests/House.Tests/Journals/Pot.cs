using System.Collections.Concurrent;
using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Journals;

namespace WinLossAgency.House.Tests.Journals;

/// <summary>The smallest aggregate: things laid into a pot, each owed to whom it names.</summary>
public abstract record PotEvent(Instant At)
{
    public sealed record Laid(Instant At, string Thing, ImmutableArray<string> To, Instant NotBefore) : PotEvent(At);
}

public sealed record PotState(ImmutableArray<string> Things)
{
    public static readonly PotState None = new(ImmutableArray<string>.Empty);
}

[Alias("test-pot")]
public interface IPot : IGrainWithStringKey
{
    [Alias("lay"), Needs(Role.House)]
    Task<Answer> Lay(string commandId, string thing, ImmutableArray<string> to, int secondsFromNow);

    [Alias("things"), Needs(Role.House)]
    Task<ImmutableArray<string>> Things();

    [Alias("remind"), Needs(Role.House)]
    Task Remind();
}

/// <summary>Those to whom pots owe: they take each effect once, and fail as long as a test says so.</summary>
internal sealed class Receivers
{
    public ConcurrentQueue<string> Tried { get; } = new();
    public ConcurrentQueue<string> Taken { get; } = new();
    public ConcurrentDictionary<string, bool> Failing { get; } = new();
    public ConcurrentDictionary<string, bool> Early { get; } = new();

    public Task TakeAsync(string to, string thing, string effectId)
    {
        Tried.Enqueue($"{to}:{thing}");
        if (Early.ContainsKey(to)) throw new PaymentPostponedException("not yet", Duration.FromHours(1), isTry: false);
        if (Failing.ContainsKey(to)) throw new InvalidOperationException("not now");
        Taken.Enqueue($"{to}:{thing}");
        return Task.CompletedTask;
    }
}

[GrainType("test-pot")]
internal sealed class PotGrain([PersistentState("journal", "agency")] IPersistentState<Journal<PotState, PotEvent>> journal, JournalTools tools, Receivers receivers)
    : JournalGrain<PotState, PotEvent>(journal, tools), IPot
{
    protected override PotState Empty => PotState.None;

    protected override PotState Fold(PotState state, PotEvent happened) => new(state.Things.Add(Short(((PotEvent.Laid)happened).Thing)));

    protected override IEnumerable<(string To, Instant NotBefore)> Owes(PotEvent happened) =>
        ((PotEvent.Laid)happened).To.Select(to => (to, ((PotEvent.Laid)happened).NotBefore));

    protected override Task PayAsync(string to, PotEvent happened, string effectId) => receivers.TakeAsync(to, ((PotEvent.Laid)happened).Thing, effectId);

    public Task<Answer> Lay(string commandId, string thing, ImmutableArray<string> to, int secondsFromNow) =>
        DecideAsync(commandId, (_, at) => new PotEvent.Laid(at, thing, to, at + Duration.FromSeconds(secondsFromNow)));

    /// <summary>The fold is smaller than what happened, as folds are.</summary>
    private static string Short(string thing) => thing.Length > 12 ? thing[..12] : thing;

    public Task<ImmutableArray<string>> Things() => Task.FromResult(State.Things);

    public Task Remind() => ReceiveReminder("owed", default);
}

[Alias("test-case")]
public interface ITestCase : IGrainWithStringKey
{
    [Alias("do"), Needs(Role.House)]
    Task<Answer> Do(string commandId, InterviewCommand command);

    [Alias("state"), Needs(Role.House)]
    Task<InterviewState> State();
}

/// <summary>An interview that owes nothing, for properties over its whole language of commands.</summary>
[GrainType("test-case")]
internal sealed class TestCaseGrain([PersistentState("journal", "agency")] IPersistentState<Journal<InterviewState, InterviewEvent>> journal, JournalTools tools)
    : JournalGrain<InterviewState, InterviewEvent>(journal, tools), ITestCase
{
    protected override InterviewState Empty => InterviewState.None;

    protected override InterviewState Fold(InterviewState state, InterviewEvent happened) => InterviewFold.Fold(state, happened);

    public Task<Answer> Do(string commandId, InterviewCommand command) => DecideAsync(commandId, (s, at) => Interview.Decide(s, command, at));

    Task<InterviewState> ITestCase.State() => Task.FromResult(State);
}
