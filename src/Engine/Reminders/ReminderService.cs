using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace WinLossAgency.Engine;

/// <summary>
/// Keeps reminders in the table and ticks them. A tick that fell due while nothing ran is not made up for: the next one comes.
/// </summary>
internal sealed class ReminderService : IAsyncDisposable
{
    private static readonly TimeSpan PeriodMin = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<(GrainId Grain, string Name), Row> _rows = [];
    private readonly PriorityQueue<Row, DateTime> _due = new();
    private readonly EngineRuntime _runtime;
    private readonly IReminderTable? _table;
    private readonly ITimer _timer;
    private bool _running;

    public ReminderService(EngineRuntime runtime, IServiceProvider services)
    {
        _runtime = runtime;
        _table = services.GetService<IReminderTable>();
        _timer = runtime.Time.CreateUnbound(static state => ((ReminderService)state!).TickDue(), this);
    }

    private DateTime Now => _runtime.Time.GetUtcNow().UtcDateTime;

    private IReminderTable Table => _table ?? throw new InvalidOperationException("Reminders need an IReminderTable, and none is registered.");

    public static ReminderService Of(IGrainBase grain) => Activation.Of(grain).Runtime.Services.GetRequiredService<ReminderService>();

    public async Task Start(CancellationToken cancelled)
    {
        if (_table is null) return;
        await _table.StartAsync(cancelled);
        var stored = await _table.ReadRows(0, 0);
        lock (_gate)
        {
            _running = true;
            // A reminder registered while the table was read is newer than what was read.
            foreach (var entry in stored.Reminders)
                if (!_rows.ContainsKey((entry.GrainId, entry.ReminderName))) Schedule(entry);
            Arm();
        }
    }

    public async Task Stop(CancellationToken cancelled)
    {
        lock (_gate) _running = false;
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (_table is not null) await _table.StopAsync(cancelled);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    public async Task<IGrainReminder> Register(Activation activation, string name, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (dueTime < TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(dueTime), dueTime, "A reminder's first tick is now or later.");
        if (period < PeriodMin) throw new ArgumentException($"Reminder {name} asks for a period of {period}; the shortest is {PeriodMin}.", nameof(period));
        if (activation.GrainInstance is not IRemindable)
            throw new InvalidOperationException($"{activation.Class.Type.FullName} registers a reminder and does not implement IRemindable.");
        var entry = new ReminderEntry { GrainId = activation.GrainId, ReminderName = name, StartAt = Now + dueTime, Period = period };
        entry.ETag = await Table.UpsertRow(entry);
        lock (_gate)
        {
            Schedule(entry);
            Arm();
        }
        return new Reminder(entry.GrainId, name, entry.ETag);
    }

    public async Task Unregister(IGrainReminder reminder)
    {
        if (reminder is not Reminder known) throw new ArgumentException($"Reminder {reminder.ReminderName} did not come from this runtime.", nameof(reminder));
        if (!await Table.RemoveRow(known.GrainId, known.ReminderName, known.ETag!))
            throw new ReminderException($"Reminder {known.ReminderName} of {known.GrainId} was not removed: it is gone, or has been registered anew.");
        lock (_gate)
        {
            if (_rows.Remove((known.GrainId, known.ReminderName), out var row)) row.Over = true;
        }
    }

    public async Task<IGrainReminder?> Get(GrainId grain, string name) =>
        await Table.ReadRow(grain, name) is { } entry ? new Reminder(entry.GrainId, entry.ReminderName, entry.ETag) : null;

    public async Task<List<IGrainReminder>> All(GrainId grain) =>
        [.. (await Table.ReadRows(grain)).Reminders.Select(entry => new Reminder(entry.GrainId, entry.ReminderName, entry.ETag))];

    private void Schedule(ReminderEntry entry)
    {
        if (_rows.TryGetValue((entry.GrainId, entry.ReminderName), out var former)) former.Over = true;
        var row = new Row(entry);
        _rows[(entry.GrainId, entry.ReminderName)] = row;
        _due.Enqueue(row, row.NextAfter(Now));
    }

    private void Arm()
    {
        if (!_running) return;
        while (_due.TryPeek(out var row, out _) && row.Over) _due.Dequeue();
        if (!_due.TryPeek(out _, out var next)) return;
        var wait = next - Now;
        _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void TickDue()
    {
        List<Row> due = [];
        lock (_gate)
        {
            if (!_running) return;
            while (_due.TryPeek(out var row, out var at) && (row.Over || at <= Now))
            {
                _due.Dequeue();
                if (row.Over) continue;
                row.Next = row.NextAfter(Now);
                due.Add(row);
            }
            Arm();
        }
        foreach (var row in due) _ = Tick(row);
    }

    private async Task Tick(Row row)
    {
        var (grain, name) = (row.Entry.GrainId, row.Entry.ReminderName);
        try
        {
            var remindable = (IRemindable)_runtime.Reference(typeof(IRemindable), grain);
            await remindable.ReceiveReminder(name, new TickStatus(row.Entry.StartAt, row.Entry.Period, Now));
        }
        catch (Exception failure)
        {
            Log.ReminderFailed(_runtime.Logger, failure, name, grain);
        }
        // A tick that outlasted its period is followed by the next one at once, and never by two.
        lock (_gate)
        {
            if (!row.Over) _due.Enqueue(row, row.Next);
        }
        TickDue();
    }

    private sealed record Reminder(GrainId GrainId, string ReminderName, string? ETag) : IGrainReminder;

    private sealed class Row(ReminderEntry entry)
    {
        public ReminderEntry Entry { get; } = entry;

        public bool Over { get; set; }

        public DateTime Next { get; set; }

        private bool _ticked;

        /// <summary>The first tick at its time if that is still to come or just passed; then every period from there.</summary>
        public DateTime NextAfter(DateTime now)
        {
            var first = !_ticked && Entry.StartAt >= now;
            _ticked = true;
            if (first) return Entry.StartAt;
            var passed = (now - Entry.StartAt).Ticks / Entry.Period.Ticks;
            return Entry.StartAt + TimeSpan.FromTicks((passed + 1) * Entry.Period.Ticks);
        }
    }
}
