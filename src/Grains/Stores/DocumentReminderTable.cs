// Later versions of Orleans annotate IReminderTable for null and earlier ones do not; without annotations of ours both accept it.
#nullable disable annotations
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Domain;
using WinLossAgency.Storage;

namespace WinLossAgency.Grains.Stores;

/// <summary>Keeps reminders as documents beside the grain state they belong to.</summary>
public sealed class DocumentReminderTable(IDocumentStore documents) : IReminderTable
{
    private const string Prefix = "reminder|";

    private sealed record Row(string Type, string Key, string Name, DateTime StartAt, TimeSpan Period);

    public async Task<ReminderTableData> ReadRows(GrainId grainId) => new(await ReadAsync($"{Prefix}{grainId.Type}|{grainId.Key}|"));

    public async Task<ReminderTableData> ReadRows(uint begin, uint end) =>
        new((await ReadAsync(Prefix)).Where(e => Within(e.GrainId.GetUniformHashCode(), begin, end)));

    public async Task<ReminderEntry> ReadRow(GrainId grainId, string reminderName) =>
        await documents.ReadAsync(KeyOf(grainId, reminderName)) is { } stored ? Entry(stored) : null!;

    public async Task<string> UpsertRow(ReminderEntry entry)
    {
        var row = new Row(entry.GrainId.Type.ToString()!, entry.GrainId.Key.ToString()!, entry.ReminderName, entry.StartAt, entry.Period);
        var key = KeyOf(entry.GrainId, entry.ReminderName);
        while (true)
        {
            var stored = await documents.ReadAsync(key);
            try
            {
                return await documents.WriteAsync(key, HouseJson.Bytes(row), stored?.ETag);
            }
            catch (EtagMismatchException)
            {
                // An upsert takes whatever stands there; look again at what does.
            }
        }
    }

    public async Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        try
        {
            await documents.DeleteAsync(KeyOf(grainId, reminderName), eTag);
            return true;
        }
        catch (EtagMismatchException)
        {
            return false;
        }
    }

    public async Task TestOnlyClearTable()
    {
        await foreach (var key in documents.ListAsync(Prefix)) await documents.DeleteAsync(key);
    }

    private async Task<List<ReminderEntry>> ReadAsync(string prefix)
    {
        var entries = new List<ReminderEntry>();
        await foreach (var key in documents.ListAsync(prefix))
            if (await documents.ReadAsync(key) is { } stored) entries.Add(Entry(stored));
        return entries;
    }

    private static ReminderEntry Entry(StoredDocument stored)
    {
        var row = HouseJson.Read<Row>(stored.Bytes.Span);
        return new ReminderEntry
        {
            GrainId = GrainId.Create(row.Type, row.Key), ReminderName = row.Name, StartAt = row.StartAt, Period = row.Period, ETag = stored.ETag,
        };
    }

    private static bool Within(uint hash, uint begin, uint end) => begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;

    private static string KeyOf(GrainId grain, string name) => $"{Prefix}{grain.Type}|{grain.Key}|{name}";
}
