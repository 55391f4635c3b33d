using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using NodaTime;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Domain;
using WinLossAgency.Grains.Access;
using WinLossAgency.Storage;

namespace WinLossAgency.Grains.Journals;

/// <summary>
/// A grain whose state is its journal. A command is decided by Domain, its events and what they owe are written with one
/// compare-and-swap, and effects are then paid in order of number to each receiver. The reminder, registered before the
/// first event, is the promise that they are; the timer is only haste.
/// </summary>
public abstract class JournalGrain<TState, TEvent>(IPersistentState<Journal<TState, TEvent>> journal, JournalTools tools) : Grain, IRemindable
    where TEvent : class
{
    private const string ReminderName = "owed";
    private static readonly TimeSpan ReminderEvery = TimeSpan.FromMinutes(5);
    private bool reminded;
    private IGrainTimer? haste;

    protected TState State { get; private set; } = default!;

    /// <summary>What happened since the last closed part.</summary>
    protected IReadOnlyList<TEvent> Events => journal.State.Events;

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

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Caller.House.Enter();
        await PayAllAsync();
        if (journal.State.Owed.Count == 0 && await this.GetReminder(ReminderName) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
            reminded = false;
        }
    }

    /// <summary>Decides, appends and writes. A command id that was answered lately is answered again and changes nothing.</summary>
    protected async Task<Answer> DecideAsync(string commandId, Func<TState, Instant, Decision<TEvent>> decide)
    {
        if (journal.State.Commands.Contains(commandId)) return Answer.Done;
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
        if (j.Events.Count + events.Length > Journal<TState, TEvent>.EventsMax && !await ClosePartAsync())
            return Answer.No($"This record holds {j.Events.Count} of {Journal<TState, TEvent>.EventsMax} facts and still owes {j.Owed.Count} of them to others; try again in a minute.");
        var before = (Events: j.Events.Count, Commands: j.Commands.ToArray(), Owed: j.Owed.ToArray(), j.NextOwed);
        var owing = false;
        foreach (var e in events)
        {
            j.Events.Add(e);
            foreach (var (to, notBefore) in Owes(e))
            {
                j.Owed.Add(new Owed(j.NextOwed++, to, j.Events.Count - 1, notBefore, 0));
                owing = true;
            }
        }
        j.Commands.Add(commandId);
        if (j.Commands.Count > Journal<TState, TEvent>.CommandsKept) j.Commands.RemoveAt(0);
        try
        {
            if (owing) await RemindAsync();
            await journal.WriteStateAsync();
        }
        catch
        {
            // What was not written did not happen: memory goes back to what the store holds.
            j.Events.RemoveRange(before.Events, j.Events.Count - before.Events);
            (j.Commands, j.Owed, j.NextOwed) = ([.. before.Commands], [.. before.Owed], before.NextOwed);
            throw;
        }
        State = events.Aggregate(State, Fold);
        if (owing) Hasten(TimeSpan.Zero);
        return Answer.Done;
    }

    /// <summary>A full journal closes its part: the events lie apart as a document first, then their fold stands in for them.</summary>
    private async Task<bool> ClosePartAsync()
    {
        var j = journal.State;
        if (j.Owed.Count > 0) return false;
        var key = $"part|{this.GetGrainId().Type}|{Key}|{j.Parts + 1:0000}";
        if (await tools.Parts.ReadAsync(key) is null)
            await tools.Parts.WriteAsync(key, JsonSerializer.SerializeToUtf8Bytes(j.Events, StoredJson.Options), null);
        (j.Closed, j.Parts, j.Events) = (State, j.Parts + 1, []);
        await journal.WriteStateAsync();
        return true;
    }

    private async Task RemindAsync()
    {
        if (reminded) return;
        await this.RegisterOrUpdateReminder(ReminderName, ReminderEvery, ReminderEvery);
        reminded = true;
    }

    private void Hasten(TimeSpan due)
    {
        haste?.Dispose();
        haste = this.RegisterGrainTimer(async _ =>
        {
            Caller.House.Enter();
            await PayAllAsync();
        }, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan));
    }

    private async Task PayAllAsync()
    {
        var stuck = new HashSet<string>();
        Instant? later = null;
        foreach (var owed in journal.State.Owed.OrderBy(o => o.Number).ToArray())
        {
            // Effects to one receiver are paid in order; receivers do not wait for each other.
            if (stuck.Contains(owed.To) || owed.Tries >= Journal<TState, TEvent>.TriesMax) continue;
            if (owed.NotBefore > Now)
            {
                stuck.Add(owed.To);
                later = later is { } l && l < owed.NotBefore ? l : owed.NotBefore;
                continue;
            }
            if (!await TryPayAsync(owed)) stuck.Add(owed.To);
        }
        if (later is { } next) Hasten(tools.RealDelay(next - Now));
    }

    private async Task<bool> TryPayAsync(Owed owed)
    {
        var paid = true;
        try
        {
            await PayAsync(owed.To, journal.State.Events[owed.Event], $"{Key}#{owed.Number}");
            journal.State.Owed.Remove(owed);
        }
        catch (StillAtWorkException)
        {
            return false;
        }
        catch (Exception error)
        {
            paid = false;
            JournalLog.PaymentFailed(tools.Logger, GetType().Name, owed.To.Split(':')[0], owed.Number, owed.Tries + 1, error.GetType().Name);
            journal.State.Owed[journal.State.Owed.IndexOf(owed)] = owed with { Tries = owed.Tries + 1 };
        }
        await journal.WriteStateAsync();
        return paid;
    }
}

/// <summary>What every journal grain is given: the agency's clock, and where its log lines go.</summary>
public sealed class JournalTools(IClock clock, IClock realClock, IDocumentStore parts, ILogger<JournalTools> logger)
{
    /// <summary>The agency's clock: real, but in a demo agency ahead of it.</summary>
    public IClock Clock { get; } = clock;

    /// <summary>The host's clock, for leases and time-outs.</summary>
    public IClock RealClock { get; } = realClock;

    /// <summary>Where closed parts of journals lie.</summary>
    public IDocumentStore Parts { get; } = parts;

    public ILogger Logger { get; } = logger;

    /// <summary>Timers run on real time; the agency's clock may be ahead of it, so a wait is never longer than it says.</summary>
    public TimeSpan RealDelay(Duration wait) => wait <= Duration.Zero ? TimeSpan.Zero : wait.ToTimeSpan() + TimeSpan.FromMilliseconds(5);
}

internal static partial class JournalLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Grain} could not pay effect {Number} to {Receiver}, try {Tries}: {Error}")]
    public static partial void PaymentFailed(ILogger logger, string grain, string receiver, int number, int tries, string error);
}
