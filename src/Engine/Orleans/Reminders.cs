using Orleans.Runtime;

namespace Orleans
{
    /// <summary>A grain that can be reminded.</summary>
    public interface IRemindable : IGrain
    {
        [Alias("ReceiveReminder")]
        Task ReceiveReminder(string reminderName, TickStatus status);
    }

    /// <summary>Where reminders are kept.</summary>
    public interface IReminderTable
    {
        Task StartAsync(CancellationToken cancellationToken = default) => Init();

        Task Init() => Task.CompletedTask;

        Task<ReminderTableData> ReadRows(GrainId grainId);

        /// <summary>The rows whose grain's uniform hash lies in (begin, end]; all of them where begin equals end, around the ring where begin is greater.</summary>
        Task<ReminderTableData> ReadRows(uint begin, uint end);

        /// <summary>The row, or null.</summary>
        Task<ReminderEntry> ReadRow(GrainId grainId, string reminderName);

        /// <summary>Writes the row whatever was there, and returns its new ETag.</summary>
        Task<string> UpsertRow(ReminderEntry entry);

        /// <summary>Removes the row if it has this ETag, and says whether it did.</summary>
        Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag);

        Task TestOnlyClearTable();

        Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
    }

    /// <summary>Some rows of the table.</summary>
    [GenerateSerializer]
    public sealed class ReminderTableData
    {
        public ReminderTableData() => Reminders = [];

        public ReminderTableData(ReminderEntry entry) => Reminders = [entry];

        public ReminderTableData(IEnumerable<ReminderEntry> list) => Reminders = [.. list];

        public IList<ReminderEntry> Reminders { get; private set; }

        public override string ToString() => $"{Reminders.Count} reminders";
    }

    /// <summary>One row: which grain, by what name, from when (UTC), how often.</summary>
    [GenerateSerializer]
    public sealed class ReminderEntry
    {
        public GrainId GrainId { get; set; }

        public string ReminderName { get; set; } = "";

        public DateTime StartAt { get; set; }

        public TimeSpan Period { get; set; }

        public string? ETag { get; set; }

        public override string ToString() => $"{GrainId} {ReminderName} from {StartAt:O} every {Period}";
    }
}

namespace Orleans.Runtime
{
    /// <summary>The hold on a registered reminder.</summary>
    public interface IGrainReminder
    {
        string ReminderName { get; }
    }

    /// <summary>Which tick this is. Instants are UTC.</summary>
    [GenerateSerializer]
    [Immutable]
    public readonly struct TickStatus
    {
        public TickStatus(DateTime firstTickTime, TimeSpan period, DateTime timeStamp)
        {
            FirstTickTime = firstTickTime;
            Period = period;
            CurrentTickTime = timeStamp;
        }

        public DateTime FirstTickTime { get; }

        public TimeSpan Period { get; }

        public DateTime CurrentTickTime { get; }

        public override string ToString() => $"first {FirstTickTime:O}, every {Period}, now {CurrentTickTime:O}";
    }
}
