using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Domain;
using WinLossAgency.Storage;

namespace WinLossAgency.Grains.Journals;

/// <summary>
/// A grain whose state is its journal. A command is decided by Domain, its events and what they owe are written with one
/// compare-and-swap, and effects are then paid in order of number to each receiver. The reminder, registered before the
/// first event, is the promise that they are; the timer is only haste.
/// </summary>
public abstract partial class JournalGrain<TState, TEvent>(IPersistentState<Journal<TState, TEvent>> journal, JournalTools tools) : Grain, IRemindable
    where TEvent : class
{
    protected TState State { get; private set; } = default!;

    /// <summary>What happened since the last closed part.</summary>
    protected IReadOnlyList<TEvent> Events => journal.State.Events;

    /// <summary>Whether everything owed so far has been paid.</summary>
    protected bool NothingOwed => journal.State.Owed.Count == 0;

    protected string Key => this.GetPrimaryKeyString();

    protected Instant Now => tools.Clock.GetCurrentInstant();

    protected JournalTools Tools => tools;

    protected abstract TState Empty { get; }

    protected abstract TState Fold(TState state, TEvent happened);

    /// <summary>Receivers that an event owes something to, with the earliest instant. Most events owe nothing.</summary>
    protected virtual IEnumerable<(string To, Instant NotBefore)> Owes(TEvent happened) => [];

    /// <summary>Pays one effect. Runs as the house; may run twice, so receivers take the effect's id as their command id.</summary>
    protected virtual Task PayAsync(string to, TEvent happened, string effectId) => Task.CompletedTask;

    /// <summary>Looks again at what is owed, soon: a worker has told that something is done.</summary>
    protected void PayAgain() => Hasten(TimeSpan.Zero);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        State = journal.State.Events.Aggregate(journal.State.Parts > 0 ? journal.State.Closed! : Empty, Fold);
        if (journal.State.Owed.Count > 0) Hasten(TimeSpan.Zero);
        return Task.CompletedTask;
    }

    /// <summary>Whether this command came to a fact lately; what is done before a decision is not done again for it.</summary>
    protected bool WasAnswered(string commandId) => journal.State.Commands.Contains(commandId);

    /// <summary>Decides, appends and writes. A command id that was answered lately is answered again and changes nothing.</summary>
    protected async Task<Answer> DecideAsync(string commandId, Func<TState, Instant, Decision<TEvent>> decide)
    {
        if (WasAnswered(commandId)) return Answer.Done;
        // Ids come from forms too, and one that fills the record would be the last thing it took.
        if (commandId.Length > Journal<TState, TEvent>.CommandMax) return Answer.No($"What this page sent as its own mark has {commandId.Length:N0} characters; up to {Journal<TState, TEvent>.CommandMax} are taken. Load it again and send it once more.");
        switch (decide(State, Now))
        {
            case Decision<TEvent>.Refused refused: return Answer.No(refused.Reason);
            case Decision<TEvent>.Accepted { Events.IsEmpty: true }: return Answer.Done;
            case Decision<TEvent>.Accepted accepted: return await AppendAsync(commandId, accepted.Events);
            default: throw new InvalidOperationException("A decision is accepted or refused.");
        }
    }

    private async Task<Answer> AppendAsync(string commandId, ImmutableArray<TEvent> events)
    {
        var j = journal.State;
        var giveBack = j.Remember();
        var owing = false;
        try
        {
            owing = Lay(commandId, events);
            if (Overfull(j))
            {
                giveBack();
                await ClosePartAsync();
                owing = Lay(commandId, events);
                if (Overfull(j))
                {
                    var bytes = j.BytesAtMost;
                    giveBack();
                    return Answer.No($"This record would hold {j.Events.Count + events.Length} facts in {bytes:N0} of {Journal<TState, TEvent>.BytesMax:N0} bytes; it takes no more.");
                }
            }
            if (owing) await RemindAsync();
            await journal.WriteStateAsync();
        }
        catch
        {
            // What was not written did not happen: memory goes back to what the store held. Had the write reached the store after
            // all, the next one meets its ETag, this activation ends, and the repeated command is found among those answered.
            giveBack();
            throw;
        }
        unwritten = false;
        State = events.Aggregate(State, Fold);
        if (owing) Hasten(TimeSpan.Zero);
        return Answer.Done;
    }

    /// <summary>Puts the events, what they owe and the command into memory; says whether anything is owed.</summary>
    private bool Lay(string commandId, ImmutableArray<TEvent> events)
    {
        var j = journal.State;
        var before = j.NextOwed;
        foreach (var e in events)
        {
            j.Events.Add(e);
            foreach (var (to, notBefore) in Owes(e)) j.Owed.Add(new Owed(j.NextOwed++, to, j.Events.Count - 1, notBefore, 0, j.Parts));
        }
        j.Commands.Add(commandId);
        if (j.Commands.Count > Journal<TState, TEvent>.CommandsKept) j.Commands.RemoveAt(0);
        return j.NextOwed > before;
    }

    private static bool Overfull(Journal<TState, TEvent> j) =>
        j.Events.Count > Journal<TState, TEvent>.EventsMax || j.BytesAtMost > Journal<TState, TEvent>.BytesMax;

    /// <summary>
    /// The events of a full part lie apart as a document before their fold stands in for them, in the same write as the next
    /// event. A document that a crash left behind may lack later events and is replaced.
    /// </summary>
    private async Task ClosePartAsync()
    {
        var j = journal.State;
        var key = PartKey(j.Parts);
        var stored = await tools.Parts.ReadAsync(key);
        await tools.Parts.WriteAsync(key, JsonSerializer.SerializeToUtf8Bytes<IReadOnlyList<TEvent>>(j.Events, StoredJson.Options), stored?.ETag);
        (j.Closed, j.Parts, j.Events) = (State, j.Parts + 1, new EventLines<TEvent>());
    }

    /// <summary>The event an effect is owed for; its part may have been closed since.</summary>
    private async Task<TEvent> EventOfAsync(Owed owed)
    {
        if (owed.Part == journal.State.Parts) return journal.State.Events[owed.Event];
        var part = await tools.Parts.ReadAsync(PartKey(owed.Part)) ?? throw new InvalidOperationException($"Part {owed.Part + 1} of this journal is missing.");
        return JsonSerializer.Deserialize<List<TEvent>>(part.Bytes.Span, StoredJson.Options)![owed.Event];
    }

    private string PartKey(int part) => $"part|{this.GetGrainId().Type}|{Key}|{part + 1:0000}";
}
