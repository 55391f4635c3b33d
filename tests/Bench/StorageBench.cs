using WinLossAgency.Storage;

namespace WinLossAgency.Bench;

/// <summary>Durable document writes beside raw group-committed SQLite upserts of the same bytes, at the same concurrency, on the same disk.</summary>
internal static class StorageBench
{
    private const int Concurrency = RawUpserts.Concurrency;
    private const int DocumentBytes = 2_048;
    private const int Writes = 12_800;
    private const int Existing = 100_000;
    private const int Rounds = 3;

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("bench-storage-").FullName;
        try
        {
            await MeasureAsync(Path.Combine(folder, "few"), existing: Concurrency);
            await MeasureAsync(Path.Combine(folder, "many"), existing: Existing);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Rounds of the two take turns, so that a busy disk slows both alike; the medians are compared.</summary>
    private static async Task MeasureAsync(string folder, int existing)
    {
        await using var store = Stores.Embedded(folder, "store");
        using var raw = new RawUpserts(Path.Combine(folder, "raw.db"));
        var bytes = new byte[DocumentBytes];
        for (var at = 0; at < bytes.Length; at++) bytes[at] = (byte)(at * 7);
        var etags = new string[existing];
        foreach (var part in Enumerable.Range(0, existing).Chunk(2_000))
            await Task.WhenAll(part.Select(async n => etags[n] = await store.Documents.WriteAsync(RawUpserts.KeyOf(n), bytes, null)));
        raw.Fill(existing, bytes);
        var step = existing / Concurrency;
        int Number(int writer, int done) => (writer * step) + (int)((uint)(done * 7919) % (uint)step);
        (int, byte[]) RawWrite(int writer, int done) => (Number(writer, done), RawUpserts.Fresh(bytes));
        List<double> direct = [], queued = [], through = [];
        for (var round = 0; round < Rounds; round++)
        {
            direct.Add(Writes / raw.Loop(Writes, RawWrite));
            queued.Add(Writes / await raw.QueuedAsync(Writes, RawWrite));
            through.Add(Writes / await Line.SecondsAsync(Concurrency, Writes / Concurrency, async (writer, done) =>
            {
                var number = Number(writer, done);
                etags[number] = await store.Documents.WriteAsync(RawUpserts.KeyOf(number), RawUpserts.Fresh(bytes), etags[number]);
            }));
        }
        Line.Print("storage.durable-writes", new
        {
            existing, concurrency = Concurrency, bytes = DocumentBytes, rawLoopPerSecond = Line.Median(direct), rawPerSecond = Line.Median(queued),
            storePerSecond = Line.Median(through), ratio = Math.Round(Line.Median(through) / Line.Median(queued), 3),
        });
    }
}
