using System.Collections.Concurrent;
using System.Text.Json;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace WinLossAgency.House.Tests.Engine;

/// <summary>A real store of grain state, in memory: versions are compared on every write.</summary>
internal sealed class MemoryStore : IGrainStorage
{
    private readonly ConcurrentDictionary<(string, GrainId), (string State, int Version)> _records = new();

    public int Writes { get; private set; }

    public bool Full { get; set; }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (!_records.TryGetValue((stateName, grainId), out var record)) return Task.CompletedTask;
        grainState.State = JsonSerializer.Deserialize<T>(record.State)!;
        grainState.ETag = $"{record.Version}";
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (Full) throw new IOException("No space is left.");
        var stored = _records.TryGetValue((stateName, grainId), out var record) ? $"{record.Version}" : null;
        if (stored != grainState.ETag) throw new InconsistentStateException($"{grainId} was written by another.", stored, grainState.ETag);
        _records[(stateName, grainId)] = (JsonSerializer.Serialize(grainState.State), record.Version + 1);
        grainState.ETag = $"{record.Version + 1}";
        grainState.RecordExists = true;
        Writes++;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _records.TryRemove((stateName, grainId), out _);
        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    /// <summary>What another process would do.</summary>
    public void Overwrite(string stateName, GrainId grainId, object state) =>
        _records.AddOrUpdate((stateName, grainId), (JsonSerializer.Serialize(state), 1), (_, record) => (JsonSerializer.Serialize(state), record.Version + 1));
}

/// <summary>A real reminder table, in memory.</summary>
internal sealed class MemoryReminders : IReminderTable
{
    private readonly ConcurrentDictionary<(GrainId, string), ReminderEntry> _rows = new();
    private int _version;

    public int Count => _rows.Count;

    public Task<ReminderTableData> ReadRows(GrainId grainId) => Task.FromResult(new ReminderTableData(_rows.Values.Where(row => row.GrainId == grainId)));

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => Task.FromResult(new ReminderTableData(_rows.Values));

    public Task<ReminderEntry> ReadRow(GrainId grainId, string reminderName) => Task.FromResult(_rows.GetValueOrDefault((grainId, reminderName))!);

    public Task<string> UpsertRow(ReminderEntry entry)
    {
        entry.ETag = $"{Interlocked.Increment(ref _version)}";
        _rows[(entry.GrainId, entry.ReminderName)] = entry;
        return Task.FromResult(entry.ETag);
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) =>
        Task.FromResult(_rows.TryGetValue((grainId, reminderName), out var row) && row.ETag == eTag && _rows.TryRemove((grainId, reminderName), out _));

    public Task TestOnlyClearTable()
    {
        _rows.Clear();
        return Task.CompletedTask;
    }
}
