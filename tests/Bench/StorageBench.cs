using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using WinLossAgency.Storage;

namespace WinLossAgency.Bench;

/// <summary>Durable document writes beside raw group-committed SQLite upserts of the same bytes, at the same concurrency, on the same disk.</summary>
internal static class StorageBench
{
    private const int Concurrency = 64;
    private const int DocumentBytes = 2_048;
    private const int Writes = 12_800;
    private const int Existing = 100_000;
    private const int Rounds = 3;

    private static long written;

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("bench-storage-").FullName;
        try
        {
            await MeasureAsync(folder, existing: Concurrency);
            await MeasureAsync(folder, existing: Existing);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Rounds of the two take turns, so that a busy disk slows both alike; the medians are compared.</summary>
    private static async Task MeasureAsync(string folder, int existing)
    {
        var place = Path.Combine(folder, existing.ToString(CultureInfo.InvariantCulture));
        await using var store = Stores.Embedded(place, "store");
        using var raw = Raw(Path.Combine(place, "raw.db"));
        var bytes = new byte[DocumentBytes];
        for (var at = 0; at < bytes.Length; at++)
            bytes[at] = (byte)(at * 7);
        var etags = await FillAsync(store, raw, bytes, existing);
        var direct = new List<double>();
        var queued = new List<double>();
        var through = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            direct.Add(Writes / RunRaw(raw, bytes, existing));
            queued.Add(Writes / await RunQueuedRawAsync(raw, bytes, existing));
            through.Add(Writes / await RunStoreAsync(store, bytes, etags));
        }

        var (loopRate, rawRate, storeRate) = (Median(direct), Median(queued), Median(through));
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            bench = "storage.durable_writes",
            existing,
            concurrency = Concurrency,
            bytes = DocumentBytes,
            raw_loop_per_s = Math.Round(loopRate),
            raw_per_s = Math.Round(rawRate),
            store_per_s = Math.Round(storeRate),
            ratio = Math.Round(storeRate / rawRate, 3),
            ratio_to_loop = Math.Round(storeRate / loopRate, 3),
        }));
    }

    private static async Task<string[]> FillAsync(OpenStore store, SqliteConnection raw, byte[] bytes, int existing)
    {
        var etags = new string[existing];
        foreach (var part in Enumerable.Range(0, existing).Chunk(2_000))
            await Task.WhenAll(part.Select(async n => etags[n] = await store.Documents.WriteAsync(KeyOf(n), bytes, null)));
        foreach (var part in Enumerable.Range(0, existing).Chunk(2_000))
            Upsert(raw, bytes, part);
        return etags;
    }

    /// <summary>Each of 64 writers replaces its own documents one after another, waiting for each to be durable.</summary>
    private static async Task<double> RunStoreAsync(OpenStore store, byte[] bytes, string[] etags)
    {
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Concurrency).Select(writer => Task.Run(async () =>
        {
            var step = etags.Length / Concurrency;
            for (var done = 0; done < Writes / Concurrency; done++)
            {
                var number = (writer * step) + (int)((uint)(done * 7919) % (uint)step);
                etags[number] = await store.Documents.WriteAsync(KeyOf(number), Fresh(bytes), etags[number]);
            }
        })));
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>One thread, 64 upserts a commit: what the file itself can take.</summary>
    private static double RunRaw(SqliteConnection raw, byte[] bytes, int existing)
    {
        var step = existing / Concurrency;
        var clock = Stopwatch.StartNew();
        for (var done = 0; done < Writes / Concurrency; done++)
            Upsert(raw, bytes, Enumerable.Range(0, Concurrency).Select(writer => (writer * step) + (int)((uint)(done * 7919) % (uint)step)));
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>The same 64 waiting writers before the plainest group commit: a queue, one thread, a commit of whatever has gathered.</summary>
    private static async Task<double> RunQueuedRawAsync(SqliteConnection raw, byte[] bytes, int existing)
    {
        var queue = Channel.CreateUnbounded<(int Number, TaskCompletionSource Done)>(new UnboundedChannelOptions { SingleReader = true });
        var committer = Task.Factory.StartNew(
            () =>
            {
                var batch = new List<(int Number, TaskCompletionSource Done)>();
                while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
                {
                    while (queue.Reader.TryRead(out var write))
                        batch.Add(write);
                    Upsert(raw, bytes, batch.Select(write => write.Number));
                    batch.ForEach(write => write.Done.SetResult());
                    batch.Clear();
                }
            },
            TaskCreationOptions.LongRunning);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Concurrency).Select(writer => Task.Run(async () =>
        {
            var step = existing / Concurrency;
            for (var done = 0; done < Writes / Concurrency; done++)
            {
                var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                queue.Writer.TryWrite(((writer * step) + (int)((uint)(done * 7919) % (uint)step), waiter));
                await waiter.Task;
            }
        })));
        var seconds = clock.Elapsed.TotalSeconds;
        queue.Writer.Complete();
        await committer;
        return seconds;
    }

    private static void Upsert(SqliteConnection raw, byte[] bytes, IEnumerable<int> numbers)
    {
        using var transaction = raw.BeginTransaction();
        using var command = raw.CreateCommand();
        command.CommandText = "INSERT INTO documents(key, bytes) VALUES($key, $bytes) ON CONFLICT(key) DO UPDATE SET bytes = excluded.bytes";
        var key = command.Parameters.Add("$key", SqliteType.Text);
        var value = command.Parameters.Add("$bytes", SqliteType.Blob);
        command.Prepare();
        foreach (var number in numbers)
        {
            key.Value = KeyOf(number);
            value.Value = Fresh(bytes);
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static SqliteConnection Raw(string file)
    {
        SQLitePCL.Batteries_V2.Init();
        var raw = new SqliteConnection($"Data Source={file};Pooling=False");
        raw.Open();
        using var command = raw.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; CREATE TABLE documents(key TEXT PRIMARY KEY, bytes BLOB NOT NULL)";
        command.ExecuteNonQuery();
        return raw;
    }

    /// <summary>SQLite writes no page whose bytes stay as they were, so every write brings new ones.</summary>
    private static byte[] Fresh(byte[] bytes)
    {
        var fresh = (byte[])bytes.Clone();
        BinaryPrimitives.WriteInt64LittleEndian(fresh, Interlocked.Increment(ref written));
        return fresh;
    }

    private static string KeyOf(int number) => string.Create(CultureInfo.InvariantCulture, $"journal/c-1.e-{number % 100}.i-{number:000000}");

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
